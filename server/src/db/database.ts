import type { Compilable, CompiledQuery, Kysely } from 'kysely';
import type { Schema } from './schema.ts';

export type Dialect = 'sqlite' | 'postgres';

/**
 * Reading outside a transaction: the last committed state. Each statement sees one state; two statements
 * may see two. Offers nothing that writes, so that a change without a transaction does not compile.
 */
export type Reader = Pick<
  Kysely<Schema>,
  'selectFrom' | 'selectNoFrom' | 'with' | 'withRecursive' | 'fn' | 'executeQuery'
>;

/** One transaction. It refuses to be used once it ended. */
export interface Transactor {
  /** Statements inside the transaction. */
  readonly db: Kysely<Schema>;
  readonly dialect: Dialect;
  /** Runs after the change is durable, before `write` returns; never when the transaction fails. */
  afterCommit(hook: () => void): void;
  /**
   * Lets no other transaction that asks for the same owner's tree in before this one ended. Every change
   * of a tree asks first, so that checks ("no such name", "not below itself") hold until the commit. To ask again
   * costs nothing.
   */
  lockTree(ownerId: number): Promise<void>;
  /** Tells that a full-text index of SQLite was changed: it grows in pieces, which are merged now and then. */
  indexChanged(): void;
}

export interface ScanOptions {
  /** Whoever asked has gone or waited long enough: the promise rejects with the reason at once. */
  readonly signal?: AbortSignal | undefined;
}

export interface Database {
  readonly dialect: Dialect;
  /** For what an index answers: on SQLite it runs on the event loop, and everybody waits for it. */
  readonly read: Reader;
  /**
   * Runs one statement that may take more than a millisecond (that counts, searches, or walks a tree) away from
   * the event loop: on SQLite in a thread of its own, on PostgreSQL on a connection of its own. It sees
   * everything that was committed before the call, just as `read` does, and with `read` it shares that the
   * newest of it may not be on disk yet: only `write` promises that.
   *
   * The statement must bound its own work (`limit`), and what it answers must be short: the rows are built on the
   * event loop.
   * @throws when there are more than `mostScanned` rows, or the signal's reason when it aborts.
   */
  scan<Row>(query: Compilable<Row> | CompiledQuery<Row>, options?: ScanOptions): Promise<Row[]>;
  /**
   * Runs `work` in a transaction and resolves when its changes are on disk. When `work` rejects, nothing
   * of it remains. `work` may be run again from the start (PostgreSQL, after a deadlock), so it must change
   * nothing but the database, and it must not wait for anything but the database: on SQLite all writers
   * wait in one line.
   */
  write<T>(work: (tx: Transactor) => Promise<T>): Promise<T>;
  /**
   * A consistent copy of the whole database, taken while it is in use, as one SQLite file. Takes its time
   * without giving the event loop a turn: for the command line, not for the server.
   * @throws StartupError where the database has its own tool for that (PostgreSQL: pg_dump).
   */
  backup(path: string): Promise<void>;
  close(): Promise<void>;
}

/** Most rows that a scan may find. */
export const mostScanned = 10_000;
