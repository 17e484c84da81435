import {
  ApiError,
  decodeFlags,
  ErrorCode,
  encodeFlags,
  FilePermission,
  GroupPermission,
  type IdCodec,
  IdKind,
  type PermissionSetting,
} from '@canopy/contract';
import { anonymousRights, type PermissionRules, type Rights, readRights, withRead } from './permissions.ts';
import type { Owner } from './ports.ts';

/** Most users and groups that one setting may name. */
const mostNamed = 1_000;

const flagTexts = Array.from({ length: 16 }, (_, rights) =>
  encodeFlags(Object.values(FilePermission).filter((bit) => rights & (1 << bit))),
);

/** Rights as clients get them. */
export function flagsOf(rights: Rights): string {
  return flagTexts[rights] ?? '';
}

/** Rules as clients send them. @throws ApiError PARAM_INVALID for what is no flag set or id. */
export function rulesOf(setting: PermissionSetting, ids: IdCodec): PermissionRules {
  const { user_explicit: users, group_explicit: groups } = setting;
  return {
    ...(users && { users: namedIn(users, IdKind.USER, ids) }),
    ...(groups && { groups: namedIn(groups, IdKind.GROUP, ids) }),
    ...stated('sameGroup', setting.same_group),
    ...stated('other', setting.other),
    ...stated('anonymous', setting.anonymous),
    ...stated('everyone', setting.everyone),
  };
}

/** Rules as clients get them: all six members. */
export function settingOf(rules: PermissionRules, ids: IdCodec): PermissionSetting {
  const named = (of: Readonly<Record<string, Rights>> | undefined, kind: IdKind) =>
    Object.fromEntries(Object.entries(of ?? {}).map(([id, rights]) => [ids.encode(kind, Number(id)), flagsOf(rights)]));
  const one = (rights: Rights | undefined) => (rights === undefined ? null : flagsOf(rights));
  return {
    user_explicit: named(rules.users, IdKind.USER),
    group_explicit: named(rules.groups, IdKind.GROUP),
    same_group: one(rules.sameGroup),
    other: one(rules.other),
    anonymous: one(rules.anonymous),
    everyone: one(rules.everyone),
  };
}

/** @throws ApiError GROUP_NOT_ALLOWED when visitors got more than the owner's group lets them have. */
export function demandAllowedToVisitors(rules: PermissionRules, owner: Owner): void {
  if (owner.group.permissions.has(GroupPermission.SET_ANONYMOUS_PERMISSION)) return;
  if ((anonymousRights(rules) & ~readRights) === 0) return;
  throw new ApiError(
    ErrorCode.GROUP_NOT_ALLOWED,
    'Visitors who are not signed in may only read: set "anonymous" to read, or allow "everyone" no more than that.',
  );
}

/** How the rules are stored; members in one order, so that equal rules are equal texts. */
export function rulesText({ users, groups, sameGroup, other, anonymous, everyone }: PermissionRules): string {
  return JSON.stringify({ users, groups, sameGroup, other, anonymous, everyone });
}

function stated<Member extends string>(member: Member, flags: string | null | undefined): { [M in Member]?: Rights } {
  return flags === null || flags === undefined ? {} : ({ [member]: rightsIn(flags) } as { [M in Member]?: Rights });
}

function namedIn(flags: Readonly<Record<string, string>>, kind: IdKind, ids: IdCodec): Record<string, Rights> {
  const entries = Object.entries(flags);
  if (entries.length > mostNamed) {
    throw new ApiError(ErrorCode.PARAM_INVALID, `A setting may name at most ${mostNamed} users and groups each.`);
  }
  return Object.fromEntries(entries.map(([id, text]) => [ids.decode(kind, id), rightsIn(text)]));
}

/** Flags that no permission has mean nothing. */
function rightsIn(flags: string): Rights {
  const set = decodeFlags(flags);
  let rights: Rights = 0;
  for (const bit of Object.values(FilePermission)) if (set.has(bit)) rights |= 1 << bit;
  return withRead(rights);
}
