// @vitest-environment jsdom
import { FileUri } from '@canopy/contract';
import { beforeEach, expect, it, vi } from 'vitest';

const engine = { uploader: {} };
const createEngine = vi.hoisted(() => vi.fn());
const send = vi.hoisted(() => vi.fn());
vi.mock('./send.ts', () => ({ send }));
vi.mock('./engine.ts', () => ({ createEngine }));
vi.mock('./Panel.tsx', () => ({}));
vi.mock('./Indicator.tsx', () => ({}));

/* What was loaded once stays so: each test has a page of its own. */
beforeEach(() => {
  vi.resetModules();
  createEngine.mockReset();
});

it('keeps what was dropped until the code that sends it is there', async () => {
  const { uploadFiles, useUploads } = await import('./uploads.ts');
  createEngine.mockImplementationOnce(() => {
    throw new Error('not loaded');
  });
  const target = FileUri.parse('cloudreve://my');
  const entries = [{ path: 'a.txt', file: undefined }];
  uploadFiles(entries as never, target);
  await vi.waitFor(() => expect(useUploads.getState().again).toBeDefined());
  expect(send).not.toHaveBeenCalled();
  createEngine.mockReturnValue(engine);
  useUploads.getState().again?.();
  await vi.waitFor(() => expect(send).toHaveBeenCalledWith(engine, entries, target));
  expect(useUploads.getState().again).toBeUndefined();
});

it('asks again for what could not be loaded once', async () => {
  const { loadEngine } = await import('./uploads.ts');
  createEngine.mockImplementationOnce(() => {
    throw new Error('not loaded');
  });
  await expect(loadEngine()).rejects.toThrow('not loaded');
  createEngine.mockReturnValue(engine);
  await expect(loadEngine()).resolves.toBe(engine);
  await loadEngine();
  expect(createEngine).toHaveBeenCalledTimes(2);
});
