/** What was dropped, pasted or picked, as a flat list. Folders are walked to their ends. */

export interface DropEntry {
  /** Path below the target, `/` between its parts, own name last. */
  readonly relativePath: string;
  /** undefined = a folder without anything in it, to be made as it is. */
  readonly file: File | undefined;
  /** The dropped file or folder that this belongs to, where the browser lets one read it again after a reload. */
  readonly root?: FileSystemHandle;
}

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

/** Chromium's way to read a dropped thing again later. */
interface ItemWithHandle {
  getAsFileSystemHandle?(): Promise<FileSystemHandle | null>;
}

interface Root {
  readonly entry: FileSystemEntry;
  readonly handle: Promise<FileSystemHandle | null | undefined>;
}

/**
 * Everything in a drop, folders included, empty ones too. Must be called within the drop event: the browser forgets
 * the items afterwards. Rejects when a file can't be read.
 */
export function entriesOfDrop(transfer: Pick<DataTransfer, 'items' | 'files'>): Promise<DropEntry[]> {
  const roots: Root[] = [];
  const loose: File[] = [];
  for (const item of transfer.items) {
    if (item.kind !== 'file') continue;
    const entry = item.webkitGetAsEntry?.();
    if (entry) {
      /* Not being able to read it again later is no reason not to read it now. */
      const handle = Promise.resolve((item as ItemWithHandle).getAsFileSystemHandle?.()).catch(() => undefined);
      roots.push({ entry, handle });
    } else {
      const file = item.getAsFile();
      if (file) loose.push(file);
    }
  }
  const entries: DropEntry[] = loose.map((file) => ({ relativePath: file.name, file }));
  return (async () => {
    for (const { entry, handle } of roots) {
      const found: DropEntry[] = [];
      for await (const each of walk(entry, entry.name)) found.push(each);
      const root = await Promise.race([handle, after(handleMs)]);
      for (const each of found) entries.push(root ? { ...each, root } : each);
    }
    return entries;
  })();
}

/** How long an upload waits for a handle that only matters after a reload. */
const handleMs = 300;

function after(ms: number): Promise<undefined> {
  return new Promise((resolve) => {
    setTimeout(resolve, ms);
  });
}

/** Files of a file input; with `webkitdirectory` they carry their path. */
export function entriesOfInput(files: Iterable<File>): DropEntry[] {
  return [...files].map((file) => ({ relativePath: file.webkitRelativePath || file.name, file }));
}

/** Opens the browser's file picker; resolves with what was chosen, empty when it was left. */
export function pickEntries(what: 'file' | 'files' | 'folder'): Promise<DropEntry[]> {
  return new Promise((resolve) => {
    const input = document.createElement('input');
    input.type = 'file';
    input.multiple = what !== 'file';
    if (what === 'folder') input.webkitdirectory = true;
    input.addEventListener('change', () => resolve(entriesOfInput(input.files ?? [])));
    input.addEventListener('cancel', () => resolve([]));
    input.click();
  });
}
