import { ApiError, ErrorCode } from '@canopy/contract';
import type { Database, Transactor } from '../db/index.ts';
import { breathe } from '../kernel/index.ts';
import type { LinesStore } from './lines-store.ts';
import { PastStates } from './past.ts';

/** Lines that one statement reads; they become objects on the event loop, so they are few. */
const linesOfPage = 500;

export interface WindowParts {
  readonly database: Database;
  readonly lines: LinesStore;
}

/**
 * The changes of a tree behind a moment, folded into what was then. Most of them are read before the transaction,
 * which others wait for; in it only those that came meanwhile.
 */
export class Window {
  readonly past = new PastStates();
  readonly #parts: WindowParts;
  readonly #ownerId: number;
  readonly #most: number;
  #read: number;
  #count = 0;

  /** @param most lines that are read at most */
  constructor(parts: WindowParts, ownerId: number, moment: number, most: number) {
    this.#parts = parts;
    this.#ownerId = ownerId;
    this.#read = moment;
    this.#most = most;
  }

  /** @throws ApiError 40079 for more changes than may be taken back at once */
  async read(signal: AbortSignal | undefined): Promise<void> {
    const { database, lines } = this.#parts;
    for (;;) {
      signal?.throwIfAborted();
      const page = await lines.scanAfter(database, this.#ownerId, this.#read, Number.MAX_SAFE_INTEGER, linesOfPage);
      this.#take(page);
      if (page.length < linesOfPage) return;
      await breathe();
    }
  }

  /** The rest, in a transaction that locked the tree. Called again it begins again, and nothing changes by that. */
  async finish(tx: Transactor): Promise<void> {
    for (;;) {
      const page = await this.#parts.lines.after(tx, this.#ownerId, this.#read, linesOfPage);
      this.#take(page);
      if (page.length < linesOfPage) return;
      await breathe();
    }
  }

  #take(page: Awaited<ReturnType<LinesStore['after']>>): void {
    this.#count += page.length;
    if (this.#count > this.#most) {
      throw new ApiError(ErrorCode.FILE_COUNT_LIMIT, `More than ${this.#most} changes were made since then.`);
    }
    for (const line of page) {
      this.past.take(line);
      this.#read = line.id;
    }
  }
}
