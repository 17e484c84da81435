import type { IncomingMessage } from 'node:http';
import { ApiError, ErrorCode, type FileResponse, FileUri, IdKind } from '@canopy/contract';
import type { StoredBlob } from '../blobs/index.ts';
import type { Transactor } from '../db/index.ts';
import { type Actor, EntityKind, type Scope } from '../drive/index.ts';
import { announcedLength, bodyOf } from './body.ts';
import type { TransferParts } from './parts.ts';
import type { UploadStore } from './upload-store.ts';
import type { UploadRequest, UploadTargets } from './upload-target.ts';

/**
 * New content in one request (transfer.md 2.8). The bytes are stored first; then one transaction checks
 * everything, charges the space and makes them the current version. So nothing is reserved while a slow body
 * comes in, and readers see the old content until the new one is whole.
 */
export class ContentUpdate {
  readonly #parts: TransferParts;
  readonly #store: UploadStore;
  readonly #targets: UploadTargets;

  constructor(parts: TransferParts, store: UploadStore, targets: UploadTargets) {
    this.#parts = parts;
    this.#store = store;
    this.#targets = targets;
  }

  /** @throws ApiError as the contract's updateFileContent */
  async update(
    actor: Actor,
    { uri: uriText, previous: previousText }: { readonly uri: string; readonly previous?: string | undefined },
    request: IncomingMessage,
  ): Promise<FileResponse> {
    const { database, ids, keys, policies, settings, stores } = this.#parts;
    const uri = FileUri.parse(uriText).withoutSearch();
    const previous = previousText ? ids.decode(IdKind.ENTITY, previousText) : undefined;
    const length = announcedLength(request, ErrorCode.PARAM_INVALID);
    const maxSize = settings.get('maxEditSize');
    const scope = await this.#targets.open(uri, actor);
    // What can be refused is refused before the body is read; the transaction looks again.
    const seen = this.#targets.checkPlace(await scope.find(database.read, uri), 'version');
    if (length !== undefined && length > maxSize) {
      throw new ApiError(ErrorCode.FILE_TOO_LARGE, `Files of more than ${maxSize} bytes cannot be saved this way.`);
    }
    const wish: UploadRequest = { uri, kind: 'version', size: length ?? 0, previous };
    const policyId = await this.#targets.checkPolicy(seen, wish);
    this.#targets.checkPrevious(seen, previous);

    const store = stores.of(await policies.get(policyId));
    const source = keys.next();
    const body = withoutLength(request) ? { maxSize } : { size: length ?? 0 };
    const stored = await store.put(source, bodyOf(request), body);
    try {
      const file = { ...wish, size: stored.size };
      return await database.write((tx) => this.#attach(tx, actor, scope, file, policyId, source, stored));
    } catch (error) {
      // As with chunks: after a failed commit nobody knows whether the blob is in use.
      if (error instanceof ApiError) {
        await store.remove(source).catch((failure: unknown) => {
          this.#parts.log.warn({ blob: source, err: failure }, 'a blob of a failed update could not be removed');
        });
      }
      throw error;
    }
  }

  async #attach(
    tx: Transactor,
    actor: Actor,
    scope: Scope,
    request: UploadRequest,
    storedAt: number,
    source: string,
    { size, checksum }: StoredBlob,
  ): Promise<FileResponse> {
    const { clock, drive } = this.#parts;
    const { owner } = scope;
    await tx.lockTree(owner.id);
    const place = await this.#targets.find(tx, scope, request);
    await drive.locks.demandFree(tx, scope, [{ elements: request.uri.elements, infinite: true }]);
    const policyId = await this.#targets.checkPolicy(place, request);
    // The folder got another storage while the body came in.
    if (policyId !== storedAt) throw new ApiError(ErrorCode.CONFLICT);
    this.#targets.checkPrevious(place, request.previous);
    const existing = place.missing.length === 0 ? place.chain.at(-1) : undefined;
    const file = await this.#targets.prepare(tx, actor, { place, policyId, file: existing }, size);
    const at = clock.now();
    const entityId = await this.#store.insertEntity(tx, {
      type: EntityKind.VERSION,
      size,
      policyId,
      source,
      checksum,
      sessionId: null,
      createdBy: actor.caller.userId,
      at,
    });
    await drive.entities.link(tx, file.id, entityId, at);
    const now = await drive.versions.attach(tx, owner, file, { id: entityId, size }, actor, { uri: request.uri });
    const above = existing ? place.chain.slice(0, -1) : place.chain;
    return drive.presenter.file(now, scope, request.uri.toString(), null, [...above, now]);
  }
}

/** A body in chunked encoding tells its length only at its end. */
function withoutLength({ headers }: IncomingMessage): boolean {
  return headers['content-length'] === undefined && headers['transfer-encoding'] !== undefined;
}
