import { describe, expect, it } from 'vitest';
import { en } from './en.ts';
import { argumentsOf, formatMessage, parseMessage } from './icu.ts';
import { createTranslator, directionOf, type MessageKey, preferredLanguage } from './index.tsx';
import { zhCN } from './zh-CN.ts';

const keys = Object.keys(en) as MessageKey[];

describe('messages', () => {
  it('has the same keys in every language, none empty', () => {
    expect(Object.keys(zhCN).sort()).toEqual([...keys].sort());
    for (const key of keys) expect(zhCN[key].trim(), key).not.toBe('');
  });

  it('can be read in every language', () => {
    for (const key of keys) {
      expect(() => parseMessage(en[key]), key).not.toThrow();
      expect(() => parseMessage(zhCN[key]), key).not.toThrow();
    }
  });

  it('asks for the same values in every language', () => {
    for (const key of keys) {
      expect([...argumentsOf(parseMessage(zhCN[key]))].sort(), key).toEqual(
        [...argumentsOf(parseMessage(en[key]))].sort(),
      );
    }
  });

  it('says one and many', () => {
    const t = createTranslator('en', en);
    expect(t('items', { n: 0 })).toBe('Empty');
    expect(t('items', { n: 1 })).toBe('1 item');
    expect(t('items', { n: 1234 })).toBe('1,234 items');
  });
});

describe('parser', () => {
  const say = (text: string, values = {}, language = 'en') => formatMessage(parseMessage(text), { language, values });

  it('keeps an apostrophe of running text and reads quoted braces', () => {
    expect(say("A name can't hold {sign}", { sign: '/' })).toBe("A name can't hold /");
    expect(say("it''s '{'braces'}'")).toBe("it's {braces}");
  });

  it('reads select, nested plural and #', () => {
    const text = '{who, select, me {You have {n, plural, one {# file} other {# files}}} other {nothing}}';
    expect(say(text, { who: 'me', n: 1 })).toBe('You have 1 file');
    expect(say(text, { who: 'me', n: 2 })).toBe('You have 2 files');
    expect(say(text, { who: 'x', n: 2 })).toBe('nothing');
  });

  it('refuses what is broken', () => {
    for (const text of ['{a', 'a}', '{a, plural, one {x}}', '{a, date}', "'{"]) {
      expect(() => parseMessage(text), text).toThrow();
    }
  });
});

describe('formats', () => {
  const t = createTranslator('en', en);
  const zh = createTranslator('zh-CN', zhCN);

  it('writes sizes with three significant digits in decimal units', () => {
    const sizes: [number, string][] = [
      [0, '0 B'],
      [14, '14 B'],
      [999, '999 B'],
      [1000, '1 KB'],
      [184_000, '184 KB'],
      [999_499, '999 KB'],
      [999_600, '1.0 MB'],
      [8_400_000, '8.4 MB'],
      [88_300_000, '88.3 MB'],
      [642_000_000, '642 MB'],
      [3_200_000_000, '3.2 GB'],
    ];
    for (const [bytes, text] of sizes) expect(t.size(bytes)).toBe(text.replace(' ', '\u00a0'));
  });

  it('names today and yesterday, drops the year of this year', () => {
    const now = new Date(2025, 10, 14, 12, 0);
    const at = (...parts: [number, number, number, number, number]) => new Date(...parts).toISOString();
    expect(t.when(at(2025, 10, 14, 9, 41), now)).toBe('Today, 09:41');
    expect(t.when(at(2025, 10, 13, 18, 20), now)).toBe('Yesterday, 18:20');
    expect(t.when(at(2025, 10, 12, 1, 0), now)).toBe('12 Nov');
    expect(t.when(at(2024, 8, 14, 1, 0), now)).toMatch(/^14 Sept? 2024$/);
    expect(zh.when(at(2025, 10, 12, 1, 0), now)).toBe('11月12日');
    expect(zh.when(at(2025, 10, 14, 9, 41), now)).toBe('今天 09:41');
    expect(t.when('not a date', now)).toBe('');
  });
});

describe('languages', () => {
  it('starts with the first language of the browser that exists', () => {
    expect(preferredLanguage(['fr-FR', 'zh-TW', 'en'])).toBe('zh-CN');
    expect(preferredLanguage(['de', 'en-GB'])).toBe('en');
    expect(preferredLanguage([])).toBe('en');
  });

  it('knows who writes from the right', () => {
    expect(directionOf('he-IL')).toBe('rtl');
    expect(directionOf('zh-CN')).toBe('ltr');
  });
});
