import { closeSync, existsSync, fsyncSync, openSync } from 'node:fs';
import BetterSqlite from 'better-sqlite3';
import { type Compilable, type CompiledQuery, Kysely } from 'kysely';
import { type Log, Mutex, StartupError } from '../../kernel/index.ts';
import { type Database, mostScanned, type Reader, type ScanOptions, type Transactor } from '../database.ts';
import type { Schema } from '../schema.ts';
import { ScopedTransactor } from '../transactor.ts';
import { Checkpointer } from './checkpointer.ts';
import { IndexMerger } from './index-merger.ts';
import { readingPragmas } from './pragmas.ts';
import { Readers } from './readers.ts';
import { sqliteDialect } from './sqlite-connection.ts';
import { Upkeep } from './upkeep.ts';
import type { LogState } from './upkeep-protocol.ts';
import { WalSync } from './wal-sync.ts';

/**
 * The embedded database: two connections of this process on one file, and threads with their own for long reads.
 * Readers see the last commit and never wait; writers stand in one line. See WalSync for what makes a commit durable.
 */
export class SqliteDatabase implements Database {
  readonly dialect = 'sqlite';
  readonly read: Reader;
  readonly #reader: Kysely<Schema>;
  readonly #writer: Kysely<Schema>;
  readonly #handle: BetterSqlite.Database;
  readonly #line = new Mutex();
  readonly #walFd: number;
  readonly #wal: WalSync;
  readonly #upkeep: Upkeep;
  readonly #checkpointer: Checkpointer;
  readonly #merger: IndexMerger;
  readonly #readers: Readers;

  constructor(path: string, log: Log) {
    refuseForeign(path);
    this.#handle = open(path);
    this.#handle.pragma('wal_autocheckpoint = 0');
    // The log file comes into being with the first write; from then on it stays until the last connection goes.
    this.#handle.exec('create table if not exists meta (key text primary key not null, value text not null) strict');
    this.#handle.exec("insert into meta values ('opened', '1') on conflict do update set value = value + 1");
    this.#walFd = openSync(`${path}-wal`, 'r+');
    this.#wal = new WalSync(this.#walFd);
    this.#writer = new Kysely<Schema>({ dialect: sqliteDialect(this.#handle) });
    this.#reader = new Kysely<Schema>({ dialect: sqliteDialect(open(path, { readonly: true })) });
    this.read = this.#reader;
    this.#upkeep = new Upkeep(path, log);
    const alone = <T>(work: () => Promise<T>) => this.#line.run(work);
    this.#checkpointer = new Checkpointer({ checkpoint: () => this.#upkeep.checkpoint(), alone, log });
    this.#merger = new IndexMerger({ merge: () => this.#mergeIndexes(), alone, log });
    this.#readers = new Readers(path, log);
  }

  async scan<Row>(query: Compilable<Row> | CompiledQuery<Row>, options: ScanOptions = {}): Promise<Row[]> {
    const compiled = 'compile' in query ? query.compile() : query;
    return (await this.#readers.scan(compiled, mostScanned, options)) as Row[];
  }

  async write<T>(work: (tx: Transactor) => Promise<T>): Promise<T> {
    if (this.#wal.failure) throw this.#wal.failure;
    // Writers stand in one line already: nobody else can change a tree meanwhile.
    const tx = new ScopedTransactor('sqlite', this.#writer, async () => {});
    const [result, moveLog] = await this.#line.run(async () => {
      this.#handle.exec('begin immediate');
      try {
        const value = await work(tx);
        this.#handle.exec('commit');
        return [value, this.#checkpointer.committed(() => this.#logState())] as const;
      } catch (error) {
        // A full disk makes SQLite roll back by itself.
        if (this.#handle.inTransaction) this.#handle.exec('rollback');
        throw error;
      } finally {
        tx.end();
      }
    });
    await this.#wal.sync();
    if (moveLog) this.#checkpointer.start();
    if (tx.indexIsChanged) this.#merger.changed();
    tx.runHooks();
    return result;
  }

  /** One read transaction from beginning to end: writers go on, and the copy is of one moment. */
  async backup(path: string): Promise<void> {
    this.#handle.prepare('vacuum into ?').run(path);
    const copy = openSync(path, 'r+');
    try {
      fsyncSync(copy);
    } finally {
      closeSync(copy);
    }
  }

  async close(): Promise<void> {
    await this.#readers.close();
    await Promise.all([this.#checkpointer.close(), this.#merger.close()]);
    await this.#line.run(async () => {
      await this.#upkeep.close();
      await this.#reader.destroy();
      await this.#writer.destroy();
      closeSync(this.#walFd);
    });
  }

  #logState(): LogState {
    const [state] = this.#handle.pragma('wal_checkpoint(NOOP)') as [LogState];
    return state;
  }

  /** After a flush that failed nobody writes any more, this included. */
  async #mergeIndexes(): Promise<boolean> {
    return !this.#wal.failure && (await this.#upkeep.merge());
  }
}

/** Looks before anything is written: a database of something else stays as it is. */
function refuseForeign(path: string): void {
  if (!existsSync(path)) return;
  const handle = new BetterSqlite(path, { readonly: true });
  try {
    const tables = handle.prepare("select name from sqlite_master where type = 'table'").pluck().all() as string[];
    if (tables.length === 0 || tables.includes('meta')) return;
    throw new StartupError(
      `${path} holds tables of something else (${tables.slice(0, 5).join(', ')}). Give Canopy a data folder of its own.`,
    );
  } finally {
    handle.close();
  }
}

function open(path: string, options: BetterSqlite.Options = {}): BetterSqlite.Database {
  const handle = new BetterSqlite(path, { ...options, timeout: 5_000 });
  if (!options.readonly) handle.pragma('journal_mode = WAL');
  handle.pragma('synchronous = NORMAL');
  handle.pragma('foreign_keys = ON');
  for (const pragma of readingPragmas) handle.pragma(pragma);
  return handle;
}
