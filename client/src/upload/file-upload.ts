/**
 * One file on its way: session, chunks, end. `run` may be aborted and called again, it goes on where it was. The rules
 * of the protocol are transfer.md sections 2.1 to 2.6.
 */
import { ApiError, ErrorCode } from '@canopy/contract';
import type { ApiClient } from '../api-client.ts';
import { NetworkError, SourceChangedError } from '../errors.ts';
import { sizeOf } from '../transport.ts';
import { fingerprintOf } from './fingerprint.ts';
import { dropSession, fileAt, isIdentical, placeholderOf, SAME_TIME_MS, timeOf } from './placeholder.ts';
import { bytesOf, chunksOf, type ResumeRecord, resumeKey } from './resume.ts';
import type { ResumeLog } from './resume-log.ts';
import { type RetryOptions, withRetries } from './retry.ts';
import type { Semaphore } from './semaphore.ts';
import { type OpenJob, SessionOpener } from './session-opener.ts';
import type { ConflictStrategy } from './types.ts';

export interface FileUploadDeps {
  readonly client: ApiClient;
  readonly log: ResumeLog;
  /** Requests with bytes in them at a time, over all files. */
  readonly connections: Semaphore;
}

export interface FileRun {
  readonly signal: AbortSignal;
  readonly retries: RetryOptions;
  /** Bytes that were sent, or with a minus are to be sent again. */
  readonly onProgress: (bytes: number) => void;
}

export interface FileJob extends OpenJob {
  /** Id of the person who uploads. */
  readonly owner: string;
}

export type FileOutcome = { readonly kind: 'done'; readonly uri: string } | { readonly kind: 'skipped' };

/** Chunks in parallel when the policy does not say. */
const DEFAULT_CONCURRENCY = 3;
/** Sessions that may get lost before the file is given up. */
const MAX_SESSIONS = 4;

export class FileUpload {
  /** What to do when the name is taken; may be changed between two runs. */
  strategy: ConflictStrategy;
  /** The name it gets; changes when it is kept beside its namesake. */
  name: string;
  readonly #deps: FileUploadDeps;
  readonly #job: FileJob;
  readonly #opener: SessionOpener;
  readonly #key: string;
  #record: ResumeRecord | undefined;
  #looked = false;

  constructor(deps: FileUploadDeps, job: FileJob, strategy: ConflictStrategy) {
    this.#deps = deps;
    this.#job = job;
    this.strategy = strategy;
    this.name = job.name;
    this.#opener = new SessionOpener(deps.client, job);
    this.#key = resumeKey(job.owner, job.folder.join(job.name).toString(), job.source, job.policyId);
  }

