import { type Kysely, sql } from 'kysely';
import { StartupError } from '../kernel/index.ts';
import type { Database, Transactor } from './database.ts';
import { up as foundation } from './migrations/0001-foundation.ts';
import { up as sharing } from './migrations/0002-sharing.ts';
import { up as search } from './migrations/0003-search.ts';
import { up as history } from './migrations/0004-history.ts';
import { up as directLinks } from './migrations/0005-direct-links.ts';
import { up as emptiedTrashes } from './migrations/0006-emptied-trashes.ts';
import { up as indexUpkeep } from './migrations/0007-index-upkeep.ts';

type Migration = (db: Kysely<unknown>, dialect: Transactor['dialect']) => Promise<void>;

/** In their order; what is released is never changed again, only followed. */
const migrations: readonly Migration[] = [
  foundation,
  sharing,
  search,
  history,
  directLinks,
  emptiedTrashes,
  indexUpkeep,
];

/**
 * Brings the schema up to date, each step in its own transaction.
 * @param instance id of this installation: a database that belongs to another one is refused.
 * @throws StartupError for a database of something else, of another installation, or of a newer version.
 */
export async function migrate(database: Database, instance: string): Promise<void> {
  await database.write((tx) => claim(tx, instance));
  for (let version = await currentVersion(database); version < migrations.length; version++) {
    await database.write(async (tx) => {
      await migrations[version]?.(tx.db as unknown as Kysely<unknown>, tx.dialect);
      await put(tx, 'schema', String(version + 1));
    });
  }
}

async function claim(tx: Transactor, instance: string): Promise<void> {
  const others = (await tx.db.introspection.getTables()).map((table) => table.name).filter((name) => name !== 'meta');
  await tx.db.schema
    .createTable('meta')
    .ifNotExists()
    .addColumn('key', 'text', (c) => c.primaryKey().notNull())
    .addColumn('value', 'text', (c) => c.notNull())
    .execute();
  const found = await meta(tx, 'application');
  if (found === undefined && others.length > 0) {
    throw new StartupError(
      `The database holds tables of something else (${others.slice(0, 5).join(', ')}). Give Canopy a database of its own.`,
    );
  }
  if (found === undefined) {
    await put(tx, 'application', 'canopy');
    await put(tx, 'instance', instance);
    await put(tx, 'schema', '0');
    return;
  }
  if (found !== 'canopy')
    throw new StartupError(`The database belongs to "${found}". Give Canopy a database of its own.`);
  if ((await meta(tx, 'instance')) !== instance) {
    throw new StartupError(
      'The database belongs to another installation: its secrets.json is not the one in the data folder. Bring both from the same place.',
    );
  }
  const version = Number(await meta(tx, 'schema'));
  if (version > migrations.length) {
    throw new StartupError(
      `The database was written by a newer Canopy (schema ${version}, this one knows ${migrations.length}). Install the newer version, or restore a backup made before the upgrade.`,
    );
  }
}

async function currentVersion(database: Database): Promise<number> {
  const row = await database.read.selectFrom('meta').select('value').where('key', '=', 'schema').executeTakeFirst();
  return Number(row?.value ?? 0);
}

async function meta(tx: Transactor, key: string): Promise<string | undefined> {
  return (await tx.db.selectFrom('meta').select('value').where('key', '=', key).executeTakeFirst())?.value;
}

async function put(tx: Transactor, key: string, value: string): Promise<void> {
  await tx.db
    .insertInto('meta')
    .values({ key, value })
    .onConflict((conflict) => conflict.column('key').doUpdateSet({ value: sql`excluded.value` }))
    .execute();
}
