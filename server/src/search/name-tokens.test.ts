import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { FoldedText, fold } from './fold.ts';
import { digestOf, tokenOfNameStart, tokenOfWhole, tokensInside, tokensOfName } from './name-tokens.ts';

/** Texts as names are: letters with and without accents, digits, scripts without spaces, pairs of surrogates. */
const texts = fc.string({
  unit: fc.oneof(
    fc.constantFrom('a', 'B', 'c', ' ', '.', '-', '1', '2', 'é', 'e\u0301', 'İ', 'ς', 'Σ', 'ß', 'ﬁ', 'Ａ'),
    fc.constantFrom('合', '同', '云', '盘', 'か', 'が', '한', 'ท', '🌲', '\u212a'),
    fc.string({ unit: 'binary', minLength: 1, maxLength: 1 }),
  ),
  maxLength: 20,
});

describe('folding', () => {
  it('folds each character by itself', () => {
    fc.assert(fc.property(texts, texts, (a, b) => void expect(fold(a + b)).toBe(fold(a) + fold(b))));
  });

  it('knows nothing of case, and agrees with lower case', () => {
    for (let point = 0; point <= 0x1ffff; point++) {
      if (point >= 0xd800 && point <= 0xdfff) continue;
      const character = String.fromCodePoint(point);
      if (fold(character.toLowerCase()) !== fold(character)) expect(point).toBe(-1);
    }
    expect(fold('Ünïcode ＡＢＣ ﬁle ΟΔΌΣ')).toBe('unicode abc file οδοσ');
  });

  it('finds its way back to the original', () => {
    fc.assert(
      fc.property(texts, fc.nat(), fc.nat(), (text, from, length) => {
        const folded = new FoldedText(text);
        expect(folded.text).toBe(fold(text));
        if (folded.text === '') return;
        const start = from % folded.text.length;
        const end = start + 1 + (length % (folded.text.length - start));
        const range = folded.original(start, end);
        expect(range.start).toBeLessThan(range.end);
        expect(fold(text.slice(range.start, range.end))).toContain(folded.text.slice(start, end));
      }),
    );
  });
});

describe('tokens of names', () => {
  it('find a name by every part of it that is long enough, in any case', () => {
    fc.assert(
      fc.property(texts, fc.nat(), fc.nat(), (name, from, length) => {
        const characters = Array.from(name);
        if (characters.length < 2) return;
        const start = from % (characters.length - 1);
        const part = characters.slice(start, start + 2 + (length % 18)).join('');
        const tokens = tokensOfName(7, name);
        for (const text of [part, part.toUpperCase(), part.toLowerCase()]) {
          if (!fold(name).includes(fold(text))) continue;
          expect(tokensInside(7, text).every((token) => tokens.has(token))).toBe(true);
        }
        if (Array.from(fold(part)).length >= 2) expect(tokensInside(7, part)).not.toEqual([]);
      }),
    );
  });

  it('find a name by its beginning, and by all of it', () => {
    fc.assert(
      fc.property(texts, fc.integer({ min: 1, max: 20 }), (name, length) => {
        if (fold(name) === '') return;
        const tokens = tokensOfName(7, name);
        const start = Array.from(name).slice(0, length).join('');
        if (fold(start) !== '') expect(tokens.has(tokenOfNameStart(7, start))).toBe(true);
        expect(tokens.has(tokenOfWhole(7, name))).toBe(true);
      }),
    );
    expect(tokensOfName(7, 'Report.pdf').has(tokenOfWhole(7, 'report'))).toBe(true);
  });

  it('are one owner\u2019s alone', () => {
    const others = tokensOfName(8, '年度报告 annual report.pdf');
    expect([...tokensOfName(7, '年度报告 annual report.pdf')].filter((token) => others.has(token))).toEqual([]);
  });

  it('are few for a long text, and none for one that says nothing', () => {
    expect(tokensInside(7, 'x'.repeat(200)).length).toBe(1);
    expect(tokensInside(7, 'abcdefghijklmnopqrstuvwxyz').length).toBe(4);
    expect(tokensInside(7, 'a')).toEqual([]);
    expect(tokensInside(7, '\u0301')).toEqual([]);
    expect(tokensInside(7, '猫')).toHaveLength(1);
    expect(digestOf('a')).not.toBe(digestOf('b'));
  });
});
