import { encodeFlags } from '@canopy/contract';
import { describe, expect, it } from 'vitest';
import { flagsOf, type Role } from './roles.ts';
import { limitsOf, reasonAgainst } from './share-limits.ts';

const capability = '29+ZAQ==';
const item = (role: Role | 'none', type: 0 | 1 = 0) => ({ type, permission: flagsOf(role), capability, owned: false });
const visit = { signedIn: true, group: encodeFlags([4, 7]) };
const guest = { signedIn: false, group: undefined };

describe('a visitor', () => {
  it.each<[Role, string[]]>([
    ['view', ['rename', 'move', 'trash', 'add', 'own']],
    ['drop', ['rename', 'move', 'trash', 'own']],
    ['edit', ['move', 'trash', 'add', 'own']],
    ['contribute', ['move', 'trash', 'own']],
    ['full', ['own']],
  ])('with the role %s is told what can’t be done', (role, refused) => {
    const deeds = ['rename', 'move', 'trash', 'copy', 'download', 'add', 'own'] as const;
    expect(deeds.filter((deed) => reasonAgainst(deed, [item(role)], item(role, 1), visit))).toEqual(refused);
  });

  it('without any right can not even copy', () => {
    expect(reasonAgainst('copy', [item('none')], item('none', 1), visit)).toBe('whyRead');
  });

  it('may duplicate what he reads, where he may add something', () => {
    const why = (role: Role | 'none', parent: Role) => reasonAgainst('duplicate', [item(role)], item(parent, 1), guest);
    expect([why('view', 'view'), why('view', 'contribute'), why('none', 'contribute')]).toEqual([
      'whyAdd',
      undefined,
      'whyRead',
    ]);
  });

  it('is refused when one of many items is', () => {
    expect(reasonAgainst('trash', [item('full'), item('view')], item('full', 1), visit)).toBe('whyTrash');
  });

  it('without an account has nowhere to copy to, and gets no archives', () => {
    expect(reasonAgainst('copy', [item('full')], item('full', 1), guest)).toBe('whyCopy');
    expect(reasonAgainst('move', [item('full')], item('full', 1), guest)).toBe('whyCopy');
    expect(reasonAgainst('download', [item('view')], item('view', 1), guest)).toBeUndefined();
    expect(reasonAgainst('download', [item('view', 1)], item('view', 1), guest)).toBe('whyZipGuest');
    expect(reasonAgainst('download', [item('view'), item('view')], item('view', 1), guest)).toBe('whyZipGuest');
  });

  it('of a server without changes in shares can only look', () => {
    const bare = { ...item('full'), capability: 'gIaYAQ==' };
    expect(reasonAgainst('rename', [bare], bare, visit)).toBe('whyRename');
    expect(reasonAgainst('add', [], bare, visit)).toBe('whyAdd');
    expect(reasonAgainst('download', [bare], bare, visit)).toBeUndefined();
  });
});

it('is offered "New" where something can be added, and not before that is known', () => {
  const folder = (role: Role) => ({
    ...item(role, 1),
    id: 'f',
    name: 'Site',
    size: 0,
    path: 'cloudreve://x@share',
    metadata: null,
    created_at: '2026-01-01T00:00:00Z',
    updated_at: '2026-01-01T00:00:00Z',
  });
  const offers = (...[parent, before]: (Role | undefined)[]) =>
    limitsOf(parent && folder(parent), visit, String, before && folder(before)).offersNew;
  expect([offers('view', 'view'), offers('contribute', 'contribute'), offers(undefined)]).toEqual([false, true, false]);
  expect([offers(undefined, 'view'), offers(undefined, 'contribute')]).toEqual([false, true]);
});

it('lets the owner do everything but share from here', () => {
  const own = { type: 0 as const, permission: null, capability, owned: true };
  expect(reasonAgainst('trash', [own], own, visit)).toBeUndefined();
  expect(reasonAgainst('own', [own], own, visit)).toBe('whyOwnHere');
});
