// @vitest-environment jsdom

import { type FileResponse, FileUri } from '@canopy/contract';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { marksOf } from './marks.ts';
import { piecesOf } from './Passage.tsx';
import { asksForSomething, emptySearch, queryOf, type Search, searchOf, textOf, wordsOf } from './search.ts';
import { fits, searchOfUri, uriOfSearch } from './search-uri.ts';

const now = new Date(2026, 10, 26, 15, 30);
const folder = FileUri.parse('cloudreve://my/Lake%20house');
const trash = FileUri.parse('cloudreve://trash');

const word = fc
  .string({ minLength: 1, maxLength: 8, unit: 'grapheme' })
  .map((text) => text.replace(/["\s*]+/g, ' ').trim())
  .filter((text) => text !== '' && !text.includes('\0') && text.isWellFormed());
const day = fc
  .date({ min: new Date('1990-01-01'), max: new Date('2100-01-01'), noInvalidDate: true })
  .map((date) => date.toISOString().slice(0, 10));
const days = fc.oneof(
  fc.constantFrom('today', 'week', 'month', 'year' as const),
  fc.tuple(fc.option(day, { nil: undefined }), day).map(([from, to]) => ({ from, to })),
);
const search: fc.Arbitrary<Search> = fc
  .record({
    words: fc.array(word, { maxLength: 3 }),
    anyWord: fc.boolean(),
    type: fc.constantFrom(undefined, 'folder', 'image', 'archive', 'other' as const),
    modified: fc.option(days, { nil: undefined }),
    created: fc.option(days, { nil: undefined }),
    size: fc.constantFrom(undefined, { from: 1, to: undefined }, { from: 5, to: 10_000_000_000 }),
    tags: fc.array(word, { maxLength: 2 }),
    properties: fc.array(
      fc.record({ key: fc.constantFrom('exif:iso', 'props:description'), value: word, exact: fc.boolean() }),
      { maxLength: 2 },
    ),
  })
  .map((each) => ({ ...each, anyWord: each.anyWord && each.words.length > 1 }) as Search);

describe('a search', () => {
  it('is the same after its address', () => {
    fc.assert(
      fc.property(search, (each) => {
        expect(searchOf(new URLSearchParams(queryOf(each).toString()))).toEqual(each);
      }),
    );
  });

  it('is the same after its URI', () => {
    fc.assert(
      fc.property(search, (each) => {
        expect(searchOfUri(FileUri.parse(uriOfSearch(folder, each, now).toString()))).toEqual(each);
      }),
    );
  });

  it('has words as they were typed', () => {
    expect(wordsOf('  lake "water permit" 2026 ')).toEqual(['lake', 'water permit', '2026']);
    expect(textOf(['lake', 'water permit'])).toBe('lake "water permit"');
    expect(wordsOf('"open end')).toEqual(['open', 'end']);
  });

  it('passes over what is not understood in an address', () => {
    const query = new URLSearchParams('search=&type=cow&modified=2026-13-40..&size=a..b&with==x&created=..');
    expect(searchOf(query)).toEqual(emptySearch);
    expect(asksForSomething(searchOf(query))).toBe(false);
  });
});

describe('the URI of a search', () => {
  const queryOfUri = (each: Partial<Search>, base = folder) =>
    decodeURIComponent(uriOfSearch(base, { ...emptySearch, ...each }, now).search);

  it('asks for words, whatever their case', () => {
    expect(queryOfUri({ words: ['Lake', 'a b'] })).toBe('name=Lake&name=a b&case_folding=');
    expect(queryOfUri({ words: ['a', 'b'], anyWord: true })).toBe('name=a&name=b&case_folding=&use_or=');
  });

  it('asks for types by the ends of names, which go together with everything else', () => {
    const query = queryOfUri({ type: 'archive', size: { from: 5, to: undefined } });
    expect(query).toContain('name=*.zip&');
    expect(query).toMatch(/case_folding=&use_or=&type=file&kind=archive&size_gte=5$/);
    expect(queryOfUri({ type: 'image', words: ['lake'] })).toBe('name=lake&case_folding=&type=file&kind=image');
    expect(queryOfUri({ type: 'folder' })).toBe('type=folder');
  });

  it('bounds whole days of this place, the last one included', () => {
    const from = new Date(2026, 2, 1).getTime() / 1000;
    const to = new Date(2026, 2, 30).getTime() / 1000 - 1;
    expect(queryOfUri({ modified: { from: '2026-03-01', to: '2026-03-29' } })).toBe(
      `updated_gte=${from}&updated_lte=${to}`,
    );
    expect(queryOfUri({ created: 'week' })).toBe(`created_gte=${new Date(2026, 10, 19).getTime() / 1000}&created=week`);
  });

  it('asks for tags and properties', () => {
    expect(queryOfUri({ tags: ['to do'], properties: [{ key: 'exif:iso', value: '400', exact: true }] })).toBe(
      'meta_tag:to do=&exact_meta_exif:iso=400',
    );
  });

  it('asks the trash for names by where things were', () => {
    expect(queryOfUri({ words: ['湖 a'] }, trash)).toBe(
      `meta_sys:restore_uri=${encodeURIComponent('湖 a')}&case_folding=`,
    );
  });

  it('is read when another client made it', () => {
    const uri = FileUri.parse('cloudreve://my/x?category=image');
    expect(searchOfUri(uri)).toEqual({ ...emptySearch, type: 'image' });
    const quoted = FileUri.parse('cloudreve://my?name=%22A%20b%22&updated_gte=0&size_lte=5');
    expect(searchOfUri(quoted)).toEqual({ ...emptySearch, words: ['A b'], size: { from: undefined, to: 5 } });
  });
});

it('judges what the server cannot', () => {
  const file = (name: string, type: 0 | 1 = 0) => ({ name, type }) as FileResponse;
  const images = { ...emptySearch, type: 'image' as const };
  expect(fits(file('a.JPG'), images, false)).toBe(true);
  expect(fits(file('a.txt'), images, false)).toBe(false);
  expect(fits(file('a.jpg', 1), images, false)).toBe(false);
  const words = { ...emptySearch, words: ['Lake', 'ho*se'] };
  expect(fits(file('the LAKE house.txt'), words, true)).toBe(true);
  expect(fits(file('lake.txt'), words, true)).toBe(false);
  expect(fits(file('lake.txt'), { ...words, anyWord: true }, true)).toBe(true);
  expect(fits(file('x.mp3.txt'), { ...emptySearch, words: ['*.mp3'] }, true)).toBe(false);
});

it('marks what was found, once', () => {
  expect(marksOf('Lake lake.txt', ['LA', 'lake'])).toEqual([
    [0, 4],
    [5, 9],
  ]);
  expect(marksOf('a-b', ['a*b'])).toEqual([
    [0, 1],
    [2, 3],
  ]);
  expect(marksOf('İstanbul', ['ist'])).toEqual([]);
});

describe('a passage', () => {
  it('shows its first match on one line, with whole words before it', () => {
    expect(piecesOf('… we went on and saw\nthat the granite <em>arrives</em> &lt;soon&gt;')).toEqual([
      '…saw that the granite ',
      'arrives',
      ' <soon>',
    ]);
    expect(piecesOf(`${'湖'.repeat(40)}<em>码头</em>`)).toEqual([`…${'湖'.repeat(24)}`, '码头', '']);
  });

  it('is text, whatever the server sends', () => {
    expect(piecesOf('<img src=x onerror=alert(1)>a <em>b</em><script>')).toEqual(['a ', 'b', '']);
  });
});
