import { randomBytes } from 'node:crypto';
import { createRequire } from 'node:module';
import { inRepository } from '../../scripts/lib/paths.mjs';
import { look, setGroupStorage } from './offline.ts';

/** Where a drive keeps its tree, with a door for tests beside the server. */
export interface Store {
  readonly name: 'sqlite' | 'postgres';
  /** Options of every command that work on it. */
  readonly options: readonly string[];
  look(sql: string): Promise<Record<string, unknown>[]>;
  /** For the time while the server is stopped. */
  setGroupStorage(bytes: number): Promise<void>;
  remove(): Promise<void>;
}

export function embeddedStore(dataDir: string): Store {
  return {
    name: 'sqlite',
    options: [],
    look: async (sql) => look(dataDir, sql),
    setGroupStorage: async (bytes) => void setGroupStorage(dataDir, bytes),
    remove: async () => {},
  };
}

/** A database of its own on the server that CANOPY_TEST_POSTGRES_URL names; undefined when it names none. */
export async function postgresStore(): Promise<Store | undefined> {
  const server = process.env.CANOPY_TEST_POSTGRES_URL;
  if (!server) return undefined;
  const name = `canopy_torture_${randomBytes(8).toString('hex')}`;
  const url = new URL(server);
  url.pathname = `/${name}`;
  await query(server, `create database ${name}`);
  return {
    name: 'postgres',
    options: ['--database-url', url.href],
    look: (sql) => query(url.href, sql),
    setGroupStorage: async (bytes) => void (await query(url.href, 'update groups set max_storage = $1', [bytes])),
    remove: async () => void (await query(server, `drop database ${name} with (force)`)),
  };
}

interface Client {
  connect(): Promise<void>;
  query(sql: string, values: readonly unknown[]): Promise<{ rows: Record<string, unknown>[] }>;
  end(): Promise<void>;
}

async function query(url: string, sql: string, values: readonly unknown[] = []): Promise<Record<string, unknown>[]> {
  // The driver is the server's: tests bring none of their own.
  const pg: { Client: new (options: { connectionString: string }) => Client } = createRequire(
    inRepository('server/package.json'),
  )('pg');
  const client = new pg.Client({ connectionString: url });
  await client.connect();
  try {
    return (await client.query(sql, values)).rows;
  } finally {
    await client.end();
  }
}
