import type { Generated } from 'kysely';

/** Ways in for others. */
export interface SharingTables {
  shares: SharesTable;
  share_members: ShareMembersTable;
  direct_links: DirectLinksTable;
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
