import { type CreateTableBuilder, type Kysely, sql } from 'kysely';
import type { Dialect } from '../database.ts';

/** The index of names and contents. Everything in it can be made anew from the tree. */
export async function up(db: Kysely<unknown>, dialect: Dialect): Promise<void> {
  const postgres = dialect === 'postgres';
  const int = postgres ? 'bigint' : 'integer';

  function table(name: string): CreateTableBuilder<string, never> {
    const builder = db.schema.createTable(name);
    return postgres ? builder : builder.modifyEnd(sql`strict`);
  }
  const index = (name: string, on: string, ...columns: string[]) =>
    db.schema.createIndex(name).on(on).columns(columns).execute();

  await table('search_state')
    .addColumn('owner_id', int, (c) => c.primaryKey().notNull())
    .addColumn('position', int, (c) => c.notNull())
    .execute();

  await table('search_backlog')
    .addColumn('owner_id', int, (c) => c.notNull())
    .addColumn('folder_id', int, (c) => c.notNull())
    .addColumn('after', int, (c) => c.notNull())
    .addPrimaryKeyConstraint('search_backlog_pk', ['owner_id', 'folder_id'] as never)
    .execute();

  const names = table('search_names')
    .addColumn('file_id', int, (c) => c.primaryKey().notNull())
    .addColumn('owner_id', int, (c) => c.notNull())
    .addColumn('digest', int, (c) => c.notNull());
  await (postgres ? names.addColumn('tokens', sql`int[]`, (c) => c.notNull()) : names).execute();

  const texts = table('search_texts')
    .addColumn('file_id', int, (c) => c.primaryKey().notNull())
    .addColumn('owner_id', int, (c) => c.notNull())
    .addColumn('entity_id', int, (c) => c.notNull())
    .addColumn('status', 'text', (c) => c.notNull())
    .addColumn('attempts', int, (c) => c.notNull())
    .addColumn('due_at', int, (c) => c.notNull())
    .addColumn('error', 'text');
  await texts.execute();
  await index('search_texts_due', 'search_texts', 'status', 'due_at');

  const chunks = postgres
    ? table('search_chunks').addColumn('id', 'bigint', (c) => c.generatedByDefaultAsIdentity().primaryKey())
    : table('search_chunks').addColumn('id', 'integer', (c) => c.primaryKey().autoIncrement());
  const filled = chunks
    .addColumn('file_id', int, (c) => c.notNull())
    .addColumn('owner_id', int, (c) => c.notNull())
    .addColumn('ordinal', int, (c) => c.notNull())
    .addColumn('content', 'text', (c) => c.notNull());
  await (postgres ? filled.addColumn('words', sql`tsvector`, (c) => c.notNull()) : filled).execute();
  await index('search_chunks_file', 'search_chunks', 'file_id');

  if (postgres) {
    await sql`create index search_names_tokens on search_names using gin (tokens)`.execute(db);
    await sql`create index search_chunks_words on search_chunks using gin (words)`.execute(db);
    return;
  }
  // Tokens are ASCII letters and digits, and words beside them any letters: this tokenizer cuts at nothing else.
  await sql`create virtual table search_name_tokens using fts5(
    tokens, content='', contentless_delete=1, detail=none, tokenize='ascii')`.execute(db);
  await sql`create virtual table search_chunk_words using fts5(
    words, content='', contentless_delete=1, tokenize='ascii')`.execute(db);
}
