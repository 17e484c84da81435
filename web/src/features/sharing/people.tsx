/** People and groups: their names, faces, and finding them. */
import type { Group, User } from '@canopy/contract';
import { useQuery } from '@tanstack/react-query';
import { useEffect, useState } from 'react';
import { client, queries, useMe, useSession } from '../../api/index.ts';
import { initialsOf, nameOf } from '../../frame/Face.tsx';
import { ShareIcon } from './icons.tsx';
import type { Named } from './roles.ts';

const hour = 3_600_000;

/** Somebody by id; asked once, for the whole app. */
const personQuery = (id: string | undefined) => ({
  queryKey: ['person', id],
  queryFn: ({ signal }: { signal: AbortSignal }) =>
    client.call('getUserInfo', { params: { id: id ?? '' } }, { signal }),
  enabled: id !== undefined,
  staleTime: hour,
  retry: false,
});

export function usePerson(id: string | undefined): User | undefined {
  return useQuery(personQuery(id)).data;
}

/** Several people by their ids; those who are not known (any more) are undefined. */
export function usePeople(ids: readonly string[]): readonly (User | undefined)[] {
  const { data } = useQuery({
    queryKey: ['persons', ...ids],
    queryFn: () => Promise.all(ids.map((id) => queries.fetchQuery(personQuery(id)).catch(() => undefined))),
    staleTime: hour,
  });
  return data ?? [];
}

/** All groups; none for visitors. */
export function useGroups(): readonly Group[] | undefined {
  const signedIn = useSession() !== undefined;
  const { data } = useQuery({
    queryKey: ['groups'],
    queryFn: ({ signal }) => client.call('listGroups', {}, { signal }),
    enabled: signedIn,
    staleTime: hour,
  });
  return data;
}

/** What somebody who is named is called, and a line below. */
export function useNamed({ kind, id }: Pick<Named, 'kind' | 'id'>): {
  name: string | undefined;
  sub: string | undefined;
} {
  const person = usePerson(kind === 'user' ? id : undefined);
  const groups = useGroups();
  if (kind === 'user') return { name: person && nameOf(person), sub: person?.email };
  return { name: groups?.find((group) => group.id === id)?.name, sub: undefined };
}

const shades = ['b', 'c', 'd'] as const;

/** Initials on a colour that stays the same for a name; one's own is that of the account. */
export function PersonFace({ name }: { name: string }) {
  const isMe = name === nameOf(useMe());
  let sum = 0;
  for (const sign of name) sum = (sum * 31 + (sign.codePointAt(0) ?? 0)) % 997;
  return (
    <span className={`face ${isMe ? 'a' : shades[sum % shades.length]}`} data-i={initialsOf(name)} aria-hidden="true" />
  );
}

export function GroupFace() {
  return (
    <span className="face group">
      <ShareIcon name="group" />
    </span>
  );
}

/** Somebody who may be named. */
export interface Candidate {
  readonly kind: Named['kind'];
  readonly id: string;
  readonly name: string;
  readonly sub: string | undefined;
}

const leastLetters = 2;
const pauseMs = 150;

/** The text as it is when nobody has typed for a moment. */
function useSettled(text: string): string {
  const [settled, setSettled] = useState(text);
  useEffect(() => {
    const timer = setTimeout(() => setSettled(text), pauseMs);
    return () => clearTimeout(timer);
  }, [text]);
  return settled;
}

export interface Finding {
  readonly candidates: readonly Candidate[];
  readonly isFinding: boolean;
  /** Too little was typed to ask the server. */
  readonly isShort: boolean;
}

/** People and groups by a part of their name, without those left out. */
export function useCandidates(text: string, leftOut: ReadonlySet<string>): Finding {
  const me = useMe();
  const keyword = useSettled(text.trim());
  const isShort = [...text.trim()].length < leastLetters;
  const { data, isFetching } = useQuery({
    queryKey: ['people', keyword],
    queryFn: ({ signal }) => client.call('searchUsers', { query: { keyword } }, { signal }),
    enabled: !isShort && [...keyword].length >= leastLetters,
    staleTime: 60_000,
    placeholderData: (before) => before,
  });
  const groups = useGroups() ?? [];
  const sought = text.trim().toLocaleLowerCase();
  const fits = (name: string) => sought !== '' && name.toLocaleLowerCase().includes(sought);
  const people = (isShort ? [] : (data ?? []))
    .filter((person) => person.id !== me?.id)
    .map((person): Candidate => ({ kind: 'user', id: person.id, name: nameOf(person), sub: person.email }));
  const found = [
    ...people,
    ...groups
      .filter((group) => fits(group.name))
      .map((group): Candidate => ({ kind: 'group', id: group.id, name: group.name, sub: undefined })),
  ];
  return {
    candidates: found.filter(({ kind, id }) => !leftOut.has(`${kind} ${id}`)),
    isFinding: !isShort && (isFetching || keyword !== text.trim()),
    isShort,
  };
}
