import type { Database } from '../db/index.ts';
import { type Clock, type ClockGuard, type Log, Repeater } from '../kernel/index.ts';
import { nextTurn, takeTurn } from './store.ts';

/** How often a schedule looks whether it is its turn, at most, in milliseconds. */
const longestLook = 30_000;

export interface ScheduleOptions {
  readonly database: Database;
  readonly clock: Clock;
  readonly guard: Pick<ClockGuard, 'mayRemove'>;
  readonly log: Log;
}

/**
 * Work that comes back every so often, done by one process of the drive at each turn, whichever is first. The
 * next turn stands in the database, so that a restart neither forgets nor repeats it.
 */
export class Schedule {
  readonly #options: ScheduleOptions;
  readonly #repeaters: Repeater[] = [];

  constructor(options: ScheduleOptions) {
    this.#options = options;
  }

  /**
   * @param name never two pieces of work under one name
   * @param periodMs asked before each turn, so that a setting can change it; in milliseconds
   * @param work is not begun again before it ended; a failure is logged, and the next turn comes all the same
   */
  every(name: string, periodMs: () => number, work: () => Promise<void>): void {
    this.#repeat(name, periodMs, work, () => true);
  }

  /** The same for work that removes what its time is over for: while the clock is doubtful, it waits. */
  everyRemoval(name: string, periodMs: () => number, work: () => Promise<void>): void {
    this.#repeat(name, periodMs, work, () => this.#options.guard.mayRemove());
  }

  /** Resolves when nothing runs any more. */
  async stop(): Promise<void> {
    await Promise.all(this.#repeaters.map((repeater) => repeater.stop()));
  }

  #repeat(name: string, periodMs: () => number, work: () => Promise<void>, mayRun: () => boolean): void {
    const turn = async () => {
      // Asked again at the end: the turn that was taken meanwhile is one from before the jump.
      if (mayRun() && (await this.#isMine(`turn:${name}`, periodMs())) && mayRun()) await work();
    };
    const repeater = new Repeater(name, Math.min(periodMs(), longestLook), turn, this.#options.log);
    this.#repeaters.push(repeater);
    repeater.start();
  }

  async #isMine(key: string, periodMs: number): Promise<boolean> {
    const { database, clock } = this.#options;
    const now = clock.now();
    const planned = await nextTurn(database.read, key);
    if (planned !== undefined && planned > now && planned <= now + periodMs) return false;
    return database.write((tx) => takeTurn(tx, key, now, now + periodMs));
  }
}
