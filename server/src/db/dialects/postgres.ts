import { type Compilable, type CompiledQuery, Kysely, PostgresDialect, sql } from 'kysely';
import pg from 'pg';
import { type Log, StartupError } from '../../kernel/index.ts';
import { type Database, mostScanned, type Reader, type ScanOptions, type Transactor } from '../database.ts';
import type { Schema } from '../schema.ts';
import { ScopedTransactor } from '../transactor.ts';

const int8 = 20;
/** Deadlock, and a serialization failure: the transaction did nothing and may simply be tried again. */
const transient = new Set(['40P01', '40001']);
const maxAttempts = 5;
/** First key of the advisory locks that guard trees; the second is the owner. */
const treeLocks = 0x74726565;

/** Connections of each pool. */
const mostConnections = 10;
/** Long reads at the same time; they must not keep short ones waiting. */
const mostScans = 4;

/**
 * PostgreSQL, with its own durability. Readers have connections of their own: writers that wait for a tree keep
 * theirs, and those who are let in may read something (a storage policy) before they go on. Long reads have theirs too.
 */
export class PostgresDatabase implements Database {
  readonly dialect = 'postgres';
  readonly read: Reader;
  readonly #reader: Kysely<Schema>;
  readonly #writer: Kysely<Schema>;
  readonly #scanner: Kysely<Schema>;

  constructor(url: string, log: Log) {
    const types = {
      getTypeParser: (id: number, format?: 'text' | 'binary') =>
        id === int8 ? Number : pg.types.getTypeParser(id, format as 'text'),
    };
    const open = (max: number) => {
      const limits = { max, connectionTimeoutMillis: 10_000 };
      const pool = new pg.Pool({ connectionString: url, types, ...limits });
      pool.on('error', (error) => log.warn({ err: error }, 'a database connection was lost'));
      return new Kysely<Schema>({ dialect: new PostgresDialect({ pool }) });
    };
    this.#reader = open(mostConnections);
    this.#writer = open(mostConnections);
    this.#scanner = open(mostScans);
    this.read = this.#reader;
  }

  async scan<Row>(query: Compilable<Row> | CompiledQuery<Row>, options: ScanOptions = {}): Promise<Row[]> {
    const { rows } = await this.#scanner.executeQuery(query, {
      ...options,
      inflightQueryAbortStrategy: 'cancel query',
    });
    if (rows.length > mostScanned) throw new Error(`a scan found more than ${mostScanned} rows: it needs a limit`);
    return rows;
  }

  async write<T>(work: (tx: Transactor) => Promise<T>): Promise<T> {
    for (let attempt = 1; ; attempt++) {
      try {
        return await this.#attempt(work);
      } catch (error) {
        if (attempt === maxAttempts || !transient.has((error as { code?: string }).code ?? '')) throw error;
      }
    }
  }

  backup(): Promise<void> {
    throw new StartupError(
      'This drive keeps its tree in PostgreSQL: copy that with pg_dump, and the blobs with your file backup.',
    );
  }

  async close(): Promise<void> {
    await Promise.all([this.#reader.destroy(), this.#writer.destroy(), this.#scanner.destroy()]);
  }

  async #attempt<T>(work: (tx: Transactor) => Promise<T>): Promise<T> {
    let scoped: ScopedTransactor | undefined;
    const result = await this.#writer.transaction().execute(async (trx) => {
      const lockTree = async (ownerId: number): Promise<void> => {
        await sql`select pg_advisory_xact_lock(${treeLocks}::int, ${ownerId}::int)`.execute(trx);
      };
      scoped = new ScopedTransactor('postgres', trx, lockTree);
      try {
        return await work(scoped);
      } finally {
        scoped.end();
      }
    });
    scoped?.runHooks();
    return result;
  }
}
