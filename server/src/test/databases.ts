import { afterAll, beforeAll, describe } from 'vitest';
import type { Database } from '../db/index.ts';
import { dialects, openTestDatabase, type TestDatabase } from './open-database.ts';

/** Runs a suite once per dialect. `current()` is the open database, a fresh one per suite. */
export function describeOnEveryDatabase(name: string, suite: (current: () => Database) => void): void {
  describe.each(dialects)(`${name} on %s`, (dialect) => {
    let open: TestDatabase | undefined;
    beforeAll(async () => {
      open = await openTestDatabase(dialect);
    });
    afterAll(async () => {
      await open?.close();
    });
    suite(() => {
      if (!open) throw new Error('the database is open only while tests run');
      return open.database;
    });
  });
}
