import type { Log } from '../../kernel/index.ts';
import type { LogState } from './upkeep-protocol.ts';

/** Commits after which the log is moved, however little is in it. */
const everyCommits = 1_000;
/** Commits between two looks at the length of the log. */
const looksEvery = 16;
/** Pages of log that are moved before that: 16 MiB of 4 KiB pages. */
const manyPages = 4_096;
/** Pages of log at which it is started over: 64 MiB. */
const longLog = 16_384;

export interface CheckpointerParts {
  /** Moves the log into the database file, away from the event loop. */
  readonly checkpoint: () => Promise<LogState>;
  /** Runs something in the writers' line. */
  readonly alone: <T>(work: () => Promise<T>) => Promise<T>;
  readonly log: Log;
}

/**
 * Decides when the log is moved into the database file, and lets a thread do it. Under steady writing the thread never
 * sees an end of the log that stays still, so the log could grow for ever; when it is long, the writers wait in their
 * line until the short rest is moved as well, and the next of them starts it over.
 */
export class Checkpointer {
  readonly #parts: CheckpointerParts;
  #commits = 0;
  #work: Promise<void> | undefined;
  #closed = false;

  constructor(parts: CheckpointerParts) {
    this.#parts = parts;
  }

  /**
   * Counts a commit, before the next transaction begins.
   * @param state asked for now and then
   * @returns whether it is time to `start`
   */
  committed(state: () => LogState): boolean {
    this.#commits += 1;
    if (this.#work || this.#closed || this.#commits % looksEvery !== 0) return false;
    if (this.#commits >= everyCommits) return true;
    const { log, checkpointed } = state();
    return log - checkpointed >= manyPages;
  }

  /** Moves the log, unless that is under way. */
  start(): void {
    if (this.#work || this.#closed) return;
    this.#commits = 0;
    this.#work = this.#move()
      .catch((error) => this.#parts.log.error({ err: error }, 'a checkpoint failed'))
      .finally(() => {
        this.#work = undefined;
      });
  }

  /** Resolves when nothing is under way any more. */
  async close(): Promise<void> {
    this.#closed = true;
    await this.#work;
  }

  async #move(): Promise<void> {
    const { checkpoint, alone } = this.#parts;
    const { log } = await checkpoint();
    if (this.#closed || log < longLog) return;
    await alone(checkpoint);
  }
}
