import { type Kysely, sql } from 'kysely';
import type { Dialect } from '../database.ts';

/**
 * Trashes are numbered, so that one of any size is emptied by one update: what lies in a trash of an earlier number
 * than its owner's waits for its removal. And what waits for it may say that its stored objects stay.
 */
export async function up(db: Kysely<unknown>, dialect: Dialect): Promise<void> {
  const int = dialect === 'postgres' ? 'bigint' : 'integer';
  const counter = (table: string, column: string) =>
    db.schema
      .alterTable(table)
      .addColumn(column, int, (c) => c.notNull().defaultTo(0))
      .execute();
  await counter('users', 'trash_number');
  await counter('files', 'trash_number');
  await counter('files', 'keeps_blobs');

  const orders = { id: ['id'], name: ['name', 'id'], size: ['size', 'id'] };
  const times = { updated: ['updated_at', 'id'], created: ['created_at', 'id'] };
  for (const [order, columns] of Object.entries({ ...orders, ...times })) {
    await db.schema.dropIndex(`trash_by_${order}`).execute();
    await db.schema
      .createIndex(`trash_by_${order}`)
      .on('files')
      .columns(['owner_id', 'trash_number', 'kind', ...columns])
      .where(sql.ref('trash_key'), 'is not', null)
      .execute();
  }
}
