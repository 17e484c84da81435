import type { Hash } from 'node:crypto';
import type { ByteSource } from '../../blob-store.ts';
import type { DiskFile } from './disk.ts';

/** One system call and one turn of the thread pool per this many bytes. */
const batchBytes = 1024 * 1024;

export interface WriteLimits {
  /** Stop after this many bytes without reading on; a source that ends earlier is the caller's to judge. */
  readonly length?: number;
  /** Called with the total so far before it is written; throws to refuse. */
  readonly check?: (total: number) => void;
}

/**
 * Writes a source to a file from `position` on: pieces are gathered to about 1 MiB and handed over together,
 * while the next ones are read and hashed. Not synced.
 * @returns how many bytes were written
 */
export async function writePieces(
  file: DiskFile,
  position: number,
  source: ByteSource,
  hash: Hash,
  limits: WriteLimits,
): Promise<number> {
  const length = limits.length ?? Number.POSITIVE_INFINITY;
  let total = 0;
  let batch: Uint8Array[] = [];
  let batched = 0;
  let writing: Promise<void> = Promise.resolve();
  if (length === 0) return 0;
  try {
    for await (const piece of source) {
      const wanted = piece.length > length - total ? piece.subarray(0, length - total) : piece;
      total += wanted.length;
      limits.check?.(total);
      hash.update(wanted);
      batch.push(wanted);
      batched += wanted.length;
      if (batched >= batchBytes) {
        await writing;
        writing = writeFully(file, batch, position);
        // Looked at when the next batch is ready; without this a failure until then would count as unhandled.
        writing.catch(() => {});
        position += batched;
        batch = [];
        batched = 0;
      }
      if (total >= length) break;
    }
  } finally {
    // Nobody may close the file under a write that still runs.
    await writing;
  }
  if (batched > 0) await writeFully(file, batch, position);
  return total;
}

/** Repeats until everything is written: a full disk, a signal or a quota may cut a write short. */
async function writeFully(file: DiskFile, pieces: readonly Uint8Array[], position: number): Promise<void> {
  let rest = pieces;
  let at = position;
  while (rest.length > 0) {
    const written = await file.write(rest, at);
    if (written === 0) throw Object.assign(new Error('the disk takes no more bytes'), { code: 'ENOSPC' });
    at += written;
    rest = skip(rest, written);
  }
}

/** What is left of `pieces` after their first `bytes` bytes. */
function skip(pieces: readonly Uint8Array[], bytes: number): readonly Uint8Array[] {
  let left = bytes;
  for (let i = 0; i < pieces.length; i++) {
    const piece = pieces[i] as Uint8Array;
    if (left < piece.length) return left === 0 ? pieces.slice(i) : [piece.subarray(left), ...pieces.slice(i + 1)];
    left -= piece.length;
  }
  return [];
}
