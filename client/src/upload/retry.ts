/** What is worth trying again, and when. */
import { ApiError, ErrorCode } from '@canopy/contract';
import { isAbort, NetworkError, UnexpectedAnswerError } from '../errors.ts';

/** Whether the browser believes to be connected; a Node process always does. */
export interface NetworkMonitor {
  isOnline(): boolean;
  /** Calls `listener` when it changes; returns how to stop. */
  subscribe(listener: () => void): () => void;
}

/** The monitor of the place where the code runs. */
export function defaultMonitor(): NetworkMonitor {
  if (typeof window === 'undefined' || typeof navigator === 'undefined') {
    return { isOnline: () => true, subscribe: () => () => {} };
  }
  return {
    isOnline: () => navigator.onLine,
    subscribe: (listener) => {
      window.addEventListener('online', listener);
      window.addEventListener('offline', listener);
      return () => {
        window.removeEventListener('online', listener);
        window.removeEventListener('offline', listener);
      };
    },
  };
}

/** Answers of the contract that another try may turn into a success. Every other code is final. */
const transientCodes: ReadonlySet<number> = new Set([
  ErrorCode.NOT_SET,
  ErrorCode.CONFLICT,
  ErrorCode.LOCK_CONFLICT,
  ErrorCode.DB_ERROR,
  ErrorCode.IO_FAILED,
  ErrorCode.CACHE_OPERATION,
  ErrorCode.NODE_OFFLINE,
]);

/** Statuses of proxies and overloaded servers that pass. */
const transientStatuses: ReadonlySet<number> = new Set([408, 425, 429, 500, 502, 503, 504, 520, 522, 524]);

export function isTransient(error: unknown): boolean {
  if (error instanceof NetworkError) return true;
  if (error instanceof UnexpectedAnswerError) return transientStatuses.has(error.status);
  return error instanceof ApiError && transientCodes.has(error.code);
}

export interface RetryOptions {
  /** First pause; each further one is twice as long, up to thirty times this. */
  readonly baseMs: number;
  /** Tries in a row before an error is final. */
  readonly attempts: number;
  readonly monitor: NetworkMonitor;
  /** Told before each pause, and with undefined when a try succeeded after one. */
  readonly onTrouble?: (error: unknown) => void;
}

/**
 * Repeats `work` until it succeeds, the error is final, or there were too many tries. Pauses of 1, 2, 4... seconds,
 * each shortened by up to a fifth so that clients do not come back in step; longer when the answer asks for it. While the device is offline nothing is
 * tried and nothing counted; coming online ends a pause at once.
 */
export async function withRetries<Result>(
  signal: AbortSignal,
  options: RetryOptions,
  work: () => Promise<Result>,
): Promise<Result> {
  for (let attempt = 0; ; attempt += 1) {
    try {
      const result = await work();
      if (attempt > 0) options.onTrouble?.(undefined);
      return result;
    } catch (error) {
      if (signal.aborted || isAbort(error)) throw signal.aborted ? signal.reason : error;
      if (!isTransient(error)) throw error;
      const offline = !options.monitor.isOnline();
      if (!offline && attempt + 1 >= options.attempts) throw error;
      options.onTrouble?.(error);
      const ms = Math.min(2 ** attempt, 30) * options.baseMs * (1 - Math.random() / 5);
      await pause(Math.max(ms, askedMs(error)), options.monitor, signal);
      if (offline) attempt = -1;
    }
  }
}

/** A proxy that says when to come back is heard, within reason. */
const MOST_ASKED_MS = 5 * 60_000;

function askedMs(error: unknown): number {
  const seconds = error instanceof UnexpectedAnswerError ? (error.retryAfter ?? 0) : 0;
  return Math.min(MOST_ASKED_MS, Math.max(0, seconds * 1000));
}

/** Waits that long, while offline for ever; coming online or an abort ends it. */
function pause(ms: number, monitor: NetworkMonitor, signal: AbortSignal): Promise<void> {
  return new Promise((resolve, reject) => {
    const timer = monitor.isOnline() ? setTimeout(() => end(), ms) : undefined;
    const unsubscribe = monitor.subscribe(() => {
      if (monitor.isOnline()) end();
    });
    const abort = () => {
      clean();
      reject(signal.reason);
    };
    const clean = () => {
      clearTimeout(timer);
      unsubscribe();
      signal.removeEventListener('abort', abort);
    };
    const end = () => {
      clean();
      resolve();
    };
    signal.addEventListener('abort', abort, { once: true });
  });
}
