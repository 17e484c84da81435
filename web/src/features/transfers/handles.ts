/** Files and folders that the browser lets one read again after a reload. */
import type { DropEntry } from './drop-entries.ts';

/** Everything behind a handle that was kept; rejects when it is gone or may not be read. */
export async function entriesOfHandle(root: FileSystemHandle): Promise<DropEntry[]> {
  const entries: DropEntry[] = [];
  const walkHandle = async (handle: FileSystemHandle, path: string): Promise<void> => {
    if (handle.kind === 'file') {
      entries.push({ relativePath: path, file: await (handle as FileSystemFileHandle).getFile(), root });
      return;
    }
    const before = entries.length;
    for await (const child of childrenOf(handle)) await walkHandle(child, `${path}/${child.name}`);
    if (entries.length === before) entries.push({ relativePath: path, file: undefined, root });
  };
  await walkHandle(root, root.name);
  return entries;
}

function childrenOf(folder: FileSystemHandle): AsyncIterable<FileSystemHandle> {
  return (folder as FileSystemHandle & { values(): AsyncIterable<FileSystemHandle> }).values();
}
