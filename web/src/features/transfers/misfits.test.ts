import { describe, expect, it } from 'vitest';
import type { DropEntry } from './drop-entries.ts';
import { examine, resumedEntries } from './misfits.ts';

const entry = (relativePath: string, bytes = 1): DropEntry => ({
  relativePath,
  file: new File([new Uint8Array(bytes)], relativePath.split('/').at(-1) ?? ''),
});
const paths = (entries: readonly DropEntry[]) => entries.map(({ relativePath }) => relativePath);
const onlyTexts = { maxBytes: 10, extensions: { listed: new Set(['txt']), areForbidden: false } };

describe('what can’t be kept as it is', () => {
  it('is nothing when all names are fine', async () => {
    const entries = [entry('a.txt'), entry('Trip/b.txt'), { relativePath: 'Trip/empty', file: undefined }];
    expect(await examine(entries, undefined)).toEqual({ misfits: [], fitting: entries, mended: entries });
  });

  it('gets names that can be kept, and that nothing beside it has', async () => {
    const entries = [entry('what?.txt'), entry('what_.txt'), entry('what*.txt'), entry('ok.txt')];
    const { misfits, fitting, mended } = await examine(entries, undefined);
    expect(misfits.map(({ name, mended: to }) => [name, to])).toEqual([
      ['what?.txt', 'what_ (2).txt'],
      ['what*.txt', 'what_ (3).txt'],
    ]);
    expect(paths(fitting)).toEqual(['what_.txt', 'ok.txt']);
    expect(paths(mended)).toEqual(['what_.txt', 'ok.txt', 'what_ (2).txt', 'what_ (3).txt']);
  });

  it('is told once of a folder, with all that is in it', async () => {
    const entries = [entry('a:b/one.txt'), entry('a:b/two?.txt'), entry('a:b/deep/three.txt'), entry('c.txt')];
    const { misfits, fitting, mended } = await examine(entries, undefined);
    expect(misfits.map(({ path, files }) => [path, files])).toEqual([
      ['a:b', 3],
      ['a:b/two?.txt', 1],
    ]);
    expect(paths(fitting)).toEqual(['c.txt']);
    expect(paths(mended)).toEqual(['c.txt', 'a_b/one.txt', 'a_b/two_.txt', 'a_b/deep/three.txt']);
  });

  it('is left out when no name helps: of a type or a size that the folder does not take', async () => {
    const entries = [entry('a.exe'), entry('big.txt', 11), entry('x?.txt'), entry('folder.exe/a.txt')];
    const { misfits, mended } = await examine(entries, onlyTexts);
    expect(misfits.map(({ path, mended: to }) => [path, to])).toEqual([
      ['a.exe', undefined],
      ['big.txt', undefined],
      ['x?.txt', 'x_.txt'],
    ]);
    expect(paths(mended)).toEqual(['folder.exe/a.txt', 'x_.txt']);
  });

  it('goes on after a reload as it was begun', async () => {
    const entries = [entry('a?.txt'), entry('b.txt')];
    expect(paths(await resumedEntries(entries, { isMended: true }, undefined))).toEqual(['b.txt', 'a_.txt']);
    expect(paths(await resumedEntries(entries, {}, undefined))).toEqual(['b.txt']);
  });
});
