import { type Executor, Prepared, type Transactor } from '../db/index.ts';
import { chunked, type FileRow } from './rows.ts';
import { presentTrash } from './trash-number.ts';

/** What was deleted for good, and the removal of its rows. */
export class PurgeStore {
  readonly #emptied = new Prepared((db, ownerId: number, limit: number) =>
    db
      .selectFrom('files')
      .selectAll()
      .where('trash_key', 'is not', null)
      .where('owner_id', '=', ownerId)
      .where('trash_number', '<', presentTrash(ownerId))
      .orderBy('trash_number')
      .orderBy('kind')
      .orderBy('id')
      .limit(limit),
  );
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
      .selectFrom('users')
      .select('id')
      .where((eb) => {
        const own = eb.selectFrom('files').select('files.id').whereRef('files.owner_id', '=', 'users.id').limit(1);
        const purged = own.where('files.purged_at', 'is not', null);
        const emptied = own
          .where('files.trash_key', 'is not', null)
          .whereRef('files.trash_number', '<', 'users.trash_number');
        return eb.or([eb.exists(purged), eb.exists(emptied)]);
      })
      .execute();
    return rows.map((row) => row.id);
  }

  /** Takes rows out of the tree or the trash. Nobody sees them, or what is below them, any more. */
  async detach(tx: Transactor, ids: readonly number[], now: number, keepBlobs = false): Promise<void> {
    for (const chunk of chunked(ids)) {
      await tx.db
        .updateTable('files')
        .set({ parent_id: null, trash_key: null, purged_at: now, keeps_blobs: keepBlobs ? 1 : 0 })
        .where('id', 'in', chunk)
        .execute();
    }
  }

  /** Gives the owner a new trash. What lies in the one before is seen by nobody any more, and waits for its removal. */
  async empty(tx: Transactor, ownerId: number): Promise<void> {
    await tx.db
      .updateTable('users')
      .set((eb) => ({ trash_number: eb('trash_number', '+', 1) }))
      .where('id', '=', ownerId)
      .execute();
  }

  /** Items of trashes before the present one. */
  emptied(db: Executor, ownerId: number, limit: number): Promise<FileRow[]> {
    return this.#emptied.all(db, ownerId, limit);
  }

  /** Items of a trash, from the lowest number up. */
  trashed(db: Executor, ownerId: number, limit: number): Promise<FileRow[]> {
    return db
      .selectFrom('files')
      .selectAll()
      .where('trash_key', 'is not', null)
      .where('owner_id', '=', ownerId)
      .where('trash_number', '=', presentTrash(ownerId))
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
