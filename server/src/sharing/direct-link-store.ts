import type { Selectable } from 'kysely';
import { type DirectLinksTable, Prepared, type Reader, type Transactor } from '../db/index.ts';

export type DirectLinkRow = Selectable<DirectLinksTable>;

/** A link and the file behind it. */
export interface LinkedFile {
  readonly id: number;
  /** In the link. */
  readonly name: string;
  readonly speed: number;
  readonly fileId: number;
  /** Of the file as it is now. */
  readonly fileName: string;
  readonly ownerId: number;
  /** The current version; null = none yet. */
  readonly entityId: number | null;
  /** Root folder of the owner; null = he has none. */
  readonly rootId: number | null;
}

/** Rows of direct links. */
export class DirectLinkStore {
  readonly #linked = new Prepared((db, id: number) =>
    db
      .selectFrom('direct_links')
      .innerJoin('files', 'files.id', 'direct_links.file_id')
      .innerJoin('users', 'users.id', 'files.owner_id')
      .select([
        'direct_links.id',
        'direct_links.name',
        'direct_links.speed',
        'files.id as fileId',
        'files.name as fileName',
        'files.owner_id as ownerId',
        'files.primary_entity as entityId',
        'users.root_id as rootId',
      ])
      .where('direct_links.id', '=', id),
  );
  readonly #reaches = new Prepared((db, fileId: number, rootId: number) =>
    db
      .withRecursive('above(id, parent_id)', (cte) =>
        cte
          .selectFrom('files')
          .select(['id', 'parent_id'])
          .where('id', '=', fileId)
          .unionAll(
            cte
              .selectFrom('files')
              .innerJoin('above', 'above.parent_id', 'files.id')
              .select(['files.id', 'files.parent_id']),
          ),
      )
      .selectFrom('above')
      .select('id')
      .where('id', '=', rootId),
  );
  readonly #count = new Prepared((db, id: number) =>
    db
      .updateTable('direct_links')
      .set((eb) => ({ downloads: eb('downloads', '+', 1) }))
      .where('id', '=', id),
  );
  readonly #alike = new Prepared((db, fileId: number, name: string, speed: number) =>
    db
      .selectFrom('direct_links')
      .selectAll()
      .where('file_id', '=', fileId)
      .where('name', '=', name)
      .where('speed', '=', speed)
      .orderBy('id')
      .limit(1),
  );
  readonly #of = new Prepared((db, fileId: number) =>
    db.selectFrom('direct_links').selectAll().where('file_id', '=', fileId).orderBy('id'),
  );

  linked(read: Reader, id: number): Promise<LinkedFile | undefined> {
    return this.#linked.first(read, id);
  }

  /** Whether a file lies below a folder, at any depth: in one statement, so that it sees one state. */
  async isBelow(read: Reader, fileId: number, folderId: number): Promise<boolean> {
    return (await this.#reaches.first(read, fileId, folderId)) !== undefined;
  }

  /** @returns whether the link is still there */
  async count(tx: Transactor, id: number): Promise<boolean> {
    return (await this.#count.run(tx.db, id)) > 0;
  }

  /** The oldest link of a file with this name and speed. */
  alike(tx: Transactor, fileId: number, name: string, speed: number): Promise<DirectLinkRow | undefined> {
    return this.#alike.first(tx.db, fileId, name, speed);
  }

  /** In the order in which they were made. */
  of(read: Reader, fileId: number): Promise<DirectLinkRow[]> {
    return this.#of.all(read, fileId);
  }

  async insert(
    tx: Transactor,
    link: { readonly file_id: number; readonly name: string; readonly speed: number; readonly created_at: number },
  ): Promise<DirectLinkRow> {
    return tx.db.insertInto('direct_links').values(link).returningAll().executeTakeFirstOrThrow();
  }

  async remove(tx: Transactor, id: number): Promise<void> {
    await tx.db.deleteFrom('direct_links').where('id', '=', id).execute();
  }

  async removeOf(tx: Transactor, fileIds: readonly number[]): Promise<void> {
    await tx.db.deleteFrom('direct_links').where('file_id', 'in', fileIds).execute();
  }
}
