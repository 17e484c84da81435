/** Sizes, dates and numbers as a person would write them in the language. */
import { numberFormatOf } from './icu.ts';
import type { MessageKey } from './index.tsx';

export interface Formats {
  /** Bytes in decimal units, three significant digits: `8.4 MB`. Unbreakable. */
  size(bytes: number): string;
  /** Short point in time for lists: `Today, 09:41`, `Yesterday, 18:20`, `12 Nov`, `14 Sep 2024`. */
  when(iso: string, now?: Date): string;
  /** Full point in time: `14 Sep 2025, 06:52`. */
  moment(iso: string): string;
  number(value: number): string;
}

const units = ['B', 'KB', 'MB', 'GB', 'TB', 'PB'] as const;

/** Value and unit: below ten one decimal, above none (`8.4 MB`, `12.6 MB`, `642 MB`); bytes are whole. */
export function scaleBytes(bytes: number): { value: number; unit: (typeof units)[number]; digits: number } {
  let value = Math.max(0, bytes);
  let step = 0;
  /* 999.5 KB would print as 1,000 KB: the next unit is taken from there on. */
  while (value >= 999.5 && step < units.length - 1) {
    value /= 1000;
    step++;
  }
  const digits = step < 2 || value >= 99.95 ? 0 : 1;
  return { value, unit: units[step] ?? 'B', digits };
}

const dayStart = (date: Date) => new Date(date.getFullYear(), date.getMonth(), date.getDate()).getTime();

/** Calendar days between two points in time, in the local zone (0 = the same day, 1 = the day before `now`). */
export function daysBetween(then: Date, now: Date): number {
  return Math.round((dayStart(now) - dayStart(then)) / 86_400_000);
}

/** Formats of one language. */
export function createFormats(
  language: string,
  translate: (key: MessageKey, values?: Record<string, string | number>) => string,
): Formats {
  /* English dates are written day first, as everywhere but in the United States. */
  const locale = language === 'en' ? 'en-GB' : language;
  const time = new Intl.DateTimeFormat(locale, { hour: '2-digit', minute: '2-digit', hourCycle: 'h23' });
  /* public/head.js makes one like it while the browser waits: the first of a language takes longest. */
  const day = new Intl.DateTimeFormat(locale, { day: 'numeric', month: 'short' });
  const dayOfYear = new Intl.DateTimeFormat(locale, { day: 'numeric', month: 'short', year: 'numeric' });
  const sizes = [0, 1].map(
    (digits) => new Intl.NumberFormat(language, { minimumFractionDigits: digits, maximumFractionDigits: digits }),
  );
  return {
    size(bytes) {
      const { value, unit, digits } = scaleBytes(bytes);
      return `${sizes[digits]?.format(value)}\u00a0${unit}`;
    },
    when(iso, now = new Date()) {
      const date = new Date(iso);
      if (Number.isNaN(date.getTime())) return '';
      const days = daysBetween(date, now);
      if (days === 0) return translate('dateToday', { time: time.format(date) });
      if (days === 1) return translate('dateYesterday', { time: time.format(date) });
      return (date.getFullYear() === now.getFullYear() ? day : dayOfYear).format(date);
    },
    moment(iso) {
      const date = new Date(iso);
      if (Number.isNaN(date.getTime())) return '';
      return translate('dateMoment', { day: dayOfYear.format(date), time: time.format(date) });
    },
    number: (value) => numberFormatOf(language).format(value),
  };
}
