import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { compareLines, foldSame, type Line, pairUp } from './lines.ts';

const textOf = (line: Line) => line.pieces.map(({ text }) => text).join('');
const shape = (lines: readonly Line[] | undefined) =>
  lines?.map((line) => `${{ same: ' ', added: '+', removed: '-' }[line.kind]}${textOf(line)}`);

describe('compareLines', () => {
  it('tells what was added and removed, with the numbers of both sides', async () => {
    const lines = await compareLines('one\ntwo\nthree\n', 'one\nthree\nfour\n');
    expect(shape(lines)).toEqual([' one', '-two', ' three', '+four']);
    expect(lines?.map(({ before, after }) => [before, after])).toEqual([
      [1, 1],
      [2, undefined],
      [3, 2],
      [undefined, 3],
    ]);
  });

  it('marks the words that changed in a line', async () => {
    const lines = await compareLines('The oak is tall\n', 'The birch is tall\n');
    const changed = lines?.map((line) => line.pieces.filter((piece) => piece.changed).map(({ text }) => text));
    expect(changed).toEqual([['oak'], ['birch']]);
  });

  it('does not take other line ends for changes', async () => {
    expect(shape(await compareLines('a\r\nb\r\n', 'a\nb\n'))).toEqual([' a', ' b']);
  });

  it('gives both texts back, whatever they are', async () => {
    const text = fc
      .array(fc.constantFrom('a', 'b', 'c d', '', '湖边'))
      .map((lines) => lines.map((line) => `${line}\n`).join(''));
    await fc.assert(
      fc.asyncProperty(text, text, async (before, after) => {
        const lines = (await compareLines(before, after)) ?? [];
        const side = (kind: Line['kind']) =>
          lines
            .filter((line) => line.kind === 'same' || line.kind === kind)
            .map((line) => `${textOf(line)}\n`)
            .join('');
        expect(side('removed')).toBe(before);
        expect(side('added')).toBe(after);
        expect(foldSame(lines).flatMap((stretch) => stretch.lines)).toEqual(lines);
        const pairs = pairUp(lines);
        expect(pairs.filter(([left]) => left).length).toBe(lines.filter(({ kind }) => kind !== 'added').length);
        expect(pairs.filter(([, right]) => right).length).toBe(lines.filter(({ kind }) => kind !== 'removed').length);
      }),
    );
  });
});

it('folds away what is far from every change', async () => {
  const lines = Array.from({ length: 20 }, (_, index) => `line ${index}`);
  const changed = lines.map((line, index) => (index === 10 ? 'new' : line));
  const stretches = foldSame((await compareLines(`${lines.join('\n')}\n`, `${changed.join('\n')}\n`)) ?? []);
  expect(stretches.map(({ isFolded, lines: inside }) => [isFolded, inside.length])).toEqual([
    [true, 7],
    [false, 8],
    [true, 6],
  ]);
});
