import { type Kysely, sql } from 'kysely';
import { type Database, type Executor, Prepared, type Schema, type Transactor } from '../db/index.ts';

/** How far the index of one owner is. */
export interface IndexState {
  /** Number of the last line of his journal that went into it. */
  readonly position: number;
  /** Number of the last line of his journal. */
  readonly newest: number;
  /** Whether whole folders are still to come. */
  readonly backlog: boolean;
}

/** A line of the journal, as far as the index cares. */
export interface JournalLine {
  readonly id: number;
  readonly kind: string;
  readonly file_id: number;
  readonly file_kind: number;
}

export interface BacklogItem {
  readonly folder_id: number;
  readonly after: number;
}

/** The row of `search_state` that is about no owner. */
const nobody = 0;

/** How far the index is, and what it reads of the journal. */
export class IndexStore {
  readonly #state = new Prepared((db, ownerId: number) =>
    db
      .selectFrom('search_state')
      .select('position')
      .select((eb) => [
        eb
          .selectFrom('journal')
          .select((max) => max.fn.max('journal.id').as('id'))
          .where('journal.owner_id', '=', ownerId)
          .as('newest'),
        eb
          .selectFrom('search_backlog')
          .select('folder_id')
          .where('search_backlog.owner_id', '=', ownerId)
          .limit(1)
          .as('backlog'),
      ])
      .where('search_state.owner_id', '=', ownerId),
  );
  readonly #lines = new Prepared((db, ownerId: number, after: number, limit: number) =>
    db
      .selectFrom('journal')
      .select(['id', 'kind', 'file_id', 'file_kind'])
      .where('owner_id', '=', ownerId)
      .where('id', '>', after)
      .orderBy('id')
      .limit(limit),
  );

  /** Undefined when nothing of this owner was ever indexed. */
  async state(db: Executor, ownerId: number): Promise<IndexState | undefined> {
    const row = await this.#state.first(db, ownerId);
    return row && { position: row.position, newest: row.newest ?? 0, backlog: row.backlog !== null };
  }

  lines(db: Executor, ownerId: number, after: number, limit: number): Promise<JournalLine[]> {
    return this.#lines.all(db, ownerId, after, limit);
  }

  /** @returns false when somebody else was faster; then nothing may be committed. */
  async advance(tx: Transactor, ownerId: number, from: number, to: number): Promise<boolean> {
    const { numUpdatedRows } = await tx.db
      .updateTable('search_state')
      .set({ position: to })
      .where('owner_id', '=', ownerId)
      .where('position', '=', from)
      .executeTakeFirst();
    return numUpdatedRows > 0n;
  }

  /** Takes up an owner: everything there is of him waits, and his journal counts from here on. */
  async begin(tx: Transactor, ownerId: number): Promise<void> {
    const newest = await tx.db
      .selectFrom('journal')
      .select((eb) => eb.fn.max('id').as('id'))
      .where('owner_id', '=', ownerId)
      .executeTakeFirst();
    await tx.db
      .insertInto('search_state')
      .values({ owner_id: ownerId, position: newest?.id ?? 0 })
      .onConflict((conflict) => conflict.column('owner_id').doUpdateSet({ position: newest?.id ?? 0 }))
      .execute();
    await sql`insert into search_backlog (owner_id, folder_id, after)
      select cast(${ownerId} as bigint), root_id, 0 from users where id = ${ownerId} and root_id is not null
      union select cast(${ownerId} as bigint), id, 0 from files where owner_id = ${ownerId} and trash_key is not null
      on conflict do nothing`.execute(tx.db);
  }

  /** Lets folders wait that are to be indexed with all that is below them. */
  async postpone(tx: Transactor, ownerId: number, folderIds: readonly number[]): Promise<void> {
    if (folderIds.length === 0) return;
    await tx.db
      .insertInto('search_backlog')
      .values(folderIds.map((folder_id) => ({ owner_id: ownerId, folder_id, after: 0 })))
      .onConflict((conflict) => conflict.columns(['owner_id', 'folder_id']).doUpdateSet({ after: 0 }))
      .execute();
  }

  /** The deepest go first, so that the list stays short. */
  nextWaiting(db: Executor, ownerId: number): Promise<BacklogItem | undefined> {
    return db
      .selectFrom('search_backlog')
      .select(['folder_id', 'after'])
      .where('owner_id', '=', ownerId)
      .orderBy('folder_id', 'desc')
      .limit(1)
      .executeTakeFirst();
  }

  /** @param after child that was reached; undefined = the folder is done. @returns false when somebody was faster */
  async proceed(tx: Transactor, ownerId: number, item: BacklogItem, after: number | undefined): Promise<boolean> {
    if (after === undefined) {
      const { numDeletedRows } = await tx.db
        .deleteFrom('search_backlog')
        .where('owner_id', '=', ownerId)
        .where('folder_id', '=', item.folder_id)
        .where('after', '=', item.after)
        .executeTakeFirst();
      return numDeletedRows > 0n;
    }
    const { numUpdatedRows } = await tx.db
      .updateTable('search_backlog')
      .set({ after })
      .where('owner_id', '=', ownerId)
      .where('folder_id', '=', item.folder_id)
      .where('after', '=', item.after)
      .executeTakeFirst();
    return numUpdatedRows > 0n;
  }

  /** Owners with something in their tree, from the lowest number above `after` up. */
  async owners(db: Executor, after: number, limit: number): Promise<number[]> {
    const rows = await db
      .selectFrom('users')
      .select('id')
      .where('root_id', 'is not', null)
      .where('id', '>', after)
      .orderBy('id')
      .limit(limit)
      .execute();
    return rows.map(({ id }) => id);
  }

  /** Owners of whom something is not indexed yet; at most `limit` of them. */
  async behind(database: Database, limit: number): Promise<number[]> {
    const query = (database.read as Kysely<Schema>)
      .selectFrom('users')
      .leftJoin('search_state', 'search_state.owner_id', 'users.id')
      .select('users.id')
      .where('users.root_id', 'is not', null)
      .where((eb) =>
        eb.or([
          eb('search_state.position', 'is', null),
          eb.exists(
            eb.selectFrom('search_backlog').select('folder_id').whereRef('search_backlog.owner_id', '=', 'users.id'),
          ),
          eb.exists(
            eb
              .selectFrom('journal')
              .select('journal.id')
              .whereRef('journal.owner_id', '=', 'users.id')
              .whereRef('journal.id', '>', 'search_state.position'),
          ),
        ]),
      )
      .limit(limit);
    return (await database.scan(query)).map(({ id }) => id);
  }

  /** Number of the last line of all journals. */
  async newestLine(db: Executor): Promise<number> {
    const row = await db
      .selectFrom('journal')
      .select((eb) => eb.fn.max('id').as('id'))
      .executeTakeFirst();
    return row?.id ?? 0;
  }

  /** The last line that was read of a tree which is behind; undefined = none is. */
  async oldestUnread(db: Executor): Promise<number | undefined> {
    const row = await db
      .selectFrom('search_state')
      .select((eb) => eb.fn.min('search_state.position').as('position'))
      .where((eb) =>
        eb.exists(
          eb
            .selectFrom('journal')
            .select('journal.id')
            .whereRef('journal.owner_id', '=', 'search_state.owner_id')
            .whereRef('journal.id', '>', 'search_state.position'),
        ),
      )
      .executeTakeFirst();
    return row?.position ?? undefined;
  }

  /** Whose journals have lines behind this one. */
  async ownersSince(db: Executor, line: number): Promise<number[]> {
    const rows = await db.selectFrom('journal').select('owner_id').distinct().where('id', '>', line).execute();
    return rows.map((row) => row.owner_id);
  }

  /** Everything that has a name and was not deleted, from the lowest number above `after` up. */
  files(db: Executor, after: number, limit: number): Promise<{ id: number; owner_id: number; name: string }[]> {
    return db
      .selectFrom('files')
      .select(['id', 'owner_id', 'name'])
      .where('id', '>', after)
      .where('name', '!=', '')
      .where('purged_at', 'is', null)
      .orderBy('id')
      .limit(limit)
      .execute();
  }

  /** Which contents the index was last told to have, as a number; undefined = none. */
  async textsMark(db: Executor): Promise<number | undefined> {
    return (await db.selectFrom('search_state').select('position').where('owner_id', '=', nobody).executeTakeFirst())
      ?.position;
  }

  async setTextsMark(tx: Transactor, mark: number): Promise<void> {
    await tx.db
      .insertInto('search_state')
      .values({ owner_id: nobody, position: mark })
      .onConflict((conflict) => conflict.column('owner_id').doUpdateSet({ position: mark }))
      .execute();
  }
}
