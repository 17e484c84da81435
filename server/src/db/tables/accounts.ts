import type { Generated } from 'kysely';

/** Who uses the drive, and what of their signing in is remembered. */
export interface AccountTables {
  groups: GroupsTable;
  users: UsersTable;
  revoked_families: RevokedFamiliesTable;
  brakes: BrakesTable;
  tickets: TicketsTable;
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
