/** What was dropped, pasted or picked, as a flat list. Folders are walked to their ends. */

export interface DropEntry {
  /** Path below the target, `/` between its parts, own name last. */
  readonly relativePath: string;
  /** undefined = a folder without anything in it, to be made as it is. */
  readonly file: File | undefined;
  /** The dropped file or folder that this belongs to, where the browser lets one read it again after a reload. */
  readonly root?: FileSystemHandle;
  /** A name that is taken is no question: both are kept. */
  readonly keepsBoth?: true;
  /** On the device it is called otherwise: its name could not be kept. */
  readonly isMended?: true;
}

/** Chromium's way to read a dropped thing again later. */
interface ItemWithHandle {
  getAsFileSystemHandle?(): Promise<FileSystemHandle | null>;
}

/** Above this many things in one go, handles are asked for folders only. */
export const crowd = 50;

/** Above this many, only what has no type by its name is asked whether it is a folder: the disk is slow to tell. */
const multitude = 500;

/** A dropped file or folder, taken hold of within the event. */
export interface Root {
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
  /* Each question costs the event some time; a crowd of files is remembered as one thing anyway (plans.ts). */
  const crowded = transfer.items.length > crowd;
  for (const item of transfer.items) {
    if (item.kind !== 'file') continue;
    const entry = transfer.items.length > multitude && item.type ? undefined : item.webkitGetAsEntry?.();
    if (entry) {
      const again = !crowded || entry.isDirectory ? (item as ItemWithHandle).getAsFileSystemHandle?.() : undefined;
      /* Not being able to read it again later is no reason not to read it now. */
      const handle = Promise.resolve(again).catch(() => undefined);
      roots.push({ entry, handle });
    } else {
      const file = item.getAsFile();
      if (file) loose.push(file);
    }
  }
  /* The items are in hand: how they are read may come later. */
  return import('./drop-walk.ts').then(({ readDropped }) => readDropped(roots, loose));
}

/** Files of a file input; with `webkitdirectory` they carry their path. */
export function entriesOfInput(files: Iterable<File>): DropEntry[] {
  return [...files].map((file) => ({ relativePath: file.webkitRelativePath || file.name, file }));
}

/** What is looked for on the device; a photo is taken for it. */
export type Wanted = 'file' | 'files' | 'folder' | 'photo';

/** Opens the browser's file picker, or the camera; resolves with what was chosen, empty when it was left. */
export async function pickEntries(what: Wanted): Promise<DropEntry[]> {
  return (await import('./picker.ts')).pickEntries(what);
}
