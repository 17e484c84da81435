/** Reads what was dropped, folders to their ends; loaded with the first drop. */
import { isAbort } from '@canopy/client';
import { after, breathe } from '../../device/breathe.ts';
import { tracked } from '../../files/work.ts';
import type { DropEntry, Root } from './drop-entries.ts';

/** A browser hands out the children of a folder in portions; an empty portion ends it. */
function readPortion(reader: FileSystemDirectoryReader): Promise<FileSystemEntry[]> {
  return new Promise((resolve, reject) => reader.readEntries(resolve, reject));
}

function fileOf(entry: FileSystemFileEntry): Promise<File> {
  return new Promise((resolve, reject) => entry.file(resolve, reject));
}

/** An entry while its root is not known yet. */
type Found = { -readonly [Key in keyof DropEntry]: DropEntry[Key] };

/** Hears how many more were found; throws when no more are wanted. */
type Count = (more: number) => void;

/** Adds what is below an entry to `found`; the files of a portion are asked for side by side. */
async function walk(entry: FileSystemEntry, path: string, found: Found[], count: Count): Promise<void> {
  if (entry.isFile) return addFiles([entry], [path], found, count);
  const reader = (entry as FileSystemDirectoryEntry).createReader();
  const before = found.length;
  for (let portion = await readPortion(reader); portion.length > 0; portion = await readPortion(reader)) {
    const files = portion.filter((child) => child.isFile);
    await addFiles(
      files,
      files.map(({ name }) => `${path}/${name}`),
      found,
      count,
    );
    for (const child of portion) if (!child.isFile) await walk(child, `${path}/${child.name}`, found, count);
  }
  if (found.length === before) found.push({ relativePath: path, file: undefined });
}

/** A browser may answer many such questions within one task: the page gets a turn after so many of them. */
const filesAtOnce = 5;

async function addFiles(
  entries: readonly FileSystemEntry[],
  paths: readonly string[],
  found: Found[],
  count: Count,
): Promise<void> {
  for (let at = 0; at < entries.length; at += filesAtOnce) {
    const some = entries.slice(at, at + filesAtOnce);
    const files = await Promise.all(some.map((entry) => fileOf(entry as FileSystemFileEntry)));
    for (const [index, file] of files.entries()) found.push({ relativePath: paths[at + index] ?? file.name, file });
    count(some.length);
    await breathe();
  }
}

/** So many loose files are asked for at a time. */
const portionSize = 100;

/** How long an upload waits for a handle that only matters after a reload. */
const handleMs = 300;

/** Rejects when a file can't be read, and when the person ends it (an AbortError). */
async function readAll(roots: readonly Root[], loose: readonly File[], count: Count): Promise<DropEntry[]> {
  const found: Found[] = loose.map((file) => ({ relativePath: file.name, file }));
  for (let at = 0; at < roots.length; at += portionSize) {
    const portion = roots.slice(at, at + portionSize);
    const all = await Promise.all(
      portion.map(async ({ entry, handle }) => {
        const own: Found[] = [];
        await walk(entry, entry.name, own, count);
        const root = await Promise.race([handle, after(handleMs)]);
        if (root) for (const each of own) each.root = root;
        return own;
      }),
    );
    for (const own of all) for (const each of own) found.push(each);
  }
  return found;
}

/** Everything that was dropped. Rejects when a file can't be read; never settles when the person ends the reading. */
export async function readDropped(roots: readonly Root[], loose: readonly File[]): Promise<DropEntry[]> {
  const items = roots.map(({ entry }) => entry);
  const reading = tracked(
    'read',
    items,
    ({ signal, report }) => {
      let read = loose.length;
      return readAll(roots, loose, (more) => {
        signal.throwIfAborted();
        read += more;
        report(read, undefined);
      });
    },
    { leaves: true },
  );
  return reading.catch((error) => {
    if (isAbort(error)) return new Promise<never>(() => undefined);
    throw error;
  });
}
