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
 * Arguments may stand only where a value can: the number of values in a list must not vary (see PreparedList).
 * One object serves one dialect, so it belongs to something that belongs to one database.
 *
 * @example
 * readonly #child = new Prepared((db, parentId: number, name: string) =>
 *   db.selectFrom('files').selectAll().where('parent_id', '=', parentId).where('name', '=', name));
 * const row = await this.#child.first(tx.db, 12, 'notes.txt');
 */
export class Prepared<Args extends readonly unknown[], Row> {
  readonly #build: (db: Kysely<Schema>, ...args: Args) => Compilable<Row>;
  #compiled: CompiledQuery<Row> | undefined;

  readonly #arguments: number;

  /** @param count number of arguments, where `build` takes them as a rest. */
  constructor(build: (db: Kysely<Schema>, ...args: Args) => Compilable<Row>, count = build.length - 1) {
    this.#build = build;
    this.#arguments = count;
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
      const slots = Array.from({ length: this.#arguments }, (_, index) => new Slot(index));
      this.#compiled = this.#build(db as Kysely<Schema>, ...(slots as unknown as Args)).compile();
    }
    const parameters = this.#compiled.parameters.map((value) => (value instanceof Slot ? args[value.index] : value));
    return { ...this.#compiled, parameters };
  }
}

/**
 * A prepared statement over a list of row numbers. Lists are filled up to the next power of two by their last
 * number, so that lists of any length need few statements; duplicates do not matter to `in`.
 *
 * @example
 * readonly #byIds = new PreparedList((db, ids) => db.selectFrom('files').selectAll().where('id', 'in', ids));
 * const rows = await this.#byIds.all(tx.db, [3, 5, 8]);
 */
export class PreparedList<Row> {
  readonly #build: (db: Kysely<Schema>, ids: readonly number[]) => Compilable<Row>;
  readonly #bySize = new Map<number, Prepared<number[], Row>>();

  constructor(build: (db: Kysely<Schema>, ids: readonly number[]) => Compilable<Row>) {
    this.#build = build;
  }

  /** The rows for all numbers, in as many statements as the list is long. */
  async all(db: Executor, ids: readonly number[]): Promise<Row[]> {
    if (ids.length <= mostListed) return this.#some(db, ids);
    const rows: Row[] = [];
    for (let at = 0; at < ids.length; at += mostListed) {
      for (const row of await this.#some(db, ids.slice(at, at + mostListed))) rows.push(row);
    }
    return rows;
  }

  async #some(db: Executor, ids: readonly number[]): Promise<Row[]> {
    const last = ids.at(-1);
    if (last === undefined) return [];
    const size = 2 ** Math.ceil(Math.log2(ids.length));
    let statement = this.#bySize.get(size);
    if (!statement) {
      statement = new Prepared((on, ...listed: number[]) => this.#build(on, listed), size);
      this.#bySize.set(size, statement);
    }
    const list = ids.slice();
    while (list.length < size) list.push(last);
    return statement.all(db, ...list);
  }
}

/** Most values of one statement; a power of two. */
const mostListed = 1024;
