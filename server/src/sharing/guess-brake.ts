import { networkOf } from '../accounts/index.ts';
import { type Caller, type Clock, equalSecrets } from '../kernel/index.ts';
import type { ShareRow } from './share.ts';

/** Wrong passwords that cost nothing: people mistype. */
const freeTries = 10;
const longestWait = 5 * 60_000;
/** After so much quiet, failures are forgotten. */
const memory = 60 * 60_000;
/** Guessers that are remembered; the oldest go first. */
const mostKept = 10_000;

/** Who guesses. */
export type Guest = Pick<Caller, 'address' | 'userId'>;

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

  /**
   * Whether a password opens a link; every way of finding that out leads through here. No password is no guess.
   * @returns 'wait' when the caller may not try now, be it right or wrong
   */
  check({ id, password }: Pick<ShareRow, 'id' | 'password'>, given: string, caller: Guest): 'right' | 'wrong' | 'wait' {
    if (password === null) return 'right';
    if (given !== '' && !this.mayTry(id, caller)) return 'wait';
    if (equalSecrets(password, given)) return 'right';
    if (given !== '') this.failed(id, caller);
    return 'wrong';
  }

  /** Whether the caller may try a password now, right or wrong. */
  mayTry(shareId: number, caller: Guest): boolean {
    const known = this.#guessers.get(keyOf(shareId, caller));
    return !known || known.waitsUntil <= this.#clock.monotonic();
  }

  failed(shareId: number, caller: Guest): void {
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

function keyOf(shareId: number, { address, userId }: Guest): string {
  return `${shareId} ${address === undefined ? `user ${userId}` : networkOf(address)}`;
}
