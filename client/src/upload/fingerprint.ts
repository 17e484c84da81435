import type { UploadSource } from './types.ts';

/** Bytes looked at on either end. */
const SAMPLE_BYTES = 64 * 1024;

/**
 * SHA-256 of the first and last 64 KiB: enough to see that a file picked again is not the one that was begun. Undefined
 * where the platform has no hash (a page over plain HTTP); then name, size and time have to do.
 */
export async function fingerprintOf(source: UploadSource): Promise<string | undefined> {
  const { subtle } = globalThis.crypto ?? {};
  if (!subtle) return undefined;
  const head = await bytesOf(source, 0, Math.min(SAMPLE_BYTES, source.size));
  const tail = await bytesOf(source, Math.max(0, source.size - SAMPLE_BYTES), source.size);
  const sample = new Uint8Array(head.length + tail.length);
  sample.set(head);
  sample.set(tail, head.length);
  const digest = new Uint8Array(await subtle.digest('SHA-256', sample));
  return Array.from(digest, (byte) => byte.toString(16).padStart(2, '0')).join('');
}

async function bytesOf(source: UploadSource, start: number, end: number): Promise<Uint8Array> {
  const piece = await source.slice(start, end);
  return piece instanceof Blob ? new Uint8Array(await piece.arrayBuffer()) : piece;
}
