import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { checkName, MAX_NAME_BYTES, nameProblem } from './index.ts';

describe('names', () => {
  it.each([
    'a',
    '.hidden',
    'trailing ',
    ' leading',
    'CON',
    '...',
    '文件.txt',
    '👩‍👩‍👧',
    'a%2Fb',
    '#1',
    "it's",
    'x'.repeat(255),
  ])('may be %s', (name) => {
    expect(() => checkName(name)).not.toThrow();
  });

  it.each([
    '',
    '.',
    '..',
    'a/b',
    'a\\b',
    'a:b',
    'a*b',
    'a?b',
    'a"b',
    'a<b',
    'a>b',
    'a|b',
    'a\0b',
    'tab\t',
    '\u001f',
    '\ud800',
  ])('may not be %j', (name) => {
    expect(() => checkName(name)).toThrow(expect.objectContaining({ code: 40052 }));
  });

  it('are counted in bytes', () => {
    expect(nameProblem('文'.repeat(85))).toBeUndefined();
    expect(nameProblem('文'.repeat(86))).toContain('255 bytes');
    expect(nameProblem('x'.repeat(256))).toContain('255 bytes');
    fc.assert(
      fc.property(fc.string({ unit: 'grapheme', minLength: 1, maxLength: 300 }), (name) => {
        fc.pre(![...name].some((character) => character < ' ' || '\\/:*?"<>|'.includes(character)));
        fc.pre(name !== '.' && name !== '..');
        const fits = new TextEncoder().encode(name).length <= MAX_NAME_BYTES;
        expect(nameProblem(name) === undefined).toBe(fits);
      }),
    );
  });

  it('cost nothing when they are huge', () => {
    const start = performance.now();
    expect(nameProblem('x'.repeat(50_000_000))).toBeDefined();
    expect(performance.now() - start).toBeLessThan(1000);
  });
});
