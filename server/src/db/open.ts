import { join } from 'node:path';
import { type Config, type Log, StartupError } from '../kernel/index.ts';
import type { Database } from './database.ts';
import { PostgresDatabase } from './dialects/postgres.ts';
import { SqliteDatabase } from './dialects/sqlite.ts';
import { migrate } from './migrate.ts';

/** Name of the embedded database in the data folder. */
export const databaseFileName = 'canopy.db';

/**
 * Opens the database that the configuration names and brings its schema up to date.
 * @throws StartupError when it cannot be reached, written, or is not ours.
 */
export async function openDatabase(
  config: Pick<Config, 'dataDir' | 'databaseUrl'>,
  instance: string,
  log: Log,
): Promise<Database> {
  const database = config.databaseUrl
    ? new PostgresDatabase(config.databaseUrl, log)
    : openEmbedded(config.dataDir, log);
  try {
    await migrate(database, instance);
    return database;
  } catch (error) {
    await database.close();
    throw asStartupError(error, config.databaseUrl);
  }
}

function openEmbedded(dataDir: string, log: Log): Database {
  const path = join(dataDir, databaseFileName);
  try {
    return new SqliteDatabase(path, log);
  } catch (error) {
    if (error instanceof StartupError) throw error;
    const reason = (error as Error).message;
    if ((error as { code?: string }).code === 'SQLITE_NOTADB')
      throw new StartupError(`${path} is not a database: ${reason}`);
    throw new StartupError(`The data folder ${dataDir} cannot be used: ${reason}`);
  }
}

function asStartupError(error: unknown, url: string | undefined): unknown {
  if (error instanceof StartupError || !url) return error;
  const code = (error as { code?: string }).code ?? '';
  if (!/^(E|28|3D|08|57)/.test(code)) return error;
  return new StartupError(
    `The database at ${URL.parse(url)?.host ?? 'CANOPY_DATABASE_URL'} cannot be used: ${(error as Error).message}`,
  );
}
