import { FilePermission, GroupPermission } from '@canopy/contract';
import { type Caller, decodedOnce } from '../kernel/index.ts';
import type { Owner } from './ports.ts';
import { FileKind, type FileRow } from './rows.ts';

/*
 * Who may do what (file.md 6). Pure rules: nothing here reads a database or a clock. Owners and administrators
 * may do everything; that is decided before anybody asks here.
 */

/** What somebody may do: bit n for flag n of the contract's FilePermission. */
export type Rights = number;

/** Permissions by audience. An absent member is not stated; 0 = stated that nothing is allowed. */
export interface PermissionRules {
  /** By row number of the user. */
  readonly users?: Readonly<Record<string, Rights>>;
  /** By row number of the group. */
  readonly groups?: Readonly<Record<string, Rights>>;
  readonly sameGroup?: Rights;
  readonly other?: Rights;
  readonly anonymous?: Rights;
  readonly everyone?: Rights;
}

/** Who asks, seen from whose file it is. */
export interface Visitor {
  /** 0 = anonymous. */
  readonly userId: number;
  readonly anonymous: boolean;
  readonly groupId: number;
  readonly ownersGroup: boolean;
  /** The group of the owner may let anonymous visitors do more than read. */
  readonly freeForAnonymous: boolean;
}

/** As much of a row as decides who may do what with it. */
export type Ruled = Pick<FileRow, 'permissions' | 'kind'>;

export const noRights: Rights = 0;
export const readRights: Rights = 1 << FilePermission.READ;
const createRights: Rights = 1 << FilePermission.CREATE;

/** What a share without rules of its own allows. */
export const readableByAll: PermissionRules = { everyone: readRights };

export function includes(rights: Rights, permission: FilePermission): boolean {
  return (rights & (1 << permission)) !== 0;
}

/** Whoever may change something may see it. */
export function withRead(rights: Rights): Rights {
  return rights === noRights ? noRights : rights | readRights;
}

export function visitorOf({ userId, anonymous, group }: Caller, owner: Owner): Visitor {
  return {
    userId,
    anonymous,
    groupId: group.id,
    ownersGroup: !anonymous && group.id === owner.group.id,
    freeForAnonymous: owner.group.permissions.has(GroupPermission.SET_ANONYMOUS_PERMISSION),
  };
}

/** The first member that speaks of the visitor decides; nothing stated = nothing allowed. */
export function rightsUnder(rules: PermissionRules, visitor: Visitor): Rights {
  const { userId, anonymous, groupId, ownersGroup, freeForAnonymous } = visitor;
  if (anonymous) {
    const stated = withRead(rules.anonymous ?? rules.everyone ?? noRights);
    return freeForAnonymous ? stated : stated & readRights;
  }
  const named = rules.users?.[userId] ?? rules.groups?.[groupId];
  return withRead(named ?? (ownersGroup ? rules.sameGroup : rules.other) ?? rules.everyone ?? noRights);
}

/**
 * What a visitor may do with the last of `chain`: rows from just below the root of a share down. The nearest
 * rules count, and replace those above; without any of their own it is those of the share.
 * @param chain empty = the root of the share itself.
 */
export function rightsOn(chain: readonly Ruled[], share: PermissionRules, visitor: Visitor): Rights {
  const ruled = chain.findLast(({ permissions }) => permissions !== null);
  const rules = ruled?.permissions ? parseRules(ruled.permissions) : share;
  const rights = rightsUnder(rules, visitor);
  return chain.at(-1)?.kind === FileKind.FILE ? rights & ~createRights : rights;
}

/** What anonymous visitors may do by these rules, whatever the owner's group allows. */
export function anonymousRights({ anonymous, everyone }: PermissionRules): Rights {
  return withRead(anonymous ?? everyone ?? noRights);
}

/** Rules as they are stored. A text is taken apart once. */
export const parseRules: (text: string) => PermissionRules = decodedOnce((text) => JSON.parse(text) as PermissionRules);
