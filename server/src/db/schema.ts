import type { Generated } from 'kysely';

/**
 * The tables. Times are whole milliseconds since 1970 (UTC), sizes are bytes, flags are 0 or 1, and what
 * is said to be JSON is text that holds JSON; both dialects store exactly the same.
 */
export interface Schema {
  meta: MetaTable;
  settings: SettingsTable;
  groups: GroupsTable;
  policies: PoliciesTable;
  users: UsersTable;
  revoked_families: RevokedFamiliesTable;
  brakes: BrakesTable;
  tickets: TicketsTable;
  files: FilesTable;
  entities: EntitiesTable;
  file_entities: FileEntitiesTable;
  metadata: MetadataTable;
  locks: LocksTable;
  upload_sessions: UploadSessionsTable;
  upload_chunks: UploadChunksTable;
  tasks: TasksTable;
  journal: JournalTable;
  event_subscriptions: EventSubscriptionsTable;
  direct_links: DirectLinksTable;
  reads: ReadsTable;
  shares: SharesTable;
  share_members: ShareMembersTable;
  search_state: SearchStateTable;
  search_backlog: SearchBacklogTable;
  search_names: SearchNamesTable;
  search_texts: SearchTextsTable;
  search_chunks: SearchChunksTable;
}

/** What this database is: `application`, `instance`. */
export interface MetaTable {
  key: string;
  value: string;
}

/** Settings that differ from their defaults; `value` is JSON. */
export interface SettingsTable {
  key: string;
  value: string;
}

export interface GroupsTable {
  id: Generated<number>;
  name: string;
  max_storage: number;
  /** Boolean set of the contract's `GroupPermission`, base64. */
  permissions: string;
  /** Bytes a second, 0 = unlimited. */
  speed_limit: number;
  policy_id: number | null;
  /** JSON: GroupSettings of accounts/. */
  settings: string;
  created_at: number;
  updated_at: number;
}

/** Storage policies: where bytes go, and what may go there. */
export interface PoliciesTable {
  id: Generated<number>;
  name: string;
  /** PolicyType of the contract; the driver of that name serves it. */
  type: string;
  /** Largest file, 0 = unlimited. */
  max_size: number;
  /** JSON: PolicySettings of blobs/. */
  settings: string;
  created_at: number;
  updated_at: number;
}

export interface UsersTable {
  id: Generated<number>;
  /** As written at sign-up, in lower case. */
  email: string;
  nick: string;
  /** PHC string of the password hash; empty = no password. */
  password: string;
  /** Changes with e-mail or password and with nothing else; refresh tokens are bound to it. */
  credential_stamp: string;
  /** `active`, `inactive`, `manual_banned`, `sys_banned`. */
  status: string;
  group_id: number;
  /** Bytes charged: always the sum of what the user's entities hold, and what running uploads reserved. */
  storage_used: number;
  avatar: string;
  two_factor_secret: string | null;
  /** JSON: UserSettings of accounts/. */
  settings: string;
  /** The root folder, made at the first access. */
  root_id: number | null;
  /** How often the trash was emptied as a whole. */
  trash_number: Generated<number>;
  created_at: number;
  updated_at: number;
}

/** Token families that signed out, until their refresh tokens would have run out anyway. */
export interface RevokedFamiliesTable {
  family_id: string;
  expires_at: number;
}

/** Failed tries, by what was tried and from where. */
export interface BrakesTable {
  key: string;
  failures: number;
  blocked_until: number;
  expires_at: number;
}

