import { beforeEach, expect, it } from 'vitest';
import { ManualClock } from '../kernel/index.ts';
import { ListingCache } from './listing-cache.ts';

let clock: ManualClock;
let cache: ListingCache;
let made: string[];
beforeEach(() => {
  clock = new ManualClock();
  cache = new ListingCache(clock, 1000);
  made = [];
});
const get = (key: string, length = 100) =>
  cache.get(key, async () => {
    made.push(key);
    return new Uint8Array(length);
  });

it('keeps a listing for an hour', async () => {
  const first = await get('a');
  expect(await get('a')).toBe(first);
  clock.advance(3_599_999);
  await get('a');
  expect(made).toEqual(['a']);
  clock.advance(2);
  await get('a');
  expect(made).toEqual(['a', 'a']);
});

it('makes one listing for many who ask at once, and forgets one that failed', async () => {
  const all = await Promise.all([get('a'), get('a'), get('a')]);
  expect(new Set(all).size).toBe(1);
  expect(made).toEqual(['a']);
  const fail = () => cache.get('b', () => Promise.reject(new Error('damaged')));
  const outcomes = await Promise.allSettled([fail(), fail()]);
  expect(outcomes.map(({ status }) => status)).toEqual(['rejected', 'rejected']);
  await get('b');
  expect(made).toEqual(['a', 'b']);
});

it('forgets what was asked for least recently when there are too many bytes', async () => {
  for (const key of ['a', 'b', 'c', 'd', 'e']) await get(key, 200);
  await get('a', 200);
  await get('f', 200);
  made.length = 0;
  for (const key of ['a', 'c', 'd', 'e', 'f']) await get(key, 200);
  expect(made).toEqual([]);
  await get('b', 200);
  expect(made).toEqual(['b']);
});

it('keeps no listing that would push out all others', async () => {
  await get('big', 251);
  await get('big', 251);
  expect(made).toEqual(['big', 'big']);
});
