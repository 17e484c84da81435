import { constants, type FileHandle, mkdir, open, readdir, rename, stat, statfs, unlink } from 'node:fs/promises';
import { join } from 'node:path';
import { errno } from '../../io-failure.ts';
import type { Disk, DiskFile } from './disk.ts';

/** Readable by the group: a web server in front that is to send files joins it. */
const fileMode = 0o640;
const folderMode = 0o750;

const flags = {
  read: constants.O_RDONLY | constants.O_NOFOLLOW,
  create: constants.O_WRONLY | constants.O_CREAT | constants.O_EXCL,
  update: constants.O_WRONLY | constants.O_CREAT | constants.O_NOFOLLOW,
} as const;

/** A folder of the machine. */
export class NodeDisk implements Disk {
  readonly root: string;

  /** @param root absolute path of a folder that is there */
  constructor(root: string) {
    this.root = root;
  }

  async open(path: string, mode: 'read' | 'create' | 'update'): Promise<DiskFile> {
    return new NodeFile(await open(join(this.root, path), flags[mode], fileMode));
  }

  async rename(from: string, to: string): Promise<void> {
    await rename(join(this.root, from), join(this.root, to));
  }

  async unlink(path: string): Promise<void> {
    await unlink(join(this.root, path));
  }

  async stat(path: string): Promise<{ size: number; modifiedAt: number } | undefined> {
    try {
      const found = await stat(join(this.root, path));
      return { size: found.size, modifiedAt: Math.floor(found.mtimeMs) };
    } catch (error) {
      if (errno(error) === 'ENOENT') return undefined;
      throw error;
    }
  }

  async makeFolder(path: string): Promise<void> {
    await mkdir(join(this.root, path), { recursive: true, mode: folderMode });
  }

  async syncFolder(path: string): Promise<void> {
    const folder = await open(join(this.root, path), constants.O_RDONLY | constants.O_DIRECTORY);
    try {
      await folder.sync();
    } finally {
      await folder.close();
    }
  }

  async list(folder: string): Promise<readonly { name: string; isFolder: boolean }[]> {
    try {
      const entries = await readdir(join(this.root, folder), { withFileTypes: true });
      return entries
        .filter((entry) => entry.isFile() || entry.isDirectory())
        .map((entry) => ({ name: entry.name, isFolder: entry.isDirectory() }));
    } catch (error) {
      if (errno(error) === 'ENOENT') return [];
      throw error;
    }
  }

  async freeBytes(): Promise<number> {
    const { bavail, bsize } = await statfs(this.root);
    return bavail * bsize;
  }
}

class NodeFile implements DiskFile {
  readonly #handle: FileHandle;

  constructor(handle: FileHandle) {
    this.#handle = handle;
  }

  async write(pieces: readonly Uint8Array[], position: number): Promise<number> {
    const only = pieces.length === 1 ? pieces[0] : undefined;
    if (only) return (await this.#handle.write(only, 0, only.length, position)).bytesWritten;
    return (await this.#handle.writev(pieces as Uint8Array[], position)).bytesWritten;
  }

  async read(target: Uint8Array, position: number): Promise<number> {
    return (await this.#handle.read(target, 0, target.length, position)).bytesRead;
  }

  async size(): Promise<number> {
    return (await this.#handle.stat()).size;
  }

  sync(): Promise<void> {
    return this.#handle.datasync();
  }

  close(): Promise<void> {
    return this.#handle.close();
  }
}
