import type { Disk, DiskFile } from '../local/disk.ts';

/** The calls that can be made to fail. */
export type DiskCall =
  | 'open'
  | 'write'
  | 'read'
  | 'sync'
  | 'size'
  | 'close'
  | 'rename'
  | 'unlink'
  | 'stat'
  | 'makeFolder'
  | 'syncFolder'
  | 'list';

/** `short`: a write takes half of what it is given. Everything else is an error of that name. */
export type Fault = 'EIO' | 'ENOSPC' | 'EMFILE' | 'EDQUOT' | 'short';

/** The bytes of one file: as programs see them, and as they would be after the power went. */
class Inode {
  bytes = new Uint8Array(0);
  durable = new Uint8Array(0);
  modifiedAt = 0;
}

/**
 * A file system in memory that breaks on purpose. It keeps the least that POSIX promises: bytes survive a power
 * cut only when their file was synced, names only when their folder was.
 */
export class MemoryDisk implements Disk {
  #names = new Map<string, Inode>();
  #durableNames = new Map<string, Inode>();
  #folders = new Set<string>(['']);
  #durableFolders = new Set<string>(['']);
  #calls = 0;
  #faults = new Map<number, Fault>();
  #openFiles = 0;
  readonly #now: () => number;

  constructor(now: () => number = () => 0) {
    this.#now = now;
  }

  /** How many calls were made so far. */
  get calls(): number {
    return this.#calls;
  }

  /** Descriptors that were opened and not closed. */
  get openFiles(): number {
    return this.#openFiles;
  }

  /** The `n`-th call from now (1 = the next) fails. */
  failCall(n: number, fault: Fault): void {
    this.#faults.set(this.#calls + n, fault);
  }

  heal(): void {
    this.#faults.clear();
  }

  /** What is found after a power cut: everything that was not synced is gone. */
  cutPower(): void {
    this.#folders = new Set(this.#durableFolders);
    this.#names = new Map(
      [...this.#durableNames].filter(([name]) => this.#folders.has(name.slice(0, Math.max(name.lastIndexOf('/'), 0)))),
    );
    this.#durableNames = new Map(this.#names);
    for (const inode of this.#names.values()) inode.bytes = inode.durable.slice();
  }

  /** Turns one bit of a file over, as a rotting disk does. */
  rot(path: string, at: number): void {
    const inode = this.#inode(path);
    inode.bytes[at] = (inode.bytes[at] ?? 0) ^ 1;
  }

  paths(): string[] {
    return [...this.#names.keys()].sort();
  }

  async open(path: string, mode: 'read' | 'create' | 'update'): Promise<DiskFile> {
    this.#call('open', path);
    let inode = this.#names.get(path);
    if (inode && mode === 'create') throw failure('EEXIST', 'open', path);
    if (!inode) {
      if (mode === 'read' || !this.#folders.has(parentOf(path))) throw failure('ENOENT', 'open', path);
      inode = new Inode();
      inode.modifiedAt = this.#now();
      this.#names.set(path, inode);
    }
    this.#openFiles += 1;
    return this.#file(path, inode);
  }

  async rename(from: string, to: string): Promise<void> {
    this.#call('rename', from);
    const inode = this.#inode(from);
    this.#names.delete(from);
    this.#names.set(to, inode);
  }

  async unlink(path: string): Promise<void> {
    this.#call('unlink', path);
    this.#inode(path);
    this.#names.delete(path);
  }

  async stat(path: string): Promise<{ size: number; modifiedAt: number } | undefined> {
    this.#call('stat', path);
    const inode = this.#names.get(path);
    return inode && { size: inode.bytes.length, modifiedAt: inode.modifiedAt };
  }

  async makeFolder(path: string): Promise<void> {
    this.#call('makeFolder', path);
    const names = path.split('/');
    for (let depth = 1; depth <= names.length; depth++) this.#folders.add(names.slice(0, depth).join('/'));
  }

  async syncFolder(path: string): Promise<void> {
    this.#call('syncFolder', path);
    if (!this.#folders.has(path)) throw failure('ENOENT', 'fsync', path);
    for (const name of this.#durableNames.keys()) {
      if (parentOf(name) === path && !this.#names.has(name)) this.#durableNames.delete(name);
    }
    for (const [name, inode] of this.#names) if (parentOf(name) === path) this.#durableNames.set(name, inode);
    for (const folder of this.#folders)
      if (folder !== '' && parentOf(folder) === path) this.#durableFolders.add(folder);
  }

  async list(folder: string): Promise<readonly { name: string; isFolder: boolean }[]> {
    this.#call('list', folder);
    const below = (path: string) => path !== '' && parentOf(path) === folder;
    return [
      ...[...this.#folders].filter(below).map((path) => ({ name: nameOf(path), isFolder: true })),
      ...[...this.#names.keys()].filter(below).map((path) => ({ name: nameOf(path), isFolder: false })),
    ];
  }

  async freeBytes(): Promise<number> {
    return Number.MAX_SAFE_INTEGER;
  }

  #file(path: string, inode: Inode): DiskFile {
    let open = true;
    return {
      write: async (pieces, position) => {
        const fault = this.#call('write', path);
        const given = Buffer.concat(pieces);
        const taken = fault === 'short' ? given.subarray(0, Math.ceil(given.length / 2)) : given;
        if (inode.bytes.length < position + taken.length) {
          const grown = new Uint8Array(position + taken.length);
          grown.set(inode.bytes);
          inode.bytes = grown;
        }
        inode.bytes.set(taken, position);
        inode.modifiedAt = this.#now();
        return taken.length;
      },
      read: async (target, position) => {
        const fault = this.#call('read', path);
        const wanted = inode.bytes.subarray(position, position + target.length);
        const given = fault === 'short' ? wanted.subarray(0, Math.ceil(wanted.length / 2)) : wanted;
        target.set(given);
        return given.length;
      },
      size: async () => {
        this.#call('size', path);
        return inode.bytes.length;
      },
      sync: async () => {
        this.#call('sync', path);
        inode.durable = inode.bytes.slice();
      },
      close: async () => {
        if (!open) throw failure('EBADF', 'close', path);
        open = false;
        this.#openFiles -= 1;
        this.#call('close', path);
      },
    };
  }

  /** Counts a call and breaks it when its turn has come. */
  #call(call: DiskCall, path: string): Fault | undefined {
    this.#calls += 1;
    const fault = this.#faults.get(this.#calls);
    if (fault !== undefined && fault !== 'short') throw failure(fault, call, path);
    return fault;
  }

  #inode(path: string): Inode {
    const inode = this.#names.get(path);
    if (!inode) throw failure('ENOENT', 'open', path);
    return inode;
  }
}

function failure(code: string, call: string, path: string): Error {
  return Object.assign(new Error(`${code}: ${call} '${path}'`), { code });
}

function parentOf(path: string): string {
  return path.slice(0, Math.max(path.lastIndexOf('/'), 0));
}

function nameOf(path: string): string {
  return path.slice(path.lastIndexOf('/') + 1);
}
