// @vitest-environment jsdom
import { FileUri } from '@canopy/contract';
import { afterEach, expect, it, vi } from 'vitest';
import type { DropEntry } from './drop-entries.ts';
import { createEngine } from './engine.ts';

afterEach(() => {
  vi.restoreAllMocks();
  vi.unstubAllGlobals();
});

it('lists files in the order they were chosen, however long the disk takes for the first of them', async () => {
  vi.stubGlobal('fetch', () => new Promise(() => {}));
  let now = 0;
  vi.spyOn(performance, 'now').mockImplementation(() => now);
  const engine = createEngine();
  const names = ['Budget.csv', 'Terrace.jpg', 'Notes.txt'];
  const entries = names.map((name): DropEntry => ({ relativePath: name, file: new File(['x'], name) }));
  const first = entries[0]?.file ?? new File([], '');
  Object.defineProperty(first, 'size', {
    get: () => {
      now += 1000;
      return 1;
    },
  });
  engine.add(entries, FileUri.parse('cloudreve://my'));
  const { getSnapshot } = engine.uploader;
  await vi.waitFor(() => expect(getSnapshot().rows.length).toBe(names.length));
  expect(getSnapshot().rows.map(({ name }) => name)).toEqual(names);
});
