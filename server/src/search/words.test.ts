import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { excerptOf } from './excerpt.ts';
import { chunksOf } from './texts/chunks.ts';
import { placesOf, termsOf, wordsOf } from './words.ts';

const words = (text: string) => wordsOf(text).map((word) => word.text);
const finds = (query: string, text: string, typing = false) => placesOf(termsOf(query, typing), text) !== undefined;

describe('words of a text', () => {
  it('are folded, and pairs of characters where there are no spaces', () => {
    expect(words('The Café, naïve-2024!')).toEqual(['the', 'cafe', 'naive', '2024']);
    expect(words('年度报告')).toEqual(['年度', '度报', '报告', '告']);
    expect(words('第3章 a云')).toEqual(['第', '3', '章', 'a', '云']);
  });

  it('know where they stand', () => {
    fc.assert(
      fc.property(fc.string({ unit: 'binary', maxLength: 60 }), (text) => {
        for (const { start, end } of wordsOf(text)) expect(start < end && end <= text.length).toBe(true);
      }),
    );
  });
});

describe('what a query looks for', () => {
  it.each([
    ['harbour wall', 'the wall of the HARBOUR', true],
    ['"harbour wall"', 'the wall of the harbour', false],
    ['"harbour wall"', 'The Harbour, Wall', true],
    ['harb', 'harbour', false],
    ['报告', '年度报告已完成', true],
    ['度报告', '年度报告', true],
    ['报已', '年度报告已', false],
    ['告', '年度报告', true],
    ['年', '年度报告', true],
    ['第3章', '这是第3章节', true],
    ['resume', 'his résumé', true],
    ['x-y', 'x y', true],
    ['"', 'anything', true],
  ])('%s in %s: %s', (query, text, expected) => {
    expect(finds(query, text)).toBe(expected);
  });

  it('lets the last word go on while somebody types', () => {
    expect(finds('the harb', 'the harbour', true)).toBe(true);
    expect(finds('har wall', 'harbour wall', true)).toBe(false);
  });

  it('is found in the text that it was taken from', () => {
    const texts = fc.string({
      unit: fc.constantFrom('a', 'b', ' ', '年', '度', '报', '1', '-', 'é'),
      minLength: 1,
      maxLength: 30,
    });
    fc.assert(
      fc.property(texts, fc.nat(), fc.nat(), (text, from, length) => {
        const marks = [...text.matchAll(/(?=.)/gu)].map(({ index }) => index);
        const start = marks[from % marks.length] ?? 0;
        const part = text.slice(start, start + 1 + (length % 10));
        // Whole words only; scripts without spaces know none.
        const whole = !/^[ab1é]/u.test(part) || start === 0 || !/[ab1é]/u.test(text[start - 1] ?? '');
        const ends = !/[ab1é]$/u.test(part) || !/^[ab1é]/u.test(text.slice(start + part.length));
        if (whole && ends) expect(finds(`"${part}"`, text)).toBe(true);
      }),
    );
  });
});

describe('an excerpt', () => {
  const excerpt = (text: string, query: string) => excerptOf(text, termsOf(query, false));

  it('marks matches and escapes all else', () => {
    expect(excerpt('<b>the</b> "harbour" & wall', 'harbour')).toBe(
      '&lt;b&gt;the&lt;/b&gt; &quot;<em>harbour</em>&quot; &amp; wall',
    );
    expect(excerpt('年度报告', '报告')).toBe('年度<em>报告</em>');
    expect(excerpt('nothing', 'harbour')).toBeUndefined();
  });

  it('is short, around the first match', () => {
    const text = `${'lead '.repeat(100)}harbour ${'tail '.repeat(200)}`;
    const html = excerpt(text, 'harbour') ?? '';
    expect(html).toMatch(/^… (lead )+<em>harbour<\/em>( tail)+ …$/);
    expect(html.length).toBeLessThan(400);
  });
});

describe('passages', () => {
  it('lose no word, and are no longer than asked', () => {
    const parts = fc.array(fc.constantFrom('word', '年度报告', 'end.\n', 'é', '\n\n', '🌲'), { maxLength: 200 });
    const letters = (text: string) => text.replace(/\s/g, '');
    fc.assert(
      fc.property(parts, (some) => {
        const text = some.join(' ');
        const chunks = chunksOf(text, 200);
        expect(chunks.every(({ content }) => content.length <= 200)).toBe(true);
        for (const chunk of chunks) expect(chunk.words.split(' ')).toEqual(words(chunk.content));
        const kept = chunks.map(({ content }) => content).join(' ');
        expect(words(letters(kept))).toEqual(words(letters(text)));
      }),
      { numRuns: 40 },
    );
  });
});
