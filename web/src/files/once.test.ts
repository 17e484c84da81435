import { expect, it, vi } from 'vitest';
import { once } from './once.ts';

it('loads once for all, and again after it failed', async () => {
  const work = vi.fn(() => Promise.resolve('loaded'));
  work.mockRejectedValueOnce(new Error('no connection'));
  const load = once(work);
  await Promise.all([expect(load()).rejects.toThrow('no connection'), expect(load()).rejects.toThrow('no connection')]);
  expect(await Promise.all([load(), load()])).toEqual(['loaded', 'loaded']);
  expect(await load()).toBe('loaded');
  expect(work).toHaveBeenCalledTimes(2);
});
