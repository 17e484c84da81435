import { describe, expect, it } from 'vitest';
import { decodeAll, hasMark, isValid } from './decode.ts';
import { encode, formatToSave, lineBreakOf } from './encode.ts';

describe('text as bytes again', () => {
  it.each(['utf-8', 'utf-16le', 'utf-16be'] as const)('is what it was, in %s', (encoding) => {
    const text = 'one\r\ntwo 山水 🌲\n';
    for (const marked of [false, true]) {
      const bytes = encode(text, { encoding, hasMark: marked });
      expect(decodeAll([bytes], encoding, true)).toBe(text);
      expect(hasMark(bytes)).toBe(marked);
    }
  });

  it('becomes UTF-8 where browsers can only read an encoding', () => {
    expect(formatToSave({ encoding: 'gb18030', hasMark: false })).toEqual({ encoding: 'utf-8', hasMark: false });
    expect(formatToSave({ encoding: 'utf-16be', hasMark: true })).toEqual({ encoding: 'utf-16be', hasMark: true });
  });

  it('keeps line breaks of one kind, and touches none where they are mixed', () => {
    expect(lineBreakOf('a\r\nb\r\n')).toBe('\r\n');
    expect(lineBreakOf('a\rb')).toBe('\r');
    expect(lineBreakOf('a\r\nb\n')).toBe('\n');
    expect(lineBreakOf('')).toBe('\n');
  });

  it('is not offered for bytes that would be lost', () => {
    expect(isValid([Uint8Array.of(0x61, 0xff, 0x62)], 'utf-8')).toBe(false);
    const cut = new TextEncoder().encode('山');
    expect(isValid([cut.subarray(0, 1), cut.subarray(1)], 'utf-8')).toBe(true);
    expect(isValid([cut.subarray(0, 2)], 'utf-8')).toBe(false);
  });
});
