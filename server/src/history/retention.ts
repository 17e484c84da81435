import { setTimeout } from 'node:timers/promises';
import type { Database, Transactor } from '../db/index.ts';
import type { Clock } from '../kernel/index.ts';
import type { Settings } from '../settings/index.ts';
import type { LinesStore } from './lines-store.ts';
import type { ReadsStore } from './reads-store.ts';

/** Rows that one transaction removes. */
const rowsOfStep = 500;
/** Between two steps others write, in milliseconds. */
const pauseMs = 20;

/** Somebody who follows the journal: tells the number of the last line it has read, where lines are left; else undefined. */
export type Follower = () => Promise<number | undefined>;

export interface RetentionParts {
  readonly database: Database;
  readonly clock: Clock;
  readonly settings: Pick<Settings, 'get'>;
  readonly lines: LinesStore;
  readonly reads: ReadsStore;
}

/** Removes what is too old to be told, in small steps. */
export class Retention {
  readonly #parts: RetentionParts;
  readonly #followers: Follower[] = [];

  constructor(parts: RetentionParts) {
    this.#parts = parts;
  }

  /** Lines that somebody has not read yet are kept, however old they are. */
  keepFor(follower: Follower): void {
    this.#followers.push(follower);
  }

  /** @returns how many lines and reads were removed */
  async run(signal?: AbortSignal): Promise<number> {
    const { clock, settings, lines, reads } = this.#parts;
    const before = (seconds: number) => clock.now() - seconds * 1000;
    const ofLines = settings.get('journal_retention');
    const ofReads = settings.get('file_activity_retention');
    let removed = 0;
    if (ofLines > 0) {
      const read = await Promise.all(this.#followers.map((follower) => follower()));
      const upTo = Math.min(...read.filter((id) => id !== undefined), Number.MAX_SAFE_INTEGER);
      removed += await this.#steps((tx) => lines.cut(tx, before(ofLines), upTo, rowsOfStep), signal);
    }
    if (ofReads > 0) removed += await this.#steps((tx) => reads.cut(tx, before(ofReads), rowsOfStep), signal);
    return removed;
  }

  async #steps(step: (tx: Transactor) => Promise<number>, signal?: AbortSignal): Promise<number> {
    for (let removed = 0; ; ) {
      const count = await this.#parts.database.write(step);
      removed += count;
      if (count < rowsOfStep || signal?.aborted) return removed;
      await setTimeout(pauseMs);
    }
  }
}
