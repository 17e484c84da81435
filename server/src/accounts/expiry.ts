import type { Database } from '../db/index.ts';
import type { Clock } from '../kernel/index.ts';
import { removeExpired } from './tickets-store.ts';

/** Removes revocations, brakes and tickets that have run out. To be run every few minutes. */
export async function removeExpiredCredentials(database: Database, clock: Clock): Promise<void> {
  await database.write((tx) => removeExpired(tx, clock.now()));
}
