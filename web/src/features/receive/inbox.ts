/**
 * What other apps share with the installed app, until somebody says where it goes: files in the origin's private file
 * system, one folder for each, so that equal names are kept apart. The service worker puts them in, the page takes
 * them out; they survive a reload and a sign-in in between, and an upload of them can go on after a reload.
 */

export interface Received {
  readonly id: string;
  readonly file: File;
  /** Reads it again, also after a reload. */
  readonly handle: FileSystemFileHandle;
}

const folderName = 'inbox';
/** What nobody asked for within a day is dropped: it is still where it was shared from. */
const keptMs = 24 * 3_600_000;

async function inbox(create: boolean): Promise<FileSystemDirectoryHandle | undefined> {
  const root = await navigator.storage.getDirectory();
  return root.getDirectoryHandle(folderName, { create }).catch(() => undefined);
}

/** Names of the file system of the drive may hold signs that this one refuses. */
const plainName = (name: string): string =>
  name.replace(/[\\/:*?"<>|\p{Cc}]/gu, '_').replace(/^\.+|[. ]+$/g, '') || 'file';

/** Keeps files; `now` in milliseconds. Rejects when the device has no room: then none of them is kept. */
export async function putIn(files: readonly File[], now: number): Promise<void> {
  const folder = await inbox(true);
  if (!folder) throw new Error('There is no private file system here.');
  const made: string[] = [];
  try {
    for (const [index, file] of files.entries()) {
      const id = `${now}-${index}-${Math.random().toString(36).slice(2)}`;
      made.push(id);
      const own = await folder.getDirectoryHandle(id, { create: true });
      const handle = await own.getFileHandle(plainName(file.name), { create: true });
      await file.stream().pipeTo(await handle.createWritable());
    }
  } catch (error) {
    for (const id of made) await folder.removeEntry(id, { recursive: true }).catch(() => undefined);
    throw error;
  }
}

/** What waits besides what is `taken` (ids), in the order it came; what is too old goes. */
export async function lookIn(now: number, taken: ReadonlySet<string>): Promise<Received[]> {
  const folder = await inbox(false);
  const found: Received[] = [];
  if (!folder) return found;
  const ids: string[] = [];
  for await (const id of folder.keys()) ids.push(id);
  for (const id of ids.sort()) {
    if (taken.has(id)) continue;
    if (now - Number.parseInt(id, 10) > keptMs) {
      await drop([id]);
      continue;
    }
    const own = await folder.getDirectoryHandle(id);
    for await (const handle of own.values()) {
      if (handle.kind === 'file') found.push({ id, handle, file: await handle.getFile() });
    }
  }
  return found;
}

/** Takes some away for good. */
export async function drop(ids: readonly string[]): Promise<void> {
  const folder = await inbox(false);
  for (const id of ids) await folder?.removeEntry(id, { recursive: true }).catch(() => undefined);
}
