import type { Selectable } from 'kysely';
import type { SharesTable } from '../db/index.ts';
import { type FileRow, type Owner, type PermissionRules, parseRules, readableByAll } from '../drive/index.ts';

/** A link as it is stored. */
export type ShareRow = Selectable<SharesTable>;

/** What must be known of the shared file to tell whether a link is alive, and to show it. */
export type SharedFile = Pick<FileRow, 'id' | 'owner_id' | 'name' | 'kind' | 'size' | 'trash_key' | 'purged_at'>;

/**
 * Whether a link is over (collab.md 1.2): its time or its downloads are used up, its owner cannot sign in, or the
 * file is gone, in the trash or somebody else's. Folders above the file are another question.
 */
export function isOver(share: ShareRow, file: SharedFile | undefined, owner: Owner | undefined, now: number): boolean {
  if (share.expires_at !== null && share.expires_at <= now) return true;
  if (share.remain_downloads !== null && share.remain_downloads <= 0) return true;
  if (!owner?.active) return true;
  return !file || file.trash_key !== null || file.purged_at !== null || file.owner_id !== share.owner_id;
}

/** What the link lets visitors do. */
export function rulesOfShare({ permissions }: Pick<ShareRow, 'permissions'>): PermissionRules {
  return permissions === null ? readableByAll : parseRules(permissions);
}
