import type { Kysely } from 'kysely';
import type { Dialect, Transactor } from './database.ts';
import type { Schema } from './schema.ts';

/** What both dialects share of a transaction: the end after which it is dead, and the hooks that wait for the commit. */
export class ScopedTransactor implements Transactor {
  readonly dialect: Dialect;
  readonly #db: Kysely<Schema>;
  readonly #lockTree: (ownerId: number) => Promise<void>;
  readonly #hooks: (() => void)[] = [];
  readonly #locked = new Map<number, Promise<void>>();
  #ended = false;
  #indexIsChanged = false;

  constructor(dialect: Dialect, db: Kysely<Schema>, lockTree: (ownerId: number) => Promise<void>) {
    this.dialect = dialect;
    this.#db = db;
    this.#lockTree = lockTree;
  }

  get db(): Kysely<Schema> {
    if (this.#ended) throw new Error('this transaction has ended');
    return this.#db;
  }

  afterCommit(hook: () => void): void {
    this.#hooks.push(hook);
  }

  lockTree(ownerId: number): Promise<void> {
    const locked = this.#locked.get(ownerId) ?? this.#lockTree(ownerId);
    this.#locked.set(ownerId, locked);
    return locked;
  }

  indexChanged(): void {
    this.#indexIsChanged = true;
  }

  get indexIsChanged(): boolean {
    return this.#indexIsChanged;
  }

  end(): void {
    this.#ended = true;
  }

  runHooks(): void {
    for (const hook of this.#hooks) hook();
  }
}
