import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { workerEntries } from './build.mjs';

describe('the workers of the server', () => {
  let folder = '';
  beforeEach(() => {
    folder = mkdtempSync(join(tmpdir(), 'canopy-build-'));
  });
  afterEach(() => rmSync(folder, { recursive: true, force: true }));

  const write = (path) => {
    mkdirSync(dirname(join(folder, path)), { recursive: true });
    writeFileSync(join(folder, path), '');
  };

  it('are found by their name, wherever they stand', () => {
    for (const path of ['db/dialects/checkpoint.worker.ts', 'hash.worker.ts', 'db/worker.ts', 'a.worker.test.ts'])
      write(path);
    expect(workerEntries(folder)).toEqual({
      'checkpoint.worker': join(folder, 'db/dialects/checkpoint.worker.ts'),
      'hash.worker': join(folder, 'hash.worker.ts'),
    });
  });

  it('must differ in name, because the bundle is one flat folder', () => {
    write('blobs/hash.worker.ts');
    write('media/hash.worker.ts');
    expect(() => workerEntries(folder)).toThrow('Two workers are named hash.worker');
  });
});
