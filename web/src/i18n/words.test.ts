import { describe, expect, it } from 'vitest';
import type { LanguageFile } from '../../scripts/languages.ts';
import { commandWords } from '../files/commands-words.ts';
import { en } from './en.ts';
import { argumentsOf, type Branches, type Message, parseMessage } from './icu.ts';
import { createTranslator, languages } from './index.tsx';
import { tables } from './tables.ts';
import { bindWords } from './words.ts';
import { zhCN } from './zh-CN.ts';

/** Languages that are one file each: what is said in their place when they leave something out does not count. */
const files = import.meta.glob<LanguageFile>('../../languages/*.json', { eager: true, import: 'default' });

const others = languages.map(({ id }) => id).filter((id) => id !== 'en');

/** All sentences of a language, each with where it stands. */
const sentences = (language: (typeof languages)[number]['id']) =>
  Object.entries(tables).flatMap(([table, words]) =>
    Object.entries(words[language]).map(([key, text]) => ({ place: `${table} ${key}`, table, key, text })),
  );

/** The plurals of a message, also those inside of branches. */
function pluralsOf(message: Message): { name: string; branches: Branches }[] {
  return message.flatMap((part) => {
    if (typeof part === 'string' || !('branches' in part)) return [];
    const inner = Object.values(part.branches).flatMap(pluralsOf);
    return part.kind === 'plural' ? [{ name: part.name, branches: part.branches }, ...inner] : inner;
  });
}

/** What a message says by itself: without the names of values, of branches, and without anything to be filled in. */
function spokenOf(message: Message): string {
  return message
    .map((part) => {
      if (typeof part === 'string') return part;
      return 'branches' in part ? Object.values(part.branches).map(spokenOf).join(' ') : ' ';
    })
    .join('');
}

/** Words that are the same in every language: names, units, formats, keys of a keyboard. */
const international =
  /\b(Canopy|nginx|client_max_body_size|docx|txt|WebDAV|HTTP|HTTPS|URL|QR|ID|IP|ISO|ICU|CSV|PDF|ZIP|README|Markdown|MD5|GPS|EXIF|API|Esc|Ctrl|Shift|Alt|Enter|Tab|Home|End|Page Up|Page Down|PgUp|PgDn|Delete|Del|F2|Space|Backspace|[KMGTP]?B|px|km|mm|OK|Wi-?Fi|PWA|JSON|XML|HTML|UTF-8|SHA-256|PIN|TOTP|Passkey|[a-z]+\.(?:txt|md|pdf|png|jpg|csv)|name@example\.org|you@example\.org|example\.org)\b/gi;

describe('the words of every language', () => {
  it('are all there: no table and no key is left out or empty', () => {
    expect(Object.keys(tables).length).toBeGreaterThan(25);
    for (const [name, table] of Object.entries(tables)) {
      for (const language of others) {
        expect(Object.keys(table[language]), name).toEqual(expect.arrayContaining(Object.keys(table.en)));
        expect(Object.keys(table.en), name).toEqual(expect.arrayContaining(Object.keys(table[language])));
      }
    }
    for (const { id } of languages)
      for (const { place, text } of sentences(id)) expect(text.trim(), place).not.toBe('');
  });

  it.each(Object.keys(files))('are all in the file of a language, and no others: %s', (path) => {
    const words = files[path]?.words ?? {};
    expect(Object.keys(words).sort()).toEqual(Object.keys(tables).sort());
    for (const [name, table] of Object.entries(tables)) {
      expect(Object.keys(words[name] ?? {}).sort(), name).toEqual(Object.keys(table.en).sort());
    }
  });

  it.each(others)('ask for the same values as in English: %s', (language) => {
    for (const { place, table, key, text } of sentences(language)) {
      const english = argumentsOf(parseMessage(tables[table]?.en[key] ?? ''));
      expect([...argumentsOf(parseMessage(text))].sort(), place).toEqual([...english].sort());
    }
  });

  it.each(languages.map(({ id }) => id))('have the plurals that the language has, and no others: %s', (language) => {
    const { pluralCategories } = new Intl.PluralRules(language).resolvedOptions();
    const wrong = sentences(language).flatMap(({ place, text }) =>
      pluralsOf(parseMessage(text)).flatMap(({ name, branches }) => {
        const named = Object.keys(branches).filter((category) => !category.startsWith('='));
        const dead = named.filter((category) => !(pluralCategories as string[]).includes(category));
        /* A number alone looks the same for one and for many, and "=1" says what "one" would. */
        const bare = !/\p{L}/u.test(spokenOf(branches.other ?? []));
        const missing = pluralCategories.filter(
          (category) => !named.includes(category) && !bare && !(category === 'one' && '=1' in branches),
        );
        return [...dead, ...missing].map((category) => `${place}: ${name}, ${category}`);
      }),
    );
    expect(wrong).toEqual([]);
  });

  it('have no English left in Chinese', () => {
    const left = sentences('zh-CN').filter(({ table, key, text }) => {
      const spoken = spokenOf(parseMessage(text)).replace(international, ' ');
      const same = text === tables[table]?.en[key] && /[a-z]{3}/i.test(spoken);
      return same || /[a-z]{3,}/i.test(spoken);
    });
    expect(left.map(({ place, text }) => `${place}: ${text}`)).toEqual([]);
  });

  it('say one and many', () => {
    const say = bindWords(commandWords, createTranslator('en', en));
    expect(say('didMove', { n: 1, name: 'a.txt', target: 'Drawings' })).toBe('a.txt moved to Drawings');
    expect(say('didMove', { n: 3, name: 'a.txt', target: 'Drawings' })).toBe('3 items moved to Drawings');
    const zh = bindWords(commandWords, createTranslator('zh-CN', zhCN));
    expect(zh('didMove', { n: 3, name: '', target: '图纸' })).toBe('已将 3 项移到“图纸”');
  });
});
