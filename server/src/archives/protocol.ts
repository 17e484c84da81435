import type { ArchiveFormat } from './formats/index.ts';
import type { ListingLimits } from './formats/listing.ts';

/** What a thread that lists an archive is started with. */
export interface ListTask {
  readonly format: ArchiveFormat;
  readonly size: number;
  readonly encoding: string | undefined;
  readonly limits: ListingLimits;
}

/** The thread asks for bytes, one request after the other, until it has the end. */
export type FromThread =
  | { readonly kind: 'read'; readonly start: number; readonly end: number }
  | { readonly kind: 'listed'; readonly json: Uint8Array<ArrayBuffer> }
  | { readonly kind: 'failed'; readonly reason: FailureReason; readonly message: string };

export type FailureReason = 'damaged' | 'encrypted' | 'unsupported' | 'large';

/** The bytes that were asked for. */
export type ToThread = Uint8Array<ArrayBuffer>;
