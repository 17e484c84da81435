import type { BlobStore } from '../../blob-store.ts';
import { LocalStore } from '../local/local-store.ts';
import { MemoryDisk } from './memory-disk.ts';

export { type DiskCall, type Fault, MemoryDisk } from './memory-disk.ts';

/** The local driver over a disk in memory, for tests of everything above: the disk breaks when told to. */
export function openMemoryStore(disk = new MemoryDisk()): BlobStore {
  return new LocalStore(disk);
}
