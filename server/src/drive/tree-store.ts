import type { Insertable, Updateable } from 'kysely';
import { type Executor, type FilesTable, Prepared, PreparedList, type Transactor } from '../db/index.ts';
import { chunked, type FileRow } from './rows.ts';
import { presentTrash } from './trash-number.ts';

/** Rows of the tree. */
export class TreeStore {
  readonly #root = new Prepared((db, ownerId: number) =>
    db
      .selectFrom('users')
      .innerJoin('files', 'files.id', 'users.root_id')
      .selectAll('files')
      .where('users.id', '=', ownerId),
  );
  readonly #child = new Prepared((db, parentId: number, name: string) =>
    db.selectFrom('files').selectAll().where('parent_id', '=', parentId).where('name', '=', name),
  );
  readonly #byId = new Prepared((db, id: number) => db.selectFrom('files').selectAll().where('id', '=', id));
  readonly #byIds = new PreparedList((db, ids) => db.selectFrom('files').selectAll().where('id', 'in', ids));
  readonly #trashed = new Prepared((db, ownerId: number, key: string) =>
    db
      .selectFrom('files')
      .selectAll()
      .where('trash_key', '=', key)
      .where('owner_id', '=', ownerId)
      .where('trash_number', '=', presentTrash(ownerId)),
  );
  readonly #ruled = new Prepared((db, ownerId: number, limit: number) =>
    db
      .selectFrom('files')
      .selectAll()
      .where('permissions', 'is not', null)
      .where('owner_id', '=', ownerId)
      .orderBy('id')
      .limit(limit),
  );
  readonly #insert = new Prepared(
    (
      db,
      owner_id: number,
      parent_id: number | null,
      name: string,
      kind: number,
      symbolic: number,
      policy_id: number | null,
      at: number,
    ) =>
      db
        .insertInto('files')
        .values({ owner_id, parent_id, name, kind, size: 0, symbolic, policy_id, created_at: at, updated_at: at })
        .returningAll(),
  );

  readonly #rename = new Prepared((db, name: string, at: number, id: number) =>
    db.updateTable('files').set({ name, updated_at: at }).where('id', '=', id),
  );
  readonly #toTrash = new Prepared((db, key: string, at: number, id: number) =>
    db
      .updateTable('files')
      .set((eb) => ({
        ...{ parent_id: null, trash_key: key, updated_at: at },
        trash_number: presentTrash(eb.ref('files.owner_id')),
      }))
      .where('id', '=', id),
  );

  root(db: Executor, ownerId: number): Promise<FileRow | undefined> {
    return this.#root.first(db, ownerId);
  }

  async child(db: Executor, parentId: number, name: string): Promise<FileRow | undefined> {
    return isStorable(name) ? this.#child.first(db, parentId, name) : undefined;
  }

  byId(db: Executor, id: number): Promise<FileRow | undefined> {
    return this.#byId.first(db, id);
  }

  /** Files of one owner that have rules of their own, at most `limit`. */
  ruled(db: Executor, ownerId: number, limit: number): Promise<FileRow[]> {
    return this.#ruled.all(db, ownerId, limit);
  }

  async trashed(db: Executor, ownerId: number, key: string): Promise<FileRow | undefined> {
    return isStorable(key) ? this.#trashed.first(db, ownerId, key) : undefined;
  }

  byIds(db: Executor, ids: readonly number[]): Promise<FileRow[]> {
    return this.#byIds.all(db, ids);
  }

  /** The children of these names; those that do not exist are left out. */
  async children(db: Executor, parentId: number, names: readonly string[]): Promise<FileRow[]> {
    const rows: FileRow[] = [];
    for (const chunk of chunked(names.filter(isStorable))) {
      const found = db.selectFrom('files').selectAll().where('parent_id', '=', parentId).where('name', 'in', chunk);
      rows.push(...(await found.execute()));
    }
    return rows;
  }

  /** Items of one trash by their keys. */
  async trashedByKeys(db: Executor, ownerId: number, keys: readonly string[]): Promise<FileRow[]> {
    const rows: FileRow[] = [];
    for (const chunk of chunked(keys.filter(isStorable))) {
      const found = db
        .selectFrom('files')
        .selectAll()
        .where('trash_key', 'in', chunk)
        .where('owner_id', '=', ownerId)
        .where('trash_number', '=', presentTrash(ownerId));
      rows.push(...(await found.execute()));
    }
    return rows;
  }

  /** One row, new and empty. */
  async insert(
    tx: Transactor,
    row: Pick<FileRow, 'owner_id' | 'parent_id' | 'name' | 'kind' | 'symbolic' | 'policy_id' | 'created_at'>,
  ): Promise<FileRow> {
    const { owner_id, parent_id, name, kind, symbolic, policy_id, created_at } = row;
    const made = await this.#insert.first(tx.db, owner_id, parent_id, name, kind, symbolic, policy_id, created_at);
    if (!made) throw new Error('the database did not answer the row it inserted');
    return made;
  }

  /** Rows of one statement. Their numbers come in no order: tell them apart by parent and name. */
  insertMany(
    tx: Transactor,
    rows: readonly Insertable<FilesTable>[],
  ): Promise<Pick<FileRow, 'id' | 'parent_id' | 'name'>[]> {
    return tx.db.insertInto('files').values(rows).returning(['id', 'parent_id', 'name']).execute();
  }

  async update(tx: Transactor, ids: readonly number[], change: Updateable<FilesTable>): Promise<void> {
    for (const chunk of chunked(ids)) {
      await tx.db.updateTable('files').set(change).where('id', 'in', chunk).execute();
    }
  }

  async rename(tx: Transactor, id: number, name: string, at: number): Promise<void> {
    await this.#rename.run(tx.db, name, at, id);
  }

  /** Takes a row out of its folder into the trash. Its name stays. */
  async toTrash(tx: Transactor, id: number, key: string, at: number): Promise<void> {
    await this.#toTrash.run(tx.db, key, at, id);
  }

  async setRoot(tx: Transactor, ownerId: number, rootId: number): Promise<void> {
    await tx.db.updateTable('users').set({ root_id: rootId }).where('id', '=', ownerId).execute();
  }
}

/** PostgreSQL refuses to be asked for texts with this character; no name has it. */
function isStorable(text: string): boolean {
  return !text.includes('\0');
}
