import { type Kysely, sql } from 'kysely';
import type { Dialect } from '../database.ts';

/** Permanent links to files. */
export async function up(db: Kysely<unknown>, dialect: Dialect): Promise<void> {
  const postgres = dialect === 'postgres';
  const int = postgres ? 'bigint' : 'integer';
  const text = postgres ? sql`text collate "C"` : ('text' as const);
  const table = db.schema.createTable('direct_links');
  const withId = postgres
    ? table.addColumn('id', 'bigint', (c) => c.generatedByDefaultAsIdentity().primaryKey())
    : table.modifyEnd(sql`strict`).addColumn('id', 'integer', (c) => c.primaryKey().autoIncrement());
  await withId
    .addColumn('file_id', int, (c) => c.notNull().references('files.id'))
    .addColumn('name', text, (c) => c.notNull())
    .addColumn('speed', int, (c) => c.notNull())
    .addColumn('downloads', int, (c) => c.notNull().defaultTo(0))
    .addColumn('created_at', int, (c) => c.notNull())
    .execute();
  await db.schema.createIndex('direct_links_file').on('direct_links').columns(['file_id', 'id']).execute();
}
