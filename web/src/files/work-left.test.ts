// @vitest-environment jsdom
import { afterEach, beforeEach, expect, it, vi } from 'vitest';
import { noteWork, tellWorkLeft } from './work-left.ts';
import type { Work } from './work-store.ts';

const { say } = vi.hoisted(() => ({ say: vi.fn() }));
vi.mock('../components/Snackbar.tsx', () => ({ say }));

const work = (status: Work['status'], done: number): Work => ({
  id: 'w',
  kind: 'trash',
  name: 'a',
  items: 5000,
  done,
  total: 5000,
  speed: 0,
  status,
  error: undefined,
  trouble: undefined,
  cancel: () => undefined,
  again: undefined,
});

beforeEach(() => {
  vi.useFakeTimers();
  say.mockClear();
});
afterEach(() => {
  sessionStorage.clear();
  vi.useRealTimers();
});

it('tells once what was under way when the page before was closed', async () => {
  noteWork(work('running', 0));
  noteWork(work('running', 2000));
  /* The page goes: its request fails, and nothing more happens in it. */
  noteWork(work('failed', 2000));
  await tellWorkLeft();
  await tellWorkLeft();
  expect(say.mock.calls).toEqual([
    [
      expect.objectContaining({
        text: expect.stringContaining('At least 2,000 of 5,000 items were moved to the trash.'),
      }),
    ],
  ]);
});

it('tells nothing of work that came to its end, well or not', async () => {
  for (const end of ['done', 'stopped', 'failed'] as const) {
    noteWork(work('running', 1000));
    noteWork(work(end, 1000));
    vi.runAllTimers();
    await tellWorkLeft();
  }
  expect(say).not.toHaveBeenCalled();
});

it('holds no lock of work that ended before the lock came', () => {
  const grants: (() => unknown)[] = [];
  const request = (_: string, hold: () => unknown) => {
    grants.push(hold);
    return Promise.resolve();
  };
  Object.assign(navigator, { locks: { request } });
  try {
    noteWork(work('running', 0));
    noteWork(work('done', 5000));
    expect(grants.map((grant) => grant())).toEqual([undefined]);
  } finally {
    Object.assign(navigator, { locks: undefined });
  }
});
