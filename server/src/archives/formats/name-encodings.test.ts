import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { knownEncoding, nameDecoder } from './name-encodings.ts';

/** Turns text into an encoding of one and two bytes, by what the platform decodes. */
function encoderOf(label: string): (text: string) => Buffer {
  const decoder = new TextDecoder(label);
  const codes = new Map<string, readonly number[]>();
  for (let lead = 0x81; lead <= 0xfe; lead++) {
    for (let trail = 0x40; trail <= 0xfe; trail++) {
      const character = decoder.decode(Buffer.from([lead, trail]));
      if (character.length === 1 && character !== '\ufffd' && !codes.has(character))
        codes.set(character, [lead, trail]);
    }
  }
  return (text) =>
    Buffer.from(
      [...text].flatMap((character) => {
        const code = character.charCodeAt(0);
        const bytes = code < 0x80 ? [code] : codes.get(character);
        if (!bytes) throw new Error(`${label} has no ${character}`);
        return bytes;
      }),
    );
}

const chinese = ['资料/中文文件名.txt', '照片/二零二五年春节.jpg', '工作报告（最终）.docx'];
const traditional = ['資料/繁體中文檔案名稱.txt', '相片/農曆新年聚會.jpg', '工作報告最終版.docx'];
const japanese = ['資料/日本語のファイル名.txt', '写真/さくらまつり.jpg', 'レポート（最終版）.docx'];
const korean = ['자료/한국어 파일 이름.txt', '사진/설날.jpg', '보고서.docx'];

describe('names of an archive', () => {
  it.each([
    ['gbk', 'gbk', chinese],
    ['gb18030', 'gbk', chinese],
    ['big5', 'big5', traditional],
    ['shiftjis', 'shift_jis', japanese],
    ['euckr', 'euc-kr', korean],
    ['eucjp', 'euc-jp', japanese],
  ])('are read as %s when that is asked for', (name, label, texts) => {
    const encode = encoderOf(label);
    const decode = nameDecoder(knownEncoding(name), []);
    expect(texts.map((text) => decode(encode(text)))).toEqual(texts);
  });

  it.each([
    ['gbk', chinese],
    ['big5', traditional],
    ['shift_jis', japanese],
  ])('are known for %s where it is sure', (label, texts) => {
    const encoded = texts.map(encoderOf(label));
    const decode = nameDecoder(undefined, encoded);
    expect(encoded.map(decode)).toEqual(texts);
  });

  it('are not guessed where it is not: every byte stays what the format says', () => {
    const korean437 = korean.map(encoderOf('euc-kr'));
    const few = [encoderOf('gbk')('中')];
    const western = ['Schöne Grüße.txt', 'naïveté.doc'].map((text) => Buffer.from(text, 'latin1'));
    for (const names of [korean437, few, western]) {
      const decode = nameDecoder(undefined, names);
      for (const name of names) {
        const text = decode(name);
        expect(text).toHaveLength(name.length);
        expect(text).not.toContain('\ufffd');
      }
    }
    expect(nameDecoder(undefined, [Buffer.from([0x94])])(Buffer.from([0x41, 0x94, 0xff]))).toBe('Aö\u00a0');
  });

  it('are UTF-8 where all of them could be', () => {
    const names = [...chinese, ...korean, 'Grüße', 'plain'].map((text) => Buffer.from(text));
    expect(names.map(nameDecoder(undefined, names))).toEqual([...chinese, ...korean, 'Grüße', 'plain']);
  });

  it('lose no byte and never fail, whatever they hold', () => {
    fc.assert(
      fc.property(fc.array(fc.uint8Array({ maxLength: 30 }), { maxLength: 10 }), (names) => {
        const decode = nameDecoder(undefined, names);
        for (const name of names) expect(typeof decode(name)).toBe('string');
      }),
    );
  });
});

it('the encodings of the contract are known, in any case, and no others', () => {
  const names =
    'ibm866 iso8859_2 iso8859_3 iso8859_4 iso8859_5 iso8859_6 iso8859_7 iso8859_8 iso8859_8i iso8859_10 iso8859_13 iso8859_14 iso8859_15 iso8859_16 koi8r koi8u macintosh macintoshcyrillic windows874 windows1250 windows1251 windows1252 windows1253 windows1254 windows1255 windows1256 windows1257 windows1258 gbk gb18030 big5 eucjp iso2022jp shiftjis euckr utf16be utf16le';
  for (const name of names.split(' ')) {
    expect(knownEncoding(name.toUpperCase())).toBe(name);
    expect(typeof nameDecoder(name, [])(Buffer.from([0x41, 0xe4, 0x80]))).toBe('string');
  }
  for (const name of ['', 'utf8', 'latin1', 'GBK ', '__proto__', 'constructor']) {
    expect(knownEncoding(name)).toBeUndefined();
  }
});
