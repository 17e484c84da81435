import { ApiError, type ErrorCode, IdCodec, IdKind } from '@canopy/contract';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { checkCustomProp } from './custom-props.ts';
import { checkPatches } from './metadata-rules.ts';
import type { CustomProp, DriveSettings } from './ports.ts';

const ids = new IdCodec('salt');
const rules = {
  ids,
  settings: { emojis: new Set(['🌲']), customProps: [{ id: 'd', type: 'text', max: 3 }] } as unknown as DriveSettings,
};

describe('patches of metadata', () => {
  it('are taken together: sets first, then removals, the last value of a key', () => {
    const change = checkPatches(rules, [
      { key: 'tag:a', remove: true },
      { key: 'tag:a', value: '#fff' },
      { key: 'tag:b', value: '#111' },
      { key: 'tag:b', value: '#222' },
      { key: 'thumb:disabled' },
    ]);
    expect([...change]).toEqual([
      ['tag:a', null],
      ['tag:b', '#222'],
      ['thumb:disabled', ''],
    ]);
  });

  it('never reach what the system keeps, whatever is sent', () => {
    const key = fc.oneof(
      fc.string(),
      fc.string().map((name) => `sys:${name}`),
      fc.string().map((name) => `exif:${name}`),
    );
    fc.assert(
      fc.property(key, fc.string(), fc.boolean(), (name, value, remove) => {
        let accepted: string[] = [];
        try {
          accepted = [...checkPatches(rules, [{ key: name, value, remove }]).keys()];
        } catch (error) {
          expect(error).toBeInstanceOf(ApiError);
          expect((error as ApiError).code).toBe(40001 satisfies ErrorCode);
        }
        for (const each of accepted) expect(each).toMatch(/^(?:customize|tag|thumb|dav|props):|^sys:shared_/);
      }),
    );
  });

  it('are checked in time that does not depend on how evil they are', () => {
    const evil = `rgb(${'1 '.repeat(30_000)}`;
    const started = performance.now();
    expect(() => checkPatches(rules, [{ key: 'tag:x', value: evil }])).toThrow(ApiError);
    expect(performance.now() - started).toBeLessThan(500);
  });
});

describe('a custom property', () => {
  const user = ids.encode(IdKind.USER, 7);
  it.each<[CustomProp, string, boolean]>([
    [{ id: 'x', type: 'text', min: 2, max: 3 }, 'ab', true],
    [{ id: 'x', type: 'text', min: 2, max: 3 }, 'é', true],
    [{ id: 'x', type: 'text', min: 2, max: 3 }, '', false],
    [{ id: 'x', type: 'text', min: 2, max: 3 }, 'abcd', false],
    [{ id: 'x', type: 'number' }, '5', true],
    [{ id: 'x', type: 'number' }, '-5', false],
    [{ id: 'x', type: 'number', min: -10 }, '-5', true],
    [{ id: 'x', type: 'number', max: 9 }, '10', false],
    [{ id: 'x', type: 'number' }, '1.5', false],
    [{ id: 'x', type: 'number' }, '', true],
    [{ id: 'x', type: 'boolean' }, 'true', true],
    [{ id: 'x', type: 'boolean' }, 'yes', false],
    [{ id: 'x', type: 'rating', max: 5 }, '5', true],
    [{ id: 'x', type: 'rating', max: 5 }, '6', false],
    [{ id: 'x', type: 'select', options: ['a', 'b'] }, 'b', true],
    [{ id: 'x', type: 'select', options: ['a', 'b'] }, 'c', false],
    [{ id: 'x', type: 'multi_select', options: ['a', 'b'] }, '["a","b"]', true],
    [{ id: 'x', type: 'multi_select', options: ['a', 'b'] }, '["c"]', false],
    [{ id: 'x', type: 'multi_select', options: ['a', 'b'] }, 'a', false],
    [{ id: 'x', type: 'link', max: 20 }, 'nonsense', true],
    [{ id: 'x', type: 'user' }, user, true],
    [{ id: 'x', type: 'user' }, 'zz', false],
    [{ id: 'x', type: 'unheard of' }, 'x', false],
  ])('%o takes %s: %s', (prop, value, expected) => {
    expect(checkCustomProp(prop, value, ids) === undefined).toBe(expected);
  });
});
