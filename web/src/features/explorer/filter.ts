/** Filters within one folder: by kind and by time. They live in the address, so they can be shared and come back. */
import type { FileResponse } from '@canopy/contract';
import { isFolder, type Kind, kindOf } from '../../files/index.ts';
import type { MessageKey } from '../../i18n/index.tsx';

export const typeFilters = {
  folder: 'typeFolder',
  image: 'typeImage',
  video: 'typeVideo',
  audio: 'typeAudio',
  document: 'typeDocument',
  archive: 'typeArchive',
  other: 'typeOther',
} as const satisfies Record<string, MessageKey>;

export const timeFilters = {
  today: 'modifiedToday',
  week: 'modifiedWeek',
  month: 'modifiedMonth',
  year: 'modifiedYear',
} as const satisfies Record<string, MessageKey>;

export type TypeFilter = keyof typeof typeFilters;
export type TimeFilter = keyof typeof timeFilters;

export interface Filter {
  readonly type: TypeFilter | undefined;
  readonly time: TimeFilter | undefined;
}

export const noFilter: Filter = { type: undefined, time: undefined };

/** Type of the files of each kind. */
export const typeOfKind: Readonly<Record<Kind, TypeFilter>> = {
  image: 'image',
  video: 'video',
  audio: 'audio',
  pdf: 'document',
  text: 'document',
  code: 'document',
  sheet: 'document',
  slides: 'document',
  document: 'document',
  archive: 'archive',
  unknown: 'other',
};

const dayMs = 86_400_000;
const reachMs: Readonly<Record<Exclude<TimeFilter, 'today'>, number>> = {
  week: 7 * dayMs,
  month: 30 * dayMs,
  year: 365 * dayMs,
};

/** Reads the filter of an address; unknown words are no filter. */
export function filterOf(search: string): Filter {
  const query = new URLSearchParams(search);
  const type = query.get('type') ?? '';
  const time = query.get('modified') ?? '';
  return {
    type: Object.hasOwn(typeFilters, type) ? (type as TypeFilter) : undefined,
    time: Object.hasOwn(timeFilters, time) ? (time as TimeFilter) : undefined,
  };
}

/** The query of an address with another filter in it; the rest stays. */
export function withFilter(search: string, filter: Filter): string {
  const query = new URLSearchParams(search);
  for (const [key, value] of [['type', filter.type] as const, ['modified', filter.time] as const]) {
    if (value) query.set(key, value);
    else query.delete(key);
  }
  const text = query.toString();
  return text ? `?${text}` : '';
}

export function isFiltering(filter: Filter): boolean {
  return filter.type !== undefined || filter.time !== undefined;
}

/** What fits a filter, in the same order. */
export function applyFilter(files: readonly FileResponse[], filter: Filter, now: Date): readonly FileResponse[] {
  if (!isFiltering(filter)) return files;
  const { type, time } = filter;
  const since =
    time === 'today'
      ? new Date(now.getFullYear(), now.getMonth(), now.getDate()).getTime()
      : time
        ? now.getTime() - reachMs[time]
        : Number.NEGATIVE_INFINITY;
  return files.filter((file) => {
    if (type && (isFolder(file) ? 'folder' : typeOfKind[kindOf(file.name)]) !== type) return false;
    return Date.parse(file.updated_at) >= since;
  });
}
