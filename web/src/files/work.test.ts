// @vitest-environment jsdom
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { clearWork, type Run, tracked } from './work.ts';
import { useWork } from './work-store.ts';

const works = () => useWork.getState().works;
const items = [{ name: 'one.txt' }, { name: 'two.txt' }];

/** Work that ends when it is told to. */
function held() {
  const ends: { resolve: (value?: unknown) => void; reject: (error: unknown) => void }[] = [];
  let run: Run | undefined;
  const act = (given: Run) => {
    run = given;
    return new Promise((resolve, reject) => {
      ends.push({ resolve, reject });
      given.signal.addEventListener('abort', () => reject(given.signal.reason));
    });
  };
  return { act, report: (done: number, total?: number) => run?.report(done, total), end: () => ends[0] };
}

describe('tracked', () => {
  beforeEach(() => void vi.useFakeTimers());
  afterEach(() => {
    vi.useRealTimers();
    useWork.setState({ works: [] });
  });

  it('shows nothing of what is done in a moment', async () => {
    expect(await tracked('move', items, async () => 'moved')).toBe('moved');
    await vi.advanceTimersByTimeAsync(5_000);
    expect(works()).toEqual([]);
  });

  it('shows how far it is once it takes long, and its end', async () => {
    const work = held();
    const moving = tracked('move', items, work.act);
    await vi.advanceTimersByTimeAsync(1_300);
    expect(works()).toMatchObject([{ name: 'one.txt', items: 2, done: 0, total: 2, status: 'running' }]);
    await vi.advanceTimersByTimeAsync(1_000);
    work.report(1, 2);
    expect(works()).toMatchObject([{ done: 1, total: 2 }]);
    expect(works()[0]?.speed).toBeCloseTo(1 / 2.3, 1);
    work.end()?.resolve('there');
    expect(await moving).toBe('there');
    expect(works()).toMatchObject([{ status: 'done' }]);
    clearWork();
    expect(works()).toEqual([]);
  });

  it('draws progress a few times a second, however often it is reported', async () => {
    const work = held();
    const moving = tracked('move', items, work.act, { atOnce: true });
    let drawn = 0;
    const stop = useWork.subscribe(() => drawn++);
    for (let ms = 0; ms < 1_000; ms += 10) {
      await vi.advanceTimersByTimeAsync(10);
      work.report(ms, 1_000);
    }
    expect(drawn).toBeLessThanOrEqual(6);
    stop();
    work.end()?.resolve();
    await moving;
  });

  it('ends when the person says so, and says how far it came', async () => {
    const work = held();
    const moving = tracked('trash', items, work.act, { atOnce: true });
    const ended = expect(moving).rejects.toThrow('Ended by the person.');
    work.report(1, 2);
    works()[0]?.cancel?.();
    await ended;
    expect(works()).toMatchObject([{ status: 'stopped', done: 1 }]);
  });

  it('keeps why it failed, and how to do it once more', async () => {
    const again = vi.fn();
    const failed = expect(
      tracked('download', items, () => Promise.reject(new Error('gone')), { atOnce: true, again }),
    ).rejects.toThrow('gone');
    await failed;
    expect(works()).toMatchObject([{ status: 'failed', error: new Error('gone'), total: undefined }]);
    works()[0]?.again?.();
    expect(again).toHaveBeenCalledOnce();
  });

  it('offers no end of what the server carries through', async () => {
    await tracked('rewind', items, async () => undefined, { atOnce: true });
    expect(works()).toMatchObject([{ cancel: undefined, total: undefined, status: 'done' }]);
  });

  it('says that the browser goes on alone', async () => {
    await tracked('download', items, async () => 'elsewhere', { atOnce: true });
    expect(works()).toMatchObject([{ status: 'elsewhere' }]);
  });

  it.each([
    ['done', () => Promise.resolve()],
    ['failed', () => Promise.reject(new Error('unreadable'))],
  ])('leaves nothing of what is seen elsewhere when it has %s', async (_, act) => {
    await tracked('read', items, act, { atOnce: true, leaves: true }).catch(() => undefined);
    expect(works()).toEqual([]);
  });

  it('takes one off the list, and never one that runs', async () => {
    const work = held();
    const moving = tracked('move', items, work.act, { atOnce: true });
    await tracked('copy', items, async () => undefined, { atOnce: true });
    await tracked('trash', items, async () => undefined, { atOnce: true });
    clearWork(works()[1]?.id);
    expect(works().map(({ kind }) => kind)).toEqual(['move', 'trash']);
    clearWork(works()[0]?.id);
    clearWork();
    expect(works().map(({ kind }) => kind)).toEqual(['move']);
    work.end()?.resolve();
    await moving;
  });
});
