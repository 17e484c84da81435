import type { IncomingMessage } from 'node:http';
import { ApiError, ErrorCode, FileUri } from '@canopy/contract';
import type { BlobStore } from '../blobs/index.ts';
import type { Actor } from '../drive/index.ts';
import type { Caller } from '../kernel/index.ts';
import { announcedLength, bodyOf, hasGone } from './body.ts';
import { type Completion, lockLost, sessionOver } from './completion.ts';
import type { TransferParts } from './parts.ts';
import { type Turn, Turns } from './turns.ts';
import { chunkCount } from './upload-sessions.ts';
import type { OpenSession, UploadStore } from './upload-store.ts';

/**
 * Takes chunks (transfer.md 2.3): in any order, in parallel, again. A chunk counts when its bytes are durable
 * and its row is committed; the request that brings the last one completes the upload before it is answered.
 *
 * A chunk that is sent again is forgotten first, so that a second try that breaks half-way leaves a chunk that
 * is missing, never one that is half old and half new.
 */
export class ChunkReceiver {
  readonly #parts: TransferParts;
  readonly #store: UploadStore;
  readonly #completion: Completion;
  readonly #turns = new Turns();

  constructor(parts: TransferParts, store: UploadStore, completion: Completion) {
    this.#parts = parts;
    this.#store = store;
    this.#completion = completion;
  }

  /** @throws ApiError as the contract's uploadFileChunk */
  async receive(actor: Actor, sessionId: string, index: number, request: IncomingMessage): Promise<void> {
    const session = await this.#session(actor, sessionId);
    const length = checkedLength(session, index, request);
    const turn = await this.#turns.take(`${session.id}/${index}`);
    try {
      const current = turn.waited ? await this.#session(actor, sessionId) : session;
      const store = this.#parts.stores.of(await this.#parts.policies.get(current.policy_id));
      if (chunkCount(current.size, current.chunk_size) === 1) {
        await this.#receiveWhole(actor, current, store, request, turn);
      } else {
        await this.#receivePart(actor, current, store, index, length, request, turn);
      }
    } finally {
      turn.end();
    }
  }

  /** The session, while it may receive. @throws ApiError 40011, 40016, 40073 */
  async #session({ caller }: Actor, id: string): Promise<OpenSession> {
    const { database, clock } = this.#parts;
    const session = await this.#store.session(database.read, id.toLowerCase());
    const now = clock.now();
    // A session that a visitor of a share started is open to whoever knows its id.
    const foreign = session && session.user_id !== 0 && session.user_id !== caller.userId;
    if (!session || foreign || session.expires_at <= now) throw sessionOver();
    if (session.present_file === null || session.purged_at !== null || session.source === null) {
      throw new ApiError(ErrorCode.PATH_NOT_EXIST, 'The file of this upload is gone.');
    }
    // What was begun through a share ends with it.
    if (session.owner_id !== caller.userId && !(await this.#isOpen(session.uri, caller))) throw sessionOver();
    if (session.locked_until === null || session.locked_until <= now) throw lockLost();
    return session;
  }

  /** Whether the caller still gets to the file system of an upload. */
  async #isOpen(uri: string, caller: Caller): Promise<boolean> {
    try {
      await this.#parts.drive.locator.open(FileUri.parse(uri), caller);
      return true;
    } catch (error) {
      if (error instanceof ApiError) return false;
      throw error;
    }
  }

  /** All in one: stored under a key of its own, and part of the file with one transaction. */
  async #receiveWhole(
    actor: Actor,
    session: OpenSession,
    store: BlobStore,
    request: IncomingMessage,
    turn: Turn,
  ): Promise<void> {
    const source = this.#parts.keys.next();
    const { checksum } = await store.put(source, bodyOf(request, turn.givenUp), { size: session.size });
    try {
      await this.#completion.finish(session, { source, size: session.size, checksum }, actor);
    } catch (error) {
      // Only a refusal says for sure that nothing refers to the blob; after a failed commit nobody knows.
      if (error instanceof ApiError) await this.#discard(store, source);
      throw error;
    }
  }

  async #receivePart(
    actor: Actor,
    session: OpenSession,
    store: BlobStore,
    index: number,
    length: number,
    request: IncomingMessage,
    turn: Turn,
  ): Promise<void> {
    const { database } = this.#parts;
    const total = chunkCount(session.size, session.chunk_size);
    const source = session.source as string;
    const again = session.received > 0 && (await this.#store.hasChunk(database.read, session.id, index));
    // A request that broke off and is taken up late must not undo what a newer one was told is here.
    if (again && hasGone(request)) throw new ApiError(ErrorCode.IO_FAILED, 'The body stopped half-way.');
    const left = again
      ? await database.write((tx) => this.#store.dropChunk(tx, session.id, index, total))
      : session.received;
    if (left === undefined) throw sessionOver();
    // Everything is here, but a crash or another request came before the end.
    if (left >= total) return this.#completion.assemble(session, actor);

    const body = bodyOf(request, turn.givenUp);
    const sha256 = await store.writeAt(source, index * session.chunk_size, length, body);
    const received = await database.write((tx) => this.#store.addChunk(tx, session.id, index, sha256));
    if (received === undefined) {
      // Cancelled meanwhile: what this request wrote after that must not stay.
      await store.abort(source);
      throw sessionOver();
    }
    if (received >= total) await this.#completion.assemble(session, actor);
  }

  /** A blob that could not become part of a file. If it stays, the checks find it. */
  async #discard(store: BlobStore, source: string): Promise<void> {
    try {
      await store.remove(source);
    } catch (error) {
      this.#parts.log.warn({ blob: source, err: error }, 'a blob of a failed upload could not be removed');
    }
  }
}

/** The length that this chunk must have and has. @throws ApiError 40012, 40013 */
function checkedLength(session: OpenSession, index: number, request: IncomingMessage): number {
  const { size, chunk_size: chunkSize } = session;
  if (index >= chunkCount(size, chunkSize)) throw new ApiError(ErrorCode.INVALID_CHUNK_INDEX);
  const expected = chunkSize === 0 ? size : Math.min(chunkSize, size - index * chunkSize);
  const announced = announcedLength(request, ErrorCode.INVALID_CONTENT_LENGTH) ?? 0;
  if (announced === expected) return expected;
  throw new ApiError(
    ErrorCode.INVALID_CONTENT_LENGTH,
    `This chunk must have ${expected} bytes, but ${announced} were announced.`,
  );
}
