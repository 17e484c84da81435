import { closeSync, fsyncSync, mkdirSync, openSync } from 'node:fs';
import { join } from 'node:path';
import type { BlobStore } from '../../blob-store.ts';
import { LocalStore } from './local-store.ts';
import { NodeDisk } from './node-disk.ts';

const folderName = 'blobs';

/** Blobs as files in `<dataDir>/blobs`, which is made when it is missing. */
export function openLocalStore(dataDir: string): BlobStore {
  const root = join(dataDir, folderName);
  mkdirSync(root, { recursive: true, mode: 0o750 });
  const parent = openSync(dataDir, 'r');
  try {
    fsyncSync(parent);
  } finally {
    closeSync(parent);
  }
  return new LocalStore(new NodeDisk(root), {
    pathInDataDir: (key) => `${folderName}/${key}`,
    path: (key) => join(root, key),
  });
}
