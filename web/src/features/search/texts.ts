/** The conditions of a search in words, for chips. */
import type { FileUri } from '@canopy/contract';
import type { Translator } from '../../i18n/index.tsx';
import type { Words } from '../../i18n/words.ts';
import { timeFilters, typeFilters } from '../explorer/index.ts';
import { type Ago, type Bytes, type Days, type Search, textOf } from './search.ts';
import type { SearchWord } from './words.ts';

export type SearchWords = Words<SearchWord>;

const dayText = (day: string, t: Translator) =>
  new Intl.DateTimeFormat(t.language, { dateStyle: 'medium' }).format(new Date(`${day}T12:00`));

export function daysText(days: Ago | Days, w: SearchWords): string {
  const { t } = w;
  if (typeof days === 'string') return t(timeFilters[days]);
  const [from, to] = [days.from && dayText(days.from, t), days.to && dayText(days.to, t)];
  if (from && to) return from === to ? from : w('daysSpan', { from, to });
  return from ? w('daysSince', { from }) : w('daysUntil', { to: to ?? '' });
}

export function bytesText({ from, to }: Bytes, w: SearchWords): string {
  const [least, most] = [from && w.t.size(from), to && w.t.size(to)];
  if (least && most) return w('sizeSpan', { from: least, to: most });
  return least ? w('sizeOver', { from: least }) : w('sizeUpTo', { to: most || '' });
}

/** What a search is called when it is saved: its words, else its conditions, and where. */
export function nameOfSearch(search: Search, uri: FileUri, w: SearchWords): string {
  const { type, modified, created, size, tags, properties, words } = search;
  const parts = [
    words.length > 0 && textOf(words),
    type && w.t(typeFilters[type]),
    ...tags,
    modified && daysText(modified, w),
    created && w('createdDays', { days: daysText(created, w) }),
    size && bytesText(size, w),
    ...properties.map(({ key, value }) => value || key),
    uri.name,
  ];
  return parts.filter(Boolean).join(' · ').slice(0, 100);
}
