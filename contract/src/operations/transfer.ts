/** Bytes: uploads, links, downloads, thumbnails, versions. */
import { directLinkOperations } from './transfer/direct-links.ts';
import { downloadOperations } from './transfer/downloads.ts';
import { thumbnailOperations } from './transfer/thumbnails.ts';
import { uploadOperations } from './transfer/uploads.ts';
import { versionOperations } from './transfer/versions.ts';

export const transferOperations = {
  ...uploadOperations,
  ...downloadOperations,
  ...thumbnailOperations,
  ...versionOperations,
  ...directLinkOperations,
} as const;
