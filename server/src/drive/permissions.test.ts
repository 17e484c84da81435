import { FilePermission, IdCodec } from '@canopy/contract';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { rulesOf, rulesText, settingOf } from './permission-setting.ts';
import {
  includes,
  type PermissionRules,
  parseRules,
  readRights,
  rightsOn,
  rightsUnder,
  type Visitor,
} from './permissions.ts';

const rights = fc.integer({ min: 0, max: 15 });
const named = fc.dictionary(fc.integer({ min: 1, max: 4 }).map(String), rights, { maxKeys: 4 });
const rules: fc.Arbitrary<PermissionRules> = fc.record(
  { users: named, groups: named, sameGroup: rights, other: rights, anonymous: rights, everyone: rights },
  { requiredKeys: [] },
);
const member: fc.Arbitrary<Visitor> = fc.record({
  userId: fc.integer({ min: 1, max: 5 }),
  anonymous: fc.constant(false),
  groupId: fc.integer({ min: 1, max: 5 }),
  ownersGroup: fc.boolean(),
  freeForAnonymous: fc.boolean(),
});
const nobody: fc.Arbitrary<Visitor> = fc.boolean().map((freeForAnonymous) => ({
  userId: 0,
  anonymous: true,
  groupId: 3,
  ownersGroup: false,
  freeForAnonymous,
}));
const visitor = fc.oneof(member, nobody);
const row = fc.record({
  kind: fc.constant(1),
  permissions: fc.option(rules.map(rulesText), { nil: null }),
});
const readable = (stated: number) => (stated === 0 ? 0 : stated | readRights);

describe('who may do what', () => {
  it('asks the members of a setting in their order, and the first that is stated decides', () => {
    fc.assert(
      fc.property(rules, member, (stated, who) => {
        const order = [
          stated.users?.[who.userId],
          stated.groups?.[who.groupId],
          who.ownersGroup ? stated.sameGroup : stated.other,
          stated.everyone,
        ];
        expect(rightsUnder(stated, who)).toBe(readable(order.find((one) => one !== undefined) ?? 0));
      }),
    );
  });

  it('lets nobody who is not signed in do more than read, unless the group of the owner may grant it', () => {
    fc.assert(
      fc.property(rules, nobody, (stated, who) => {
        const wanted = readable(stated.anonymous ?? stated.everyone ?? 0);
        expect(rightsUnder(stated, who)).toBe(who.freeForAnonymous ? wanted : wanted & readRights);
      }),
    );
  });

  it('takes the nearest setting on the way, whole, and else that of the share', () => {
    fc.assert(
      fc.property(fc.array(row, { maxLength: 6 }), rules, visitor, (chain, share, who) => {
        const nearest = [...chain].reverse().find(({ permissions }) => permissions !== null)?.permissions;
        expect(rightsOn(chain, share, who)).toBe(rightsUnder(nearest ? parseRules(nearest) : share, who));
      }),
    );
  });

  it('never grants a change without letting see it, nor creating in a file', () => {
    fc.assert(
      fc.property(fc.array(row, { maxLength: 4 }), rules, visitor, (chain, share, who) => {
        const granted = rightsOn([...chain, { kind: 0, permissions: null }], share, who);
        expect(includes(granted, FilePermission.CREATE)).toBe(false);
        if (granted !== 0) expect(includes(granted, FilePermission.READ)).toBe(true);
        expect(granted).toBe(rightsOn(chain, share, who) & ~(1 << FilePermission.CREATE));
      }),
    );
  });

  it('keeps a setting from the wire to the table and back', () => {
    const ids = new IdCodec('salt');
    fc.assert(
      fc.property(rules, (stated) => {
        const sent = settingOf(stated, ids);
        const kept = parseRules(rulesText(rulesOf(sent, ids)));
        expect(Object.keys(settingOf(kept, ids)).sort()).toEqual([
          'anonymous',
          'everyone',
          'group_explicit',
          'other',
          'same_group',
          'user_explicit',
        ]);
        for (const who of [1, 2, 3, 4])
          expect(kept.users?.[who]).toBe(stated.users?.[who] === undefined ? undefined : readable(stated.users[who]));
        for (const one of ['sameGroup', 'other', 'anonymous', 'everyone'] as const) {
          expect(kept[one]).toBe(stated[one] === undefined ? undefined : readable(stated[one]));
        }
      }),
    );
  });

  it('refuses what is no set of flags or no id', () => {
    const ids = new IdCodec('salt');
    expect(() => rulesOf({ everyone: '!' }, ids)).toThrow();
    expect(() => rulesOf({ user_explicit: { nobody: 'AQ==' } }, ids)).toThrow();
    expect(() => rulesOf({ user_explicit: { __proto__: 'AQ==' } as never }, ids)).not.toThrow();
  });
});
