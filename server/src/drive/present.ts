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
import { FileKind, type FileRow, type ListedFile, MetadataKey } from './rows.ts';
import { existing, type Place, type Scope } from './scope.ts';

/** Metadata of one file. */
export type Metadata = Record<string, string>;

/** What the trash shows instead of a folder: it has none. Clients want every member that folders have. */
const trashParent = {
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

  /** One item at `path` (encoded). `metadata` null = not loaded. */
  file(row: ListedFile, scope: Scope, path: string, metadata: Metadata | null): FileResponse {
    return {
      type: row.kind as 0 | 1,
      id: this.#ids.encode(IdKind.FILE, row.id),
      name: row.name,
      created_at: isoTime(row.created_at),
      updated_at: isoTime(row.updated_at),
      size: row.size,
      metadata,
      path,
      capability: scope.namespace.capability,
      owned: scope.owned,
      primary_entity: row.primary_entity === null ? this.#noEntity : this.entityId(row.primary_entity),
    };
  }

  /** What a place names. @throws ApiError 40016 when it does not exist. */
  place(place: Place, metadata: Metadata | null): FileResponse {
    return this.file(existing(place), place.scope, place.uri.toString(), metadata);
  }

  /** The items of a listing, by the metadata of each. */
  items(place: Place, rows: readonly ListedFile[], metadata: ReadonlyMap<number, Metadata>): FileResponse[] {
    const base = `${place.uri.toString()}/`;
    return rows.map((row) => {
      const element = row.trash_key ?? encodePathElement(row.name);
      return this.file(row, place.scope, base + element, metadata.get(row.id) ?? {});
    });
  }

  /** The folder that is listed. */
  parent(place: Place): FileResponse {
    if (place.chain.length > 0) return this.place(place, null);
    const { namespace, owned } = place.scope;
    const { capability } = namespace;
    return { ...trashParent, path: place.uri.toString(), capability, owned, primary_entity: this.#noEntity };
  }

  fileId(row: Pick<FileRow, 'id'>): string {
    return this.#ids.encode(IdKind.FILE, row.id);
  }

  entityId(entity: number | null): string {
    return this.#ids.encode(IdKind.ENTITY, entity ?? 0);
  }
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
