import { describe, expect, it } from 'vitest';
import { reasons } from '../api/reasons.ts';
import { activityWords } from '../features/details/activity-words.ts';
import { versionWords } from '../features/details/version-words.ts';
import { detailsWords } from '../features/details/words.ts';
import { menuWords } from '../features/explorer/menu-words.ts';
import { moveWords } from '../features/explorer/move-words.ts';
import { stateWords } from '../features/explorer/state-words.ts';
import { viewWords } from '../features/explorer/view-words.ts';
import { rewindWords } from '../features/rewind/words.ts';
import { searchWords } from '../features/search/words.ts';
import { signInWords } from '../features/signin/words.ts';
import { tagWords } from '../features/tags/words.ts';
import { trashWords } from '../features/trash/words.ts';
import { commandWords } from '../files/commands-words.ts';
import { failureWords } from '../files/failure-words.ts';
import { liveWords } from '../files/live-words.ts';
import { pinWords } from '../files/pin-words.ts';
import { propertyWords } from '../files/property-names.ts';
import { accountWords } from '../frame/account-words.ts';
import { keysWords } from '../frame/keys-words.ts';
import { paletteWords } from '../frame/palette/words.ts';
import { pinMenuWords } from '../frame/pin-menu-words.ts';
import { en } from './en.ts';
import { argumentsOf, parseMessage } from './icu.ts';
import { createTranslator } from './index.tsx';
import { bindWords, type WordTable } from './words.ts';
import { zhCN } from './zh-CN.ts';

const tables: Readonly<Record<string, WordTable<string>>> = {
  accountWords,
  reasons,
  activityWords,
  commandWords,
  detailsWords,
  failureWords,
  keysWords,
  liveWords,
  menuWords,
  moveWords,
  paletteWords,
  pinMenuWords,
  pinWords,
  propertyWords,
  searchWords,
  rewindWords,
  signInWords,
  stateWords,
  tagWords,
  trashWords,
  versionWords,
  viewWords,
};

describe('words of features', () => {
  it.each(Object.entries(tables))('%s: readable, with the same values in every language', (_, table) => {
    for (const key of Object.keys(table.en)) {
      const english = argumentsOf(parseMessage(table.en[key] ?? ''));
      const chinese = argumentsOf(parseMessage(table['zh-CN'][key] ?? ''));
      expect([...chinese].sort(), key).toEqual([...english].sort());
      expect(table['zh-CN'][key]?.trim(), key).not.toBe('');
    }
  });

  it('say one and many', () => {
    const say = bindWords(commandWords, createTranslator('en', en));
    expect(say('didMove', { n: 1, name: 'a.txt', target: 'Drawings' })).toBe('a.txt moved to Drawings');
    expect(say('didMove', { n: 3, name: 'a.txt', target: 'Drawings' })).toBe('3 items moved to Drawings');
    const zh = bindWords(commandWords, createTranslator('zh-CN', zhCN));
    expect(zh('didMove', { n: 3, name: '', target: '图纸' })).toBe('已将 3 项移到“图纸”');
  });
});
