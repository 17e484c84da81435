import type { Log } from '../../kernel/index.ts';

/** Transactions that change a full-text index, each by a piece of its own, until pieces are merged. */
const everyChanges = 16;

export interface IndexMergerParts {
  /** Does a bounded piece of work, away from the event loop; nobody else must write. @returns whether there may be more */
  readonly merge: () => Promise<boolean>;
  /** Runs something in the writers' line. */
  readonly alone: <T>(work: () => Promise<T>) => Promise<T>;
  readonly log: Log;
}

/**
 * Merges the pieces that full-text indexes of SQLite grow by, and leaves out what was deleted. Left to itself SQLite
 * does that inside of the statement that happens to come next, and takes its time for it: where many rows were deleted
 * that was seconds, on the event loop. So the tables are told to leave it (0007-index-upkeep.ts), and it is done piece
 * by piece in a thread, while the writers wait in their line for a moment each.
 */
export class IndexMerger {
  readonly #parts: IndexMergerParts;
  #changes = 0;
  #work: Promise<void> | undefined;
  #closed = false;

  constructor(parts: IndexMergerParts) {
    this.#parts = parts;
  }

  /** To be called after every transaction that changed a full-text index. */
  changed(): void {
    this.#changes += 1;
    this.#begin();
  }

  /** Resolves when nothing is under way any more. */
  async close(): Promise<void> {
    this.#closed = true;
    await this.#work;
  }

  #begin(): void {
    if (this.#changes < everyChanges || this.#work || this.#closed) return;
    this.#changes = 0;
    this.#work = this.#merge()
      .catch((error) => this.#parts.log.error({ err: error }, 'an index could not be merged'))
      .finally(() => {
        this.#work = undefined;
        this.#begin();
      });
  }

  async #merge(): Promise<void> {
    const { merge, alone } = this.#parts;
    while (!this.#closed && (await alone(merge)));
  }
}
