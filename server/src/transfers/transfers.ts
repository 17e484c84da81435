import { ArchiveDownloads } from './archive.ts';
import { Cancellation } from './cancellation.ts';
import { ChunkReceiver } from './chunks.ts';
import { Completion } from './completion.ts';
import { ContentUpdate } from './content-update.ts';
import { DownloadLinks } from './download-links.ts';
import { DownloadStore } from './download-store.ts';
import { Downloads } from './downloads.ts';
import { LinkSigner } from './link-signer.ts';
import type { TransferParts } from './parts.ts';
import { UploadSessions } from './upload-sessions.ts';
import { UploadStore } from './upload-store.ts';
import { UploadTargets } from './upload-target.ts';

/** Bytes in and out of the tree, put together: each member is one idea, with its own file. */
export interface Transfers {
  readonly uploads: UploadSessions;
  readonly chunks: ChunkReceiver;
  readonly cancellation: Cancellation;
  readonly contentUpdate: ContentUpdate;
  readonly links: DownloadLinks;
  readonly downloads: Downloads;
  readonly archives: ArchiveDownloads;
}

export function openTransfers(parts: TransferParts): Transfers {
  const uploads = new UploadStore();
  const stored = new DownloadStore();
  const targets = new UploadTargets(parts, uploads);
  const cancellation = new Cancellation(parts, uploads, targets);
  const completion = new Completion(parts, uploads);
  const signer = new LinkSigner(parts.secretKey);
  return {
    uploads: new UploadSessions(parts, uploads, targets, cancellation),
    chunks: new ChunkReceiver(parts, uploads, completion),
    cancellation,
    contentUpdate: new ContentUpdate(parts, uploads, targets),
    links: new DownloadLinks(parts, stored, signer),
    downloads: new Downloads(parts, stored, signer),
    archives: new ArchiveDownloads(parts, stored, signer),
  };
}
