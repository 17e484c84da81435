/** Live changes of a folder (file.md 13): one stream, taken up again where it broke. */
import { ApiError, ErrorCode, type FileEvent } from '@canopy/contract';
import type { ApiClient } from './api-client.ts';
import { isAbort } from './errors.ts';
import { framesIn } from './events-frames.ts';

export interface FolderWatch {
  /** Something changed. Paths are relative to the watched folder. */
  readonly onChange: (event: FileEvent) => void;
  /**
   * The stream is open. `isKnown`: nothing was missed since it was open last; else whatever is shown may be out of
   * date. Called again after every new connection.
   */
  readonly onOpen?: (isKnown: boolean) => void;
  readonly signal: AbortSignal;
  /** Ends the wait before the next attempt early (the network is back). */
  readonly wake?: (again: () => void) => () => void;
  /** The pauses, in milliseconds; for tests. */
  readonly pauses?: { readonly first: number; readonly longest: number; readonly silence: number };
}

/** A server says something every 30 seconds; without a word for longer than this the connection is dead. */
const usual = { first: 1_000, longest: 30_000, silence: 75_000 };

/** What no further attempt will change: nobody is signed in, the folder cannot be watched, the site does not offer it. */
function isFinal(error: unknown): boolean {
  return error instanceof ApiError && error.code !== ErrorCode.INTERNAL_SETTING && error.code < 50_000;
}

/**
 * Watches a folder and everything below until the signal fires, through broken connections and restarts of the
 * server. Resolves then, or when the server says that it can not be watched; never rejects.
 */
export async function watchFolder(client: ApiClient, uri: string, watch: FolderWatch): Promise<void> {
  const { first, longest } = watch.pauses ?? usual;
  let failures = 0;
  while (!watch.signal.aborted) {
    let wasOpen = false;
    let comesAgain = false;
    try {
      comesAgain = await readStream(client, uri, watch, () => {
        wasOpen = true;
      });
    } catch (error) {
      if (watch.signal.aborted || isFinal(error)) return;
    }
    failures = wasOpen ? 0 : failures + 1;
    /* The server asked to come again at once; a server that says so all the time is not obeyed for ever. */
    if (comesAgain && wasOpen) continue;
    const pause = Math.min(longest, first * 2 ** failures);
    /* Not all at the same moment, when many were cut off together. */
    await pauseOf(pause * (0.75 + Math.random() / 2), watch);
  }
}

/** Reads one connection to its end. @returns whether the server asked to connect again */
async function readStream(
  client: ApiClient,
  uri: string,
  { signal, onChange, onOpen, pauses }: FolderWatch,
  opened: () => void,
): Promise<boolean> {
  const silence = new AbortController();
  const either = AbortSignal.any([signal, silence.signal]);
  let timer: ReturnType<typeof setTimeout> | undefined;
  const hear = () => {
    clearTimeout(timer);
    timer = setTimeout(() => silence.abort(), (pauses ?? usual).silence);
  };
  hear();
  try {
    const stream = await client.openStream('subscribeFileEvents', { uri }, either);
    for await (const { event, data } of framesIn(stream)) {
      hear();
      if (event === 'subscribed' || event === 'resumed') {
        opened();
        onOpen?.(event === 'resumed');
      } else if (event === 'event') for (const each of eventsOf(data)) onChange(each);
      else if (event === 'reconnect-required') return true;
    }
    return false;
  } catch (error) {
    if (isAbort(error) && !signal.aborted) return false;
    throw error;
  } finally {
    clearTimeout(timer);
    /* Leaves the connection when the loop was left before its end. */
    silence.abort();
  }
}

/** One event, or a list of them: both are in use. What is none is passed over. */
function eventsOf(data: string): FileEvent[] {
  try {
    const parsed: unknown = JSON.parse(data);
    return (Array.isArray(parsed) ? parsed : [parsed]).filter(
      (each): each is FileEvent => typeof each?.type === 'string' && typeof each.from === 'string',
    );
  } catch {
    return [];
  }
}

/** Resolves after the time, or when the wait is ended early, or when the signal fires. */
async function pauseOf(ms: number, { signal, wake }: FolderWatch): Promise<void> {
  const early = Promise.withResolvers<void>();
  const end = () => early.resolve();
  const timer = setTimeout(end, ms);
  signal.addEventListener('abort', end);
  const forget = wake?.(end);
  if (signal.aborted) end();
  await early.promise;
  clearTimeout(timer);
  signal.removeEventListener('abort', end);
  forget?.();
}
