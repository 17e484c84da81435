import { randomUUID } from 'node:crypto';
import {
  ApiError,
  ErrorCode,
  FileUri,
  IdKind,
  type UploadCredential,
  type UploadSessionRequest,
} from '@canopy/contract';
import type { Transactor } from '../db/index.ts';
import {
  type Actor,
  checkNewMetadata,
  demandOwnFacts,
  type FileRow,
  type Metadata,
  MetadataKey,
  type Scope,
} from '../drive/index.ts';
import { randomText } from '../kernel/index.ts';
import type { Cancellation } from './cancellation.ts';
import type { TransferParts } from './parts.ts';
import type { SessionRow, UploadStore } from './upload-store.ts';
import { entityTypeOf, type UploadKind, type UploadRequest, type UploadTargets } from './upload-target.ts';

/** What completion needs to know of the request; JSON in `upload_sessions.properties`. */
export interface SessionProperties {
  readonly kind: UploadKind;
  readonly callbackSecret: string;
  /** Milliseconds since 1970. */
  readonly lastModified?: number;
  readonly mimeType?: string;
  readonly metadata?: Metadata;
  /** Client that started it. */
  readonly clientId?: string;
}

/** Year 9999 is the last one that RFC 3339 can write. */
const endOfTime = Date.UTC(10_000, 0);

/** Clients send whatever their disk says; what cannot be the time of a file is left out. */
function isTimeOfFile(ms: number | undefined): ms is number {
  return ms !== undefined && ms > 0 && ms < endOfTime;
}

/** Number of chunks of a file; an empty one has one, too. */
export function chunkCount(size: number, chunkSize: number): number {
  return chunkSize === 0 ? 1 : Math.max(1, Math.ceil(size / chunkSize));
}

/** Opens uploads (transfer.md 2.1). */
export class UploadSessions {
  readonly #parts: TransferParts;
  readonly #store: UploadStore;
  readonly #targets: UploadTargets;
  readonly #cancellation: Cancellation;

  constructor(parts: TransferParts, store: UploadStore, targets: UploadTargets, cancellation: Cancellation) {
    this.#parts = parts;
    this.#store = store;
    this.#targets = targets;
    this.#cancellation = cancellation;
  }

  /**
   * Reserves the space, makes the placeholder and locks its path, in one transaction.
   * @throws ApiError as the contract's createUploadSession
   */
  async create(actor: Actor, wish: UploadSessionRequest): Promise<UploadCredential> {
    const { database, policies, stores } = this.#parts;
    const request = this.#request(wish);
    const metadata = checkNewMetadata(this.#parts.drive.metadataRules, wish.metadata);
    const scope = await this.#targets.open(request.uri, actor);
    const properties: SessionProperties = {
      kind: request.kind,
      callbackSecret: randomText(32),
      ...(isTimeOfFile(wish.last_modified) && { lastModified: wish.last_modified }),
      ...(wish.mime_type && { mimeType: wish.mime_type }),
      ...(metadata && { metadata }),
      ...(actor.clientId !== undefined && { clientId: actor.clientId }),
    };
    const session = await database.write((tx) => this.#open(tx, actor, scope, request, properties));
    await this.#begin(session, stores.of(await policies.get(session.policy_id)));
    const storagePolicy = await policies.present(session.policy_id);
    return {
      session_id: session.id,
      upload_id: '',
      chunk_size: session.chunk_size,
      expires: Math.floor(session.expires_at / 1000),
      ...(storagePolicy && { storage_policy: storagePolicy }),
      uri: session.uri,
      callback_secret: properties.callbackSecret,
    };
  }

  #request(wish: UploadSessionRequest): UploadRequest {
    const { ids } = this.#parts;
    const uri = FileUri.parse(wish.uri).withoutSearch();
    const kind = wish.entity_type || 'new';
    const policyId = wish.policy_id ? ids.decode(IdKind.POLICY, wish.policy_id) : undefined;
    const previous = wish.previous ? ids.decode(IdKind.ENTITY, wish.previous) : undefined;
    if (!Number.isSafeInteger(wish.size)) throw new ApiError(ErrorCode.PARAM_INVALID, 'size is out of range.');
    return { uri, kind, size: wish.size, policyId, previous };
  }

  async #open(
    tx: Transactor,
    actor: Actor,
    scope: Scope,
    request: UploadRequest,
    properties: SessionProperties,
  ): Promise<SessionRow> {
    const { clock, drive, keys, policies, settings } = this.#parts;
    await tx.lockTree(scope.owner.id);
    const place = await this.#targets.find(tx, scope, request);
    demandOwnFacts(place, Object.keys(properties.metadata ?? {}));
    const now = clock.now();
    const expiresAt = now + settings.get('upload_session_timeout') * 1000;
    const lock = { elements: request.uri.elements, infinite: true, application: { type: 'upload' }, expiresAt };
    const lockToken = await drive.locks.acquire(tx, scope, lock);
    const policyId = await this.#targets.checkPolicy(place, request);
    this.#targets.checkPrevious(place, request.previous);
    const existing = place.missing.length === 0 ? place.chain.at(-1) : undefined;
    const file = await this.#targets.prepare(tx, actor, { place, policyId, file: existing }, request.size);
    const id = randomUUID();
    const entityId = await this.#addPlaceholder(tx, file, {
      type: entityTypeOf(request.kind),
      size: request.size,
      policyId,
      source: keys.next(),
      checksum: null,
      sessionId: id,
      createdBy: actor.caller.userId,
      at: now,
    });
    const session: SessionRow = {
      id,
      user_id: actor.caller.userId,
      owner_id: scope.owner.id,
      file_id: file.id,
      entity_id: entityId,
      policy_id: policyId,
      lock_token: lockToken,
      uri: request.uri.toString(),
      size: request.size,
      chunk_size: (await policies.get(policyId)).settings.chunk_size ?? 0,
      received: 0,
      made_file: existing ? 0 : 1,
      properties: JSON.stringify(properties),
      expires_at: expiresAt,
      created_at: now,
    };
    await this.#store.insertSession(tx, session);
    return session;
  }

  async #addPlaceholder(
    tx: Transactor,
    file: FileRow,
    entity: Parameters<UploadStore['insertEntity']>[1],
  ): Promise<number> {
    const { drive } = this.#parts;
    const entityId = await this.#store.insertEntity(tx, entity);
    await drive.entities.link(tx, file.id, entityId, entity.at);
    await drive.metadata.put(tx, [
      { file_id: file.id, key: MetadataKey.UPLOAD_SESSION, value: entity.sessionId ?? '' },
    ]);
    return entityId;
  }

  /** A storage that has no room says so now. Then nothing remains of the session. */
  async #begin(session: SessionRow, store: { begin(key: string, size: number): Promise<void> }): Promise<void> {
    const policy = await this.#parts.policies.get(session.policy_id);
    if (!policy.settings.pre_allocate || chunkCount(session.size, session.chunk_size) === 1) return;
    const opened = await this.#store.session(this.#parts.database.read, session.id);
    if (!opened?.source) return;
    try {
      await store.begin(opened.source, session.size);
    } catch (error) {
      await this.#cancellation.discard(session.id);
      throw error;
    }
  }
}
