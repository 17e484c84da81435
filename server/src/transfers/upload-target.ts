import { ApiError, Capability, checkName, ErrorCode, FilePermission, type FileUri } from '@canopy/contract';
import type { Transactor } from '../db/index.ts';
import {
  type Actor,
  demandCapability,
  EntityKind,
  FileKind,
  type FileRow,
  type Place,
  policyOf,
  type Scope,
} from '../drive/index.ts';
import type { TransferParts } from './parts.ts';
import type { UploadStore } from './upload-store.ts';

/** What is being uploaded: a new file, a version of one, or the video of a live photo. */
export type UploadKind = 'new' | 'version' | 'live_photo';

export interface UploadRequest {
  readonly uri: FileUri;
  readonly kind: UploadKind;
  readonly size: number;
  /** Version that the client thinks is the current one; undefined = it does not care. */
  readonly previous: number | undefined;
  /** Policy that the client counts on; undefined = the one of the folder. */
  readonly policyId?: number | undefined;
}

/** A place that passed all checks, with what must be known to store something there. */
export interface UploadTarget {
  readonly place: Place;
  readonly policyId: number;
  /** The file that is there; undefined = it has to be made. */
  readonly file: FileRow | undefined;
}

/**
 * The checks that all uploads share, in the order of transfer.md 2.1. They run in the transaction that acts on
 * their result.
 */
export class UploadTargets {
  readonly #parts: TransferParts;
  readonly #store: UploadStore;

  constructor(parts: TransferParts, store: UploadStore) {
    this.#parts = parts;
    this.#store = store;
  }

  /** @throws ApiError 401, 403 where nothing can be uploaded at all. */
  async open(uri: FileUri, actor: Actor): Promise<Scope> {
    const scope = await this.#parts.drive.locator.open(uri, actor.caller);
    demandCapability(scope.namespace, Capability.UPLOAD, Capability.LOCK);
    return scope;
  }

  /**
   * Steps 3 to 6: what is there. @throws ApiError 403 when the way leads through a file or a shortcut, 40004 when the
   * place is taken, 40016 for a live photo without a photo, 40082 or 403 without the right.
   */
  async find(tx: Transactor, scope: Scope, request: UploadRequest): Promise<Place> {
    return this.checkPlace(await scope.find(tx.db, request.uri), request.kind);
  }

  checkPlace(place: Place, kind: UploadKind): Place {
    const last = place.chain.at(-1);
    if (last?.symbolic === 1) throw new ApiError(ErrorCode.NO_PERMISSION, 'Nothing can be stored in a shortcut.');
    if (place.missing.length === 0) {
      if (kind === 'new' || last?.kind !== FileKind.FILE) throw new ApiError(ErrorCode.OBJECT_EXIST);
      place.scope.demand(FilePermission.UPDATE, place);
      return place;
    }
    if (last?.kind === FileKind.FILE) {
      throw new ApiError(ErrorCode.NO_PERMISSION, 'The path goes through something that is no folder.');
    }
    if (kind === 'live_photo') throw new ApiError(ErrorCode.PATH_NOT_EXIST);
    place.scope.demand(FilePermission.CREATE, place);
    return place;
  }

  /** Steps 8 to 10: policy, names, size. @throws ApiError 40006, 40035, 40057, 40052, 40049 */
  async checkPolicy(place: Place, request: UploadRequest): Promise<number> {
    const { policies, stores } = this.#parts;
    const policyId = policyOf(place);
    if (policyId === null) {
      throw new ApiError(ErrorCode.POLICY_NOT_ALLOWED, 'There is no storage for files of this group.');
    }
    if (request.policyId !== undefined && request.policyId !== policyId) {
      await policies.get(request.policyId);
      // A version goes where its file is; the client knows the policy of the folder.
      const folder = { ...place, chain: place.chain.slice(0, -1) };
      if (place.missing.length > 0 || request.policyId !== policyOf(folder)) {
        throw new ApiError(ErrorCode.POLICY_CHANGED);
      }
    }
    stores.of(await policies.get(policyId));
    for (const name of place.missing) checkName(name);
    await policies.checkFileName(policyId, place.uri.name);
    await policies.checkFileSize(policyId, request.size);
    return policyId;
  }

  /** Step 13. @throws ApiError 40076 */
  checkPrevious(place: Place, previous: number | undefined): void {
    const file = place.missing.length === 0 ? place.chain.at(-1) : undefined;
    if (!file || previous === undefined || (file.primary_entity ?? 0) === previous) return;
    throw new ApiError(ErrorCode.STALE_VERSION);
  }

  /**
   * Step 14, the beginning: space is reserved and the file is there, made with its folders when it was not.
   * Placeholders of uploads that nobody goes on with are taken off it.
   */
  async prepare(tx: Transactor, actor: Actor, target: UploadTarget, size: number): Promise<FileRow> {
    const { drive, quota } = this.#parts;
    const { owner } = target.place.scope;
    await quota.reserve(tx, owner.id, size);
    if (!target.file) return drive.creator.makeAt(tx, actor, target.place, { kind: 0, policyId: target.policyId });
    await this.dropUnfinished(tx, owner.id, target.file);
    return target.file;
  }

  /** Takes unfinished entities off a file, with their sessions and the space they reserved. @returns how many */
  async dropUnfinished(tx: Transactor, ownerId: number, file: FileRow): Promise<number> {
    const { drive, quota, clock } = this.#parts;
    const held = await drive.entities.of(tx.db, file.id);
    const unfinished = held.filter((entity) => entity.upload_session_id !== null);
    if (unfinished.length === 0) return 0;
    const bytes = unfinished.reduce((sum, entity) => sum + entity.size, 0);
    const ids = unfinished.map((entity) => entity.id);
    await drive.entities.unlink(tx, file.id, ids, clock.now());
    await quota.release(tx, ownerId, bytes);
    for (const entity of unfinished) {
      if (entity.upload_session_id !== null) await this.#store.endSession(tx, entity.upload_session_id, true);
    }
    return unfinished.length;
  }
}

/** Entity type of what is uploaded. */
export function entityTypeOf(kind: UploadKind): number {
  return kind === 'live_photo' ? EntityKind.LIVE_PHOTO : EntityKind.VERSION;
}
