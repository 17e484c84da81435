import type { CompiledQuery, Kysely, KyselyPlugin } from 'kysely';
import type { Database, Reader, Schema, Transactor } from '../db/index.ts';

/** A database that counts the statements that run on it. */
export class CountingDatabase implements Database {
  readonly dialect: Database['dialect'];
  readonly read: Reader;
  /** What was scanned so far. */
  readonly scanned: CompiledQuery[] = [];
  readonly #database: Database;
  readonly #plugin: KyselyPlugin;
  #count = 0;

  constructor(database: Database) {
    this.#database = database;
    this.dialect = database.dialect;
    this.#plugin = {
      transformQuery: ({ node }) => node,
      transformResult: async ({ result }) => {
        this.#count++;
        return result;
      },
    };
    this.read = (database.read as Kysely<Schema>).withPlugin(this.#plugin);
  }

  /** How many statements `work` takes. */
  async countOf(work: () => Promise<unknown>): Promise<number> {
    const before = this.#count;
    await work();
    return this.#count - before;
  }

  write<T>(work: (tx: Transactor) => Promise<T>): Promise<T> {
    return this.#database.write((tx) => {
      const plugin = this.#plugin;
      return work({
        dialect: tx.dialect,
        get db() {
          return tx.db.withPlugin(plugin);
        },
        afterCommit: (hook) => tx.afterCommit(hook),
        lockTree: (ownerId) => tx.lockTree(ownerId),
      });
    });
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
