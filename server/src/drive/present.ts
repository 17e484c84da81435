import {
  ApiError,
  ErrorCode,
  encodePathElement,
  type FileResponse,
  FileUri,
  type IdCodec,
  IdKind,
} from '@canopy/contract';
import { isoTime } from '../kernel/index.ts';
import { flagsOf } from './permission-setting.ts';
import type { Rights, Ruled } from './permissions.ts';
import type { RowSource, Sighting } from './row-source.ts';
import { FileKind, type FileRow, type ListedFile, MetadataKey } from './rows.ts';
import { existing, type Place, type Scope } from './scope.ts';

/** Metadata of one file. */
export type Metadata = Record<string, string>;

/** What is shown where there is no folder to tell about. Clients want every member that folders have. */
const noFolder = {
  type: FileKind.FILE,
  id: '',
  name: '',
  created_at: '0001-01-01T00:00:00Z',
  updated_at: '0001-01-01T00:00:00Z',
  size: 0,
  metadata: null,
} as const satisfies FileResponse;

/** Rows as the caller sees them. */
export class Presenter {
  readonly #ids: IdCodec;
  /** Entity number 0: no version yet, and all folders. */
  readonly #noEntity: string;

  constructor(ids: IdCodec) {
    this.#ids = ids;
    this.#noEntity = ids.encode(IdKind.ENTITY, 0);
  }

  /**
   * One item at `path` (encoded). `metadata` null = not loaded.
   * @param chain rows from the top of the file system down to the item: they tell what the caller may do with it
   */
  file(row: ListedFile, scope: Scope, path: string, metadata: Metadata | null, chain: readonly Ruled[]): FileResponse {
    return this.seen(row, scope, path, metadata, { rights: scope.rights(chain), owned: scope.owned });
  }

  /** As `file`, where it is known already what the caller may do. */
  seen(
    row: ListedFile,
    scope: Scope,
    path: string,
    metadata: Metadata | null,
    { rights, owned }: Pick<Sighting, 'rights' | 'owned'>,
  ): FileResponse {
    return {
      type: row.kind as 0 | 1,
      id: this.#ids.encode(IdKind.FILE, row.id),
      name: row.name,
      created_at: isoTime(row.created_at),
      updated_at: isoTime(row.updated_at),
      size: row.size,
      metadata: metadata && shownMetadata(metadata, rights),
      path,
      capability: scope.namespace.capability,
      owned,
      permission: rights === undefined ? null : flagsOf(rights),
      primary_entity: row.primary_entity === null ? this.#noEntity : this.entityId(row.primary_entity),
    };
  }

  /** What a place names. @throws ApiError 40016 when it does not exist. */
  place(place: Place, metadata: Metadata | null): FileResponse {
    const { scope, chain, uri } = place;
    return this.file(existing(place), scope, uri.toString(), metadata, chain);
  }

  /**
   * The items of a listing, by the metadata of each.
   * @param shared those that have share links, as far as the caller is told
   */
  items(
    place: Place,
    rows: readonly ListedFile[],
    metadata: ReadonlyMap<number, Metadata>,
    shared: ReadonlySet<number> = new Set(),
  ): FileResponse[] {
    const { scope, chain } = place;
    const base = `${place.uri.toString()}/`;
    return rows.map((row) => {
      const element = row.trash_key ?? encodePathElement(row.name);
      const item = this.file(row, scope, base + element, metadata.get(row.id) ?? {}, [...chain, row]);
      if (shared.has(row.id)) item.shared = true;
      return item;
    });
  }

  /** The items of a list that a higher folder brings; their addresses are their ids. */
  sourced(
    place: Place,
    source: RowSource,
    rows: readonly ListedFile[],
    metadata: ReadonlyMap<number, Metadata>,
  ): FileResponse[] {
    const base = `${place.uri.toString()}/`;
    return rows.map((row) => {
      const sighting = source.sighting(row);
      const shown = this.seen(row, place.scope, base + this.fileId(row), metadata.get(row.id) ?? {}, sighting);
      return { ...shown, metadata: { ...shown.metadata, ...sighting.metadata } };
    });
  }

  /** The folder that is listed. */
  parent(place: Place): FileResponse {
    if (place.chain.length > 0) return this.place(place, null);
    const { namespace, owned, root } = place.scope;
    const { capability, host } = namespace;
    // A link to one file tells nothing about the folder that the file is in.
    const shared = host === 'share' && { type: FileKind.FOLDER, id: root.id };
    return { ...noFolder, ...shared, path: place.uri.toString(), capability, owned, primary_entity: this.#noEntity };
  }

  fileId(row: Pick<FileRow, 'id'>): string {
    return this.#ids.encode(IdKind.FILE, row.id);
  }

  entityId(entity: number | null): string {
    return this.#ids.encode(IdKind.ENTITY, entity ?? 0);
  }
}

/** Facts that are for the owner alone: ids of uploads, and links to shares of others with their passwords. */
const notForOthers: ReadonlySet<string> = new Set([
  MetadataKey.UPLOAD_SESSION,
  MetadataKey.SHARED_REDIRECT,
  MetadataKey.SHARED_OWNER,
  MetadataKey.RESTORE_URI,
]);

/** As much of the metadata as somebody with these rights is shown; undefined = everything. */
export function shownMetadata(metadata: Metadata, rights: Rights | undefined): Metadata {
  if (rights === undefined) return metadata;
  return Object.fromEntries(Object.entries(metadata).filter(([key]) => !notForOthers.has(key)));
}

/**
 * Where a trashed item was, in the view of its owner.
 * @throws ApiError 403 when that is not known (any more).
 */
export function restoreUri(metadata: Metadata): FileUri {
  const text = metadata[MetadataKey.RESTORE_URI];
  try {
    if (text !== undefined) {
      const uri = FileUri.parse(text);
      if (uri.host === 'my' && !uri.isRoot) return uri;
    }
  } catch (cause) {
    throw new ApiError(ErrorCode.NO_PERMISSION, 'It is not known where this item was.', { cause });
  }
  throw new ApiError(ErrorCode.NO_PERMISSION, 'It is not known where this item was.');
}
