import { createHash } from 'node:crypto';
import ipaddr from 'ipaddr.js';
import type { Database, Transactor } from '../db/index.ts';
import type { Clock } from '../kernel/index.ts';
import { block, countFailure, forgetFailures, uncountFailure } from './brakes-store.ts';

/** How many tries are free, and how long at most one must wait after the others, in milliseconds. */
interface Rule {
  readonly freeTries: number;
  readonly longestWait: number;
}

const minute = 60_000;

/** One person mistypes a few times; behind one address there may be a whole company. */
const rules = {
  account: { freeTries: 5, longestWait: 5 * minute },
  address: { freeTries: 30, longestWait: 15 * minute },
} as const satisfies Record<string, Rule>;

/** After so much quiet, failures are forgotten. */
const memory = 60 * minute;

/** What is tried: each kind is counted on its own. */
export type Trial = 'sign-in' | 'password' | 'two-factor';

/** A try that was let through. It counts as failed until it is told to have succeeded. */
export interface Attempt {
  succeeded(): Promise<void>;
}

/**
 * Slows down guessing: after some failures, on one account or from one address, every further try waits
 * twice as long as the one before. The counts stand in the database: a restart does not reset them and
 * all processes share them.
 */
export class Brakes {
  readonly #database: Database;
  readonly #clock: Clock;

  constructor({ database, clock }: { database: Database; clock: Clock }) {
    this.#database = database;
    this.#clock = clock;
  }

  /**
   * Asks to try. The failure is counted beforehand, so that many tries at once get no further than one after
   * the other.
   * @param account whose secret is guessed, as the client names it
   * @returns undefined when it is too early for another try
   */
  async begin(trial: Trial, account: string, address: string): Promise<Attempt | undefined> {
    const accountKey = `${trial}:account:${digest(account)}`;
    const addressKey = `${trial}:address:${networkOf(address)}`;
    try {
      await this.#database.write(async (tx) => {
        await this.#count(tx, addressKey, rules.address);
        await this.#count(tx, accountKey, rules.account);
      });
    } catch (error) {
      if (error instanceof TooEarly) return undefined;
      throw error;
    }
    return {
      succeeded: () =>
        this.#database.write(async (tx) => {
          await uncountFailure(tx, addressKey);
          await forgetFailures(tx, accountKey);
        }),
    };
  }

  async #count(tx: Transactor, key: string, rule: Rule): Promise<void> {
    const now = this.#clock.now();
    const { failures, blockedUntil } = await countFailure(tx, key, now, now + memory);
    // A block that ends later than any we set is one from before the clock was put back.
    if (blockedUntil > now && blockedUntil <= now + rule.longestWait) throw new TooEarly();
    if (failures < rule.freeTries) return;
    const wait = Math.min(rule.longestWait, 1_000 * 2 ** (failures - rule.freeTries));
    await block(tx, key, now + wait);
  }
}

/** Rolls the transaction back: a refused try counts nowhere. */
class TooEarly extends Error {}

function digest(text: string): string {
  return createHash('sha256').update(text).digest('base64url');
}

/** Who has one IPv6 address has all of its /64. */
export function networkOf(address: string): string {
  if (!ipaddr.isValid(address)) return address;
  const parsed = ipaddr.process(address);
  if (parsed.kind() === 'ipv4') return parsed.toString();
  const bytes = parsed.toByteArray();
  return `${ipaddr.fromByteArray([...bytes.slice(0, 8), ...new Array<number>(8).fill(0)]).toString()}/64`;
}
