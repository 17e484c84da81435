import { ApiError, Capability, ErrorCode, FileUri } from '@canopy/contract';
import type { Transactor } from '../db/index.ts';
import { type Actor, demandCapability, existing, type FileRow, MetadataKey } from '../drive/index.ts';
import type { TransferParts } from './parts.ts';
import type { OpenSession, UploadStore } from './upload-store.ts';
import type { UploadTargets } from './upload-target.ts';

/** Lost placeholders and expired sessions looked at in one go. */
const batchSize = 100;

/**
 * Ends uploads that will not be completed: cancelled by their user, expired, or without a session. The
 * placeholder and the space it reserved go in one transaction; the bytes go after it, and if a crash comes in between,
 * the collector finds them under an entity that nothing refers to.
 */
export class Cancellation {
  readonly #parts: TransferParts;
  readonly #store: UploadStore;
  readonly #targets: UploadTargets;

  constructor(parts: TransferParts, store: UploadStore, targets: UploadTargets) {
    this.#parts = parts;
    this.#store = store;
    this.#targets = targets;
  }

  /** transfer.md 2.6. @throws ApiError as the contract's deleteUploadSession */
  async cancel(actor: Actor, request: { readonly id: string; readonly uri: string }): Promise<void> {
    const { database, drive } = this.#parts;
    const uri = FileUri.parse(request.uri).withoutSearch();
    const scope = await drive.locator.open(uri, actor.caller);
    demandCapability(scope.namespace, Capability.UPLOAD, Capability.LOCK);
    const session = await database.write(async (tx) => {
      await tx.lockTree(scope.owner.id);
      const place = await scope.find(tx.db, uri);
      const file = existing(place);
      const found = await this.#store.session(tx.db, request.id.toLowerCase());
      if (found && (found.user_id !== actor.caller.userId || found.file_id !== file.id)) {
        throw new ApiError(ErrorCode.NOT_FOUND, 'This upload is of another user or file.');
      }
      if (!scope.owned && found === undefined) throw new ApiError(ErrorCode.OWNER_ONLY);
      const held = found ? [found.lock_token] : [];
      await drive.locks.demandFree(tx, scope, [{ elements: uri.elements, infinite: true }], held);
      await this.#drop(tx, actor, file, found);
      return found;
    });
    if (session) await this.#abort(session);
  }

  /** Undoes a session that could not be opened at the storage. */
  async discard(sessionId: string): Promise<void> {
    await this.#end(sessionId, () => true);
  }

  /** One run of the sweeper: sessions whose time is over, and placeholders that have none. */
  async sweep(): Promise<void> {
    const { database, clock } = this.#parts;
    const now = clock.now();
    for (;;) {
      const expired = await this.#store.expiredSessions(database.read, now, batchSize);
      for (const id of expired) await this.#end(id, (session) => session.expires_at <= now);
      if (expired.length < batchSize) break;
    }
    let last = 0;
    for (;;) {
      const lost = await this.#store.lostPlaceholders(database.read, last, batchSize);
      for (const placeholder of lost) await this.#endLost(placeholder);
      const end = lost.at(-1);
      if (!end) break;
      last = end.id;
    }
  }

  async #end(sessionId: string, still: (session: OpenSession) => boolean): Promise<void> {
    const seen = await this.#store.session(this.#parts.database.read, sessionId);
    if (!seen) return;
    const ended = await this.#inTreeOf(seen, async (tx, file) => {
      const session = await this.#store.session(tx.db, sessionId);
      if (!session || !still(session)) return undefined;
      if (file) await this.#drop(tx, undefined, file, session);
      else await this.#forget(tx, session);
      return session;
    });
    if (ended) await this.#abort(ended);
  }

  async #endLost(placeholder: { readonly file_id: number; readonly owner_id: number }): Promise<void> {
    await this.#inTreeOf(placeholder, async (tx, file) => {
      if (!file) return;
      const held = await this.#parts.drive.entities.of(tx.db, file.id);
      const sessions = held.map((entity) => entity.upload_session_id).filter((id) => id !== null);
      for (const id of sessions) if (await this.#store.session(tx.db, id)) return;
      await this.#drop(tx, undefined, file, undefined);
    });
  }

  /**
   * Works on a file, undefined when it is gone, with the tree locked that it belongs to: it may have gone to another
   * owner than the one seen. Each try is a transaction of its own, so that nobody waits for a second tree out of order.
   */
  async #inTreeOf<Result>(
    { file_id: fileId, owner_id: seenOwner }: { readonly file_id: number; readonly owner_id: number },
    work: (tx: Transactor, file: FileRow | undefined) => Promise<Result>,
  ): Promise<Result> {
    const { database, drive } = this.#parts;
    for (let ownerId = seenOwner; ; ) {
      const outcome = await database.write(async (tx) => {
        await tx.lockTree(ownerId);
        const file = await drive.tree.byId(tx.db, fileId);
        if (file && file.owner_id !== ownerId) return { now: file.owner_id };
        return { result: await work(tx, file) };
      });
      if ('result' in outcome) return outcome.result as Result;
      ownerId = outcome.now;
    }
  }

  /**
   * Takes the unfinished part off a file: the whole file when it never had anything else, else the placeholder and
   * the mark. `actor` undefined = the system.
   */
  async #drop(
    tx: Transactor,
    actor: Actor | undefined,
    file: FileRow,
    session: OpenSession | undefined,
  ): Promise<void> {
    const { drive } = this.#parts;
    const dropped = await this.#targets.dropUnfinished(tx, file.owner_id, file);
    if (session) await this.#forget(tx, session);
    const left = dropped > 0 ? await drive.entities.of(tx.db, file.id) : [];
    if (dropped > 0 && left.length === 0 && file.primary_entity === null && madeHere(session)) {
      await drive.purger.purge(tx, file.owner_id, actor, [file]);
      return;
    }
    await drive.metadata.remove(tx, [file.id], [MetadataKey.UPLOAD_SESSION, MetadataKey.THUMB_DISABLED]);
  }

  async #forget(tx: Transactor, session: OpenSession): Promise<void> {
    await this.#store.endSession(tx, session.id, true);
    await this.#parts.drive.locks.release(tx, [session.lock_token]);
  }

  /** The bytes. What cannot be removed now is left to the collector. */
  async #abort({ policy_id, source }: OpenSession): Promise<void> {
    const { policies, stores, log } = this.#parts;
    if (source === null) return;
    try {
      await stores.of(await policies.get(policy_id)).abort(source);
    } catch (error) {
      log.warn({ blob: source, err: error }, 'the pieces of an ended upload could not be removed yet');
    }
  }
}

/**
 * Whether the upload made the file. The contract deletes a file whose only entity is the placeholder; a file that
 * was made empty before and then got an upload keeps its place, as nobody asked to delete it.
 */
function madeHere(session: OpenSession | undefined): boolean {
  return session === undefined || session.made_file === 1;
}
