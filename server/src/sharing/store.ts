import { type Kysely, sql } from 'kysely';
import { type Executor, Prepared, PreparedList, type Schema, type Transactor } from '../db/index.ts';
import type { SharedFile, ShareRow } from './share.ts';

/** What a list of links can be ordered by. */
export type ShareOrder = 'id' | 'views' | 'downloads' | 'remain_downloads' | 'price';

/** The last link of a page: the next page begins behind it. */
export interface SharePosition {
  readonly value: number;
  readonly id: number;
}

/** A link of a list, with what it leads to. */
export interface ListedShare {
  readonly share: ShareRow;
  readonly file: SharedFile | undefined;
}

/** Whom the rules of a link name. */
export interface Member {
  readonly kind: 'user' | 'group';
  readonly member_id: number;
  readonly rights: number;
}

const sharedFile = ['id', 'owner_id', 'name', 'kind', 'size', 'trash_key', 'purged_at'] as const;

/** Links. */
export class ShareStore {
  readonly #byId = new Prepared((db, id: number) => db.selectFrom('shares').selectAll().where('id', '=', id));
  readonly #sharedAmong = new PreparedList((db, ids) =>
    db.selectFrom('shares').select('file_id').distinct().where('file_id', 'in', ids),
  );
  readonly #files = new PreparedList((db, ids) => db.selectFrom('files').select(sharedFile).where('id', 'in', ids));
  readonly #take = new Prepared((db, count: number, again: number, id: number, needed: number) =>
    db
      .updateTable('shares')
      .set((eb) => ({
        downloads: eb('downloads', '+', count),
        remain_downloads: eb('remain_downloads', '-', again),
      }))
      .where('id', '=', id)
      .where((eb) => eb.or([eb('remain_downloads', 'is', null), eb('remain_downloads', '>=', needed)])),
  );
  readonly #view = new Prepared((db, id: number) =>
    db
      .updateTable('shares')
      .set((eb) => ({ views: eb('views', '+', 1) }))
      .where('id', '=', id),
  );

  byId(db: Executor, id: number): Promise<ShareRow | undefined> {
    return this.#byId.first(db, id);
  }

  async sharedAmong(db: Executor, fileIds: readonly number[]): Promise<ReadonlySet<number>> {
    return new Set((await this.#sharedAmong.all(db, fileIds)).map((row) => row.file_id));
  }

  /** The links of one file, oldest first. */
  ofFile(db: Executor, fileId: number): Promise<ShareRow[]> {
    return db.selectFrom('shares').selectAll().where('file_id', '=', fileId).orderBy('id').execute();
  }

  async file(db: Executor, fileId: number): Promise<SharedFile | undefined> {
    return (await this.#files.all(db, [fileId]))[0];
  }

  /** One page of the links of a user; unlimited downloads count as fewest. */
  async page(
    db: Executor,
    ownerId: number,
    order: ShareOrder,
    descending: boolean,
    behind: SharePosition | undefined,
    limit: number,
    publicOnly: boolean,
  ): Promise<ListedShare[]> {
    const [direction, than] = descending ? (['desc', '<'] as const) : (['asc', '>'] as const);
    const value = order === 'remain_downloads' ? sql<number>`coalesce(remain_downloads, -1)` : sql.ref<number>(order);
    let query = (db as Kysely<Schema>).selectFrom('shares').selectAll().where('owner_id', '=', ownerId);
    if (publicOnly) query = query.where('password', 'is', null);
    if (behind) {
      query = query.where((eb) =>
        eb.or([eb(value, than, behind.value), eb.and([eb(value, '=', behind.value), eb('id', than, behind.id)])]),
      );
    }
    const shares = await query.orderBy(value, direction).orderBy('id', direction).limit(limit).execute();
    const files = await this.#files.all(
      db,
      shares.map((share) => share.file_id),
    );
    const byId = new Map(files.map((file) => [file.id, file]));
    return shares.map((share) => ({ share, file: byId.get(share.file_id) }));
  }

  /** @param codeOf the public id of a row number */
  async insert(
    tx: Transactor,
    row: Omit<ShareRow, 'id' | 'views' | 'downloads' | 'code'>,
    codeOf: (id: number) => string,
  ): Promise<number> {
    const { id } = await tx.db
      .insertInto('shares')
      .values({ ...row, code: null })
      .returning('id')
      .executeTakeFirstOrThrow();
    await tx.db
      .updateTable('shares')
      .set({ code: codeOf(id) })
      .where('id', '=', id)
      .execute();
    return id;
  }

  async update(tx: Transactor, id: number, change: Partial<Omit<ShareRow, 'id' | 'code' | 'password'>>): Promise<void> {
    await tx.db.updateTable('shares').set(change).where('id', '=', id).execute();
  }

  /** Whom a link names, instead of those before. */
  async setMembers(tx: Transactor, id: number, members: readonly Member[]): Promise<void> {
    await tx.db.deleteFrom('share_members').where('share_id', '=', id).execute();
    if (members.length === 0) return;
    await tx.db
      .insertInto('share_members')
      .values(members.map((member) => ({ share_id: id, ...member })))
      .execute();
  }

  async remove(tx: Transactor, ids: readonly number[]): Promise<void> {
    if (ids.length === 0) return;
    await tx.db.deleteFrom('share_members').where('share_id', 'in', ids).execute();
    await tx.db.deleteFrom('shares').where('id', 'in', ids).execute();
  }

  /** Removes every link of these files. */
  async removeOfFiles(tx: Transactor, fileIds: readonly number[]): Promise<void> {
    if (fileIds.length === 0) return;
    const shares = await tx.db.selectFrom('shares').select('id').where('file_id', 'in', fileIds).execute();
    await this.remove(
      tx,
      shares.map((share) => share.id),
    );
  }

  async countView(tx: Transactor, id: number): Promise<void> {
    await this.#view.run(tx.db, id);
  }

  /** @returns how many of the downloads there were left for, and are counted now. */
  async takeDownloads(tx: Transactor, id: number, wanted: number): Promise<number> {
    for (let count = wanted; count > 0; ) {
      // One conditional statement: of two requests for the last download, one gets it.
      if ((await this.#take.run(tx.db, count, count, id, count)) > 0) return count;
      const left = (await this.byId(tx.db, id))?.remain_downloads ?? 0;
      count = Math.min(left, count - 1);
    }
    return 0;
  }
}
