import { type Database, type Executor, Prepared, PreparedList, type Transactor } from '../db/index.ts';
import type { Line, Spot } from './line.ts';
import { lineColumns, lineOf } from './line-row.ts';

/** Up to where the journal was cut off: what was before can not be told any more. */
export interface Horizon {
  /** Number of the last line that was removed; 0 = none was. */
  readonly id: number;
  /** When that was written. */
  readonly at: number;
}

const horizonKey = 'journal_horizon';
export const noHorizon: Horizon = { id: 0, at: 0 };

/** Reads the journal, and cuts it off. */
export class LinesStore {
  readonly #newest = new Prepared((db, ownerId: number) =>
    db.selectFrom('journal').select('id').where('owner_id', '=', ownerId).orderBy('id', 'desc').limit(1),
  );
  readonly #firstFrom = new Prepared((db, ownerId: number, from: number) =>
    db
      .selectFrom('journal')
      .select(['id', 'at'])
      .where('owner_id', '=', ownerId)
      .where('id', '>=', from)
      .orderBy('id')
      .limit(1),
  );
  readonly #lastOf = new Prepared((db, fileId: number, upTo: number) =>
    db
      .selectFrom('journal')
      .select(lineColumns)
      .where('file_id', '=', fileId)
      .where('id', '<=', upTo)
      .orderBy('id', 'desc')
      .limit(1),
  );
  readonly #takings = new PreparedList((db, ids) =>
    db
      .selectFrom('journal')
      .select(lineColumns)
      .where('file_id', 'in', ids)
      .where((eb) => eb.or([eb('from_name', 'is not', null), eb('kind', 'in', ['create', 'copy'])]))
      .orderBy('id'),
  );

  /** Lines of one tree behind `after` and up to `upTo`, oldest first, away from the event loop. */
  async scanAfter(database: Database, ownerId: number, after: number, upTo: number, limit: number): Promise<Line[]> {
    return (await database.scan(linesAfter(database.read, ownerId, after, upTo, limit))).map(lineOf);
  }

  /** The same within a transaction. */
  async after(tx: Transactor, ownerId: number, after: number, limit: number): Promise<Line[]> {
    return (await linesAfter(tx.db, ownerId, after, Number.MAX_SAFE_INTEGER, limit).execute()).map(lineOf);
  }

  /**
   * Lines of one tree, or of one file in it, from `from` down to above `downTo`, newest first, away from the event
   * loop.
   */
  async scanBefore(
    database: Database,
    { ownerId, fileId }: { readonly ownerId: number; readonly fileId?: number | undefined },
    from: number,
    downTo: number,
    limit: number,
  ): Promise<Line[]> {
    const all = database.read.selectFrom('journal').select(lineColumns);
    // One condition, so that nothing can be asked of the wrong index.
    let query = fileId === undefined ? all.where('owner_id', '=', ownerId) : all.where('file_id', '=', fileId);
    query = query.where('id', '<=', from).where('id', '>', downTo).orderBy('id', 'desc').limit(limit);
    return (await database.scan(query)).map(lineOf);
  }

  /** Number of the newest line of a tree; 0 = none. */
  async newest(db: Executor, ownerId: number): Promise<number> {
    return (await this.#newest.first(db, ownerId))?.id ?? 0;
  }

  /** The first line of a tree that has this number or a higher one. */
  firstFrom(db: Executor, ownerId: number, from: number): Promise<{ id: number; at: number } | undefined> {
    return this.#firstFrom.first(db, ownerId, from);
  }

  /** Where a file was after the last line about it up to `upTo`; undefined = nothing is known. */
  async spotAt(db: Executor, fileId: number, upTo: number): Promise<Spot | undefined> {
    const row = await this.#lastOf.first(db, fileId, upTo);
    return row && row.kind !== 'delete' ? { parentId: row.parent_id, name: row.name } : undefined;
  }

  /** The lines that put these files where they were at any time, oldest first. */
  async takings(db: Executor, fileIds: readonly number[]): Promise<Line[]> {
    return (await this.#takings.all(db, fileIds)).map(lineOf);
  }

  async horizon(db: Executor): Promise<Horizon> {
    const row = await db.selectFrom('meta').select('value').where('key', '=', horizonKey).executeTakeFirst();
    return row ? (JSON.parse(row.value) as Horizon) : noHorizon;
  }

  /**
   * Removes at most `limit` of the oldest lines, those written before `before` and numbered up to `upTo`.
   * @returns how many were removed.
   */
  async cut(tx: Transactor, before: number, upTo: number, limit: number): Promise<number> {
    const oldest = await tx.db.selectFrom('journal').select(['id', 'at']).orderBy('id').limit(limit).execute();
    const end = oldest.findIndex(({ id, at }) => at >= before || id > upTo);
    const old = end < 0 ? oldest : oldest.slice(0, end);
    const last = old.at(-1);
    if (!last) return 0;
    await tx.db.deleteFrom('journal').where('id', '<=', last.id).execute();
    const value = JSON.stringify({ id: last.id, at: last.at } satisfies Horizon);
    await tx.db
      .insertInto('meta')
      .values({ key: horizonKey, value })
      .onConflict((conflict) => conflict.column('key').doUpdateSet({ value }))
      .execute();
    return old.length;
  }
}

function linesAfter(db: Executor, ownerId: number, after: number, upTo: number, limit: number) {
  return db
    .selectFrom('journal')
    .select(lineColumns)
    .where('owner_id', '=', ownerId)
    .where('id', '>', after)
    .where('id', '<=', upTo)
    .orderBy('id')
    .limit(limit);
}
