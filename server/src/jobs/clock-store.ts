import type { Database, Transactor } from '../db/index.ts';
import type { ClockMemory, ClockRecord } from '../kernel/index.ts';

const recordKey = 'clock';
const confirmationKey = 'clock_confirmed';

/** What is known of the clock, in the database. */
export class ClockStore implements ClockMemory {
  readonly #database: Database;

  constructor(database: Database) {
    this.#database = database;
  }

  async load(): Promise<ClockRecord | undefined> {
    const text = await this.#value(recordKey);
    return text === undefined ? undefined : (JSON.parse(text) as ClockRecord);
  }

  async save(record: ClockRecord): Promise<void> {
    await this.#database.write((tx) => put(tx, recordKey, JSON.stringify(record)));
  }

  async confirmedAt(): Promise<number | undefined> {
    const text = await this.#value(confirmationKey);
    return text === undefined ? undefined : Number(text);
  }

  /** Says that the clock is right at this moment. The server takes notice within a minute. */
  async confirm(now: number): Promise<void> {
    await this.#database.write((tx) => put(tx, confirmationKey, String(now)));
  }

  async #value(key: string): Promise<string | undefined> {
    const row = await this.#database.read.selectFrom('meta').select('value').where('key', '=', key).executeTakeFirst();
    return row?.value;
  }
}

async function put(tx: Transactor, key: string, value: string): Promise<void> {
  await tx.db
    .insertInto('meta')
    .values({ key, value })
    .onConflict((conflict) => conflict.column('key').doUpdateSet({ value }))
    .execute();
}
