import type { Reader, Transactor } from '../db/index.ts';

/** Stored settings as they stand in the database: JSON text by key. */
export async function readSettings(db: Reader): Promise<ReadonlyMap<string, string>> {
  const rows = await db.selectFrom('settings').select(['key', 'value']).execute();
  return new Map(rows.map((row) => [row.key, row.value]));
}

export async function putSetting(tx: Transactor, key: string, value: string): Promise<void> {
  await tx.db
    .insertInto('settings')
    .values({ key, value })
    .onConflict((conflict) => conflict.column('key').doUpdateSet({ value }))
    .execute();
}

export async function removeSetting(tx: Transactor, key: string): Promise<void> {
  await tx.db.deleteFrom('settings').where('key', '=', key).execute();
}
