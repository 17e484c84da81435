import { describe, expect, it } from 'vitest';
import { choicesOf, choicesText, type Property, propertyProblem } from './property-rules.ts';

const property = (type: Property['type'], rest: Partial<Property> = {}): Property => ({
  id: 'x',
  name: 'X',
  type,
  ...rest,
});
const keyOf = (of: Property, value: string) => propertyProblem(of, value)?.key;

describe('propertyProblem', () => {
  it('lets every property be empty', () => {
    for (const type of ['text', 'number', 'boolean', 'select', 'multi_select', 'link', 'rating', 'user']) {
      expect(propertyProblem(property(type, { min: 3, max: 5, options: ['a'] }), '')).toBeUndefined();
    }
  });

  it('counts bytes, not letters', () => {
    const short = property('text', { max: 3 });
    expect(keyOf(short, '湖')).toBeUndefined();
    expect(propertyProblem(short, '湖边')).toEqual({ key: 'badLong', values: { max: 3, bytes: 6 } });
    expect(keyOf(property('text', { min: 4 }), 'abc')).toBe('badShort');
  });

  it('wants whole numbers between its bounds', () => {
    const year = property('number', { min: 1900, max: 2100 });
    expect(keyOf(year, '2026')).toBeUndefined();
    expect(keyOf(year, '20.26')).toBe('badWhole');
    expect(keyOf(year, '1899')).toBe('badLow');
    expect(keyOf(year, '2101')).toBe('badHigh');
    expect(keyOf(property('number'), '-1')).toBe('badLow');
  });

  it('knows stars, choices and links', () => {
    expect(keyOf(property('rating', { max: 5 }), '5')).toBeUndefined();
    expect(keyOf(property('rating', { max: 5 }), '6')).toBe('badHigh');
    expect(keyOf(property('select', { options: ['a'] }), 'b')).toBe('badOption');
    expect(keyOf(property('multi_select', { options: ['a', 'b'] }), '["a","b"]')).toBeUndefined();
    expect(keyOf(property('multi_select', { options: ['a'] }), '["c"]')).toBe('badOption');
    expect(keyOf(property('boolean'), 'yes')).toBe('badOption');
    expect(keyOf(property('link'), 'javascript:alert(1)')).toBe('badLink');
    expect(keyOf(property('link'), 'https://example.org')).toBeUndefined();
  });
});

it('reads and writes several choices', () => {
  expect(choicesOf('["b","a"]')).toEqual(['b', 'a']);
  expect(choicesOf('not json')).toEqual([]);
  expect(choicesOf('{"a":1}')).toEqual([]);
  expect(choicesText(new Set(['b', 'a']), ['a', 'b', 'c'])).toBe('["a","b"]');
  expect(choicesText(new Set(), ['a'])).toBe('');
});
