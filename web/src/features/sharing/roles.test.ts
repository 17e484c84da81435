import type { PermissionSetting } from '@canopy/contract';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import {
  audienceOf,
  effectiveFlags,
  flagsOf,
  isForPeople,
  linkRole,
  linkSetting,
  namedIn,
  type Role,
  roleOf,
  rolesOf,
  withNamed,
} from './roles.ts';

describe('roles', () => {
  it.each<[Role, string]>([
    ['view', 'AQ=='],
    ['drop', 'BQ=='],
    ['edit', 'Aw=='],
    ['contribute', 'Bw=='],
    ['full', 'Dw=='],
  ])('say %s for %s', (role, flags) => {
    expect(flagsOf(role)).toBe(flags);
    expect(roleOf(flags)).toBe(role);
  });

  it('know nothing, what implies reading, and what no word fits', () => {
    expect(roleOf('')).toBe('none');
    expect(roleOf('AA==')).toBe('none');
    expect(roleOf('BA==')).toBe('drop');
    expect(roleOf('Cw==')).toBe('custom');
  });

  it('offer nothing that means nothing for a file', () => {
    expect(rolesOf(false)).toEqual(['view', 'edit', 'full']);
    expect(rolesOf(true)).toHaveLength(5);
  });
});

describe('audiences', () => {
  it('are everybody where nothing is set', () => {
    expect(audienceOf(undefined)).toBe('anyone');
    expect(linkRole(undefined)).toBe('view');
    expect(isForPeople({})).toBe(false);
  });

  it('are read from what is stated, most special first', () => {
    expect(audienceOf({ everyone: 'AQ==' })).toBe('anyone');
    expect(audienceOf({ everyone: 'AQ==', anonymous: '' })).toBe('signedIn');
    expect(audienceOf({ same_group: 'AQ==' })).toBe('signedIn');
    expect(audienceOf({ user_explicit: { lpua: 'Aw==' } })).toBe('people');
    expect(audienceOf({})).toBe('people');
    expect(linkRole({ everyone: 'Dw==', anonymous: 'AQ==' })).toBe('view');
    expect(linkRole({ everyone: 'Dw==', anonymous: '' })).toBe('full');
  });

  it('come back from the setting that was made for them, and leave named people alone', () => {
    const audiences = fc.constantFrom('anyone' as const, 'signedIn' as const);
    const ids = fc.dictionary(fc.stringMatching(/^[a-z]{2,5}$/), fc.constantFrom('AQ==', 'Dw=='));
    fc.assert(
      fc.property(audiences, fc.constantFrom(...rolesOf(true)), ids, ids, (audience, role, users, groups) => {
        const before: PermissionSetting = { user_explicit: users, group_explicit: groups };
        const setting = linkSetting(audience, role, before);
        expect(audienceOf(setting)).toBe(audience);
        expect(linkRole(setting)).toBe(role);
        expect(namedIn(setting)).toEqual(namedIn(before));
      }),
    );
  });

  it('keep what is said about others when people change', () => {
    const setting = withNamed({ everyone: 'AQ==', user_explicit: { aa: 'AQ==' } }, [
      { kind: 'group', id: 'gg', flags: 'Dw==' },
    ]);
    expect(setting).toEqual({ everyone: 'AQ==', user_explicit: {}, group_explicit: { gg: 'Dw==' } });
  });
});

it('decides for those who are not named as the server does', () => {
  const setting = { same_group: 'Dw==', anonymous: '', everyone: 'AQ==' };
  expect(effectiveFlags(setting, { anonymous: true, sameGroup: false })).toBe('');
  expect(effectiveFlags(setting, { anonymous: false, sameGroup: true })).toBe('Dw==');
  expect(effectiveFlags(setting, { anonymous: false, sameGroup: false })).toBe('AQ==');
  expect(effectiveFlags({}, { anonymous: false, sameGroup: false })).toBe('');
});
