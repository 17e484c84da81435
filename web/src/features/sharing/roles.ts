/** Rights in words people use: a role is a set of rights, an audience is everybody whom a setting lets in. */
import { decodeFlags, encodeFlags, FilePermission, type PermissionSetting, type Share } from '@canopy/contract';

/**
 * view = see and download, drop = see and add, edit = also change, contribute = change and add, full = also delete.
 * `none` is a set without any right; `custom` is a set that none of the words fits.
 */
export type Role = 'view' | 'drop' | 'edit' | 'contribute' | 'full';
export type RoleName = Role | 'none' | 'custom';

/** The word for each, in the tables of words. */
export const roleWords = {
  view: 'roleView',
  drop: 'roleDrop',
  edit: 'roleEdit',
  contribute: 'roleContribute',
  full: 'roleFull',
  none: 'roleNone',
  custom: 'roleCustom',
} as const satisfies Record<RoleName, string>;

const { READ, UPDATE, CREATE, DELETE } = FilePermission;

const rights: Readonly<Record<Role, readonly number[]>> = {
  view: [READ],
  drop: [READ, CREATE],
  edit: [READ, UPDATE],
  contribute: [READ, UPDATE, CREATE],
  full: [READ, UPDATE, CREATE, DELETE],
};

/** Roles that mean something: nothing can be added to a file. */
export function rolesOf(isFolder: boolean): readonly Role[] {
  return isFolder ? ['view', 'drop', 'edit', 'contribute', 'full'] : ['view', 'edit', 'full'];
}

export function flagsOf(role: Role | 'none'): string {
  return role === 'none' ? '' : encodeFlags(rights[role]);
}

/** The role a flag set stands for. Any right implies that of reading. */
export function roleOf(flags: string): RoleName {
  const set = new Set(decodeFlags(flags));
  if (set.size === 0) return 'none';
  set.add(READ);
  for (const [role, wanted] of Object.entries(rights) as [Role, readonly number[]][]) {
    if (wanted.length === set.size && wanted.every((right) => set.has(right))) return role;
  }
  return 'custom';
}

/** Whether a role lets somebody change anything. */
export function changes(role: RoleName): boolean {
  return role !== 'view' && role !== 'none';
}

/** Somebody who is named in a setting. */
export interface Named {
  readonly kind: 'user' | 'group';
  readonly id: string;
  readonly flags: string;
}

/** Those named in a setting, people before groups. */
export function namedIn(setting: PermissionSetting | undefined | null): Named[] {
  const of = (kind: Named['kind'], sets: Readonly<Record<string, string>> = {}) =>
    Object.entries(sets).map(([id, flags]) => ({ kind, id, flags }));
  return [...of('user', setting?.user_explicit), ...of('group', setting?.group_explicit)];
}

/** A setting for these people and groups, with whatever it says about others. */
export function withNamed(setting: PermissionSetting | undefined | null, named: readonly Named[]): PermissionSetting {
  const sets = (kind: Named['kind']) =>
    Object.fromEntries(named.filter((each) => each.kind === kind).map(({ id, flags }) => [id, flags]));
  return { ...setting, user_explicit: sets('user'), group_explicit: sets('group') };
}

/** Who can do anything with the address alone. */
export type Audience = 'anyone' | 'signedIn' | 'people';

const lets = (flags: string | null | undefined) => typeof flags === 'string' && roleOf(flags) !== 'none';

/** The widest audience of a link; without a setting everybody may read. */
export function audienceOf(setting: PermissionSetting | undefined | null): Audience {
  if (!setting) return 'anyone';
  if (lets(setting.anonymous ?? setting.everyone)) return 'anyone';
  if (lets(setting.other ?? setting.everyone) || lets(setting.same_group)) return 'signedIn';
  return 'people';
}

/** What the audience of a link may do. */
export function linkRole(setting: PermissionSetting | undefined | null): RoleName {
  if (!setting) return 'view';
  switch (audienceOf(setting)) {
    case 'anyone':
      return roleOf(setting.anonymous ?? setting.everyone ?? '');
    case 'signedIn':
      return roleOf(setting.other ?? setting.everyone ?? setting.same_group ?? '');
    case 'people':
      return 'none';
  }
}

/** The setting of a link, for the audience it is meant for; people named before stay named. */
export function linkSetting(
  audience: Exclude<Audience, 'people'>,
  role: Role,
  before?: PermissionSetting | null,
): PermissionSetting {
  const flags = flagsOf(role);
  return { ...withNamed(undefined, namedIn(before)), anonymous: audience === 'anyone' ? flags : '', everyone: flags };
}

/** Whether a share lets in only those it names: then its address alone opens nothing. */
export function isForPeople(share: Pick<Share, 'permission_setting'>): boolean {
  return audienceOf(share.permission_setting) === 'people';
}

/** Whose rights are asked about: what a setting says is decided by these, in this order (file.md 6). */
export interface Viewer {
  readonly anonymous: boolean;
  readonly sameGroup: boolean;
}

/** The rights of somebody who is not named. Nothing stated = none. */
export function effectiveFlags(setting: PermissionSetting, viewer: Viewer): string {
  const own = viewer.anonymous ? setting.anonymous : viewer.sameGroup ? setting.same_group : setting.other;
  return own ?? setting.everyone ?? '';
}
