/**
 * The few calls of a file system that the local driver makes. Behind it stand the real one (node-disk.ts) and,
 * in tests, one in memory that breaks on purpose: so the driver itself is what the fault tests prove.
 *
 * Paths are relative to the root of the disk, with slashes. Failures are those of Node (`code: 'ENOSPC'`).
 */
export interface Disk {
  /**
   * - `read`: the file must be there.
   * - `create`: the file must not be there.
   * - `update`: writing; made when missing, never shortened.
   */
  open(path: string, mode: 'read' | 'create' | 'update'): Promise<DiskFile>;
  /** Replaces what is at `to` in one step. */
  rename(from: string, to: string): Promise<void>;
  unlink(path: string): Promise<void>;
  /** Undefined when nothing is there. */
  stat(path: string): Promise<{ readonly size: number; readonly modifiedAt: number } | undefined>;
  /** Makes a folder and those above it, where they are missing. */
  makeFolder(path: string): Promise<void>;
  /** Makes names that came, went or changed in this folder durable. '' is the root. */
  syncFolder(path: string): Promise<void>;
  /** Files and folders; nothing when the folder is missing. */
  list(folder: string): Promise<readonly { readonly name: string; readonly isFolder: boolean }[]>;
  freeBytes(): Promise<number>;
}

export interface DiskFile {
  /** Writes at `position` as much as the system takes in one call and tells how much that was. */
  write(pieces: readonly Uint8Array[], position: number): Promise<number>;
  /** Reads into `target` as much as the system gives in one call; 0 = end. */
  read(target: Uint8Array, position: number): Promise<number>;
  size(): Promise<number>;
  /** Makes bytes and length durable. After a failure nothing may be concluded from a second call. */
  sync(): Promise<void>;
  close(): Promise<void>;
}
