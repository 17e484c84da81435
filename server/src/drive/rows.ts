import type { Selectable } from 'kysely';
import type { EntitiesTable, FilesTable } from '../db/index.ts';

/** A file or folder as it is stored. */
export type FileRow = Selectable<FilesTable>;

/** What a listing shows of a file; reading less of each row is what makes long pages cheap. */
export const listedColumns = [
  'id',
  'name',
  'kind',
  'size',
  'primary_entity',
  'trash_key',
  'permissions',
  'created_at',
  'updated_at',
] as const satisfies readonly (keyof FileRow)[];

/** What clients are shown of a file. */
export type ListedFile = Pick<FileRow, (typeof listedColumns)[number]>;

export type EntityRow = Selectable<EntitiesTable>;

/** What a file is (`files.kind`). */
export const FileKind = { FILE: 0, FOLDER: 1 } as const;

/** What an entity holds (`entities.type`). */
export const EntityKind = { VERSION: 0, THUMBNAIL: 1, LIVE_PHOTO: 2 } as const;

/** Metadata keys that the tree itself reads or writes. */
export const MetadataKey = {
  /** URI from which the item was trashed, in the view of the owner. */
  RESTORE_URI: 'sys:restore_uri',
  /** Unix seconds after which the trash deletes the item. */
  EXPECTED_COLLECT_TIME: 'sys:expected_collect_time',
  /** Id of the upload that fills this file. */
  UPLOAD_SESSION: 'sys:upload_session_id',
  SHARED_REDIRECT: 'sys:shared_redirect',
  SHARED_OWNER: 'sys:shared_owner',
  FULLTEXT_INDEX: 'sys:fulltext_index',
  THUMB_DISABLED: 'thumb:disabled',
} as const;

/** Most values of one statement's list; both databases take many more. */
export const maxListed = 500;

/** Cuts `items` into lists of at most `size`. */
export function chunked<Item>(items: readonly Item[], size = maxListed): Item[][] {
  const chunks: Item[][] = [];
  for (let at = 0; at < items.length; at += size) chunks.push(items.slice(at, at + size));
  return chunks;
}

/** A folder that can hold something: shortcuts to shares cannot. */
export function isFolder(row: FileRow): boolean {
  return row.kind === FileKind.FOLDER && row.symbolic === 0;
}

/** The extension in lower case, without its dot; '' when there is none. */
export { storedExtension as extensionOf } from '@canopy/contract';

/** Whether a statement failed because a name is taken, on either database. */
export function isNameTaken(error: unknown): boolean {
  const code = (error as { code?: unknown }).code;
  return code === 'SQLITE_CONSTRAINT_UNIQUE' || code === '23505';
}
