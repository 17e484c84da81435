import { mkdirSync, mkdtempSync, renameSync, rmSync, utimesSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { hashOf, readStamp, writeStamp } from './stamp.mjs';

describe('hashOf', () => {
  let root = '';
  beforeEach(() => {
    root = mkdtempSync(join(tmpdir(), 'canopy-stamp-'));
    write('src/a.ts', 'a');
    write('src/deep/b.ts', 'b');
  });
  afterEach(() => rmSync(root, { recursive: true, force: true }));

  const write = (path, text) => {
    mkdirSync(join(root, path, '..'), { recursive: true });
    writeFileSync(join(root, path), text);
  };
  const hash = () => hashOf(root, ['src', 'package-lock.json']);

  it('is the same for the same files, whenever they were written', () => {
    const before = hash();
    utimesSync(join(root, 'src/a.ts'), new Date(0), new Date(0));
    expect(hash()).toBe(before);
  });

  it.each([
    ['a changed byte', () => write('src/deep/b.ts', 'B')],
    ['a new file', () => write('src/c.ts', '')],
    ['a new name', () => renameSync(join(root, 'src/a.ts'), join(root, 'src/z.ts'))],
    ['a missing file', () => rmSync(join(root, 'src/a.ts'))],
    ['a file that was absent', () => write('package-lock.json', '{}')],
    [
      'bytes moved between neighbours',
      () => {
        write('src/a.ts', '');
        write('src/deep/b.ts', 'ab');
      },
    ],
  ])('tells %s', (_, change) => {
    const before = hash();
    change();
    expect(hash()).not.toBe(before);
  });

  it.each(['src/a.test.ts', 'src/node_modules/x/index.js', 'src/dist/a.js', 'src/dist.next/a.js', 'src/.cache'])(
    'does not look at %s',
    (path) => {
      const before = hash();
      write(path, 'x');
      expect(hash()).toBe(before);
    },
  );

  it('keeps a stamp beside what was made', () => {
    const file = join(root, 'dist/.stamp');
    expect(readStamp(file)).toBeUndefined();
    writeStamp(file, 'abc');
    expect(readStamp(file)).toBe('abc');
  });
});
