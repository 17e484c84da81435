import fc from 'fast-check';
import { expect, it } from 'vitest';
import { isoTime } from './index.ts';

it('writes what toISOString writes', () => {
  for (const ms of [0, -1, 1, 999, 86_399_999, 86_400_000, -86_400_001, 253_402_300_800_000, 8.64e15, -8.64e15]) {
    expect(isoTime(ms)).toBe(new Date(ms).toISOString());
  }
  fc.assert(
    fc.property(fc.integer({ min: -8.64e15, max: 8.64e15 }), (ms) => {
      expect(isoTime(ms)).toBe(new Date(ms).toISOString());
    }),
  );
});

it('refuses what is no time', () => {
  expect(() => isoTime(Number.NaN)).toThrow(RangeError);
  expect(() => isoTime(9e15)).toThrow(RangeError);
});
