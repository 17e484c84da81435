import { Repeater } from '../kernel/index.ts';
import { ArchiveDownloads } from './archive.ts';
import { Cancellation } from './cancellation.ts';
import { ChunkReceiver } from './chunks.ts';
import { Completion } from './completion.ts';
import { ContentUpdate } from './content-update.ts';
import { DownloadLinks } from './download-links.ts';
import { Downloads } from './downloads.ts';
import { LinkSigner } from './link-signer.ts';
import type { TransferParts } from './parts.ts';
import { TransferStore } from './store.ts';
import { UploadSessions } from './upload-sessions.ts';
import { UploadTargets } from './upload-target.ts';

const sweepEveryMs = 10 * 60_000;

/** Bytes in and out of the tree, put together: each member is one idea, with its own file. */
export interface Transfers {
  readonly uploads: UploadSessions;
  readonly chunks: ChunkReceiver;
  readonly cancellation: Cancellation;
  readonly contentUpdate: ContentUpdate;
  readonly links: DownloadLinks;
  readonly downloads: Downloads;
  readonly archives: ArchiveDownloads;
  /** Ends uploads whose time is over; to be started and stopped with the drive. */
  readonly sweeper: Repeater;
}

export function openTransfers(parts: TransferParts): Transfers {
  const store = new TransferStore();
  const targets = new UploadTargets(parts, store);
  const cancellation = new Cancellation(parts, store, targets);
  const completion = new Completion(parts, store);
  const signer = new LinkSigner(parts.secretKey);
  return {
    uploads: new UploadSessions(parts, store, targets, cancellation),
    chunks: new ChunkReceiver(parts, store, completion),
    cancellation,
    contentUpdate: new ContentUpdate(parts, store, targets),
    links: new DownloadLinks(parts, store, signer),
    downloads: new Downloads(parts, store, signer),
    archives: new ArchiveDownloads(parts, store, signer),
    sweeper: new Repeater('end expired uploads', sweepEveryMs, () => cancellation.sweep(), parts.log),
  };
}