  /** Resolves when the file is there. Rejects with NameTaken, with the signal's reason, or with the final error. */
  async run(run: FileRun): Promise<FileOutcome> {
    for (let sessions = 1; ; sessions += 1) {
      this.#record ??= await this.#remembered(run);
      this.#record ??= await this.#begin(run);
      const record = this.#record;
      if (!record) return { kind: 'skipped' };
      try {
        await this.#sendMissing(record, run);
      } catch (error) {
        if (!endsSession(error)) throw error;
        // The session also ends when it has everything, and only the last answer got lost.
        if (!(await this.#isThere(record, run))) {
          run.onProgress(-bytesOf(this.#record ?? record));
          // An ended session may leave its placeholder behind, and that holds the name.
          await this.cancel();
          if (sessions >= MAX_SESSIONS) throw error;
          // A session ends with its folder, too; the next one would make that anew.
          if (!(await this.#hasFolder(run))) throw new ApiError(ErrorCode.PATH_NOT_EXIST);
          continue;
        }
      }
      await this.#deps.log.delete(record.key);
      return { kind: 'done', uri: record.uri };
    }
  }

  /** Takes back what was begun: the server drops the placeholder and gives the space back. Call it after an abort. */
  async cancel(): Promise<void> {
    const record = this.#record;
    if (!record) return;
    this.#record = undefined;
    await this.#deps.log.delete(this.#key);
    await dropSession(this.#deps.client, record.sessionId, record.uri);
  }

  /** What an earlier visit remembered of this very file; undefined when there is nothing to go on with. */
  async #remembered({ onProgress }: FileRun): Promise<ResumeRecord | undefined> {
    if (this.#looked) return undefined;
    this.#looked = true;
    const record = await this.#deps.log.get(this.#key);
    if (!record) return undefined;
    const fingerprint = record.fingerprint === undefined ? undefined : await this.#fingerprint();
    if (record.expiresAt <= Date.now() || fingerprint !== record.fingerprint) {
      await this.#deps.log.delete(record.key);
      await dropSession(this.#deps.client, record.sessionId, record.uri);
      return undefined;
    }
    this.name = record.name;
    onProgress(bytesOf(record));
    return record;
  }

  /** Opens a session; undefined when the file is to be left out. */
  async #begin({ signal, retries }: FileRun): Promise<ResumeRecord | undefined> {
    const opened = await this.#opener.open(this.name, this.strategy, retries, signal);
    if (!opened) return undefined;
    const { credential, name, startedAt, replaces } = opened;
    const { size } = this.#job.source;
    this.name = name;
    this.#record = {
      key: this.#key,
      sessionId: credential.session_id,
      uri: credential.uri,
      name,
      size,
      lastModified: timeOf(this.#job.source),
      chunkSize: credential.chunk_size,
      concurrency: credential.storage_policy?.chunk_concurrency,
      expiresAt: credential.expires * 1000,
      startedAt,
      fingerprint: undefined,
      replacedEntity: replaces?.primary_entity,
      received: [],
    };
    // A file of one chunk is sent whole anyway.
    if (chunksOf(this.#record) > 1) this.#record = { ...this.#record, fingerprint: await this.#fingerprint() };
    this.#deps.log.set(this.#record);
    return this.#record;
  }

  async #fingerprint(): Promise<string | undefined> {
    try {
      return await fingerprintOf(this.#job.source);
    } catch (cause) {
      throw new SourceChangedError(undefined, { cause });
    }
  }

  /** Sends the chunks that the server does not have yet; the first final error stops all of them. */
  async #sendMissing(record: ResumeRecord, run: FileRun): Promise<void> {
    const count = chunksOf(record);
    const received = new Set(record.received);
    const missing = Array.from({ length: count }, (_, index) => index).filter((index) => !received.has(index));
    // All was sent before, but nobody saw the end: that is what a session that has ended looks like.
    if (missing.length === 0) throw new ApiError(ErrorCode.UPLOAD_SESSION_EXPIRED);
    const failed = new AbortController();
    const either = AbortSignal.any([run.signal, failed.signal]);
    let next = 0;
    const work = async () => {
      for (let index = missing[next++]; index !== undefined; index = missing[next++]) {
        await this.#sendChunk(record, index, { ...run, signal: either });
        received.add(index);
        this.#record = { ...record, received: [...received] };
        if (received.size < count) this.#deps.log.set(this.#record);
      }
    };
    const workers = Array.from({ length: Math.min(record.concurrency || DEFAULT_CONCURRENCY, missing.length) }, work);
    try {
      await Promise.all(workers);
    } catch (error) {
      failed.abort(error);
      await Promise.allSettled(workers);
      throw error;
    }
  }

  async #sendChunk(record: ResumeRecord, index: number, run: FileRun): Promise<void> {
    const { client, connections } = this.#deps;
    const { signal, retries, onProgress } = run;
    const start = index * record.chunkSize;
    const end = record.chunkSize === 0 ? record.size : Math.min(record.size, start + record.chunkSize);
    await withRetries(signal, retries, () =>
      connections.run(signal, async () => {
        const piece = await this.#read(start, end);
        let counted = 0;
        const count = (sent: number) => {
          onProgress(sent - counted);
          counted = sent;
        };
        try {
          await client.sendChunk(record.sessionId, index, piece, { signal, onProgress: count });
          count(end - start);
        } catch (error) {
          count(0);
          if (isLockLost(error)) throw new ApiError(ErrorCode.UPLOAD_SESSION_EXPIRED);
          if (error instanceof NetworkError) await assertReadable(piece);
          throw error;
        }
      }),
    );
  }

  async #hasFolder({ signal, retries }: FileRun): Promise<boolean> {
    const { folder } = this.#job;
    if (folder.elements.length === 0) return true;
    const { client } = this.#deps;
    return (await withRetries(signal, retries, () => fileAt(client, folder.toString(), signal))) !== undefined;
  }

  async #read(start: number, end: number): Promise<Blob | Uint8Array<ArrayBuffer>> {
    let piece: Blob | Uint8Array<ArrayBuffer>;
    try {
      piece = await this.#job.source.slice(start, end);
    } catch (cause) {
      throw new SourceChangedError(undefined, { cause });
    }
    if (sizeOf(piece) !== end - start) throw new SourceChangedError();
    return piece;
  }

  /** Whether the file of a session that has ended is complete. */
  async #isThere(record: ResumeRecord, { signal, retries }: FileRun): Promise<boolean> {
    const { client } = this.#deps;
    const file = await withRetries(signal, retries, () => fileAt(client, record.uri, signal));
    if (!file || placeholderOf(file) !== undefined || file.size !== record.size) return false;
    if (record.replacedEntity !== undefined && file.primary_entity === record.replacedEntity) return false;
    return record.lastModified === undefined
      ? Date.parse(file.updated_at) >= record.startedAt - SAME_TIME_MS
      : isIdentical(file, this.#job.source);
  }
}

/** Somebody broke the lock of the session, so that it can not go on. */
function isLockLost(error: unknown): boolean {
  return error instanceof ApiError && error.code === ErrorCode.LOCK_CONFLICT;
}

function endsSession(error: unknown): boolean {
  return error instanceof ApiError && error.code === ErrorCode.UPLOAD_SESSION_EXPIRED;
}

/** Browsers tell a file that cannot be read any more as a broken connection: reading one byte tells them apart. */
async function assertReadable(piece: Blob | Uint8Array): Promise<void> {
  if (!(piece instanceof Blob)) return;
  try {
    await piece.slice(0, 1).arrayBuffer();
  } catch (cause) {
    throw new SourceChangedError(undefined, { cause });
  }
}
