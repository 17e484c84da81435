import { type CreateTableBuilder, type Kysely, sql } from 'kysely';
import type { Dialect } from '../database.ts';

/** The tables as they were at the first release. */
export async function up(db: Kysely<unknown>, dialect: Dialect): Promise<void> {
  const postgres = dialect === 'postgres';
  const int = postgres ? 'bigint' : 'integer';
  /** Names compare byte by byte on every database. */
  const text = postgres ? sql`text collate "C"` : ('text' as const);

  function table(name: string): CreateTableBuilder<string, never> {
    const builder = db.schema.createTable(name);
    return postgres ? builder : builder.modifyEnd(sql`strict`);
  }
  /** Row numbers are never used twice: clients keep ids for good. */
  function withId(builder: CreateTableBuilder<string, never>): CreateTableBuilder<string, 'id'> {
    return postgres
      ? builder.addColumn('id', 'bigint', (c) => c.generatedByDefaultAsIdentity().primaryKey())
      : builder.addColumn('id', 'integer', (c) => c.primaryKey().autoIncrement());
  }
  const index = (name: string, on: string, ...columns: string[]) =>
    db.schema.createIndex(name).on(on).columns(columns).execute();

  await table('settings')
    .addColumn('key', text, (c) => c.primaryKey().notNull())
    .addColumn('value', text, (c) => c.notNull())
    .execute();

  await withId(table('policies'))
    .addColumn('name', text, (c) => c.notNull())
    .addColumn('type', text, (c) => c.notNull())
    .addColumn('max_size', int, (c) => c.notNull())
    .addColumn('settings', text, (c) => c.notNull())
    .addColumn('created_at', int, (c) => c.notNull())
    .addColumn('updated_at', int, (c) => c.notNull())
    .execute();

  await withId(table('groups'))
    .addColumn('name', text, (c) => c.notNull())
    .addColumn('max_storage', int, (c) => c.notNull())
    .addColumn('permissions', text, (c) => c.notNull())
    .addColumn('speed_limit', int, (c) => c.notNull())
    .addColumn('policy_id', int, (c) => c.references('policies.id'))
    .addColumn('settings', text, (c) => c.notNull())
    .addColumn('created_at', int, (c) => c.notNull())
    .addColumn('updated_at', int, (c) => c.notNull())
    .execute();

  await withId(table('users'))
    .addColumn('email', text, (c) => c.notNull().unique())
    .addColumn('nick', text, (c) => c.notNull())
    .addColumn('password', text, (c) => c.notNull())
    .addColumn('credential_stamp', text, (c) => c.notNull())
    .addColumn('status', text, (c) => c.notNull())
    .addColumn('group_id', int, (c) => c.notNull().references('groups.id'))
    .addColumn('storage_used', int, (c) => c.notNull().defaultTo(0))
    .addColumn('avatar', text, (c) => c.notNull())
    .addColumn('two_factor_secret', text)
    .addColumn('settings', text, (c) => c.notNull())
    .addColumn('root_id', int)
    .addColumn('created_at', int, (c) => c.notNull())
    .addColumn('updated_at', int, (c) => c.notNull())
    .execute();

  await table('revoked_families')
    .addColumn('family_id', text, (c) => c.primaryKey().notNull())
    .addColumn('expires_at', int, (c) => c.notNull())
    .execute();

  await table('brakes')
    .addColumn('key', text, (c) => c.primaryKey().notNull())
    .addColumn('failures', int, (c) => c.notNull())
    .addColumn('blocked_until', int, (c) => c.notNull())
    .addColumn('expires_at', int, (c) => c.notNull())
    .execute();
  await index('brakes_expires', 'brakes', 'expires_at');

  await table('tickets')
    .addColumn('key', text, (c) => c.primaryKey().notNull())
    .addColumn('kind', text, (c) => c.notNull())
    .addColumn('value', text, (c) => c.notNull())
    .addColumn('expires_at', int, (c) => c.notNull())
    .execute();
  await index('tickets_expires', 'tickets', 'expires_at');

  await withId(table('files'))
    .addColumn('owner_id', int, (c) => c.notNull().references('users.id'))
    .addColumn('parent_id', int, (c) => c.references('files.id'))
    .addColumn('name', text, (c) => c.notNull())
    .addColumn('kind', int, (c) => c.notNull())
    .addColumn('size', int, (c) => c.notNull().defaultTo(0))
    .addColumn('primary_entity', int)
    .addColumn('symbolic', int, (c) => c.notNull().defaultTo(0))
    .addColumn('policy_id', int)
    .addColumn('view', text)
    .addColumn('trash_key', text)
    .addColumn('purged_at', int)
    .addColumn('created_at', int, (c) => c.notNull())
    .addColumn('updated_at', int, (c) => c.notNull())
    .execute();
  await db.schema.createIndex('files_name').unique().on('files').columns(['parent_id', 'name']).execute();
  // One index for each order that a listing offers: a page costs the same in a folder of any size.
  await index('files_by_id', 'files', 'parent_id', 'kind', 'id');
  await index('files_by_name', 'files', 'parent_id', 'kind', 'name');
  await index('files_by_size', 'files', 'parent_id', 'kind', 'size', 'id');
  await index('files_by_updated', 'files', 'parent_id', 'kind', 'updated_at', 'id');
  await index('files_by_created', 'files', 'parent_id', 'kind', 'created_at', 'id');
  // The same orders for the trash, and what waits for its removal.
  const partial = (name: string, on: string, ...columns: string[]) =>
    db.schema.createIndex(name).on('files').columns(columns).where(sql.ref(on), 'is not', null).execute();
  await partial('trash_key', 'trash_key', 'trash_key');
  await partial('trash_by_id', 'trash_key', 'owner_id', 'kind', 'id');
  await partial('trash_by_name', 'trash_key', 'owner_id', 'kind', 'name', 'id');
  await partial('trash_by_size', 'trash_key', 'owner_id', 'kind', 'size', 'id');
  await partial('trash_by_updated', 'trash_key', 'owner_id', 'kind', 'updated_at', 'id');
  await partial('trash_by_created', 'trash_key', 'owner_id', 'kind', 'created_at', 'id');
  await partial('files_purged', 'purged_at', 'owner_id', 'purged_at', 'id');

  await withId(table('entities'))
    .addColumn('type', int, (c) => c.notNull())
    .addColumn('size', int, (c) => c.notNull())
    .addColumn('policy_id', int, (c) => c.notNull())
    .addColumn('source', text, (c) => c.notNull())
    .addColumn('checksum', text)
    .addColumn('upload_session_id', text)
    .addColumn('reference_count', int, (c) => c.notNull())
    .addColumn('unlinked_at', int)
    .addColumn('created_by', int, (c) => c.notNull())
    .addColumn('created_at', int, (c) => c.notNull())
    .addColumn('updated_at', int, (c) => c.notNull())
    .execute();
  await db.schema
    .createIndex('entities_unlinked')
    .on('entities')
    .columns(['unlinked_at', 'id'])
    .where(sql.ref('unlinked_at'), 'is not', null)
    .execute();

  // Few at any time: uploads under way, and those whose session is lost.
  await db.schema
    .createIndex('entities_unfinished')
    .on('entities')
    .columns(['id'])
    .where(sql.ref('upload_session_id'), 'is not', null)
    .execute();
  // The checks ask which of the files in a store belong to something.
  await index('entities_source', 'entities', 'source');

  await table('file_entities')
    .addColumn('file_id', int, (c) => c.notNull().references('files.id'))
    .addColumn('entity_id', int, (c) => c.notNull().references('entities.id'))
    .addPrimaryKeyConstraint('file_entities_pk', ['file_id', 'entity_id'] as never)
    .execute();
  await index('file_entities_entity', 'file_entities', 'entity_id');

  await table('metadata')
    .addColumn('file_id', int, (c) => c.notNull().references('files.id'))
    .addColumn('key', text, (c) => c.notNull())
    .addColumn('value', text, (c) => c.notNull())
    .addPrimaryKeyConstraint('metadata_pk', ['file_id', 'key'] as never)
    .execute();
  await index('metadata_key', 'metadata', 'key', 'file_id');

  await table('locks')
    .addColumn('token', text, (c) => c.primaryKey().notNull())
    .addColumn('owner_id', int, (c) => c.notNull())
    .addColumn('namespace', text, (c) => c.notNull())
    .addColumn('path', text, (c) => c.notNull())
    .addColumn('infinite', int, (c) => c.notNull())
    .addColumn('application', text, (c) => c.notNull())
    .addColumn('holder_id', int, (c) => c.notNull())
    .addColumn('expires_at', int, (c) => c.notNull())
    .execute();
  await index('locks_path', 'locks', 'owner_id', 'namespace', 'path');

  await table('upload_sessions')
    .addColumn('id', text, (c) => c.primaryKey().notNull())
    .addColumn('user_id', int, (c) => c.notNull())
    .addColumn('owner_id', int, (c) => c.notNull())
    .addColumn('file_id', int, (c) => c.notNull())
    .addColumn('entity_id', int, (c) => c.notNull())
    .addColumn('policy_id', int, (c) => c.notNull())
    .addColumn('lock_token', text, (c) => c.notNull())
    .addColumn('uri', text, (c) => c.notNull())
    .addColumn('size', int, (c) => c.notNull())
    .addColumn('chunk_size', int, (c) => c.notNull())
    .addColumn('received', int, (c) => c.notNull())
    .addColumn('made_file', int, (c) => c.notNull())
    .addColumn('properties', text, (c) => c.notNull())
    .addColumn('expires_at', int, (c) => c.notNull())
    .addColumn('created_at', int, (c) => c.notNull())
    .execute();
  await index('upload_sessions_expires', 'upload_sessions', 'expires_at');
  await index('upload_sessions_file', 'upload_sessions', 'file_id');

  await table('upload_chunks')
    .addColumn('session_id', text, (c) => c.notNull())
    .addColumn('chunk', int, (c) => c.notNull())
    .addColumn('sha256', text, (c) => c.notNull())
    .addPrimaryKeyConstraint('upload_chunks_pk', ['session_id', 'chunk'] as never)
    .execute();

  await withId(table('tasks'))
    .addColumn('type', text, (c) => c.notNull())
    .addColumn('status', text, (c) => c.notNull())
    .addColumn('owner_id', int, (c) => c.notNull())
    .addColumn('state', text, (c) => c.notNull())
    .addColumn('progress', text, (c) => c.notNull())
    .addColumn('error', text)
    .addColumn('attempts', int, (c) => c.notNull())
    .addColumn('failures', int, (c) => c.notNull())
    .addColumn('crashes', int, (c) => c.notNull())
    .addColumn('run_at', int, (c) => c.notNull())
    .addColumn('lease_until', int, (c) => c.notNull())
    .addColumn('created_at', int, (c) => c.notNull())
    .addColumn('updated_at', int, (c) => c.notNull())
    .execute();
  await index('tasks_due', 'tasks', 'status', 'run_at');
  await index('tasks_owner', 'tasks', 'owner_id', 'id');

  await withId(table('journal'))
    .addColumn('at', int, (c) => c.notNull())
    .addColumn('owner_id', int, (c) => c.notNull())
    .addColumn('actor_id', int, (c) => c.notNull())
    .addColumn('client_id', text, (c) => c.notNull())
    .addColumn('kind', text, (c) => c.notNull())
    .addColumn('file_id', int, (c) => c.notNull())
    .addColumn('file_kind', int, (c) => c.notNull())
    .addColumn('parent_id', int)
    .addColumn('name', text, (c) => c.notNull())
    .addColumn('from_parent_id', int)
    .addColumn('from_name', text)
    .addColumn('detail', text)
    .execute();
  await table('event_subscriptions')
    .addColumn('user_id', int, (c) => c.notNull())
    .addColumn('client_id', text, (c) => c.notNull())
    .addColumn('folder_id', int, (c) => c.notNull())
    .addColumn('position', int, (c) => c.notNull())
    .addColumn('seen_at', int, (c) => c.notNull())
    .addPrimaryKeyConstraint('event_subscriptions_pk', ['user_id', 'client_id', 'folder_id'] as never)
    .execute();
  await index('event_subscriptions_seen', 'event_subscriptions', 'seen_at');

  await index('journal_owner', 'journal', 'owner_id', 'id');
  await index('journal_file', 'journal', 'file_id', 'id');
}
