/** Work that outlasts a broken connection: it is tried again, at once when the device is back on the net. */
import { defaultMonitor, isTransient, withRetries } from '@canopy/client';
import { ApiError } from '@canopy/contract';
import type { Run } from './work.ts';

/** About three minutes, and for ever while the device is offline. */
const attempts = 10;
const baseMs = 1000;

type Said<T> = { readonly result: T } | { readonly error: ApiError };

/**
 * Does `work` until the server has said something. `work` hears whether an earlier try may have been done although
 * nobody heard the answer. Rejects with what the server said, with an AbortError, or when it stays away for minutes.
 */
export async function patiently<T>({ signal, trouble }: Run, work: (isRepeated: boolean) => Promise<T>): Promise<T> {
  let isRepeated = false;
  const options = { attempts, baseMs, monitor: defaultMonitor(), onTrouble: trouble };
  const said = await withRetries(signal, options, async (): Promise<Said<T>> => {
    try {
      return { result: await work(isRepeated) };
    } catch (error) {
      /* Whatever the server says is for whoever asked: only its silence is tried again. */
      if (error instanceof ApiError) return { error };
      isRepeated ||= isTransient(error);
      throw error;
    }
  });
  if ('error' in said) throw said.error;
  return said.result;
}
