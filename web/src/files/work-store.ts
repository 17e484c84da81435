import { create } from 'zustand';

/**
 * `annotate`: tags, colours, properties; `rewind`: setting back to a moment; `read`: what is to be uploaded is read from
 * the device.
 */
export type WorkKind =
  | 'move'
  | 'copy'
  | 'duplicate'
  | 'trash'
  | 'restore'
  | 'delete'
  | 'annotate'
  | 'rewind'
  | 'download'
  | 'read';

/** Something that this tab does with files and that takes a while. Immutable. */
export interface Work {
  readonly id: string;
  readonly kind: WorkKind;
  /** Name of the first item. */
  readonly name: string;
  readonly items: number;
  /** Items that are done; of a download, bytes. */
  readonly done: number;
  /** undefined = nobody knows. */
  readonly total: number | undefined;
  /** Items or bytes in a second, on average; 0 when it cannot be told yet. */
  readonly speed: number;
  /** `elsewhere`: the browser goes on with it alone. */
  readonly status: 'running' | 'done' | 'elsewhere' | 'failed' | 'stopped';
  /** Why it did not come to its end; when a part of it did, why not the rest. */
  readonly error: unknown;
  /** Why it does not move right now; it goes on by itself. */
  readonly trouble: unknown;
  /** undefined = one request, which the server carries through. */
  readonly cancel: (() => void) | undefined;
  readonly again: (() => void) | undefined;
}

/** What is shown of the work of this tab, in the order it began. */
export const useWork = create<{ readonly works: readonly Work[] }>(() => ({ works: [] }));
