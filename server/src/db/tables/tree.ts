import type { Generated } from 'kysely';

/** Files and folders, what is known of them, and who holds them. */
export interface TreeTables {
  files: FilesTable;
  metadata: MetadataTable;
  locks: LocksTable;
}

/**
 * The tree. The root of a user's drive has no parent and an empty name. Something in the trash has no
 * parent and a `trash_key`, and keeps its name; what lies inside a trashed folder keeps its parent. What is
 * deleted for good has no parent and a `purged_at` until its rows are gone.
 */
export interface FilesTable {
  id: Generated<number>;
  owner_id: number;
  parent_id: number | null;
  name: string;
  /** 0 = file, 1 = folder. */
  kind: number;
  /** Bytes of the current version; 0 for folders. */
  size: number;
  /** The current version; null = none yet (entity number 0 on the wire). */
  primary_entity: number | null;
  /** 1 = a shortcut to a share. */
  symbolic: number;
  policy_id: number | null;
  /** JSON: ExplorerView of the contract, set on this folder. */
  view: string | null;
  /** JSON: PermissionRules of drive/, set on this object itself; null = inherited. */
  permissions: Generated<string | null>;
  /** UUID under which the trash addresses it; null = not in the trash itself. */
  trash_key: string | null;
  /** In which of its owner's trashes it lies: in one before the present one, nobody sees it any more. */
  trash_number: Generated<number>;
  /** When it was deleted for good; nobody sees it any more, a job removes the rows. */
  purged_at: number | null;
  /** 1 = when its rows go, its stored objects stay. */
  keeps_blobs: Generated<number>;
  created_at: number;
  updated_at: number;
}

export interface MetadataTable {
  file_id: number;
  key: string;
  value: string;
}

/**
 * Locks that outlive a request: uploads, editors, WebDAV. `path` is the canonical text of the locked
 * place, each name percent-encoded and followed by a slash, so that a prefix is an ancestor.
 */
export interface LocksTable {
  token: string;
  owner_id: number;
  namespace: string;
  path: string;
  /** 1 = everything below is locked too. */
  infinite: number;
  /** LockApplication of the contract, JSON. */
  application: string;
  /** User who holds it. */
  holder_id: number;
  expires_at: number;
}
