import { type IdCodec, IdKind, type User as WireUser } from '@canopy/contract';
import { type Group, SystemGroup } from './group.ts';
import type { User } from './user.ts';

/**
 * - `self`: everything, for the user himself.
 * - `member`: what somebody signed in sees of others; with the mail address.
 * - `stranger`: what everybody sees.
 */
export type Sight = 'self' | 'member' | 'stranger';

/**
 * A user on the wire. Members that are empty are left out.
 * @param group left out where the answer does not need it
 */
export function presentUser(ids: IdCodec, user: User, group: Group | undefined, sight: Sight): WireUser {
  const { settings } = user;
  const common = {
    id: ids.encode(IdKind.USER, user.id),
    ...(sight !== 'stranger' && { email: user.email }),
    nickname: user.nick,
    ...(user.avatar && { avatar: user.avatar }),
    created_at: new Date(user.createdAt).toISOString(),
    ...(settings.shareLinksInProfile && { share_links_in_profile: settings.shareLinksInProfile }),
  };
  if (sight !== 'self') {
    return { ...common, ...(group && { group: { id: ids.encode(IdKind.GROUP, group.id), name: group.name } }) };
  }
  return {
    ...common,
    status: user.status,
    ...(settings.preferredTheme && { preferred_theme: settings.preferredTheme }),
    ...(group && { group: presentGroup(ids, group) }),
    ...(settings.pins?.length && { pined: settings.pins }),
    ...(settings.language && { language: settings.language }),
    ...(settings.disableViewSync && { disable_view_sync: true }),
  };
}

/** Nobody signed in. He is stored nowhere, but has an id, and the rights of group 3. */
export function presentAnonymous(ids: IdCodec, group: Group): WireUser {
  return {
    id: ids.encode(IdKind.USER, 0),
    nickname: '',
    created_at: '0001-01-01T00:00:00Z',
    anonymous: true,
    group: presentGroup(ids, group),
  };
}

function presentGroup(ids: IdCodec, group: Group): NonNullable<WireUser['group']> {
  return {
    id: ids.encode(IdKind.GROUP, group.id),
    name: group.name,
    permission: group.permissionText,
    ...(group.directLinkBatch > 0 && { direct_link_batch_size: group.directLinkBatch }),
    ...(group.id !== SystemGroup.ANONYMOUS && group.trashRetention > 0 && { trash_retention: group.trashRetention }),
  };
}
