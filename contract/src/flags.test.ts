import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { Capability, decodeFlags, encodeFlags, GroupPermission, hasFlag } from './index.ts';

describe('flag sets', () => {
  it.each([
    [[], ''],
    [[2, 7], 'hA=='],
    [[1, 7], 'gg=='],
    [[2, 7, 11], 'hAg='],
    [[0, 2, 3, 4, 5, 6, 7, 9, 11, 12, 16], '/RoB'],
    [[9, 14, 15, 17, 19], 'AMIK'],
    [[7, 9, 23], 'gAKA'],
  ])('writes %j as %s', (bits, text) => {
    expect(encodeFlags(bits)).toBe(text);
    expect([...decodeFlags(text)]).toEqual(bits);
  });

  it('writes the capabilities of a user tree as other servers do', () => {
    const unset: number[] = [Capability.MOVE_TO_TRASH, Capability.COPY_TO_TRASH, Capability.RESTORE];
    expect(encodeFlags(Object.values(Capability).filter((bit) => !unset.includes(bit)))).toBe('39/9AQ==');
  });

  it('reads back what it wrote, whatever the order', () => {
    fc.assert(
      fc.property(fc.uniqueArray(fc.nat(1023), { maxLength: 200 }), (bits) => {
        const text = encodeFlags(bits);
        expect([...decodeFlags(text)]).toEqual(bits.toSorted((a, b) => a - b));
        expect(text).toBe(Buffer.from(text, 'base64').toString('base64'));
        for (const bit of [0, 7, 8, 1023, ...bits]) expect(hasFlag(text, bit)).toBe(bits.includes(bit));
      }),
    );
  });

  it('reads trailing zeros and missing padding', () => {
    expect([...decodeFlags('hAAAAA==')]).toEqual([2, 7]);
    expect([...decodeFlags('hA')]).toEqual([2, 7]);
    expect(hasFlag('', GroupPermission.ADMIN)).toBe(false);
  });

  it.each(['h', 'hA=A', '!!!!', 'hA-_', '====', 'hA===', 'ä', 'A'.repeat(400)])('refuses %s', (text) => {
    expect(() => decodeFlags(text)).toThrow(expect.objectContaining({ code: 40001 }));
  });

  it.each([-1, 1.5, 1024, Number.NaN])('does not write the flag %s', (bit) => {
    expect(() => encodeFlags([bit])).toThrow(RangeError);
  });
});
