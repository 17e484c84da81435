// @vitest-environment jsdom
import { describe, expect, it } from 'vitest';
import { entriesOfDrop, entriesOfInput } from './drop-entries.ts';

const file = (name: string): FileSystemFileEntry =>
  ({
    isFile: true,
    isDirectory: false,
    name,
    file: (done: (file: File) => void) => done(new File(['x'], name)),
  }) as never;

/** A folder that hands out its children in portions, as browsers do. */
const folder = (name: string, children: FileSystemEntry[], portion = 2): FileSystemDirectoryEntry =>
  ({
    isFile: false,
    isDirectory: true,
    name,
    createReader: () => {
      let at = 0;
      return {
        readEntries: (done: (entries: FileSystemEntry[]) => void) => {
          done(children.slice(at, at + portion));
          at += portion;
        },
      };
    },
  }) as never;

const drop = (entries: (FileSystemEntry | File)[]) =>
  ({
    items: entries.map((entry) => ({
      kind: 'file',
      webkitGetAsEntry: () => (entry instanceof File ? null : entry),
      getAsFile: () => (entry instanceof File ? entry : null),
    })),
    files: [],
  }) as never;

describe('entriesOfDrop', () => {
  it('walks folders to their ends, over all portions', async () => {
    const many = Array.from({ length: 7 }, (_, i) => file(`${i}.jpg`));
    const entries = await entriesOfDrop(
      drop([folder('Trip', [folder('Day 1', many), file('notes.md')]), file('a.txt')]),
    );
    expect(entries.map((entry) => entry.relativePath)).toEqual([
      'Trip/notes.md',
      ...many.map((each) => `Trip/Day 1/${each.name}`),
      'a.txt',
    ]);
    expect(entries.every((entry) => entry.file)).toBe(true);
  });

  it('keeps empty folders, at any depth', async () => {
    const entries = await entriesOfDrop(
      drop([folder('Trip', [folder('Empty', []), folder('Deep', [folder('Also', [])])])]),
    );
    expect(entries).toEqual([
      { relativePath: 'Trip/Empty', file: undefined },
      { relativePath: 'Trip/Deep/Also', file: undefined },
    ]);
  });

  it('takes files of browsers that know no entries', async () => {
    const entries = await entriesOfDrop(drop([new File(['x'], 'pasted.png')]));
    expect(entries[0]?.relativePath).toBe('pasted.png');
  });

  it('tells when a file can not be read', async () => {
    const broken = { ...file('x'), file: (_: unknown, failed: (error: Error) => void) => failed(new Error('gone')) };
    await expect(entriesOfDrop(drop([broken as never]))).rejects.toThrow('gone');
  });
});

describe('entriesOfInput', () => {
  it('keeps the path of a folder upload', () => {
    const inFolder = Object.defineProperty(new File(['x'], 'a.txt'), 'webkitRelativePath', { value: 'Trip/a.txt' });
    expect(entriesOfInput([inFolder, new File(['x'], 'b.txt')]).map((entry) => entry.relativePath)).toEqual([
      'Trip/a.txt',
      'b.txt',
    ]);
  });
});
