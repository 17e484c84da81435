// @vitest-environment jsdom
import { describe, expect, it } from 'vitest';
import { decodeAll, guessEncoding, looksBinary } from './decode.ts';

const utf8 = (text: string) => new TextEncoder().encode(text);
/** 湖畔 in GBK. */
const gbk = new Uint8Array([0xba, 0xfe, 0xc5, 0xcf]);

describe('guessEncoding', () => {
  it('knows UTF-8, also when a letter is cut at the end', () => {
    expect(guessEncoding(utf8('湖畔小屋'))).toBe('utf-8');
    expect(guessEncoding(utf8('湖畔小屋').subarray(0, 11))).toBe('utf-8');
    expect(guessEncoding(new Uint8Array())).toBe('utf-8');
  });

  it('knows GBK, and what is neither', () => {
    expect(guessEncoding(gbk)).toBe('gb18030');
    expect(decodeAll([gbk], 'gb18030', true)).toBe('湖畔');
    expect(guessEncoding(new Uint8Array([0x63, 0x61, 0x66, 0xff, 0xff, 0x20]))).toBe('windows-1252');
  });

  it('believes a mark', () => {
    expect(guessEncoding(new Uint8Array([0xff, 0xfe, 0x41, 0x00]))).toBe('utf-16le');
    expect(looksBinary(new Uint8Array([0xff, 0xfe, 0x41, 0x00]))).toBe(false);
    expect(looksBinary(new Uint8Array([0x41, 0x00]))).toBe(true);
  });
});

describe('decodeAll', () => {
  it('joins letters cut between two pieces', () => {
    const bytes = utf8('湖畔');
    expect(decodeAll([bytes.subarray(0, 2), bytes.subarray(2)], 'utf-8', true)).toBe('湖畔');
    expect(decodeAll([bytes.subarray(0, 4)], 'utf-8', false)).toBe('湖');
  });
});
