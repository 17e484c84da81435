import type { Selectable } from 'kysely';
import { type Executor, Prepared, type Reader, type Transactor, type UploadSessionsTable } from '../db/index.ts';

export type SessionRow = Selectable<UploadSessionsTable>;

/** A session with what every chunk must know of the rest of the world. */
export interface OpenSession extends SessionRow {
  /** Key of the placeholder's blob; null = the placeholder is gone. */
  readonly source: string | null;
  /** Null = the file is gone. */
  readonly present_file: number | null;
  readonly purged_at: number | null;
  /** Null = the lock is gone. */
  readonly locked_until: number | null;
}

/** What a new entity starts with. */
export interface NewEntity {
  readonly type: number;
  readonly size: number;
  readonly policyId: number;
  readonly source: string;
  readonly checksum: string | null;
  readonly sessionId: string | null;
  readonly createdBy: number;
  readonly at: number;
}

/** SQL of uploads: sessions, their chunks, their entities. */
export class UploadStore {
  readonly #open = new Prepared((db, id: string) =>
    db
      .selectFrom('upload_sessions')
      .leftJoin('files', 'files.id', 'upload_sessions.file_id')
      .leftJoin('entities', 'entities.id', 'upload_sessions.entity_id')
      .leftJoin('locks', 'locks.token', 'upload_sessions.lock_token')
      .selectAll('upload_sessions')
      .select(['files.id as present_file', 'files.purged_at', 'entities.source', 'locks.expires_at as locked_until'])
      .where('upload_sessions.id', '=', id),
  );
  readonly #insertSession = new Prepared(
    (
      db,
      id: string,
      user_id: number,
      owner_id: number,
      file_id: number,
      entity_id: number,
      policy_id: number,
      lock_token: string,
      uri: string,
      size: number,
      chunk_size: number,
      received: number,
      made_file: number,
      properties: string,
      expires_at: number,
      created_at: number,
    ) =>
      db.insertInto('upload_sessions').values({
        id,
        user_id,
        owner_id,
        file_id,
        entity_id,
        policy_id,
        lock_token,
        uri,
        size,
        chunk_size,
        received,
        made_file,
        properties,
        expires_at,
        created_at,
      }),
  );
  readonly #insertEntity = new Prepared(
    (
      db,
      type: number,
      size: number,
      policy_id: number,
      source: string,
      checksum: string | null,
      upload_session_id: string | null,
      created_by: number,
      created_at: number,
      updated_at: number,
    ) =>
      db
        .insertInto('entities')
        .values({
          type,
          size,
          policy_id,
          source,
          checksum,
          upload_session_id,
          reference_count: 0,
          created_by,
          created_at,
          updated_at,
        })
        .returning('id'),
  );
  readonly #finishEntity = new Prepared(
    (db, source: string, size: number, checksum: string, updated_at: number, id: number, sessionId: string) =>
      db
        .updateTable('entities')
        .set({ source, size, checksum, updated_at, upload_session_id: null })
        .where('id', '=', id)
        .where('upload_session_id', '=', sessionId),
  );
  readonly #deleteSession = new Prepared((db, id: string) => db.deleteFrom('upload_sessions').where('id', '=', id));
  readonly #deleteChunks = new Prepared((db, id: string) =>
    db.deleteFrom('upload_chunks').where('session_id', '=', id),
  );

  session(db: Executor, id: string): Promise<OpenSession | undefined> {
    return this.#open.first(db, id);
  }

  async insertSession(tx: Transactor, row: SessionRow): Promise<void> {
    const { user_id, owner_id, file_id, entity_id, policy_id, lock_token, uri, size, chunk_size } = row;
    const ids = [row.id, user_id, owner_id, file_id, entity_id, policy_id, lock_token] as const;
    const rest = [row.received, row.made_file, row.properties, row.expires_at, row.created_at] as const;
    await this.#insertSession.run(tx.db, ...ids, uri, size, chunk_size, ...rest);
  }

  /** Ends a session. @returns false when somebody else did before. */
  async endSession(tx: Transactor, id: string, chunked: boolean): Promise<boolean> {
    if (chunked) await this.#deleteChunks.run(tx.db, id);
    return (await this.#deleteSession.run(tx.db, id)) > 0;
  }

  /** Ids of sessions that ran out, oldest first. */
  async expiredSessions(read: Reader, now: number, limit: number): Promise<string[]> {
    const rows = await read
      .selectFrom('upload_sessions')
      .select('id')
      .where('expires_at', '<=', now)
      .orderBy('expires_at')
      .limit(limit)
      .execute();
    return rows.map((row) => row.id);
  }

  /**
   * Unfinished entities in files whose session is lost, by number. Unfinished ones are few, and must be looked at first:
   * SQLite keeps the order of cross joins, and left to itself it would begin with the files of all others.
   */
  lostPlaceholders(
    read: Reader,
    after: number,
    limit: number,
  ): Promise<{ id: number; file_id: number; owner_id: number }[]> {
    return read
      .selectFrom('entities')
      .crossJoin('file_entities')
      .crossJoin('files')
      .leftJoin('upload_sessions', 'upload_sessions.id', 'entities.upload_session_id')
      .select(['entities.id', 'file_entities.file_id', 'files.owner_id'])
      .whereRef('file_entities.entity_id', '=', 'entities.id')
      .whereRef('files.id', '=', 'file_entities.file_id')
      .where('entities.upload_session_id', 'is not', null)
      .where('upload_sessions.id', 'is', null)
      .where('entities.id', '>', after)
      .orderBy('entities.id')
      .limit(limit)
      .execute();
  }

  async hasChunk(read: Reader, sessionId: string, chunk: number): Promise<boolean> {
    const row = await read
      .selectFrom('upload_chunks')
      .select('chunk')
      .where('session_id', '=', sessionId)
      .where('chunk', '=', chunk)
      .executeTakeFirst();
    return row !== undefined;
  }

  /**
   * Records a chunk whose bytes are durable.
   * @returns how many chunks are there now, or undefined when the session has ended.
   */
  async addChunk(tx: Transactor, sessionId: string, chunk: number, sha256: string): Promise<number | undefined> {
    // The session first: once its row is held, nobody ends the session, and a chunk of none is never written.
    const row = await this.#count(tx, sessionId, 1);
    if (!row) return undefined;
    const { numInsertedOrUpdatedRows } = await tx.db
      .insertInto('upload_chunks')
      .values({ session_id: sessionId, chunk, sha256 })
      .onConflict((conflict) => conflict.columns(['session_id', 'chunk']).doNothing())
      .executeTakeFirst();
    if (numInsertedOrUpdatedRows === 1n) return row.received;
    await tx.db
      .updateTable('upload_chunks')
      .set({ sha256 })
      .where('session_id', '=', sessionId)
      .where('chunk', '=', chunk)
      .execute();
    return (await this.#count(tx, sessionId, -1))?.received;
  }

  #count(tx: Transactor, sessionId: string, by: number): Promise<{ received: number } | undefined> {
    return tx.db
      .updateTable('upload_sessions')
      .set((eb) => ({ received: eb('received', '+', by) }))
      .where('id', '=', sessionId)
      .returning('received')
      .executeTakeFirst();
  }

  /**
   * Forgets a chunk that is going to be written anew, unless all chunks are there: then nothing may change.
   * @returns how many chunks are there now, or undefined when the session has ended.
   */
  async dropChunk(tx: Transactor, sessionId: string, chunk: number, total: number): Promise<number | undefined> {
    // An update that changes nothing, but holds the row until the commit.
    const row = await tx.db
      .updateTable('upload_sessions')
      .set((eb) => ({ received: eb.ref('received') }))
      .where('id', '=', sessionId)
      .returning('received')
      .executeTakeFirst();
    if (!row || row.received >= total) return row?.received;
    const { numDeletedRows } = await tx.db
      .deleteFrom('upload_chunks')
      .where('session_id', '=', sessionId)
      .where('chunk', '=', chunk)
      .executeTakeFirst();
    const left = row.received - Number(numDeletedRows);
    await tx.db.updateTable('upload_sessions').set({ received: left }).where('id', '=', sessionId).execute();
    return left;
  }

  /** SHA-256 of every chunk in order. */
  async chunkSums(read: Reader, sessionId: string): Promise<string[]> {
    const rows = await read
      .selectFrom('upload_chunks')
      .select('sha256')
      .where('session_id', '=', sessionId)
      .orderBy('chunk')
      .execute();
    return rows.map((row) => row.sha256);
  }

  async insertEntity(tx: Transactor, entity: NewEntity): Promise<number> {
    const { type, size, policyId, source, checksum, sessionId, createdBy, at } = entity;
    const row = await this.#insertEntity.first(
      tx.db,
      type,
      size,
      policyId,
      source,
      checksum,
      sessionId,
      createdBy,
      at,
      at,
    );
    if (!row) throw new Error('the database did not answer the row it inserted');
    return row.id;
  }

  /** Turns a placeholder into an entity. @returns false when it is none of this session any more. */
  async finishEntity(
    tx: Transactor,
    entityId: number,
    sessionId: string,
    bytes: { readonly source: string; readonly size: number; readonly checksum: string },
    updatedAt: number,
  ): Promise<boolean> {
    const { source, size, checksum } = bytes;
    return (await this.#finishEntity.run(tx.db, source, size, checksum, updatedAt, entityId, sessionId)) > 0;
  }
}
