import fc from 'fast-check';
import Hashids from 'hashids';
import { describe, expect, it } from 'vitest';
import { IdCodec, IdKind } from './index.ts';

const kind = fc.constantFrom(...Object.values(IdKind));
const id = fc.oneof(fc.nat(10_000), fc.maxSafeNat());
const salt = fc.string({ unit: 'grapheme-ascii', maxLength: 70 });

describe('public ids', () => {
  it('are those of hashids', () => {
    fc.assert(
      fc.property(salt, kind, id, (salt, kind, id) => {
        const theirs = new Hashids(salt, 0, 'abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ1234567890');
        const codec = new IdCodec(salt);
        const text = codec.encode(kind, id);
        expect(text).toBe(theirs.encode([id, kind]));
        expect(text).toMatch(/^[a-zA-Z0-9]{4,}$/);
        expect(codec.decode(kind, text)).toBe(id);
      }),
    );
  });

  it('are refused where another kind is expected', () => {
    fc.assert(
      fc.property(kind, kind, id, (kind, other, id) => {
        fc.pre(kind !== other);
        const codec = new IdCodec('of one site');
        expect(codec.tryDecode(other, codec.encode(kind, id))).toBeUndefined();
      }),
    );
  });

  it('are refused at another site', () => {
    const text = new IdCodec('one').encode(IdKind.FILE, 4711);
    expect(new IdCodec('two').tryDecode(IdKind.FILE, text)).not.toBe(4711);
  });

  it('have one spelling', () => {
    const codec = new IdCodec('of one site');
    fc.assert(
      fc.property(
        kind,
        fc.string({ unit: fc.constantFrom(...'abcdefghAGHIJKXYZ123'), maxLength: 12 }),
        (kind, text) => {
          const id = codec.tryDecode(kind, text);
          if (id !== undefined) expect(codec.encode(kind, id)).toBe(text);
        },
      ),
      { numRuns: 2000 },
    );
  });

  it.each(['', 'a', 'ab', 'äöü', '../..', 'a b c', '\0\0\0\0', 'a'.repeat(65), 'a'.repeat(1_000_000)])(
    'refuse garbage %#',
    (text) => {
      const codec = new IdCodec('of one site');
      expect(codec.tryDecode(IdKind.FILE, text)).toBeUndefined();
      expect(() => codec.decode(IdKind.FILE, text)).toThrow(expect.objectContaining({ code: 40001 }));
    },
  );

  it.each([-1, 0.5, Number.NaN, 2 ** 53])('are not made of %s', (id) => {
    expect(() => new IdCodec('s').encode(IdKind.FILE, id)).toThrow(RangeError);
  });
});
