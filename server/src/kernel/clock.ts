/** Time as the server sees it. Rules that depend on time take a clock, so that tests can move it. */
export interface Clock {
  /** Wall-clock time in milliseconds since 1970 (UTC). May jump when an operator or NTP sets it. */
  now(): number;
  /** Milliseconds from an arbitrary start that never go back: the one to measure durations with. */
  monotonic(): number;
}

export const systemClock: Clock = {
  now: () => Date.now(),
  monotonic: () => performance.now(),
};

/** A clock that stands still until it is told to move. For tests. */
export class ManualClock implements Clock {
  #now: number;
  #monotonic = 0;

  constructor(now = Date.UTC(2026, 0, 1)) {
    this.#now = now;
  }

  now(): number {
    return this.#now;
  }

  monotonic(): number {
    return this.#monotonic;
  }

  advance(milliseconds: number): void {
    this.#now += milliseconds;
    this.#monotonic += Math.max(0, milliseconds);
  }

  /** A jump of the wall clock alone, as when an operator sets it. */
  jumpTo(now: number): void {
    this.#now = now;
  }
}
