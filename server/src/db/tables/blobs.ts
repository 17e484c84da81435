import type { Generated } from 'kysely';

/** Bytes: where they lie, whose they are, and those that are still coming in. */
export interface BlobTables {
  policies: PoliciesTable;
  entities: EntitiesTable;
  file_entities: FileEntitiesTable;
  upload_sessions: UploadSessionsTable;
  upload_chunks: UploadChunksTable;
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
