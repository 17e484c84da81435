import type { Selectable } from 'kysely';
import { type Executor, type LocksTable, Prepared, type Transactor } from '../db/index.ts';
import { chunked } from './rows.ts';

export type LockRow = Selectable<LocksTable>;

/** Locks that outlive a request. */
export class LockStore {
  readonly #any = new Prepared((db, ownerId: number, namespace: string, now: number) =>
    db
      .selectFrom('locks')
      .selectAll()
      .where('owner_id', '=', ownerId)
      .where('namespace', '=', namespace)
      .where('expires_at', '>', now)
      .limit(2 * fewLocks),
  );

  /** All locks of a tree, or undefined when there are more than a few. */
  async few(db: Executor, ownerId: number, namespace: string, now: number): Promise<LockRow[] | undefined> {
    const rows = await this.#any.all(db, ownerId, namespace, now);
    return rows.length > fewLocks ? undefined : rows;
  }

  /** Locks on exactly these paths. */
  async on(
    db: Executor,
    ownerId: number,
    namespace: string,
    now: number,
    paths: readonly string[],
  ): Promise<LockRow[]> {
    const rows: LockRow[] = [];
    for (const chunk of chunked(paths)) {
      const found = db
        .selectFrom('locks')
        .selectAll()
        .where('owner_id', '=', ownerId)
        .where('namespace', '=', namespace)
        .where('path', 'in', chunk)
        .where('expires_at', '>', now);
      rows.push(...(await found.execute()));
    }
    return rows;
  }

  /** Locks on paths from `from` (inclusive) up to `to` (exclusive). */
  between(db: Executor, ownerId: number, namespace: string, now: number, from: string, to: string): Promise<LockRow[]> {
    return db
      .selectFrom('locks')
      .selectAll()
      .where('owner_id', '=', ownerId)
      .where('namespace', '=', namespace)
      .where('path', '>=', from)
      .where('path', '<', to)
      .where('expires_at', '>', now)
      .execute();
  }

  async insert(tx: Transactor, row: LockRow): Promise<void> {
    await tx.db.insertInto('locks').values(row).execute();
  }

  async byTokens(db: Executor, tokens: readonly string[]): Promise<LockRow[]> {
    if (tokens.length === 0) return [];
    return db.selectFrom('locks').selectAll().where('token', 'in', tokens).execute();
  }

  async extend(tx: Transactor, token: string, expiresAt: number): Promise<boolean> {
    const { numUpdatedRows } = await tx.db
      .updateTable('locks')
      .set({ expires_at: expiresAt })
      .where('token', '=', token)
      .executeTakeFirst();
    return numUpdatedRows > 0n;
  }

  async remove(tx: Transactor, tokens: readonly string[]): Promise<void> {
    for (const chunk of chunked(tokens)) await tx.db.deleteFrom('locks').where('token', 'in', chunk).execute();
  }

  async removeExpired(tx: Transactor, now: number): Promise<void> {
    await tx.db.deleteFrom('locks').where('expires_at', '<=', now).execute();
  }
}

/** Up to so many locks of one tree are read at once and compared in memory. */
const fewLocks = 100;
