import { createHash } from 'node:crypto';
import { ApiError, ErrorCode } from '@canopy/contract';
import { randomHex } from '../../../kernel/index.ts';
import {
  type BlobKey,
  BlobMissingError,
  type BlobStat,
  type BlobStore,
  type ByteSource,
  type LocalFiles,
  type OpenBlob,
  type PutOptions,
  type StoredBlob,
  type StoredItem,
} from '../../blob-store.ts';
import { wholeChecksum } from '../../checksum.ts';
import { bodyTooShort, errno, ioFailure } from '../../io-failure.ts';
import { isBlobKey } from '../../keys.ts';
import type { Disk, DiskFile } from './disk.ts';
import { FolderSync } from './folder-sync.ts';
import { openLocalBlob } from './open-blob.ts';
import { writePieces } from './write-pieces.ts';

/** Left free for database, log and temporary files when a big upload asks for room. */
const reservedBytes = 64 * 1024 * 1024;
/** Folders known to be there and durable; a process writes into few at a time. */
const maxKnownFolders = 1000;
const temporaryName = /^(.+)[.]([0-9a-f]{12}[.])?part$/;

/**
 * Blobs as files of one disk: `<key>`, while pieces arrive `<key>.part`, while it is written in one go
 * `<key>.<random>.part`. A blob is written beside its place, synced, checked, renamed into its place, and the
 * folder is synced: at no moment is there a file of its name that is not whole.
 *
 * A sync that fails is final for the file: the kernel may have dropped the bytes and would call the next sync
 * good. The file is thrown away, or (pieces) that piece has to be written again from the start.
 */
export class LocalStore implements BlobStore {
  readonly files?: LocalFiles;
  readonly #disk: Disk;
  readonly #folders: FolderSync;
  readonly #known = new Map<string, Promise<void>>();

  constructor(disk: Disk, files?: LocalFiles) {
    this.#disk = disk;
    this.#folders = new FolderSync(disk);
    if (files) this.files = files;
  }

