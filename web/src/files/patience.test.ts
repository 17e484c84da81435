// @vitest-environment jsdom
import { NetworkError, UnexpectedAnswerError } from '@canopy/client';
import { ApiError, ErrorCode } from '@canopy/contract';
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { patiently } from './patience.ts';

function run() {
  const end = new AbortController();
  const told: unknown[] = [];
  return {
    end,
    told,
    run: { signal: end.signal, report: () => undefined, trouble: (error: unknown) => told.push(error) },
  };
}

/** Rejects with these, one after the other, and then answers; what each try heard. */
function answers(...errors: readonly unknown[]) {
  const heard: boolean[] = [];
  const work = async (isRepeated: boolean) => {
    heard.push(isRepeated);
    if (heard.length <= errors.length) throw errors[heard.length - 1];
    return 'moved';
  };
  return { heard, work };
}

describe('patiently', () => {
  beforeEach(() => void vi.useFakeTimers());
  afterEach(() => {
    vi.useRealTimers();
    vi.restoreAllMocks();
  });

  it('asks again, and says that the first time may have been enough', async () => {
    const { told, run: work } = run();
    const silence = new NetworkError();
    const { heard, work: ask } = answers(silence, new UnexpectedAnswerError(502, 'text/html', ''));
    const done = patiently(work, ask);
    await vi.advanceTimersByTimeAsync(10_000);
    expect(await done).toBe('moved');
    expect(heard).toEqual([false, true, true]);
    expect([told[0], told.at(-1)]).toEqual([silence, undefined]);
  });

  it('waits for the connection, and goes on at once when it is back', async () => {
    const online = vi.spyOn(navigator, 'onLine', 'get').mockReturnValue(false);
    const { heard, work } = answers(new NetworkError());
    const done = patiently(run().run, work);
    await vi.advanceTimersByTimeAsync(3_600_000);
    expect(heard).toHaveLength(1);
    online.mockReturnValue(true);
    window.dispatchEvent(new Event('online'));
    await vi.advanceTimersByTimeAsync(0);
    expect(await done).toBe('moved');
  });

  it('does not ask again what the server has answered, whatever that is', async () => {
    const refusal = new ApiError(ErrorCode.LOCK_CONFLICT);
    const { heard, work } = answers(refusal);
    await expect(patiently(run().run, work)).rejects.toBe(refusal);
    expect(heard).toEqual([false]);
  });

  it('ends while it waits when the person says so', async () => {
    const { end, run: own } = run();
    const { work } = answers(new NetworkError(), new NetworkError());
    const ended = expect(patiently(own, work)).rejects.toThrow('enough');
    await vi.advanceTimersByTimeAsync(100);
    end.abort(new DOMException('enough', 'AbortError'));
    await ended;
  });

  it('gives up a server that stays away for minutes', async () => {
    const { heard, work } = answers(...Array.from({ length: 20 }, () => new NetworkError()));
    const failed = expect(patiently(run().run, work)).rejects.toThrow(NetworkError);
    await vi.advanceTimersByTimeAsync(600_000);
    await failed;
    expect(heard).toHaveLength(10);
  });
});
