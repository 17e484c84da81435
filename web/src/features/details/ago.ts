import type { Translator } from '../../i18n/index.tsx';

const steps = [
  ['minute', 60],
  ['hour', 3600],
  ['day', 86_400],
] as const;

/** How long ago: `5 minutes ago`, `yesterday`; after a week the date. */
export function agoText(iso: string, t: Pick<Translator, 'language' | 'when'>, now = Date.now()): string {
  const seconds = Math.round((now - Date.parse(iso)) / 1000);
  if (Number.isNaN(seconds)) return '';
  const format = new Intl.RelativeTimeFormat(t.language, { numeric: 'auto' });
  if (seconds < 60) return format.format(0, 'second');
  if (seconds >= 7 * 86_400) return t.when(iso);
  const [unit, size] = steps.findLast(([, least]) => seconds >= least) ?? steps[0];
  return format.format(-Math.floor(seconds / size), unit);
}
