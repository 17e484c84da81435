// @vitest-environment jsdom
import { expect, it, vi } from 'vitest';
import { loadEngine } from './uploads.ts';

const engine = { uploader: {} };
const createEngine = vi.hoisted(() => vi.fn());
vi.mock('./engine.ts', () => ({ createEngine }));
vi.mock('./Panel.tsx', () => ({}));
vi.mock('./Indicator.tsx', () => ({}));

it('asks again for what could not be loaded once', async () => {
  createEngine.mockImplementationOnce(() => {
    throw new Error('not loaded');
  });
  await expect(loadEngine()).rejects.toThrow('not loaded');
  createEngine.mockReturnValue(engine);
  await expect(loadEngine()).resolves.toBe(engine);
  await loadEngine();
  expect(createEngine).toHaveBeenCalledTimes(2);
});
