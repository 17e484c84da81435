import { networkOf } from '../accounts/index.ts';
import type { Caller, Clock } from '../kernel/index.ts';

/** Wrong passwords that cost nothing: people mistype. */
const freeTries = 10;
const longestWait = 5 * 60_000;
/** After so much quiet, failures are forgotten. */
const memory = 60 * 60_000;
/** Guessers that are remembered; the oldest go first. */
const mostKept = 10_000;

interface Guesser {
  readonly failures: number;
  readonly waitsUntil: number;
  readonly forgetAt: number;
}

/**
 * Slows down guessing the password of a link: from one network, every wrong password after the first few makes
 * the next try wait twice as long. Kept in memory: right passwords, which come with every request, cost nothing.
 */
export class GuessBrake {
  readonly #clock: Clock;
  readonly #guessers = new Map<string, Guesser>();

  constructor(clock: Clock) {
    this.#clock = clock;
  }

  /** Whether the caller may try a password now, right or wrong. */
  mayTry(shareId: number, caller: Caller): boolean {
    const known = this.#guessers.get(keyOf(shareId, caller));
    return !known || known.waitsUntil <= this.#clock.monotonic();
  }

  failed(shareId: number, caller: Caller): void {
    const key = keyOf(shareId, caller);
    const now = this.#clock.monotonic();
    const known = this.#guessers.get(key);
    const failures = known && known.forgetAt > now ? known.failures + 1 : 1;
    const wait = failures <= freeTries ? 0 : Math.min(longestWait, 1_000 * 2 ** (failures - freeTries - 1));
    this.#guessers.delete(key);
    this.#guessers.set(key, { failures, waitsUntil: now + wait, forgetAt: now + memory });
    const [oldest] = this.#guessers.keys();
    if (this.#guessers.size > mostKept && oldest !== undefined) this.#guessers.delete(oldest);
  }
}

function keyOf(shareId: number, { address, userId }: Caller): string {
  return `${shareId} ${address === undefined ? `user ${userId}` : networkOf(address)}`;
}
