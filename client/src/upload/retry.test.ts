import { ApiError, ErrorCode } from '@canopy/contract';
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { NetworkError, UnexpectedAnswerError } from '../errors.ts';
import { dataOf } from '../wire.ts';
import { type NetworkMonitor, withRetries } from './retry.ts';

const baseMs = 1_000;

/** A device that can be taken off the net. */
function device() {
  let online = true;
  const listeners = new Set<() => void>();
  const monitor: NetworkMonitor = {
    isOnline: () => online,
    subscribe(listener) {
      listeners.add(listener);
      return () => listeners.delete(listener);
    },
  };
  return {
    monitor,
    listeners,
    set(isOnline: boolean) {
      online = isOnline;
      for (const listener of [...listeners]) listener();
    },
  };
}

/** Fails with these, one after the other, then succeeds. */
function failing(...errors: readonly unknown[]) {
  const at: number[] = [];
  const work = async () => {
    at.push(Date.now());
    if (at.length <= errors.length) throw errors[at.length - 1];
    return 'done';
  };
  /** Pauses before each further try, in seconds. */
  const pauses = () => at.slice(1).map((time, index) => (time - (at[index] ?? 0)) / 1_000);
  return { work, pauses, tries: () => at.length };
}

const busy = (retryAfter?: number) => new UnexpectedAnswerError(503, 'text/html', '', retryAfter);
const never = new AbortController().signal;

describe('withRetries', () => {
  beforeEach(() => {
    vi.useFakeTimers();
    vi.spyOn(Math, 'random').mockReturnValue(0);
  });
  afterEach(() => {
    vi.useRealTimers();
    vi.restoreAllMocks();
  });

  const options = (more: object = {}) => ({ baseMs, attempts: 10, monitor: device().monitor, ...more });

  it('waits twice as long each time, half a minute at most', async () => {
    const { work, pauses } = failing(...Array.from({ length: 7 }, () => new NetworkError()));
    const run = withRetries(never, options(), work);
    await vi.advanceTimersByTimeAsync(200_000);
    expect(await run).toBe('done');
    expect(pauses()).toEqual([1, 2, 4, 8, 16, 30, 30]);
  });

  it.each([
    ['as long as the answer asks for', 20, 20],
    ['no shorter than by itself', 0.2, 1],
    ['five minutes at most', 86_400, 300],
    ['as by itself when the answer asks for nonsense', -5, 1],
  ])('waits %s', async (_, asked, seconds) => {
    const { work, pauses } = failing(busy(asked));
    const run = withRetries(never, options(), work);
    await vi.advanceTimersByTimeAsync(400_000);
    expect(await run).toBe('done');
    expect(pauses()).toEqual([seconds]);
  });

  it.each([
    ['seconds', '7', 7],
    ['a date, which is left alone', 'Wed, 21 Oct 2026 07:28:00 GMT', undefined],
    ['nothing', null, undefined],
    ['nonsense', 'soon', undefined],
  ])('reads Retry-After: %s', (_, header, seconds) => {
    const answer = { status: 503, contentType: 'text/html', text: '<html>', retryAfter: header };
    expect(() => dataOf(answer)).toThrow(expect.objectContaining({ retryAfter: seconds }));
  });

  it('hears what the answer asks for also when it asks again', async () => {
    const { work, pauses } = failing(busy(5), busy(), busy(40));
    const run = withRetries(never, options(), work);
    await vi.advanceTimersByTimeAsync(100_000);
    expect(await run).toBe('done');
    expect(pauses()).toEqual([5, 2, 40]);
  });

  it.each([
    ['too many tries', busy(), 3],
    ['the first answer that is final', new ApiError(ErrorCode.INSUFFICIENT_CAPACITY), 1],
    ['a status that does not pass', new UnexpectedAnswerError(404, 'text/html', ''), 1],
  ])('gives up after %s', async (_, error, expected) => {
    const { work, tries } = failing(...Array.from({ length: 20 }, () => error));
    const failed = expect(withRetries(never, options({ attempts: 3 }), work)).rejects.toBe(error);
    await vi.advanceTimersByTimeAsync(100_000);
    await failed;
    expect(tries()).toBe(expected);
  });

  it('tries nothing while offline, however long, and at once when it is back', async () => {
    const phone = device();
    phone.set(false);
    const { work, tries } = failing(new NetworkError(), new NetworkError());
    const run = withRetries(never, options({ attempts: 2, monitor: phone.monitor }), work);
    await vi.advanceTimersByTimeAsync(3_600_000);
    expect(tries()).toBe(1);
    phone.set(true);
    await vi.advanceTimersByTimeAsync(0);
    expect(tries()).toBe(2);
    await vi.advanceTimersByTimeAsync(1_000);
    expect(await run).toBe('done');
    expect(phone.listeners.size).toBe(0);
  });

  it('ends a pause when it is not wanted any more, and leaves no timer behind', async () => {
    const phone = device();
    const { signal, abort } = ((controller) => ({
      signal: controller.signal,
      abort: () => controller.abort(new Error('paused')),
    }))(new AbortController());
    const { work, tries } = failing(busy(60), busy(60));
    const failed = expect(withRetries(signal, options({ monitor: phone.monitor }), work)).rejects.toThrow('paused');
    await vi.advanceTimersByTimeAsync(10_000);
    abort();
    await failed;
    expect([tries(), vi.getTimerCount(), phone.listeners.size]).toEqual([1, 0, 0]);
  });

  it('tells its trouble, and that it is over', async () => {
    const told: unknown[] = [];
    const error = busy();
    const { work } = failing(error);
    const run = withRetries(never, options({ onTrouble: (each: unknown) => told.push(each) }), work);
    await vi.advanceTimersByTimeAsync(2_000);
    await run;
    expect(told).toEqual([error, undefined]);
  });
});
