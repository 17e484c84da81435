/** Messages that stand with their feature and come with its chunk; the app's own are in en.ts and its sisters. */
import { type ReactNode, useMemo } from 'react';
import { formatMessage, type Message, parseMessage, type Value } from './icu.ts';
import { type Language, richOf, type Translator, useT } from './index.tsx';

export type WordTable<Key extends string> = Readonly<Record<Language, Readonly<Record<Key, string>>>>;

/** The words of a feature, and the formats of the app. */
export interface Words<Key extends string> {
  (key: Key, values?: Readonly<Record<string, Value>>): string;
  /** The sentence with elements in it. */
  rich(key: Key, values: Readonly<Record<string, ReactNode>>): ReactNode;
  readonly t: Translator;
}

/** Binds a table to the language of a translator. */
export function bindWords<Key extends string>(table: WordTable<Key>, t: Translator): Words<Key> {
  const parsed = new Map<Key, Message>();
  const read = (key: Key): Message => {
    let message = parsed.get(key);
    if (!message) {
      message = parseMessage(table[t.language][key]);
      parsed.set(key, message);
    }
    return message;
  };
  const say = (key: Key, values: Readonly<Record<string, Value>> = {}) =>
    formatMessage(read(key), { language: t.language, values });
  const rich = (key: Key, values: Readonly<Record<string, ReactNode>>) => richOf(read(key), t.language, values);
  return Object.assign(say, { rich, t });
}

/** The words of a feature in the current language. */
export function useWords<Key extends string>(table: WordTable<Key>): Words<Key> {
  const t = useT();
  return useMemo(() => bindWords(table, t), [table, t]);
}
