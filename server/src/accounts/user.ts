import type { ExplorerView, User as WireUser } from '@canopy/contract';

export type UserStatus = 'active' | 'inactive' | 'manual_banned' | 'sys_banned';

/** What people chose for themselves; stored as JSON, an absent member is its default. */
export interface UserSettings {
  language?: string;
  /** CSS colour. */
  preferredTheme?: string;
  /** Old versions of files are kept. */
  versionRetention?: boolean;
  /** Only of these extensions (no dot); absent = all. */
  versionRetentionExtensions?: string[];
  /** Versions kept of one file; 0 or absent = no limit. */
  versionRetentionMax?: number;
  /** View settings stay in the client. */
  disableViewSync?: boolean;
  /** Shares on the profile page; absent = the public ones. */
  shareLinksInProfile?: 'all_share' | 'hide_share';
  /** Pinned places of the sidebar, in their order. */
  pins?: { uri: string; name?: string }[];
  /** How the places without a folder of their own are shown. */
  views?: { trash?: ExplorerView | undefined; shared_with_me?: ExplorerView | undefined };
}

/** A new account keeps old versions, ten of each file. */
export const settingsOfNewUser: UserSettings = { versionRetention: true, versionRetentionMax: 10 };

/** One row of `users`. */
export interface User {
  readonly id: number;
  readonly email: string;
  readonly nick: string;
  /** Stored hash; empty = no password. */
  readonly password: string;
  /** Changes with e-mail address or password and with nothing else. */
  readonly credentialStamp: string;
  readonly status: UserStatus;
  readonly groupId: number;
  /** Bytes. */
  readonly storageUsed: number;
  readonly avatar: NonNullable<WireUser['avatar']> | undefined;
  readonly twoFactorSecret: string | undefined;
  readonly settings: UserSettings;
  /** Milliseconds since 1970. */
  readonly createdAt: number;
}
