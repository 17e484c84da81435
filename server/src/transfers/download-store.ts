import type { Selectable } from 'kysely';
import { type EntitiesTable, Prepared, type Reader, type Transactor } from '../db/index.ts';

/** Where the bytes of an entity lie. */
export type EntityBytes = Pick<
  Selectable<EntitiesTable>,
  'size' | 'policy_id' | 'source' | 'reference_count' | 'upload_session_id'
>;

/** A file as an archive needs it, with the bytes of its current version. */
export interface ArchiveFile {
  readonly id: number;
  readonly name: string;
  readonly updated_at: number;
  readonly size: number | null;
  readonly policy_id: number | null;
  readonly source: string | null;
  readonly permissions: string | null;
}

/** SQL of downloads: where bytes are, what folders hold, and what links stand for. */
export class DownloadStore {
  readonly #bytes = new Prepared((db, id: number) =>
    db
      .selectFrom('entities')
      .select(['size', 'policy_id', 'source', 'reference_count', 'upload_session_id'])
      .where('id', '=', id),
  );
  readonly #filesIn = new Prepared((db, folderId: number, after: number, limit: number) =>
    db
      .selectFrom('files')
      .leftJoin('entities', 'entities.id', 'files.primary_entity')
      .select(['files.id', 'files.name', 'files.updated_at', 'files.permissions'])
      .select(['entities.size', 'entities.policy_id', 'entities.source'])
      .where('files.parent_id', '=', folderId)
      .where('files.kind', '=', 0)
      .where('files.symbolic', '=', 0)
      .where('files.id', '>', after)
      .orderBy('files.id')
      .limit(limit),
  );
  readonly #foldersIn = new Prepared((db, folderId: number, after: number, limit: number) =>
    db
      .selectFrom('files')
      .select(['id', 'name', 'permissions'])
      .where('parent_id', '=', folderId)
      .where('kind', '=', 1)
      .where('symbolic', '=', 0)
      .where('id', '>', after)
      .orderBy('id')
      .limit(limit),
  );

  bytesOf(read: Reader, entityId: number): Promise<EntityBytes | undefined> {
    return this.#bytes.first(read, entityId);
  }

  filesIn(read: Reader, folderId: number, after: number, limit: number): Promise<ArchiveFile[]> {
    return this.#filesIn.all(read, folderId, after, limit);
  }

  foldersIn(
    read: Reader,
    folderId: number,
    after: number,
    limit: number,
  ): Promise<{ id: number; name: string; permissions: string | null }[]> {
    return this.#foldersIn.all(read, folderId, after, limit);
  }

  async putTicket(tx: Transactor, key: string, kind: string, value: unknown, expiresAt: number): Promise<void> {
    await tx.db
      .insertInto('tickets')
      .values({ key, kind, value: JSON.stringify(value), expires_at: expiresAt })
      .execute();
  }

  /** The value of a ticket in force. */
  async ticket(read: Reader, key: string, kind: string, now: number): Promise<unknown> {
    const row = await read
      .selectFrom('tickets')
      .select('value')
      .where('key', '=', key)
      .where('kind', '=', kind)
      .where('expires_at', '>', now)
      .executeTakeFirst();
    return row && JSON.parse(row.value);
  }
}
