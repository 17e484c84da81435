import type { Database } from '../db/index.ts';
import type { Line } from './line.ts';
import { lineColumns, lineOf } from './line-row.ts';
import type { ReadRow } from './reads-store.ts';

export interface ActivityQuery {
  readonly fileId: number;
  /** Undefined = by anybody. */
  readonly actorId: number | undefined;
  readonly ascending: boolean;
  /** Number of the last one that was told; undefined = begin. */
  readonly after: number | undefined;
  readonly limit: number;
}

/** What happened to one file: changes, by the journal, and reads. In the order of their numbers. */
export class ActivitiesStore {
  readonly #database: Database;

  constructor(database: Database) {
    this.#database = database;
  }

  async changes(
    { fileId, actorId, ascending, after, limit }: ActivityQuery,
    kinds: readonly string[],
  ): Promise<Line[]> {
    if (kinds.length === 0) return [];
    let query = this.#database.read
      .selectFrom('journal')
      .select(lineColumns)
      .where('file_id', '=', fileId)
      .where('kind', 'in', kinds)
      // Two owners are told of a move from one to the other; here it is told once.
      .where((eb) => eb.or([eb('detail', 'is', null), eb('detail', 'not like', '{"lost":true%')]));
    if (actorId !== undefined) query = query.where('actor_id', '=', actorId);
    if (after !== undefined) query = query.where('id', ascending ? '>' : '<', after);
    const rows = await this.#database.scan(query.orderBy('id', ascending ? 'asc' : 'desc').limit(limit));
    return rows.map(lineOf);
  }

  async reads(
    { fileId, actorId, ascending, after, limit }: ActivityQuery,
    categories: readonly number[],
  ): Promise<ReadRow[]> {
    let query = this.#database.read
      .selectFrom('reads')
      .selectAll()
      .where('file_id', '=', fileId)
      .where('category', 'in', categories);
    if (actorId !== undefined) query = query.where('actor_id', '=', actorId);
    if (after !== undefined) query = query.where('id', ascending ? '>' : '<', after);
    return this.#database.scan(query.orderBy('id', ascending ? 'asc' : 'desc').limit(limit));
  }
}
