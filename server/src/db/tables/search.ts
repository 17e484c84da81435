import type { Generated } from 'kysely';

/** The index of names and contents. */
export interface SearchTables {
  search_state: SearchStateTable;
  search_backlog: SearchBacklogTable;
  search_names: SearchNamesTable;
  search_texts: SearchTextsTable;
  search_chunks: SearchChunksTable;
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