  async stat(key: BlobKey): Promise<BlobStat | undefined> {
    const path = pathOf(key);
    return guarded(() => this.#disk.stat(path));
  }

  async open(key: BlobKey): Promise<OpenBlob> {
    const path = pathOf(key);
    try {
      return await openLocalBlob(await this.#disk.open(path, 'read'));
    } catch (error) {
      if (errno(error) === 'ENOENT') throw new BlobMissingError(key);
      throw ioFailure(error);
    }
  }

  async put(key: BlobKey, source: ByteSource, options: PutOptions): Promise<StoredBlob> {
    const temporary = `${pathOf(key)}.${randomHex(6)}.part`;
    return guarded(async () => {
      const file = await this.#openInFolder(temporary, 'create');
      try {
        const stored = await writeWhole(file, source, options);
        await this.#disk.rename(temporary, key);
        await this.#folders.sync(folderOf(key));
        return stored;
      } catch (error) {
        // The rename may have happened: the file of that name is whole, and nobody knows its key yet.
        await this.#discard(temporary);
        throw error;
      }
    });
  }

  async begin(key: BlobKey, size: number): Promise<void> {
    pathOf(key);
    // Node cannot reserve space in a file, so the least that can be done is to look.
    if (size < reservedBytes) return;
    await guarded(async () => {
      await this.#ensureFolder(folderOf(key));
      if ((await this.#disk.freeBytes()) < size + reservedBytes) {
        throw Object.assign(new Error(`no room for ${size} bytes`), { code: 'ENOSPC' });
      }
    });
  }

  async writeAt(key: BlobKey, offset: number, length: number, source: ByteSource): Promise<string> {
    const path = `${pathOf(key)}.part`;
    return guarded(async () => {
      const hash = createHash('sha256');
      const file = await this.#openInFolder(path, 'update');
      try {
        const written = await writePieces(file, offset, source, hash, { length });
        if (written < length) throw bodyTooShort(written, length);
        await file.sync();
      } finally {
        await file.close();
      }
      // Only now: the first piece may have made the file, and its name must not be lost under what is acknowledged.
      await this.#syncNameOnce(path);
      return hash.digest('hex');
    });
  }

  async commit(key: BlobKey, size: number): Promise<void> {
    const path = pathOf(key);
    await guarded(async () => {
      const pieces = await this.#disk.stat(`${path}.part`);
      if (pieces) {
        if (pieces.size !== size) throw wrongLength(pieces.size, size);
        // Every piece was synced when it was written.
        await this.#disk.rename(`${path}.part`, path);
      } else {
        const blob = await this.#disk.stat(path);
        if (blob?.size !== size) throw wrongLength(blob?.size ?? 0, size);
      }
      await this.#folders.sync(folderOf(key));
      this.#known.delete(`${path}.part`);
    });
  }

  async abort(key: BlobKey): Promise<void> {
    const path = `${pathOf(key)}.part`;
    this.#known.delete(path);
    await guarded(() => this.#unlink(path));
  }

  async remove(key: BlobKey): Promise<void> {
    const path = pathOf(key);
    await guarded(() => this.#unlink(path));
  }

  async *items(): AsyncIterable<StoredItem> {
    const folders = [''];
    for (let folder = folders.pop(); folder !== undefined; folder = folders.pop()) {
      const at = folder;
      for (const entry of await guarded(() => this.#disk.list(at))) {
        const name = folder === '' ? entry.name : `${folder}/${entry.name}`;
        if (entry.isFolder) {
          folders.push(name);
          continue;
        }
        const item = itemOf(name);
        const found = item && (await guarded(() => this.#disk.stat(name)));
        if (item && found) yield { ...item, ...found };
      }
    }
  }

  async removeItem(item: StoredItem): Promise<void> {
    if (!itemOf(item.name)) throw new Error(`${item.name} is not one of ours`);
    await guarded(() => this.#unlink(item.name));
  }

  /** Opens a file in a folder that is there and durable. */
  async #openInFolder(path: string, mode: 'create' | 'update'): Promise<DiskFile> {
    await this.#ensureFolder(folderOf(path));
    try {
      return await this.#disk.open(path, mode);
    } catch (error) {
      if (errno(error) !== 'ENOENT') throw error;
      // Somebody tidied up empty folders behind our back.
      this.#known.delete(folderOf(path));
      await this.#ensureFolder(folderOf(path));
      return this.#disk.open(path, mode);
    }
  }

  #ensureFolder(folder: string): Promise<void> {
    return this.#once(folder, async () => {
      // The name of a folder stands in the one above it. Also what another request just made may not be durable yet.
      await this.#disk.makeFolder(folder);
      const names = folder.split('/');
      for (let depth = names.length - 1; depth >= 0; depth--) await this.#folders.sync(names.slice(0, depth).join('/'));
    });
  }

  #syncNameOnce(path: string): Promise<void> {
    return this.#once(path, () => this.#folders.sync(folderOf(path)));
  }

  /** Runs `work` unless it was done for `what` before; failures are not remembered. */
  #once(what: string, work: () => Promise<void>): Promise<void> {
    let done = this.#known.get(what);
    if (done) return done;
    done = work();
    this.#known.set(what, done);
    done.catch(() => this.#known.delete(what));
    const oldest = this.#known.size > maxKnownFolders ? this.#known.keys().next().value : undefined;
    if (oldest !== undefined) this.#known.delete(oldest);
    return done;
  }

  async #unlink(path: string): Promise<void> {
    try {
      await this.#disk.unlink(path);
    } catch (error) {
      if (errno(error) !== 'ENOENT') throw error;
    }
  }

  /** After a failure: what cannot be removed now is garbage that fsck finds; the first failure is the one to tell. */
  async #discard(path: string): Promise<void> {
    await this.#unlink(path).catch(() => {});
  }
}

/** Writes, syncs, checks the length and closes. */
async function writeWhole(file: DiskFile, source: ByteSource, options: PutOptions): Promise<StoredBlob> {
  const { size, maxSize = Number.POSITIVE_INFINITY } = options;
  const hash = createHash('sha256');
  try {
    const written = await writePieces(file, 0, source, hash, {
      ...(size !== undefined && { length: size }),
      check(total) {
        if (total > maxSize) throw new ApiError(ErrorCode.FILE_TOO_LARGE, `The body is larger than ${maxSize} bytes.`);
      },
    });
    if (size !== undefined && written < size) throw bodyTooShort(written, size);
    await file.sync();
    const onDisk = await file.size();
    if (onDisk !== written) throw wrongLength(onDisk, written);
    return { size: written, checksum: wholeChecksum(hash) };
  } finally {
    await file.close();
  }
}

async function guarded<T>(work: () => Promise<T>): Promise<T> {
  try {
    return await work();
  } catch (error) {
    throw ioFailure(error);
  }
}

function pathOf(key: BlobKey): string {
  if (!isBlobKey(key)) throw new Error(`not a blob key: ${key}`);
  return key;
}

function folderOf(path: string): string {
  return path.slice(0, path.lastIndexOf('/'));
}

function wrongLength(got: number, expected: number): ApiError {
  return new ApiError(ErrorCode.IO_FAILED, `The storage holds ${got} bytes where ${expected} were written.`);
}

/** What a file of this name is; undefined = none of ours. */
function itemOf(name: string): Pick<StoredItem, 'key' | 'kind' | 'name'> | undefined {
  if (isBlobKey(name)) return { key: name, kind: 'blob', name };
  const match = temporaryName.exec(name);
  const key = match?.[1];
  if (!match || key === undefined || !isBlobKey(key)) return undefined;
  return { key, kind: match[2] === undefined ? 'pieces' : 'temporary', name };
}
