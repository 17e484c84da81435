import { type Database, type Executor, Prepared, PreparedList, type Transactor } from '../db/index.ts';
import type { Metadata } from './present.ts';
import { chunked } from './rows.ts';

/** Rows of one insert. */
const rowsOfInsert = 500;

/** Metadata of files: one value for each key. */
export class MetadataStore {
  readonly #of = new Prepared((db, fileId: number) =>
    db.selectFrom('metadata').select(['key', 'value']).where('file_id', '=', fileId),
  );

  readonly #ofMany = new PreparedList((db, ids) => db.selectFrom('metadata').selectAll().where('file_id', 'in', ids));

  async of(db: Executor, fileId: number): Promise<Metadata> {
    const metadata: Metadata = {};
    for (const { key, value } of await this.#of.all(db, fileId)) metadata[key] = value;
    return metadata;
  }

  /** Of many files; those without any are left out. */
  async ofMany(db: Executor, fileIds: readonly number[]): Promise<Map<number, Metadata>> {
    const found = new Map<number, Metadata>();
    for (const { file_id, key, value } of await this.#ofMany.all(db, fileIds)) {
      const metadata = found.get(file_id);
      if (metadata) metadata[key] = value;
      else found.set(file_id, { [key]: value });
    }
    return found;
  }

  async put(tx: Transactor, rows: readonly { file_id: number; key: string; value: string }[]): Promise<void> {
    for (const chunk of chunked(rows, rowsOfInsert)) {
      await tx.db
        .insertInto('metadata')
        .values(chunk)
        .onConflict((conflict) =>
          conflict.columns(['file_id', 'key']).doUpdateSet((eb) => ({ value: eb.ref('excluded.value') })),
        )
        .execute();
    }
  }

  async remove(tx: Transactor, fileIds: readonly number[], keys: readonly string[]): Promise<void> {
    if (keys.length === 0) return;
    for (const chunk of chunked(fileIds)) {
      await tx.db.deleteFrom('metadata').where('file_id', 'in', chunk).where('key', 'in', keys).execute();
    }
  }

  /** Files that have a key, from the lowest number above `after` up. */
  withKey(
    database: Database,
    key: string,
    after: number,
    limit: number,
  ): Promise<{ file_id: number; value: string }[]> {
    return database.scan(
      database.read
        .selectFrom('metadata')
        .select(['file_id', 'value'])
        .where('key', '=', key)
        .where('file_id', '>', after)
        .orderBy('file_id')
        .limit(limit),
    );
  }
}
