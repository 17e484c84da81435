import {
  ApiError,
  Capability,
  ErrorCode,
  FilePermission,
  FileUri,
  GroupPermission,
  type IdCodec,
  IdKind,
  type QueryOf,
} from '@canopy/contract';
import { BlobMissingError, type BlobStores, type OpenBlob, type StoragePolicies } from '../blobs/index.ts';
import type { Database } from '../db/index.ts';
import {
  type Drive,
  demandCapability,
  EntityKind,
  type EntityRow,
  existing,
  FileKind,
  type FileRow,
  isShown,
  type Rights,
} from '../drive/index.ts';
import type { Caller, Clock } from '../kernel/index.ts';
import { ArchiveThreads, type ArchiveThreadsOptions } from './archive-threads.ts';
import { formatOf } from './formats/index.ts';
import { knownEncoding } from './formats/name-encodings.ts';
import { ListingCache } from './listing-cache.ts';

/** All listings that are kept, in bytes. */
const mostKept = 64 * 1024 * 1024;

export interface ArchiveParts {
  readonly database: Database;
  readonly clock: Clock;
  readonly ids: IdCodec;
  readonly drive: Drive;
  readonly stores: BlobStores;
  readonly policies: StoragePolicies;
  readonly threads?: ArchiveThreadsOptions;
}

/** Tells what is in archives, without unpacking them. */
export class Archives {
  readonly #parts: ArchiveParts;
  readonly #threads: ArchiveThreads;
  readonly #cache: ListingCache;

  constructor(parts: ArchiveParts) {
    this.#parts = parts;
    this.#threads = new ArchiveThreads(parts.threads);
    this.#cache = new ListingCache(parts.clock, mostKept);
  }

  /**
   * Every entry of an archive, in its order.
   * @returns `data` of the answer as JSON
   * @throws ApiError as the contract's listArchiveFiles
   */
  async list(caller: Caller, query: QueryOf<'listArchiveFiles'>): Promise<Uint8Array> {
    if (!caller.group.permissions.has(GroupPermission.ARCHIVE_TASK)) {
      throw new ApiError(ErrorCode.GROUP_NOT_ALLOWED, 'Your group may not work with archives.');
    }
    const encoding = encodingOf(query.text_encoding);
    const { file, rights } = await this.#find(caller, query.uri);
    const format = formatOf(file.name);
    if (!format) throw new ApiError(ErrorCode.NO_PERMISSION, 'Files of this kind cannot be listed.');
    const entity = await this.#entityOf(file, query.entity, rights);
    const limit = caller.group.decompressSize;
    if (limit > 0 && entity.size > limit) {
      throw new ApiError(ErrorCode.FILE_TOO_LARGE, `Archives of more than ${limit} bytes cannot be opened.`);
    }
    // The name decides how a version is read, and it may change.
    const key = `${entity.id} ${format} ${encoding ?? ''}`;
    return this.#cache.get(key, () => this.#threads.list(caller.userId, () => this.#open(entity), format, encoding));
  }

  /** Ends what runs. */
  close(): Promise<void> {
    return this.#threads.close();
  }

  async #find(caller: Caller, text: string): Promise<{ file: FileRow; rights: Rights | undefined }> {
    const { database, drive } = this.#parts;
    const uri = FileUri.parse(text).withoutSearch();
    const scope = await drive.locator.open(uri, caller);
    demandCapability(scope.namespace, Capability.DOWNLOAD);
    const place = await scope.find(database.read, uri);
    const file = existing(place);
    scope.demand(FilePermission.READ, place);
    if (file.kind === FileKind.FILE && file.symbolic === 0) return { file, rights: scope.rights(place.chain) };
    throw new ApiError(ErrorCode.NO_PERMISSION, 'This is no archive.');
  }

  async #entityOf(file: FileRow, publicId: string | undefined, rights: Rights | undefined): Promise<EntityRow> {
    const { database, drive, ids } = this.#parts;
    const id = publicId ? ids.tryDecode(IdKind.ENTITY, publicId) : file.primary_entity;
    const held = id === null ? [] : await drive.entities.of(database.read, file.id);
    const entity = held.find((row) => row.id === id);
    const isFinished = entity?.type === EntityKind.VERSION && entity.upload_session_id === null;
    if (isFinished && isShown(entity, file, rights)) return entity;
    throw new ApiError(ErrorCode.ENTITY_NOT_EXIST, publicId ? undefined : 'This file is empty.');
  }

  async #open({ policy_id, source }: EntityRow): Promise<OpenBlob> {
    const { policies, stores } = this.#parts;
    try {
      return await stores.of(await policies.get(policy_id)).open(source);
    } catch (error) {
      if (!(error instanceof BlobMissingError)) throw error;
      throw new ApiError(ErrorCode.IO_FAILED, 'The data of this file is missing.', { cause: error });
    }
  }
}

function encodingOf(text: string | undefined): string | undefined {
  if (!text) return undefined;
  const encoding = knownEncoding(text);
  if (encoding) return encoding;
  throw new ApiError(ErrorCode.NO_PERMISSION, 'This encoding of names is not known.');
}
