import type { Database } from '../db/index.ts';

/** A storage policy without rules. @returns its number */
export async function insertTestPolicy(database: Database): Promise<number> {
  const row = await database.write((tx) =>
    tx.db
      .insertInto('policies')
      .values({ name: 'p', type: 'local', max_size: 0, settings: '{}', created_at: 0, updated_at: 0 })
      .returning('id')
      .executeTakeFirstOrThrow(),
  );
  return row.id;
}
