import { setTimeout } from 'node:timers/promises';
import type { Clock } from '../kernel/index.ts';
import type { ByteSource } from './blob-store.ts';

/** Slices small enough that a slow limit flows evenly. */
const slicesPerSecond = 10;
const smallestSlice = 1024;

/**
 * Hands on bytes no faster than `bytesPerSecond`: a token bucket that holds one second's worth and starts full.
 * 0 = no limit. Ends at once with the signal's reason when `signal` aborts.
 */
export async function* throttled(
  source: ByteSource,
  bytesPerSecond: number,
  clock: Clock,
  signal?: AbortSignal,
): ByteSource {
  if (bytesPerSecond <= 0) {
    yield* source;
    return;
  }
  const slice = Math.max(smallestSlice, Math.ceil(bytesPerSecond / slicesPerSecond));
  let tokens = bytesPerSecond;
  let last = clock.monotonic();
  for await (const piece of source) {
    for (let at = 0; at < piece.length; at += slice) {
      const part = piece.subarray(at, at + slice);
      const now = clock.monotonic();
      tokens = Math.min(bytesPerSecond, tokens + ((now - last) / 1000) * bytesPerSecond);
      last = now;
      if (tokens < part.length) {
        // Bytes may be owed when a slice is larger than the bucket; the next ones wait for it.
        await setTimeout(((part.length - tokens) / bytesPerSecond) * 1000, undefined, signal ? { signal } : undefined);
      }
      tokens -= part.length;
      yield part;
    }
  }
}
