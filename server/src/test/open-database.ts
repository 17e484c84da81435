import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import pg from 'pg';
import { type Database, type Dialect, openDatabase } from '../db/index.ts';
import { randomHex, silentLog } from '../kernel/index.ts';

export interface TestDatabase {
  readonly database: Database;
  close(): Promise<void>;
}

const postgresUrl = process.env.CANOPY_TEST_POSTGRES_URL;

/** The databases this machine can test: SQLite always, PostgreSQL where a server is named. CI names one. */
export const dialects: readonly Dialect[] = postgresUrl ? ['sqlite', 'postgres'] : ['sqlite'];

/** A fresh, migrated database that nobody else sees. */
export async function openTestDatabase(dialect: Dialect): Promise<TestDatabase> {
  return dialect === 'sqlite' ? openSqlite() : openPostgres();
}

async function openSqlite(): Promise<TestDatabase> {
  const dataDir = mkdtempSync(join(tmpdir(), 'canopy-test-'));
  const database = await openDatabase({ dataDir, databaseUrl: undefined }, 'test', silentLog);
  return {
    database,
    async close() {
      await database.close();
      rmSync(dataDir, { recursive: true, force: true });
    },
  };
}

async function openPostgres(): Promise<TestDatabase> {
  const name = `canopy_test_${randomHex(8)}`;
  await asAdministrator(`create database ${name}`);
  const url = new URL(postgresUrl ?? '');
  url.pathname = `/${name}`;
  const database = await openDatabase({ dataDir: tmpdir(), databaseUrl: url.href }, 'test', silentLog);
  return {
    database,
    async close() {
      await database.close();
      await asAdministrator(`drop database ${name} with (force)`);
    },
  };
}

async function asAdministrator(statement: string): Promise<void> {
  const client = new pg.Client({ connectionString: postgresUrl });
  await client.connect();
  try {
    await client.query(statement);
  } finally {
    await client.end();
  }
}
