/*
 * Who works with the modelled drive, and what rules say of each: file.md 6 once more, said apart from how the drive
 * finds it out.
 */

/** The owner, and everybody else, who comes by the owner's link. `visitor` is not signed in. */
export const people = ['owner', 'named', 'member', 'mate', 'stranger', 'visitor'] as const;
export type Person = (typeof people)[number];
export type Guest = Exclude<Person, 'owner'>;
export const guests = people.filter((person): person is Guest => person !== 'owner');

/** Numbers of groups. Rules name the club as a group, and of the crowd one person. */
export const groups = { house: 2, club: 7, crowd: 8 } as const;
export const groupOf = {
  owner: groups.house,
  named: groups.crowd,
  member: groups.club,
  mate: groups.house,
  stranger: groups.crowd,
} as const satisfies Record<Exclude<Person, 'visitor'>, number>;

/** Letters of what is allowed, always in this order: read, update, create, delete. */
export type Rights = string;
export type Right = 'r' | 'u' | 'c' | 'd';
export const everything: Rights = 'rucd';

const audiences = ['named', 'club', 'sameGroup', 'other', 'anonymous', 'everyone'] as const;
type Audience = (typeof audiences)[number];
/** What a file says of who may do what with it; an audience that is left out is not spoken of. */
export type Rules = { readonly [A in Audience]?: Rights };

/** In which order a person looks for a word about himself. */
const spokenOf: Record<Guest, readonly Audience[]> = {
  named: ['named', 'other', 'everyone'],
  member: ['club', 'other', 'everyone'],
  mate: ['sameGroup', 'everyone'],
  stranger: ['other', 'everyone'],
  visitor: ['anonymous', 'everyone'],
};

/** What rules that count whole let somebody do. */
export function rightsUnder(rules: Rules, guest: Guest): Rights {
  const decides = spokenOf[guest].find((audience) => rules[audience] !== undefined);
  const stated = decides === undefined ? '' : (rules[decides] ?? '');
  if (stated === '') return '';
  // Nobody changes what he may not see, and whoever is not signed in only reads.
  return guest === 'visitor' ? 'r' : union(stated, 'r');
}

/** Whether rules let people in who are not signed in, for more than reading: the owner's group may not say that. */
export function saysTooMuch(rules: Rules): boolean {
  return /[ucd]/.test(rules.anonymous ?? rules.everyone ?? '');
}

export function union(...all: readonly Rights[]): Rights {
  return [...everything].filter((letter) => all.some((rights) => rights.includes(letter))).join('');
}
