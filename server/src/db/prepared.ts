import type { Compilable, CompiledQuery, Kysely } from 'kysely';
import type { Reader } from './database.ts';
import type { Schema } from './schema.ts';

/** What a statement can run on: a reader, or the `db` of a transaction. */
export type Executor = Reader | Kysely<Schema>;

/** Stands for the n-th argument while a statement is built. */
class Slot {
  readonly index: number;

  constructor(index: number) {
    this.index = index;
  }
}

/**
 * A statement that is built and compiled once, at its first use, and then runs with other arguments: for
 * the few that run in every request, where building them costs more than running them.
 *
 * Arguments may stand only where a value can: the number of values in a list must not vary. One object
 * serves one dialect, so it belongs to something that belongs to one database.
 *
 * @example
 * readonly #child = new Prepared((db, parentId: number, name: string) =>
 *   db.selectFrom('files').selectAll().where('parent_id', '=', parentId).where('name', '=', name));
 * const row = await this.#child.first(tx.db, 12, 'notes.txt');
 */
export class Prepared<Args extends readonly unknown[], Row> {
  readonly #build: (db: Kysely<Schema>, ...args: Args) => Compilable<Row>;
  #compiled: CompiledQuery<Row> | undefined;

  constructor(build: (db: Kysely<Schema>, ...args: Args) => Compilable<Row>) {
    this.#build = build;
  }

  async all(db: Executor, ...args: Args): Promise<Row[]> {
    return (await db.executeQuery(this.#bind(db, args))).rows;
  }

  async first(db: Executor, ...args: Args): Promise<Row | undefined> {
    return (await db.executeQuery(this.#bind(db, args))).rows[0];
  }

  /** @returns how many rows an update or delete changed. */
  async run(db: Executor, ...args: Args): Promise<number> {
    return Number((await db.executeQuery(this.#bind(db, args))).numAffectedRows ?? 0);
  }

  #bind(db: Executor, args: Args): CompiledQuery<Row> {
    if (!this.#compiled) {
      const slots = Array.from({ length: this.#build.length - 1 }, (_, index) => new Slot(index));
      this.#compiled = this.#build(db as Kysely<Schema>, ...(slots as unknown as Args)).compile();
    }
    const parameters = this.#compiled.parameters.map((value) => (value instanceof Slot ? args[value.index] : value));
    return { ...this.#compiled, parameters };
  }
}
