/** The URI that lists what is found (file.md 2.2): for the server, and for pins. */
import { type FileResponse, FileUri } from '@canopy/contract';
import { extensionsOf, isFolder, kindOf } from '../../files/index.ts';
import { type TypeFilter, typeOfKind } from '../explorer/index.ts';
import { type Ago, bytesOf, type Days, isAgo, isType, type Property, type Search, span } from './search.ts';

const dayMs = 86_400_000;
const daysBack: Readonly<Record<Ago, number>> = { today: 0, week: 7, month: 30, year: 365 };

/** Midnight of a day here, in Unix seconds. */
function midnight(day: string): number {
  const [year = 0, month = 1, date = 1] = day.split('-').map(Number);
  return Math.floor(new Date(year, month - 1, date).getTime() / 1000);
}

function secondsOf(days: Ago | Days, now: Date): { from: number | undefined; to: number | undefined } {
  if (typeof days === 'string') {
    /* From midnight, so that the same search has the same URI all day. */
    const from = new Date(now.getFullYear(), now.getMonth(), now.getDate() - daysBack[days]).getTime();
    return { from: Math.floor(from / 1000), to: undefined };
  }
  const { from, to } = days;
  return {
    from: from ? midnight(from) : undefined,
    to: to ? Math.floor(new Date(midnight(to) * 1000 + 1.5 * dayMs).setHours(0, 0, 0, 0) / 1000) - 1 : undefined,
  };
}

/** Ends of names of a type; undefined for a type that has none of its own. */
function endingsOf(type: TypeFilter): string[] | undefined {
  if (type === 'folder' || type === 'other') return undefined;
  return extensionsOf((kind) => typeOfKind[kind] === type).map((extension) => `*.${extension}`);
}

/**
 * The URI that lists what is found in and below a folder. Keys of ours stand beside those of the server, which passes
 * over them: `kind` and a relative `modified` or `created`, so that a search that was saved is the same again.
 */
export function uriOfSearch(folder: FileUri, search: Search, now: Date): FileUri {
  const query = new URLSearchParams();
  const inTrash = folder.host === 'trash';
  const { words, type } = search;
  const anyWord = search.anyWord && words.length > 1;
  const endings = type && words.length === 0 && !inTrash ? endingsOf(type) : undefined;
  if (inTrash) {
    /* Things in the trash are stored under other names; what they were called is in where they were. */
    if (!anyWord) for (const word of words) query.append('meta_sys:restore_uri', encodeURIComponent(word));
  } else for (const name of endings ?? words) query.append('name', name);
  if (words.length > 0 || endings) query.set('case_folding', '');
  if (anyWord || endings) query.set('use_or', '');
  if (type) query.set('type', type === 'folder' ? 'folder' : 'file');
  if (type && type !== 'folder') query.set('kind', type);
  for (const [key, name] of [
    ['modified', 'updated'],
    ['created', 'created'],
  ] as const) {
    const days = search[key];
    if (!days) continue;
    const { from, to } = secondsOf(days, now);
    if (from) query.set(`${name}_gte`, String(from));
    if (to) query.set(`${name}_lte`, String(to));
    if (typeof days === 'string') query.set(key, days);
  }
  if (search.size?.from) query.set('size_gte', String(search.size.from));
  if (search.size?.to) query.set('size_lte', String(search.size.to));
  for (const tag of search.tags) query.append(`meta_tag:${tag}`, '');
  for (const { key, value, exact } of search.properties)
    query.append(`${exact ? 'exact_meta_' : 'meta_'}${key}`, value);
  const text = query.toString().replaceAll('+', '%20');
  return FileUri.parse(`${folder.withoutSearch()}${text === '' ? '' : `?${text}`}`);
}

const dayOf = (seconds: number) => {
  const date = new Date(seconds * 1000);
  const two = (part: number) => String(part).padStart(2, '0');
  return `${date.getFullYear()}-${two(date.getMonth() + 1)}-${two(date.getDate())}`;
};

function daysOfUri(query: URLSearchParams, key: 'modified' | 'created', name: string): Ago | Days | undefined {
  const ago = query.get(key) ?? '';
  if (isAgo(ago)) return ago;
  const bound = (end: string) => Number(query.get(`${name}_${end}`) ?? 0) || 0;
  const [from, to] = [bound('gte'), bound('lte')];
  return from || to ? { from: from ? dayOf(from) : undefined, to: to ? dayOf(to) : undefined } : undefined;
}

/** The search that a URI of ours, or of another client, asks for. */
export function searchOfUri(uri: FileUri): Search {
  const query = new URLSearchParams(uri.search);
  const kind = query.get('kind') ?? query.get('category') ?? (query.get('type') === 'folder' ? 'folder' : '');
  const type = isType(kind) ? kind : undefined;
  const names = query.getAll('name').filter(Boolean);
  const areEndings = type !== undefined && names.length > 0 && names.every((name) => name.startsWith('*.'));
  const tags: string[] = [];
  const properties: Property[] = [];
  const trashed: string[] = [];
  for (const [name, value] of query) {
    const [, exact, key = ''] = /^(exact_)?meta_(.+)$/.exec(name) ?? [];
    if (key === 'sys:restore_uri') trashed.push(decoded(value));
    else if (key.startsWith('tag:') && value === '') tags.push(key.slice(4));
    else if (key) properties.push({ key, value, exact: exact !== undefined });
  }
  const words = names.map((name) => name.replace(/^"(.+)"$/s, '$1'));
  return {
    words: areEndings ? [] : [...words, ...trashed],
    anyWord: !areEndings && (query.has('use_or') || query.has('name_op_or')),
    type,
    modified: daysOfUri(query, 'modified', 'updated'),
    created: daysOfUri(query, 'created', 'created'),
    size: bytesOf(span(query.get('size_gte') ?? '', query.get('size_lte') ?? '')),
    tags,
    properties,
  };
}

function decoded(text: string): string {
  try {
    return decodeURIComponent(text);
  } catch {
    return text;
  }
}

const fold = (text: string) => text.normalize('NFC').toLocaleLowerCase();

/** Whether a name has a word; `*` stands for anything, and at neither end of the word it may stand anywhere. */
function hasWord(name: string, word: string): boolean {
  if (!word.includes('*')) return name.includes(word);
  const pattern = word.split('*').map((part) => part.replace(/[.+?^${}()|[\]\\]/g, '\\$&'));
  const anchored = word.startsWith('*') || word.endsWith('*');
  return new RegExp(anchored ? `^${pattern.join('.*')}$` : pattern.join('.*'), 's').test(name);
}

/** What of the server's answer is really looked for: it cannot ask for words and a type at once, nor for names in the trash. */
export function fits(file: FileResponse, { words, anyWord, type }: Search, inTrash: boolean): boolean {
  if (type && (isFolder(file) ? 'folder' : typeOfKind[kindOf(file.name)]) !== type) return false;
  if (!inTrash || words.length === 0) return true;
  const name = fold(file.name);
  const has = (word: string) => hasWord(name, fold(word));
  return anyWord ? words.some(has) : words.every(has);
}
