import { describe, expect, it } from 'vitest';
import { en } from '../../i18n/en.ts';
import { createTranslator } from '../../i18n/index.tsx';
import { bindWords } from '../../i18n/words.ts';
import { activityText } from './activity-text.ts';
import { activityWords } from './activity-words.ts';
import { agoText } from './ago.ts';

const t = createTranslator('en', en);
const w = bindWords(activityWords, t);
const said = (content: Parameters<typeof activityText>[0]['content']) => {
  const { key, values } = activityText({ content }, t);
  return w(key, { ...values, who: 'Mira' });
};

describe('activityText', () => {
  it('says each event of the contract in a sentence of its own', () => {
    const numbers = [
      7, 8, 9, 10, 11, 12, 13, 14, 15, 16, 17, 18, 19, 20, 21, 22, 24, 25, 26, 27, 28, 29, 43, 55, 56, 57,
    ];
    const keys = numbers.map((category) => activityText({ content: { category } }, t).key);
    expect(keys).not.toContain('other');
    expect(new Set(keys).size).toBe(numbers.length);
  });

  it('names what changed', () => {
    expect(said({ category: 8, original_name: 'a.txt', new_name: 'b.txt' })).toBe('Mira renamed a.txt to b.txt');
    expect(said({ category: 14, from: 'cloudreve://my/a', to: 'cloudreve://my/Lake%20house/a' })).toBe(
      'Mira moved it to Lake house',
    );
    expect(said({ category: 14, to: 'cloudreve://my/a' })).toBe('Mira moved it to My files');
    expect(said({ category: 12, from: 'cloudreve://q4Rt8@share/Plan.pdf' })).toBe('Mira made this copy of Plan.pdf');
    expect(said({ category: 23, exts: { 'tag:site': '#f44336' } })).toBe('Mira tagged it site');
    expect(said({ category: 23, exts: { 'tag:site': '' } })).toBe('Mira changed its tag site');
    expect(said({ category: 23, exts: { 'customize:icon_color': '' } })).toBe('Mira changed how it looks');
    expect(said({ category: 11, exts: { direct_link: 'x' } })).toBe('It was read through a direct link');
  });

  it('survives what it does not know', () => {
    expect(said({ category: 99 })).toBe('Mira did something with it');
    expect(said({ category: 13, to: 'not a uri' })).toBe('Mira copied it to not a uri');
  });
});

it('says how long ago', () => {
  const now = Date.parse('2026-06-10T12:00:00Z');
  const ago = (iso: string) => agoText(iso, t, now);
  expect(ago('2026-06-10T11:59:40Z')).toBe('now');
  expect(ago('2026-06-10T11:55:00Z')).toBe('5 minutes ago');
  expect(ago('2026-06-10T09:00:00Z')).toBe('3 hours ago');
  expect(ago('2026-06-09T09:00:00Z')).toBe('yesterday');
  expect(ago('2020-01-02T12:00:00Z')).toBe('2 Jan 2020');
});
