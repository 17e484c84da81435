import type { CompiledQuery, Kysely, KyselyPlugin } from 'kysely';
import type { Database, Reader, Schema, Transactor } from '../db/index.ts';

/** What one transaction took: its statements, and the rows that they found or changed. */
export interface CountedTransaction {
  statements: number;
  rows: number;
}

/** A database that counts the statements that run on it. */
export class CountingDatabase implements Database {
  readonly dialect: Database['dialect'];
  readonly read: Reader;
  /** What was scanned so far. */
  readonly scanned: CompiledQuery[] = [];
  /** What was written so far. */
  readonly transactions: CountedTransaction[] = [];
  readonly #database: Database;
  #count = 0;

  constructor(database: Database) {
    this.#database = database;
    this.dialect = database.dialect;
    this.read = (database.read as Kysely<Schema>).withPlugin(this.#counting());
  }

  /** How many statements `work` takes. */
  async countOf(work: () => Promise<unknown>): Promise<number> {
    const before = this.#count;
    await work();
    return this.#count - before;
  }

  write<T>(work: (tx: Transactor) => Promise<T>): Promise<T> {
    return this.#database.write((tx) => {
      const transaction = { statements: 0, rows: 0 };
      this.transactions.push(transaction);
      const plugin = this.#counting(transaction);
      return work({
        dialect: tx.dialect,
        get db() {
          return tx.db.withPlugin(plugin);
        },
        afterCommit: (hook) => tx.afterCommit(hook),
        lockTree: (ownerId) => tx.lockTree(ownerId),
        indexChanged: () => tx.indexChanged(),
      });
    });
  }

  #counting(transaction: CountedTransaction = { statements: 0, rows: 0 }): KyselyPlugin {
    return {
      transformQuery: ({ node }) => node,
      transformResult: async ({ result }) => {
        this.#count++;
        transaction.statements++;
        transaction.rows += result.rows.length + Number(result.numAffectedRows ?? 0);
        return result;
      },
    };
  }

  scan: Database['scan'] = (query, options) => {
    this.#count++;
    this.scanned.push('compile' in query ? query.compile() : query);
    return this.#database.scan(query, options);
  };

  backup(path: string): Promise<void> {
    return this.#database.backup(path);
  }

  close(): Promise<void> {
    return this.#database.close();
  }
}
