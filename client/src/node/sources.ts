import { openAsBlob } from 'node:fs';
import { readdir, stat } from 'node:fs/promises';
import { basename, join } from 'node:path';
import type { UploadEntry, UploadSource } from '../upload/types.ts';

/** A file on disk as a source. Bytes are read when they are sent; a file that was changed since rejects. */
export async function fileSource(path: string): Promise<UploadSource> {
  const [{ mtimeMs }, blob] = await Promise.all([stat(path), openAsBlob(path)]);
  return {
    name: basename(path),
    size: blob.size,
    lastModified: Math.floor(mtimeMs),
    slice: (start, end) => blob.slice(start, end),
  };
}

/**
 * Everything below a folder on disk, empty folders too, under the folder's own name. Links and special files are left
 * out: a link could lead anywhere, or in a circle.
 */
export async function* folderEntries(path: string, name = basename(path)): AsyncGenerator<UploadEntry> {
  const children = await readdir(path, { withFileTypes: true });
  if (children.length === 0) yield { relativePath: name, file: undefined };
  for (const child of children) {
    const below = join(path, child.name);
    if (child.isDirectory()) yield* folderEntries(below, `${name}/${child.name}`);
    else if (child.isFile()) yield { relativePath: `${name}/${child.name}`, file: await fileSource(below) };
  }
}
