import type { Clock } from './clock.ts';
import type { Log } from './log.ts';
import { Repeater } from './schedule.ts';

const minute = 60_000;
const hour = 60 * minute;
const lookEveryMs = 30_000;
/** A clock that is right is remembered this often: what was remembered is older by that much at most. */
const saveEveryMs = 5 * minute;
/** How far the clock may run ahead of the time that passed: a machine that slept over night wakes up like that. */
const mostAhead = 12 * hour;
const mostBehind = hour;
/** How long the drive may have been off without anybody having to wonder about the clock. */
const mostAway = 24 * hour;
/** A doubtful clock is believed after running evenly for so long. */
const settlingMs = 24 * hour;

/** What outlives a restart. Times are milliseconds since 1970. */
export interface ClockRecord {
  /** The last time at which the clock was right. */
  readonly trusted: number;
  /** A clock that is not believed yet: what it said last, and for how many milliseconds it has run evenly. */
  readonly doubt?: { readonly seen: number; readonly steadyMs: number };
}

/** Where the guard keeps its record; somewhere durable. */
export interface ClockMemory {
  load(): Promise<ClockRecord | undefined>;
  save(record: ClockRecord): Promise<void>;
  /** The time at which an operator said last that the clock is right. */
  confirmedAt(): Promise<number | undefined>;
}

interface Moment {
  readonly wall: number;
  readonly monotonic: number;
}

/**
 * Keeps a wrong clock from removing anything. When the wall clock jumps (a dead battery, a mistaken operator, a
 * broken time server), everything that a date removes would be due at once: trashes, uploads, garbage. So the guard
 * compares the wall clock with the monotonic one, and across restarts with what it remembered, and after a jump
 * removals wait: until the clock is back, until an operator says that it is right, or until it has run evenly for a
 * day. Nothing else waits.
 */
export class ClockGuard {
  readonly #clock: Clock;
  readonly #memory: ClockMemory;
  readonly #log: Log;
  readonly #repeater: Repeater;
  /** When the clock was right last. */
  #trusted: Moment;
  #doubt: { at: Moment; steadyMs: number } | undefined;
  #saved: { at: number; doubting: boolean } | undefined;

  private constructor(clock: Clock, memory: ClockMemory, log: Log) {
    this.#clock = clock;
    this.#memory = memory;
    this.#log = log;
    this.#trusted = this.#moment();
    this.#repeater = new Repeater('watch the clock', lookEveryMs, () => this.look(), log);
  }

  /** A guard that takes up what it remembered. */
  static async open(clock: Clock, memory: ClockMemory, log: Log): Promise<ClockGuard> {
    const guard = new ClockGuard(clock, memory, log);
    const record = await memory.load();
    if (record) guard.#recall(record);
    await guard.look();
    return guard;
  }

  /** Whether things may be removed because their time is over. To be asked right before. */
  mayRemove(): boolean {
    const now = this.#moment();
    if (isEven(this.#trusted, now)) {
      if (this.#doubt) this.#log.warn({}, 'the clock is back: removals go on');
      this.#believe(now);
      return true;
    }
    if (!this.#doubt || !isEven(this.#doubt.at, now)) {
      this.#suspend(now, 0);
    } else {
      const steadyMs = this.#doubt.steadyMs + now.monotonic - this.#doubt.at.monotonic;
      this.#doubt = { at: now, steadyMs };
      if (steadyMs < settlingMs) return false;
      this.#log.warn({}, 'the clock has run evenly for a day and is believed: removals go on');
      this.#believe(now);
    }
    return this.#doubt === undefined;
  }

  /** For operators: what is wrong; undefined while nothing is. */
  get complaint(): string | undefined {
    if (this.mayRemove()) return undefined;
    return 'the clock jumped: nothing expires until it is confirmed (canopy clock confirm)';
  }

  /** Looks at the clock, asks whether somebody confirmed it, and remembers. */
  async look(): Promise<void> {
    if (!this.mayRemove() && this.#doubt) {
      const confirmed = await this.#memory.confirmedAt();
      const { wall } = this.#moment();
      if (confirmed !== undefined && confirmed <= wall + minute && confirmed >= wall - mostAway) {
        this.#log.warn({}, 'the clock was confirmed: removals go on');
        this.#believe(this.#moment());
      }
    }
    const doubting = this.#doubt !== undefined;
    const now = this.#clock.monotonic();
    if (this.#saved?.doubting === doubting && now - this.#saved.at < saveEveryMs) return;
    await this.#memory.save({
      trusted: this.#trusted.wall,
      ...(this.#doubt && { doubt: { seen: this.#doubt.at.wall, steadyMs: this.#doubt.steadyMs } }),
    });
    this.#saved = { at: now, doubting };
  }

  start(): void {
    this.#repeater.start();
  }

  stop(): Promise<void> {
    return this.#repeater.stop();
  }

  /** How long the drive was off, nobody knows: it may have been a while, and time cannot have gone back. */
  #recall({ trusted, doubt }: ClockRecord): void {
    const now = this.#moment();
    const away = now.wall - trusted;
    const doubtGoesOn = doubt !== undefined && now.wall >= doubt.seen - mostBehind;
    if (!doubtGoesOn && away >= -mostBehind && away <= mostAway) return;
    this.#trusted = { wall: trusted, monotonic: now.monotonic };
    this.#suspend(now, doubtGoesOn ? doubt.steadyMs : 0);
  }

  #believe(now: Moment): void {
    this.#trusted = now;
    this.#doubt = undefined;
  }

  #suspend(now: Moment, steadyMs: number): void {
    this.#doubt = { at: now, steadyMs };
    const expected = this.#trusted.wall + now.monotonic - this.#trusted.monotonic;
    this.#log.error(
      { clock: isoOf(now.wall), expected: isoOf(expected) },
      'the clock jumped: nothing expires until it is back, or confirmed with "canopy clock confirm", or has run evenly for a day',
    );
  }

  #moment(): Moment {
    return { wall: this.#clock.now(), monotonic: this.#clock.monotonic() };
  }
}

/** Whether both clocks say that about the same time passed. */
function isEven(before: Moment, now: Moment): boolean {
  const ahead = now.wall - before.wall - (now.monotonic - before.monotonic);
  return ahead <= mostAhead && ahead >= -mostBehind;
}

function isoOf(time: number): string {
  return Math.abs(time) <= 8.64e15 ? new Date(time).toISOString() : String(time);
}
