import type { Log } from './log.ts';

/**
 * Runs `work` again and again, `everyMs` after it last ended, never twice at a time. A failure is logged
 * and the next turn comes all the same.
 */
export class Repeater {
  readonly #name: string;
  readonly #everyMs: number;
  readonly #work: () => Promise<void>;
  readonly #log: Log;
  #timer: NodeJS.Timeout | undefined;
  #running: Promise<void> | undefined;
  #stopped = true;

  constructor(name: string, everyMs: number, work: () => Promise<void>, log: Log) {
    this.#name = name;
    this.#everyMs = everyMs;
    this.#work = work;
    this.#log = log;
  }

  /** @param firstAfterMs delay of the first turn: work left over from before a crash should not wait long. */
  start(firstAfterMs = this.#everyMs): void {
    this.#stopped = false;
    this.#plan(firstAfterMs);
  }

  /** Runs a turn now, or waits for the one under way. */
  async runNow(): Promise<void> {
    this.#running ??= this.#turn();
    await this.#running;
  }

  /** Resolves when no turn runs any more and none will. */
  async stop(): Promise<void> {
    this.#stopped = true;
    clearTimeout(this.#timer);
    await this.#running;
  }

  #plan(afterMs: number): void {
    if (this.#stopped) return;
    clearTimeout(this.#timer);
    this.#timer = setTimeout(() => void this.runNow(), afterMs);
    this.#timer.unref();
  }

  async #turn(): Promise<void> {
    try {
      await this.#work();
    } catch (error) {
      this.#log.error({ err: error, work: this.#name }, 'periodic work failed');
    } finally {
      this.#running = undefined;
      this.#plan(this.#everyMs);
    }
  }
}
