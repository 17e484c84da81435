import { ApiError, ErrorCode } from '@canopy/contract';

/** How many may be served, and wait, at one time. */
export interface LineLimits {
  readonly served: number;
  /** Of one person. */
  readonly waitingOfOne: number;
  readonly waiting: number;
}

/**
 * Lets so many at a time do something that takes long. Whoever is served least is next, and of those who are served
 * alike the one who came first: so nobody waits for all that another one asked for.
 */
export class FairLine {
  readonly #limits: LineLimits;
  /** By person, those who wait, in the order in which the persons are next. */
  readonly #waiting = new Map<number, { enter: () => void; refuse: (error: Error) => void }[]>();
  readonly #served = new Map<number, number>();
  #closed: Error | undefined;

  constructor(limits: LineLimits) {
    this.#limits = limits;
  }

  /**
   * Does the work when it is this person's turn. What can be refused at once is thrown before anything begins.
   * @param who number of the person
   * @throws ApiError 50004 when this person, or all together, wait for too much already
   */
  run<Result>(who: number, work: () => Promise<Result>): Promise<Result> {
    this.demandOpen();
    if (this.#hasRoom()) return this.#serve(who, work);
    this.#demandRoom(who);
    const turn = new Promise<void>((enter, refuse) => {
      const others = this.#waiting.get(who);
      if (others) others.push({ enter, refuse });
      else this.#waiting.set(who, [{ enter, refuse }]);
    });
    return turn.then(() => this.#serve(who, work, true));
  }

  /** @throws what it was closed with */
  demandOpen(): void {
    if (this.#closed) throw this.#closed;
  }

  /** Refuses all who wait, and whoever comes later. */
  close(error: Error): void {
    this.#closed = error;
    for (const { refuse } of [...this.#waiting.values()].flat()) refuse(error);
    this.#waiting.clear();
  }

  #hasRoom(): boolean {
    return total(this.#served.values()) < this.#limits.served;
  }

  #demandRoom(who: number): void {
    const waiting = [...this.#waiting.values()].reduce((sum, { length }) => sum + length, 0);
    const ofOne = this.#waiting.get(who)?.length ?? 0;
    if (ofOne >= this.#limits.waitingOfOne) {
      throw new ApiError(
        ErrorCode.IO_FAILED,
        'You are waiting for several archives already. Try again when they are there.',
      );
    }
    if (waiting >= this.#limits.waiting) {
      throw new ApiError(ErrorCode.IO_FAILED, 'Too many archives are being looked into. Try again in a moment.');
    }
  }

  /** @param counted its place was kept when the one before left */
  async #serve<Result>(who: number, work: () => Promise<Result>, counted = false): Promise<Result> {
    if (!counted) this.#count(who, 1);
    try {
      return await work();
    } finally {
      this.#count(who, -1);
      this.#next();
    }
  }

  #next(): void {
    let next: number | undefined;
    for (const who of this.#waiting.keys()) {
      if (next === undefined || this.#servedOf(who) < this.#servedOf(next)) next = who;
    }
    if (next === undefined || !this.#hasRoom()) return;
    const [first, ...others] = this.#waiting.get(next) ?? [];
    // Whoever still waits for something goes to the end.
    this.#waiting.delete(next);
    if (others.length > 0) this.#waiting.set(next, others);
    this.#count(next, 1);
    first?.enter();
  }

  #servedOf(who: number): number {
    return this.#served.get(who) ?? 0;
  }

  #count(who: number, by: number): void {
    const count = this.#servedOf(who) + by;
    if (count === 0) this.#served.delete(who);
    else this.#served.set(who, count);
  }
}

function total(numbers: Iterable<number>): number {
  let sum = 0;
  for (const number of numbers) sum += number;
  return sum;
}
