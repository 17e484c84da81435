import type { Generated } from 'kysely';

/** What happened, and who was told of it. */
export interface HistoryTables {
  journal: JournalTable;
  event_subscriptions: EventSubscriptionsTable;
  reads: ReadsTable;
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
