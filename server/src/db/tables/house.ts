import type { Generated } from 'kysely';

/** The drive as a whole: what it is, how it is set, and the work it still has to do. */
export interface HouseTables {
  meta: MetaTable;
  settings: SettingsTable;
  tasks: TasksTable;
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
