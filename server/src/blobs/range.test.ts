import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { parseRange } from './range.ts';

describe('parseRange', () => {
  it.each([
    ['bytes=0-4', 11, [[0, 5]]],
    ['bytes=-5', 11, [[6, 11]]],
    ['bytes=5-', 11, [[5, 11]]],
    ['bytes=0-999', 11, [[0, 11]]],
    ['bytes=-999', 11, [[0, 11]]],
    [
      'BYTES = 0-1 , 4-5',
      11,
      [
        [0, 2],
        [4, 6],
      ],
    ],
    [
      'bytes=0-1,,4-5,',
      11,
      [
        [0, 2],
        [4, 6],
      ],
    ],
    ['bytes=500-600', 11, []],
    ['bytes=-0', 11, []],
    ['bytes=500-,0-1', 11, [[0, 2]]],
    ['bytes=99999999999999999999-', 11, []],
    ['bytes=0-99999999999999999999', 11, [[0, 11]]],
  ])('%s of %i', (header, size, expected) => {
    expect(parseRange(header, size)?.map(({ start, end }) => [start, end])).toEqual(expected);
  });

  it.each([
    '',
    'bytes',
    'bytes=',
    'bytes=,',
    'bytes=a-b',
    'bytes=5-4',
    'bytes=-',
    'items=0-1',
    'bytes=0-1;2-3',
    'bytes=+1-2',
  ])('ignores %j', (header) => expect(parseRange(header, 11)).toBeUndefined());

  it('ignores ranges of an empty content, ranges larger than the content, and too many of them', () => {
    expect(parseRange('bytes=0-', 0)).toBeUndefined();
    expect(parseRange('bytes=0-10,0-10', 11)).toBeUndefined();
    expect(parseRange(`bytes=${Array.from({ length: 65 }, (_, i) => `${i}-${i}`).join(',')}`, 1000)).toBeUndefined();
  });

  it('never leaves the content, whatever it is given', () => {
    const token = fc.constantFrom('bytes', '=', '-', ',', ' ', '0', '1', '9', '18446744073709551616', 'x', '\t');
    const header = fc.oneof(
      fc.string(),
      fc.array(token).map((tokens) => `bytes=${tokens.join('')}`),
      fc
        .array(fc.tuple(fc.option(fc.nat()), fc.option(fc.nat())), { maxLength: 5 })
        .map((specs) => `bytes=${specs.map(([a, b]) => `${a ?? ''}-${b ?? ''}`).join(',')}`),
    );
    fc.assert(
      fc.property(header, fc.nat({ max: 10_000 }), (text, size) => {
        const ranges = parseRange(text, size) ?? [];
        for (const { start, end } of ranges) {
          expect(start).toBeGreaterThanOrEqual(0);
          expect(end).toBeGreaterThan(start);
          expect(end).toBeLessThanOrEqual(size);
        }
        expect(ranges.reduce((sum, range) => sum + range.end - range.start, 0)).toBeLessThanOrEqual(size);
      }),
      { numRuns: 2000 },
    );
  });

  it('answers hostile headers at once', () => {
    const started = performance.now();
    parseRange(`bytes=${'-'.repeat(100_000)}`, 10);
    parseRange(`bytes=${'0-,'.repeat(1300)}`, 10);
    parseRange(`bytes=${' '.repeat(4000)}`, 10);
    expect(performance.now() - started).toBeLessThan(50);
  });
});
