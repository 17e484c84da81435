import { createHash, type Hash } from 'node:crypto';
import type { OpenBlob } from './blob-store.ts';

/*
 * Every blob has a SHA-256, in one of two forms:
 *
 * - `sha256:HEX`: SHA-256 of the bytes. Blobs written in one piece.
 * - `sha256:SIZE:HEX`: SHA-256 over the SHA-256s (32 bytes each, in order) of the blocks of SIZE bytes, the last
 *   one shorter. Blobs that arrived in chunks: chunks come in parallel, out of order and more than once, so that
 *   a sum over all bytes would need a second read of everything.
 */

/** `sha256:HEX` of a finished hash over all bytes. */
export function wholeChecksum(hash: Hash): string {
  return `sha256:${hash.digest('hex')}`;
}

/** @param blocks SHA-256 of each block in order, hexadecimal */
export function blockChecksum(blockSize: number, blocks: readonly string[]): string {
  const sum = createHash('sha256');
  for (const block of blocks) sum.update(block, 'hex');
  return `sha256:${blockSize}:${sum.digest('hex')}`;
}

/** Reads a blob to its end and says whether it has this checksum. Throws for a checksum of unknown form. */
export async function verifyChecksum(blob: OpenBlob, checksum: string): Promise<boolean> {
  const match = /^sha256:(?:(\d{1,16}):)?([0-9a-f]{64})$/.exec(checksum);
  if (!match) throw new Error(`unknown form of checksum: ${checksum}`);
  const expected = match[2];
  if (match[1] === undefined) return (await hashOf(blob, 0, blob.size)).digest('hex') === expected;
  const blockSize = Number(match[1]);
  if (blockSize === 0) return false;
  const sum = createHash('sha256');
  for (let start = 0; start < blob.size || start === 0; start += blockSize) {
    sum.update((await hashOf(blob, start, Math.min(blob.size, start + blockSize))).digest());
  }
  return sum.digest('hex') === expected;
}

async function hashOf(blob: OpenBlob, start: number, end: number): Promise<Hash> {
  const hash = createHash('sha256');
  for await (const piece of blob.read(start, end, { reuse: true })) hash.update(piece);
  return hash;
}
