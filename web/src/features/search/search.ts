/**
 * What is looked for. A search has three forms: this one, the address of its page (for people: short, relative dates
 * stay relative), and the URI that lists its results (search-uri.ts).
 */
import { type TypeFilter, typeFilters } from '../explorer/index.ts';

export const agoPresets = ['today', 'week', 'month', 'year'] as const;
export type Ago = (typeof agoPresets)[number];

/** A span of days, both included, as `2026-03-09`; an open end is undefined. */
export interface Days {
  readonly from: string | undefined;
  readonly to: string | undefined;
}

/** Bytes, both included. */
export interface Bytes {
  readonly from: number | undefined;
  readonly to: number | undefined;
}

export interface Property {
  /** Key of metadata, `exif:camera_model` say. */
  readonly key: string;
  /** Part of the value, whatever its case; '' = having the key is enough. */
  readonly value: string;
  /** The whole value, and its case counts. */
  readonly exact: boolean;
}

export interface Search {
  /** Parts of the name. */
  readonly words: readonly string[];
  /** One of the words is enough. */
  readonly anyWord: boolean;
  readonly type: TypeFilter | undefined;
  readonly modified: Ago | Days | undefined;
  readonly created: Ago | Days | undefined;
  readonly size: Bytes | undefined;
  readonly tags: readonly string[];
  readonly properties: readonly Property[];
}

export const emptySearch: Search = {
  words: [],
  anyWord: false,
  type: undefined,
  modified: undefined,
  created: undefined,
  size: undefined,
  tags: [],
  properties: [],
};

/** Whether anything is looked for at all. */
export function asksForSomething(search: Search): boolean {
  const { words, type, modified, created, size, tags, properties } = search;
  return (
    words.length + tags.length + properties.length > 0 ||
    [type, modified, created, size].some((each) => each !== undefined)
  );
}

/* ---- Words ------------------------------------------------------------------------------------------------- */

/** The words somebody typed; what stands in double quotes is one. */
export function wordsOf(text: string): string[] {
  return [...text.matchAll(/"([^"]+)"|[^\s"]+/g)].map(([whole, quoted]) => (quoted ?? whole).trim()).filter(Boolean);
}

/** The same as text again. */
export function textOf(words: readonly string[]): string {
  return words.map((word) => (/\s/.test(word) ? `"${word}"` : word)).join(' ');
}

/* ---- The address ------------------------------------------------------------------------------------------- */

/** Whether a word is a time before now. */
export const isAgo = (text: string): text is Ago => (agoPresets as readonly string[]).includes(text);
const isDay = (text: string) => /^\d{4}-\d\d-\d\d$/.test(text) && !Number.isNaN(Date.parse(text));
/** Two bounds as one word. */
export const span = (from: string | number | undefined, to: string | number | undefined) =>
  `${from ?? ''}..${to ?? ''}`;

function daysOf(text: string | null): Ago | Days | undefined {
  if (!text) return undefined;
  if (isAgo(text)) return text;
  const [from = '', to = ''] = text.split('..');
  const days = { from: isDay(from) ? from : undefined, to: isDay(to) ? to : undefined };
  return days.from || days.to ? days : undefined;
}

/** Bounds of a size in one word. */
export function bytesOf(text: string | null): Bytes | undefined {
  const [from = '', to = ''] = (text ?? '').split('..');
  const bound = (digits: string) => (/^\d{1,15}$/.test(digits) && Number(digits) > 0 ? Number(digits) : undefined);
  const bytes = { from: bound(from), to: bound(to) };
  return bytes.from || bytes.to ? bytes : undefined;
}

function propertyOf(text: string): Property[] {
  const [, key = '', sign, value = ''] = /^([^=]+?)(?:(==?)(.*))?$/s.exec(text) ?? [];
  return key === '' ? [] : [{ key, value, exact: sign === '==' }];
}

/** Whether a word is a type of files. */
export const isType = (text: string): text is TypeFilter => Object.hasOwn(typeFilters, text);

/** The search of an address; parts that are not understood are left out. */
export function searchOf(query: URLSearchParams): Search {
  const type = query.get('type') ?? '';
  return {
    words: wordsOf(query.get('search') ?? ''),
    anyWord: query.has('any'),
    type: isType(type) ? type : undefined,
    modified: daysOf(query.get('modified')),
    created: daysOf(query.get('created')),
    size: bytesOf(query.get('size')),
    tags: query.getAll('tag').filter(Boolean),
    properties: query.getAll('with').flatMap(propertyOf),
  };
}

/** The query of the address of a search. `search` is always in it: it is what makes the page a search. */
export function queryOf(search: Search): URLSearchParams {
  const query = new URLSearchParams({ search: textOf(search.words) });
  if (search.anyWord && search.words.length > 1) query.set('any', '');
  if (search.type) query.set('type', search.type);
  for (const key of ['modified', 'created'] as const) {
    const days = search[key];
    if (days) query.set(key, typeof days === 'string' ? days : span(days.from, days.to));
  }
  if (search.size) query.set('size', span(search.size.from, search.size.to));
  for (const tag of search.tags) query.append('tag', tag);
  for (const { key, value, exact } of search.properties) query.append('with', `${key}${exact ? '==' : '='}${value}`);
  return query;
}
