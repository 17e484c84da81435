import { afterEach, expect, it, vi } from 'vitest';
import { fetchWithHeadStart } from './head-start.ts';

const early = new Response('early');
const later = new Response('later');
const request = vi.fn(async () => later);

afterEach(() => {
  vi.unstubAllGlobals();
  globalThis.headStart = undefined;
  request.mockClear();
});

function start(now = 300) {
  vi.stubGlobal('fetch', request);
  vi.spyOn(performance, 'now').mockReturnValue(now);
  globalThis.headStart = { url: '/list', answer: Promise.resolve(early) };
}

it('takes the answer that is on its way, once', async () => {
  start();
  expect(await fetchWithHeadStart('/list')).toBe(early);
  expect(await fetchWithHeadStart('/list')).toBe(later);
});

it('leaves it for the request that it belongs to', async () => {
  start();
  expect(await fetchWithHeadStart('/other')).toBe(later);
  expect(await fetchWithHeadStart('/list')).toBe(early);
});

it('asks again when it is old', async () => {
  start(60_000);
  expect(await fetchWithHeadStart('/list')).toBe(later);
  expect(request).toHaveBeenCalledTimes(1);
});
