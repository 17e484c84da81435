import { type CreateTableBuilder, type Kysely, sql } from 'kysely';
import type { Dialect } from '../database.ts';

/** Who read what, which the journal does not tell. */
export async function up(db: Kysely<unknown>, dialect: Dialect): Promise<void> {
  const postgres = dialect === 'postgres';
  const int = postgres ? 'bigint' : 'integer';
  const text = postgres ? sql`text collate "C"` : ('text' as const);
  const table = db.schema.createTable('reads') as CreateTableBuilder<string, never>;
  const numbered = postgres
    ? table.addColumn('id', 'bigint', (c) => c.generatedByDefaultAsIdentity().primaryKey())
    : table.modifyEnd(sql`strict`).addColumn('id', 'integer', (c) => c.primaryKey().autoIncrement());
  await numbered
    .addColumn('at', int, (c) => c.notNull())
    .addColumn('file_id', int, (c) => c.notNull())
    .addColumn('actor_id', int, (c) => c.notNull())
    .addColumn('category', int, (c) => c.notNull())
    .addColumn('from_uri', text)
    .addColumn('to_uri', text)
    .addColumn('detail', text)
    .execute();
  await db.schema.createIndex('reads_file').on('reads').columns(['file_id', 'id']).execute();
}
