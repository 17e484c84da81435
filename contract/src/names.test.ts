import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { checkName, fileNameFault, MAX_NAME_BYTES, nameFault, numberedName } from './index.ts';

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
    expect(nameFault('文'.repeat(85))).toBeUndefined();
    expect(nameFault('文'.repeat(86))).toEqual({ kind: 'long' });
    expect(() => checkName('x'.repeat(256))).toThrow('255 bytes');
    fc.assert(
      fc.property(fc.string({ unit: 'grapheme', minLength: 1, maxLength: 300 }), (name) => {
        fc.pre(![...name].some((character) => character < ' ' || '\\/:*?"<>|'.includes(character)));
        fc.pre(name !== '.' && name !== '..');
        const fits = new TextEncoder().encode(name).length <= MAX_NAME_BYTES;
        expect(nameFault(name) === undefined).toBe(fits);
      }),
    );
  });

  it('cost nothing when they are huge', () => {
    const start = performance.now();
    expect(nameFault('x'.repeat(50_000_000))).toBeDefined();
    expect(performance.now() - start).toBeLessThan(1000);
  });

  it('say what is wrong with them', () => {
    expect(nameFault('')).toEqual({ kind: 'empty' });
    expect(nameFault('..')).toEqual({ kind: 'dots' });
    expect(nameFault('a\tb')).toEqual({ kind: 'control' });
    expect(nameFault('a?b')).toEqual({ kind: 'sign', sign: '?' });
    expect(nameFault('\udc00')).toEqual({ kind: 'unicode' });
  });
});

describe('what a storage takes', () => {
  const only = (areForbidden: boolean) => ({ extensions: { listed: new Set(['jpg']), areForbidden } });

  it('goes by the type', () => {
    expect(fileNameFault(only(false), 'a.JPG')).toBeUndefined();
    expect(fileNameFault(only(false), '.jpg')).toBeUndefined();
    expect(fileNameFault(only(false), 'a.txt')).toEqual({ kind: 'type', extension: 'txt' });
    expect(fileNameFault(only(false), 'a')).toEqual({ kind: 'type', extension: '' });
    expect(fileNameFault(only(true), 'a.jpg')).toEqual({ kind: 'type', extension: 'jpg' });
    expect(fileNameFault({ extensions: { listed: new Set(), areForbidden: false } }, 'a')).toBeUndefined();
  });

  it('goes by the name as a whole', () => {
    const isFoundIn = (name: string) => name.startsWith('IMG');
    expect(fileNameFault({ pattern: { isFoundIn, isForbidden: false } }, 'x')).toEqual({ kind: 'pattern' });
    expect(fileNameFault({ pattern: { isFoundIn, isForbidden: true } }, 'x')).toBeUndefined();
    expect(fileNameFault({ pattern: { isFoundIn, isForbidden: true } }, 'IMG_1')).toEqual({ kind: 'pattern' });
  });
});

describe('numberedName', () => {
  it.each([
    ['report.pdf', 'report (2).pdf'],
    ['.profile', '.profile (2)'],
    ['README', 'README (2)'],
    ['a.tar.gz', 'a.tar (2).gz'],
  ])('%s becomes %s', (name, expected) => {
    expect(numberedName(name, 2)).toBe(expected);
  });

  it('stays within 255 bytes without cutting a letter', () => {
    const name = numberedName(`${'湖'.repeat(90)}.jpg`, 12);
    expect(new TextEncoder().encode(name).length).toBeLessThanOrEqual(255);
    expect(name).toMatch(/^湖+ \(12\)\.jpg$/);
  });

  it('numbers folders after all of their name, and files whose ending is no type', () => {
    expect(numberedName('v1.2', 2, true)).toBe('v1.2 (2)');
    const long = numberedName(`a.${'x'.repeat(253)}`, 2);
    expect(long).toHaveLength(255);
    expect(long).toMatch(/^a[.]x+ \(2\)$/);
  });
});
