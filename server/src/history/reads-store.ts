import type { Insertable, Selectable } from 'kysely';
import type { ReadsTable, Transactor } from '../db/index.ts';

export type ReadRow = Selectable<ReadsTable>;

/** Rows of one insert; each has seven values. */
const rowsOfInsert = 500;

/** Writes down who read what. */
export class ReadsStore {
  async append(tx: Transactor, rows: readonly Insertable<ReadsTable>[]): Promise<void> {
    for (let at = 0; at < rows.length; at += rowsOfInsert) {
      await tx.db
        .insertInto('reads')
        .values(rows.slice(at, at + rowsOfInsert))
        .execute();
    }
  }

  async forget(tx: Transactor, fileIds: readonly number[]): Promise<void> {
    await tx.db.deleteFrom('reads').where('file_id', 'in', fileIds).execute();
  }

  /** Removes at most `limit` of the oldest rows, those from before a time. @returns how many */
  async cut(tx: Transactor, before: number, limit: number): Promise<number> {
    const oldest = await tx.db.selectFrom('reads').select(['id', 'at']).orderBy('id').limit(limit).execute();
    const end = oldest.findIndex(({ at }) => at >= before);
    const old = end < 0 ? oldest : oldest.slice(0, end);
    const last = old.at(-1);
    if (!last) return 0;
    await tx.db.deleteFrom('reads').where('id', '<=', last.id).execute();
    return old.length;
  }
}
