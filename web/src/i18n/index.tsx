/**
 * Languages. One file per language with ICU messages; `en.ts` says which keys exist, Chinese is typed by it, so a
 * missing sentence does not compile. Every further one is a file in web/languages, put in its places when the app is
 * built (scripts/languages.ts). A language is a chunk of its own and is loaded before the first render.
 */
import { createContext, type ReactNode, useContext, useMemo } from 'react';
import type { en } from './en.ts';
import { createFormats, type Formats } from './format.ts';
import { formatMessage, formatToParts, type Message, parseMessage, type Value } from './icu.ts';

export type MessageKey = keyof typeof en;
export type Messages = Readonly<Record<MessageKey, string>>;

const loaders = {
  en: async (): Promise<Messages> => (await import('./en.ts')).en,
  'zh-CN': async (): Promise<Messages> => (await import('./zh-CN.ts')).zhCN,
};

export type Language = keyof typeof loaders;

/** Languages by their own names, in the order of the menu. */
export const languages: readonly { readonly id: Language; readonly name: string }[] = [
  { id: 'en', name: 'English' },
  { id: 'zh-CN', name: '简体中文' },
];

/** A language without its country: `zh` of `zh-CN`. */
const baseOf = (tag: string) => tag.split('-')[0]?.toLowerCase();

/** The language to start with when the person has chosen none. */
export function preferredLanguage(tags: readonly string[]): Language {
  for (const tag of tags) {
    const spoken = languages.find(({ id }) => baseOf(id) === baseOf(tag));
    if (spoken) return spoken.id;
  }
  return 'en';
}

const rightToLeft = new Set(['ar', 'he', 'fa', 'ur']);

/** Writing direction of a language. */
export function directionOf(language: string): 'ltr' | 'rtl' {
  return rightToLeft.has(baseOf(language) ?? '') ? 'rtl' : 'ltr';
}

export interface Translator extends Formats {
  readonly language: Language;
  /** The sentence as text. */
  (key: MessageKey, values?: Readonly<Record<string, Value>>): string;
}

/** Binds messages to a language; messages are parsed when first used. */
export function createTranslator(language: Language, messages: Messages): Translator {
  const parsed = new Map<MessageKey, Message>();
  const read = (key: MessageKey): Message => {
    let message = parsed.get(key);
    if (!message) {
      message = parseMessage(messages[key]);
      parsed.set(key, message);
    }
    return message;
  };
  const translate = (key: MessageKey, values: Readonly<Record<string, Value>> = {}) =>
    formatMessage(read(key), { language, values });
  return Object.assign(translate, { language }, createFormats(language, translate));
}

/** A sentence with elements in it (a key cap, a link). */
export function richOf(message: Message, language: Language, values: Readonly<Record<string, ReactNode>>): ReactNode {
  // biome-ignore lint/suspicious/noArrayIndexKey: pieces of one sentence, never reordered
  return formatToParts<ReactNode>(message, { language, values }).map((piece, i) => <Piece key={i}>{piece}</Piece>);
}

function Piece({ children }: { children: ReactNode }): ReactNode {
  return children;
}

/** Loads one language and binds it. */
export async function loadTranslator(language: Language): Promise<Translator> {
  return createTranslator(language, await loaders[language]());
}

const TranslatorContext = createContext<Translator | undefined>(undefined);

export function TranslatorProvider({ translator, children }: { translator: Translator; children: ReactNode }) {
  const value = useMemo(() => translator, [translator]);
  return <TranslatorContext value={value}>{children}</TranslatorContext>;
}

/** The translator of the current language. */
export function useT(): Translator {
  const translator = useContext(TranslatorContext);
  if (!translator) throw new Error('useT outside of TranslatorProvider');
  return translator;
}
