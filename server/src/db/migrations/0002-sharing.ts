import { type Kysely, sql } from 'kysely';
import type { Dialect } from '../database.ts';

/** Who may do what with a file, share links, and the people whom a link names. */
export async function up(db: Kysely<unknown>, dialect: Dialect): Promise<void> {
  const postgres = dialect === 'postgres';
  const int = postgres ? 'bigint' : 'integer';
  const text = postgres ? sql`text collate "C"` : ('text' as const);
  const table = (name: string) => {
    const builder = db.schema.createTable(name);
    return postgres ? builder : builder.modifyEnd(sql`strict`);
  };

  await db.schema.alterTable('files').addColumn('permissions', text).execute();
  // Few files have a setting of their own; who visits a share asks which ones.
  await db.schema
    .createIndex('files_permissions')
    .on('files')
    .columns(['owner_id', 'id'])
    .where(sql.ref('permissions'), 'is not', null)
    .execute();
  // The shortcuts of a user, wherever they are.
  await db.schema
    .createIndex('files_symbolic')
    .on('files')
    .columns(['owner_id', 'id'])
    .where(sql.ref('symbolic'), '=', sql.lit(1))
    .execute();

  const shares = postgres
    ? table('shares').addColumn('id', 'bigint', (c) => c.generatedByDefaultAsIdentity().primaryKey())
    : table('shares').addColumn('id', 'integer', (c) => c.primaryKey().autoIncrement());
  await shares
    .addColumn('owner_id', int, (c) => c.notNull().references('users.id'))
    .addColumn('file_id', int, (c) => c.notNull().references('files.id'))
    .addColumn('password', text)
    .addColumn('views', int, (c) => c.notNull().defaultTo(0))
    .addColumn('downloads', int, (c) => c.notNull().defaultTo(0))
    .addColumn('remain_downloads', int)
    .addColumn('expires_at', int)
    .addColumn('share_view', int, (c) => c.notNull())
    .addColumn('show_readme', int, (c) => c.notNull())
    .addColumn('price', int, (c) => c.notNull())
    .addColumn('permissions', text)
    .addColumn('code', text)
    .addColumn('created_at', int, (c) => c.notNull())
    .addColumn('updated_at', int, (c) => c.notNull())
    .execute();
  await db.schema.createIndex('shares_file').on('shares').columns(['file_id']).execute();
  await db.schema.createIndex('shares_owner').on('shares').columns(['owner_id', 'id']).execute();

  await table('share_members')
    .addColumn('share_id', int, (c) => c.notNull().references('shares.id'))
    .addColumn('kind', text, (c) => c.notNull())
    .addColumn('member_id', int, (c) => c.notNull())
    .addColumn('rights', int, (c) => c.notNull())
    .addPrimaryKeyConstraint('share_members_pk', ['share_id', 'kind', 'member_id'] as never)
    .execute();
  await db.schema
    .createIndex('share_members_who')
    .on('share_members')
    .columns(['kind', 'member_id', 'share_id'])
    .execute();
}