/** Small values that live for a while and are found by an unguessable key: archive downloads, captchas. */
export interface TicketsTable {
  key: string;
  kind: string;
  /** JSON */
  value: string;
  expires_at: number;
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

/** Blobs: immutable once complete. */
export interface EntitiesTable {
  id: Generated<number>;
  /** 0 = version, 1 = thumbnail, 2 = live photo. */
  type: number;
  size: number;
  policy_id: number;
  /** Key of the blob in its store. */
  source: string;
  /** `sha256:HEX`, or `sha256:BLOCKSIZE:HEX` = SHA-256 over the SHA-256 of each block. Null until complete. */
  checksum: string | null;
  /** Set while the data is not complete. */
  upload_session_id: string | null;
  /** How many files hold it; at 0 the collector removes it after the grace period. */
  reference_count: number;
  /** When the last reference went; null while there is one. */
  unlinked_at: number | null;
  created_by: number;
  created_at: number;
  updated_at: number;
}

export interface FileEntitiesTable {
  file_id: number;
  entity_id: number;
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

export interface UploadSessionsTable {
  id: string;
  /** Who uploads. */
  user_id: number;
  /** Who pays and owns the result. */
  owner_id: number;
  file_id: number;
  entity_id: number;
  policy_id: number;
  lock_token: string;
  /** The URI as the client sent it, normalised. */
  uri: string;
  size: number;
  chunk_size: number;
  /** How many chunks are on disk: rows of `upload_chunks`. All of them: nothing may be sent any more. */
  received: number;
  /** 1 = the session made the file, so that cancelling removes it. */
  made_file: number;
  /** JSON: what completion needs (last_modified, mime_type, metadata, callback secret). */
  properties: string;
  expires_at: number;
  created_at: number;
}

/** Chunks that are on disk, each with the SHA-256 of its bytes in hexadecimal. */
export interface UploadChunksTable {
  session_id: string;
  chunk: number;
  sha256: string;
}

/** Durable background work. */
export interface TasksTable {
  id: Generated<number>;
  type: string;
  /** `queued`, `processing`, `suspending`, `completed`, `error`, `canceled`. */
  status: string;
  owner_id: number;
  /** JSON: what the work needs to go on after a restart. */
  state: string;
  /** JSON: named counters for people. */
  progress: string;
  error: string | null;
  /** How often it was claimed; who claims holds the job under this number and no other. */
  attempts: number;
  /** Runs that ended in an error. */
  failures: number;
  /** Runs that ended with their process. */
  crashes: number;
  run_at: number;
  /** A worker that did not renew by then has died. */
  lease_until: number;
  created_at: number;
  updated_at: number;
}

/** Every change of a tree, in the transaction that made it. Append-only. */
export interface JournalTable {
  id: Generated<number>;
  at: number;
  /** Whose tree. */
  owner_id: number;
  /** Who did it; 0 = the system. */
  actor_id: number;
  /** `X-Cr-Client-Id` of the request, or an empty text. */
  client_id: string;
  /** JournalKind of drive/. */
  kind: string;
  file_id: number;
  file_kind: number;
  parent_id: number | null;
  name: string;
  from_parent_id: number | null;
  from_name: string | null;
  /** JSON: what the kind of change needs besides. */
  detail: string | null;
}

/** How far each client instance was told of the changes below a folder. */
export interface EventSubscriptionsTable {
  user_id: number;
  client_id: string;
  folder_id: number;
  /** Number of the last journal line told. */
  position: number;
  seen_at: number;
}

/** Permanent links to files. */
export interface DirectLinksTable {
  id: Generated<number>;
  file_id: number;
  /** Of the file when the link was made. It stands in the link and stays. */
  name: string;
  /** Bytes a second, 0 = unlimited. */
  speed: number;
  /** How often it was followed. */
  downloads: Generated<number>;
  created_at: number;
}

/** What was read, and by whom; kept for a while. Removed with the file. */
export interface ReadsTable {
  id: Generated<number>;
  at: number;
  file_id: number;
  /** 0 = a visitor. */
  actor_id: number;
  /** Number of the event in the activity log. */
  category: number;
  /** As the reader addressed it. */
  from_uri: string | null;
  to_uri: string | null;
  /** JSON: further facts. */
  detail: string | null;
}

/** Links that open a file or folder to others. */
export interface SharesTable {
  id: Generated<number>;
  /** Owner of the file when the link was made. */
  owner_id: number;
  file_id: number;
  /** As it is: its owner is shown it again, and it stands in the link. Null = none. */
  password: string | null;
  views: Generated<number>;
  downloads: Generated<number>;
  /** Null = any number. */
  remain_downloads: number | null;
  /** Null = never. */
  expires_at: number | null;
  /** 1 = visitors get the views of the owner. */
  share_view: number;
  show_readme: number;
  /** Credits; 0 = free. */
  price: number;
  /** JSON: PermissionRules of drive/; null = everybody may read. */
  permissions: string | null;
  /** The public id, as it stands in the URIs of shortcuts; null only within the transaction that makes it. */
  code: string | null;
  created_at: number;
  updated_at: number;
}

/** Whom the permissions of a link name, for finding what is shared with somebody. */
export interface ShareMembersTable {
  share_id: number;
  /** `user` or `group`. */
  kind: string;
  member_id: number;
  /** Bits of the contract's FilePermission; 0 = named to be kept out. */
  rights: number;
}

/** How far the journal of each owner went into the index; of owner 0, which contents are in it, as a number. */
export interface SearchStateTable {
  owner_id: number;
  position: number;
}

/** Rows of the tree that are still to be indexed with their children, from the child behind `after` on. */
export interface SearchBacklogTable {
  owner_id: number;
  folder_id: number;
  /** 0 = the row itself is not indexed yet either. */
  after: number;
}

/**
 * Which names are in the index. What they are found by stands in `search_name_tokens`, an FTS5 table (SQLite), or
 * in a column of this one (PostgreSQL); search/ writes both.
 */
export interface SearchNamesTable {
  file_id: number;
  owner_id: number;
  digest: number;
}

/** Files whose contents are, will be, or cannot be indexed. */
export interface SearchTextsTable {
  file_id: number;
  owner_id: number;
  /** Version that this row is about. */
  entity_id: number;
  /** `waiting`, `indexed`, `empty`, `parked`. */
  status: string;
  /** How often it was begun. */
  attempts: number;
  /** When it may be begun; who works on it puts this off. */
  due_at: number;
  /** Why it was parked. */
  error: string | null;
}

/** The text of a file, in pieces. What they are found by stands in `search_chunk_words`, or a column of this one. */
export interface SearchChunksTable {
  id: Generated<number>;
  file_id: number;
  owner_id: number;
  ordinal: number;
  content: string;
}
