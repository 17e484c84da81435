import { type Executor, Prepared, type Transactor } from '../db/index.ts';
import { chunked, type FileRow } from './rows.ts';

/** What was deleted for good, and the removal of its rows. */
export class PurgeStore {
  readonly #waiting = new Prepared((db, ownerId: number, limit: number) =>
    db
      .selectFrom('files')
      .selectAll()
      .where('purged_at', 'is not', null)
      .where('owner_id', '=', ownerId)
      .orderBy('purged_at')
      .orderBy('id')
      .limit(limit),
  );

  /** Tops of trees that wait for their removal. */
  waiting(db: Executor, ownerId: number, limit: number): Promise<FileRow[]> {
    return this.#waiting.all(db, ownerId, limit);
  }

  /** Owners for whom something waits. */
  async ownersWaiting(db: Executor): Promise<number[]> {
    const rows = await db
      .selectFrom('files')
      .select('owner_id')
      .distinct()
      .where('purged_at', 'is not', null)
      .execute();
    return rows.map((row) => row.owner_id);
  }

  /** Takes rows out of the tree or the trash. Nobody sees them, or what is below them, any more. */
  async detach(tx: Transactor, ids: readonly number[], now: number): Promise<void> {
    for (const chunk of chunked(ids)) {
      await tx.db
        .updateTable('files')
        .set({ parent_id: null, trash_key: null, purged_at: now })
        .where('id', 'in', chunk)
        .execute();
    }
  }

  /** Items of a trash, from the lowest number up. */
  trashed(db: Executor, ownerId: number, limit: number): Promise<FileRow[]> {
    return db
      .selectFrom('files')
      .selectAll()
      .where('trash_key', 'is not', null)
      .where('owner_id', '=', ownerId)
      .orderBy('kind')
      .orderBy('id')
      .limit(limit)
      .execute();
  }

  /** Deletes rows that nothing lies below any more, and their metadata. Blobs were taken off before. */
  async remove(tx: Transactor, ids: readonly number[]): Promise<void> {
    for (const chunk of chunked(ids)) {
      await tx.db.deleteFrom('metadata').where('file_id', 'in', chunk).execute();
      await tx.db.deleteFrom('files').where('id', 'in', chunk).execute();
    }
  }
}
