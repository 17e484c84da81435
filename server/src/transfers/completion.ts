import { ApiError, ErrorCode, FileUri } from '@canopy/contract';
import { blockChecksum } from '../blobs/index.ts';
import type { Transactor } from '../db/index.ts';
import {
  type Actor,
  changeAt,
  EntityKind,
  type FileRow,
  type Metadata,
  MetadataKey,
  type Owner,
} from '../drive/index.ts';
import type { TransferParts } from './parts.ts';
import { chunkCount, type SessionProperties } from './upload-sessions.ts';
import type { OpenSession, UploadStore } from './upload-store.ts';

/** Where the bytes of a finished upload are. */
export interface FinishedBytes {
  readonly source: string;
  readonly size: number;
  readonly checksum: string;
}

/** Turns placeholders whose bytes are durable into what they stand for (transfer.md 2.4). */
export class Completion {
  readonly #parts: TransferParts;
  readonly #store: UploadStore;
  readonly #running = new Map<string, Promise<void>>();

  constructor(parts: TransferParts, store: UploadStore) {
    this.#parts = parts;
    this.#store = store;
  }

  /**
   * Completes a session all of whose chunks are recorded. Asked twice at the same time it runs once; asked
   * again after a crash half-way it goes on.
   *
   * The order, and what a crash leaves: chunks are durable (a session to complete) -> the blob gets its name (still
   * such a session, committing again succeeds) -> one transaction makes it the content of the file.
   */
  assemble(session: OpenSession, actor: Actor): Promise<void> {
    let run = this.#running.get(session.id);
    if (!run) {
      run = this.#assemble(session, actor).finally(() => this.#running.delete(session.id));
      this.#running.set(session.id, run);
    }
    return run;
  }

  async #assemble(session: OpenSession, actor: Actor): Promise<void> {
    const { database, policies, stores } = this.#parts;
    const sums = await this.#store.chunkSums(database.read, session.id);
    if (session.source === null || sums.length !== chunkCount(session.size, session.chunk_size)) {
      // Another process was faster, and the session is over.
      throw sessionOver();
    }
    const store = stores.of(await policies.get(session.policy_id));
    await store.commit(session.source, session.size);
    const checksum = blockChecksum(session.chunk_size, sums);
    await this.finish(session, { source: session.source, size: session.size, checksum }, actor);
  }

  /**
   * The transaction. @throws ApiError 40011 when the session has ended, 40016 when the file is gone, 40073 when
   * the lock is.
   */
  async finish(session: OpenSession, bytes: FinishedBytes, actor: Actor): Promise<void> {
    const { database, owners } = this.#parts;
    const owner = await owners.find(session.owner_id);
    if (!owner) throw new ApiError(ErrorCode.PATH_NOT_EXIST);
    await database.write((tx) => this.#finish(tx, session, bytes, owner, actor));
  }

  async #finish(tx: Transactor, session: OpenSession, bytes: FinishedBytes, owner: Owner, actor: Actor): Promise<void> {
    const { clock, drive } = this.#parts;
    const properties = JSON.parse(session.properties) as SessionProperties;
    await tx.lockTree(owner.id);
    const chunked = chunkCount(session.size, session.chunk_size) > 1;
    if (!(await this.#store.endSession(tx, session.id, chunked))) throw sessionOver();
    if (!(await drive.locks.find(tx.db, session.lock_token))) throw lockLost();
    const file = await drive.tree.byId(tx.db, session.file_id);
    if (!file || file.purged_at !== null) throw new ApiError(ErrorCode.PATH_NOT_EXIST);
    const now = clock.now();
    const updatedAt = properties.lastModified ?? now;
    const finished = await this.#store.finishEntity(tx, session.entity_id, session.id, bytes, updatedAt);
    if (!finished) throw sessionOver();
    if (properties.kind === 'live_photo') {
      await this.#replaceLivePhoto(tx, owner, file.id, session.entity_id);
    } else {
      const entity = { id: session.entity_id, size: bytes.size };
      await drive.versions.attach(tx, owner, file, entity, actor, {
        updatedAt,
        uri: FileUri.parse(session.uri),
      });
    }
    const metadata = properties.metadata ?? {};
    if (Object.keys(metadata).length > 0) await this.#setMetadata(tx, session, file, metadata, actor);
    await drive.locks.release(tx, [session.lock_token]);
  }

  /** What came with the bytes. Of a file that was there before it is a change like any other. */
  async #setMetadata(
    tx: Transactor,
    { made_file: made }: OpenSession,
    file: FileRow,
    metadata: Metadata,
    actor: Actor,
  ): Promise<void> {
    const { drive } = this.#parts;
    const old = made === 1 ? {} : await drive.metadata.of(tx.db, file.id);
    const changed = Object.entries(metadata).filter(([key, value]) => old[key] !== value);
    const puts = changed.map(([key, value]) => ({ file_id: file.id, key, value }));
    await drive.metadata.put(tx, puts);
    if (made === 1 || changed.length === 0) return;
    const before = Object.fromEntries(changed.map(([key]) => [key, old[key] ?? null]));
    const change = changeAt('metadata', file, { before, after: Object.fromEntries(changed) });
    await drive.journal.append(tx, file.owner_id, actor, [change]);
  }

  /** One live photo a file: the newest. */
  async #replaceLivePhoto(tx: Transactor, owner: Owner, fileId: number, entityId: number): Promise<void> {
    const { clock, drive, quota } = this.#parts;
    const held = await drive.entities.of(tx.db, fileId);
    const older = held.filter(
      ({ id, type, upload_session_id }) =>
        type === EntityKind.LIVE_PHOTO && id !== entityId && upload_session_id === null,
    );
    if (older.length > 0) {
      const ids = older.map((entity) => entity.id);
      await drive.entities.unlink(tx, fileId, ids, clock.now());
      await quota.release(
        tx,
        owner.id,
        older.reduce((sum, entity) => sum + entity.size, 0),
      );
    }
    await drive.metadata.remove(tx, [fileId], [MetadataKey.UPLOAD_SESSION, MetadataKey.THUMB_DISABLED]);
  }
}

export function sessionOver(): ApiError {
  return new ApiError(ErrorCode.UPLOAD_SESSION_EXPIRED);
}

export function lockLost(): ApiError {
  return new ApiError(ErrorCode.LOCK_CONFLICT, 'The lock of this upload is gone: it expired, or somebody broke it.');
}
