/** The begin of an upload: a session for a name, and what happens when the name is taken. */
import {
  ApiError,
  ErrorCode,
  type FileResponse,
  type FileUri,
  numberedName,
  type UploadCredential,
} from '@canopy/contract';
import { unlessAborted } from '../abort.ts';
import type { ApiClient } from '../api-client.ts';
import { NetworkError, UnexpectedAnswerError, UnsupportedStorageError } from '../errors.ts';
import { dropSession, fileAt, isIdentical, placeholderOf, timeOf } from './placeholder.ts';
import { type RetryOptions, withRetries } from './retry.ts';
import type { ConflictStrategy, UploadSource } from './types.ts';

/** The name is taken and nobody has said yet what to do. */
export class NameTaken extends Error {
  override readonly name = 'NameTaken';
  readonly existing: FileResponse;
  readonly unfinished: boolean;
  readonly bothName: string;

  constructor(existing: FileResponse, bothName: string) {
    super('A file or folder of this name already exists.');
    this.existing = existing;
    this.unfinished = placeholderOf(existing) !== undefined;
    this.bothName = bothName;
  }
}

export interface OpenJob {
  readonly source: UploadSource;
  /** The name wanted. */
  readonly name: string;
  readonly folder: FileUri;
  readonly policyId: string | undefined;
  readonly skipIdentical: boolean;
}

export interface OpenedSession {
  readonly credential: UploadCredential;
  /** The name that was free. */
  readonly name: string;
  readonly startedAt: number;
  /** The file that gets a new version. */
  readonly replaces: FileResponse | undefined;
}

/** "name (2)" up to "name (1000)" are tried. */
const MAX_NUMBER = 1000;
/** Rounds without another name: what is there comes and goes. */
const MAX_ROUNDS = 5;

export class SessionOpener {
  readonly #client: ApiClient;
  readonly #job: OpenJob;
  /** A request was sent whose answer never came: a placeholder may be our own. */
  #uncertain = false;
  /** Sessions opened here: one that could not be dropped for lack of a connection still holds the name. */
  readonly #own = new Set<string>();

  constructor(client: ApiClient, job: OpenJob) {
    this.#client = client;
    this.#job = job;
  }

  /** Opens a session for `name` or one like it; undefined when the file is to be left out. Rejects with NameTaken. */
  async open(
    name: string,
    strategy: ConflictStrategy,
    retries: RetryOptions,
    signal: AbortSignal,
  ): Promise<OpenedSession | undefined> {
    const { source, folder, skipIdentical } = this.#job;
    let replaces: FileResponse | undefined;
    let number = 2;
    /** The lock is not that of an unfinished upload, which would be given up: it is waited for. */
    let waitsForLock = false;
    for (let round = 0; round < MAX_ROUNDS && number <= MAX_NUMBER; ) {
      const uri = folder.join(name).toString();
      const startedAt = Date.now();
      try {
        const credential = await this.#create(
          uri,
          { asVersion: strategy === 'replace', waitsForLock },
          retries,
          signal,
        );
        return { credential, name, startedAt, replaces };
      } catch (error) {
        if (!isTaken(error, strategy) || (waitsForLock && isLocked(error))) throw error;
        const existing = await withRetries(signal, retries, () => fileAt(this.#client, uri, signal));
        const placeholder = existing && placeholderOf(existing);
        waitsForLock = isLocked(error) && existing !== undefined && placeholder === undefined;
        if (!existing || (placeholder !== undefined && (this.#uncertain || this.#own.has(placeholder)))) {
          round += 1;
          if (placeholder !== undefined) await dropSession(this.#client, placeholder, uri);
          continue;
        }
        // Of an earlier try of ours perhaps only the last answer got lost.
        const maybeOurs = skipIdentical || this.#uncertain || this.#own.size > 0;
        if (placeholder === undefined && maybeOurs && isIdentical(existing, source)) return undefined;
        const bothName = numberedName(this.#job.name, number);
        if (strategy === 'ask') throw new NameTaken(existing, bothName);
        if (strategy === 'skip') return undefined;
        if (strategy === 'both') {
          number += 1;
          name = bothName;
          continue;
        }
        if (existing.type === 1) throw error;
        round += 1;
        replaces = existing;
        if (placeholder !== undefined) await dropSession(this.#client, placeholder, uri);
      }
    }
    throw new ApiError(ErrorCode.OBJECT_EXIST);
  }

  async #create(
    uri: string,
    { asVersion, waitsForLock }: { readonly asVersion: boolean; readonly waitsForLock: boolean },
    retries: RetryOptions,
    signal: AbortSignal,
  ): Promise<UploadCredential> {
    const { source, policyId } = this.#job;
    const lastModified = timeOf(source);
    const body = {
      uri,
      size: source.size,
      ...(policyId !== undefined && { policy_id: policyId }),
      ...(lastModified !== undefined && { last_modified: lastModified }),
      ...(source.type && { mime_type: source.type }),
      ...(asVersion && { entity_type: 'version' as const }),
    };
    const answer = await withRetries(signal, retries, async () => {
      /*
       * Not given up with the signal, only its answer is: a session that the server had begun by then would hold the
       * name and the space for a day, and nobody would know of it.
       */
      const asked = this.#client.call('createUploadSession', { body });
      try {
        return { session: await unlessAborted(asked, signal) };
      } catch (error) {
        if (signal.aborted) {
          const drop = ({ session_id, uri }: UploadCredential) => dropSession(this.#client, session_id, uri);
          void asked.then(drop, () => undefined);
        }
        /* What is locked is looked at before it is waited for: an unfinished upload would hold it for a day. */
        if (asVersion && !waitsForLock && isLocked(error)) return { refusal: error };
        this.#uncertain ||= error instanceof NetworkError || error instanceof UnexpectedAnswerError || signal.aborted;
        throw error;
      }
    });
    if ('refusal' in answer) throw answer.refusal;
    const { session } = answer;
    this.#uncertain = false;
    this.#own.add(session.session_id);
    const { type, relay } = session.storage_policy ?? { type: 'local', relay: false };
    if (session.upload_urls?.length && type !== 'local' && relay !== true) {
      await dropSession(this.#client, session.session_id, session.uri);
      throw new UnsupportedStorageError(type);
    }
    return session;
  }
}

/** A new file that is being uploaded holds its name, a new version the lock of its file. */
function isTaken(error: unknown, strategy: ConflictStrategy): boolean {
  if (!(error instanceof ApiError)) return false;
  return error.code === ErrorCode.OBJECT_EXIST || (strategy === 'replace' && isLocked(error));
}

function isLocked(error: unknown): boolean {
  return error instanceof ApiError && error.code === ErrorCode.LOCK_CONFLICT;
}
