/** Numbers of an upload as a person reads them. */
import type { UploadRow } from '@canopy/client';
import type { UploadWords } from './words.ts';

/** `412 of 664 MB`: the unit once when both have the same. */
export function bytesOf(done: number, total: number, w: UploadWords): string {
  const [first, second] = [w.t.size(done), w.t.size(total)];
  const [value, unit] = first.split('\u00a0');
  const same = unit === second.split('\u00a0')[1];
  return w('ofBytes', { done: same ? (value ?? first) : first, total: second });
}

/** Time left in round figures; undefined when it cannot be told. */
export function timeLeft(seconds: number | undefined, w: UploadWords): string | undefined {
  if (seconds === undefined) return undefined;
  if (seconds < 10) return w('secondsLeft');
  if (seconds < 55) return w('minuteLeft');
  if (seconds < 5400) return w('minutesLeft', { n: Math.max(1, Math.round(seconds / 60)) });
  return w('hoursLeft', { n: Math.round(seconds / 3600) });
}

/** Whole per cents; 100 only when all is there. */
export function percentOf(done: number, total: number): number {
  if (total <= 0) return 0;
  return Math.min(done >= total ? 100 : 99, Math.floor((done * 100) / total));
}

/** How far a row is; a row of empty files counts files. */
export function rowPercent(row: UploadRow): number {
  return row.bytesTotal > 0
    ? percentOf(row.bytesDone, row.bytesTotal)
    : percentOf(row.filesDone + row.filesSkipped, row.filesTotal);
}

export interface Arranged {
  /** Rows that may want something, each as high as what it says; at most `limit`. */
  readonly first: readonly UploadRow[];
  /** All others, one line each. */
  readonly rest: readonly UploadRow[];
}

/** Rows in the order of what they want from a person; each group in the order it came. */
export function arrangeRows(rows: readonly UploadRow[], limit: number): Arranged {
  const group = (): UploadRow[] => [];
  const [asking, running, paused, failed, waiting, ended] = [group(), group(), group(), group(), group(), group()];
  const groups = [asking, running, paused, failed, waiting, ended];
  for (const row of rows) groups[row.conflicts > 0 ? 0 : rank[row.status]]?.push(row);
  /* With 50,000 rows several times a second: concat copies them at once, where spreading and flattening take one each. */
  const calling = asking.concat(running, paused, failed);
  return { first: calling.slice(0, limit), rest: calling.slice(limit).concat(waiting, ended) };
}

const rank: Readonly<Record<UploadRow['status'], number>> = {
  asking: 0,
  running: 1,
  paused: 2,
  failed: 3,
  waiting: 4,
  done: 5,
  cancelled: 5,
};
