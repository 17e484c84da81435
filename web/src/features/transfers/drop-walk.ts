/** Reads what was dropped, folders to their ends; loaded with the first drop. */
import type { DropEntry, Root } from './drop-entries.ts';

/** A browser hands out the children of a folder in portions; an empty portion ends it. */
function readPortion(reader: FileSystemDirectoryReader): Promise<FileSystemEntry[]> {
  return new Promise((resolve, reject) => reader.readEntries(resolve, reject));
}

function fileOf(entry: FileSystemFileEntry): Promise<File> {
  return new Promise((resolve, reject) => entry.file(resolve, reject));
}

async function* walk(entry: FileSystemEntry, path: string): AsyncGenerator<DropEntry> {
  if (entry.isFile) {
    yield { relativePath: path, file: await fileOf(entry as FileSystemFileEntry) };
    return;
  }
  const reader = (entry as FileSystemDirectoryEntry).createReader();
  let empty = true;
  for (let portion = await readPortion(reader); portion.length > 0; portion = await readPortion(reader)) {
    empty = false;
    for (const child of portion) yield* walk(child, `${path}/${child.name}`);
  }
  if (empty) yield { relativePath: path, file: undefined };
}

/** How long an upload waits for a handle that only matters after a reload. */
const handleMs = 300;

function after(ms: number): Promise<undefined> {
  return new Promise((resolve) => {
    setTimeout(resolve, ms);
  });
}

/** Rejects when a file can't be read. */
export async function readDropped(roots: readonly Root[], loose: readonly File[]): Promise<DropEntry[]> {
  const entries: DropEntry[] = loose.map((file) => ({ relativePath: file.name, file }));
  for (const { entry, handle } of roots) {
    const found: DropEntry[] = [];
    for await (const each of walk(entry, entry.name)) found.push(each);
    const root = await Promise.race([handle, after(handleMs)]);
    for (const each of found) entries.push(root ? { ...each, root } : each);
  }
  return entries;
}
