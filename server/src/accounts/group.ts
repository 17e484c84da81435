import { decodeFlags, GroupPermission } from '@canopy/contract';
import type { GroupLimits } from '../kernel/index.ts';

/** What a group allows besides its flags; stored as JSON. */
export interface GroupSettings {
  /** Most files of one direct-link call; 0 = none. */
  readonly directLinkBatch: number;
  /** Most remote downloads of one call. */
  readonly remoteDownloadBatch: number;
  /** Most objects that one copy or folder summary may touch. */
  readonly maxWalkedFiles: number;
  /** Seconds that trashed files are kept; 0 = for ever. */
  readonly trashRetention: number;
  /** Direct links redirect to a signed address instead of serving the file themselves. */
  readonly redirectedLinks: boolean;
  /** Storage policies that members may choose from, the first for what lies below no mount; absent = `policy_id` alone. */
  readonly storagePolicies?: readonly number[];
  /** Largest archive in bytes that members may open; absent or 0 = any. */
  readonly decompressSize?: number;
}

/** One row of `groups`, its flags decoded. */
export interface Group extends GroupLimits {
  /** The flags as clients get them. */
  readonly permissionText: string;
  readonly isAdmin: boolean;
  /** Bytes. */
  readonly maxStorage: number;
  /** Storage policies that the members may use, the first by default; empty = they have no drive. */
  readonly policyIds: readonly number[];
  readonly remoteDownloadBatch: number;
  /** Milliseconds since 1970; a cached group is stale when its row has another value. */
  readonly updatedAt: number;
}

/** The groups that every drive has. They cannot be deleted. */
export const SystemGroup = { ADMIN: 1, USER: 2, ANONYMOUS: 3 } as const;

export interface GroupRow {
  readonly id: number;
  readonly name: string;
  readonly max_storage: number;
  readonly permissions: string;
  readonly speed_limit: number;
  readonly policy_id: number | null;
  readonly settings: string;
  readonly updated_at: number;
}

export function groupOf(row: GroupRow): Group {
  const settings = JSON.parse(row.settings) as GroupSettings;
  const permissions = decodeFlags(row.permissions);
  return {
    id: row.id,
    name: row.name,
    permissions,
    permissionText: row.permissions,
    isAdmin: permissions.has(GroupPermission.ADMIN),
    maxStorage: row.max_storage,
    speedLimit: row.speed_limit,
    policyIds: policiesOf(row.policy_id, settings.storagePolicies),
    maxWalkedFiles: settings.maxWalkedFiles,
    trashRetention: settings.trashRetention,
    directLinkBatch: settings.directLinkBatch,
    remoteDownloadBatch: settings.remoteDownloadBatch,
    redirectedLinks: settings.redirectedLinks,
    decompressSize: settings.decompressSize ?? 0,
    updatedAt: row.updated_at,
  };
}

function policiesOf(only: number | null, listed: readonly number[] = []): readonly number[] {
  if (listed.length > 0) return [...new Set(listed)];
  return only === null ? [] : [only];
}
