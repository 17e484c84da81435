/**
 * What the protocol's reference server does on this kind of machine (2 cores, SQLite), and how many times that we
 * aim at. Its writes are not synced to disk, ours are.
 */
export interface Goal {
  readonly what: string;
  readonly unit: string;
  readonly reference: number;
  /** Ours divided by the reference must be at least this; for costs (`lowerIsBetter`) ours must be at most it. */
  readonly aim: number;
  readonly lowerIsBetter?: boolean;
}

const perCpuSecond = 'a CPU second';

export const goals: readonly Goal[] = [
  { what: 'list 100 of 10,000', unit: perCpuSecond, reference: 124, aim: 10 },
  { what: 'list 25', unit: perCpuSecond, reference: 468, aim: 10 },
  { what: 'info', unit: perCpuSecond, reference: 684, aim: 10 },
  { what: 'create', unit: perCpuSecond, reference: 404, aim: 5 },
  { what: 'rename', unit: perCpuSecond, reference: 337, aim: 5 },
  { what: 'upload 1 kB (session + chunk)', unit: perCpuSecond, reference: 101, aim: 5 },
  { what: 'PUT content 1 kB', unit: perCpuSecond, reference: 125, aim: 5 },
  { what: '1 GiB up', unit: 'MB/s', reference: 650, aim: 1 },
  { what: '1 GiB down', unit: 'MB/s', reference: 1_500, aim: 0.7 },
  { what: '1 GiB down, X-Accel-Redirect', unit: 'MB/s', reference: 1_500, aim: 1 },
  { what: 'memory after start', unit: 'MB', reference: 80, aim: 1.25, lowerIsBetter: true },
  { what: 'start', unit: 's', reference: 0.15, aim: 4, lowerIsBetter: true },
];

/** Searches of names among 10,000 files in a CPU second of the reference server, and how many times that we aim at. */
export const nameSearch = { reference: 102, aim: 10 } as const;
/** Milliseconds from a letter to the results among a million files, 95 of 100 times. */
export const typingAim = 150;
