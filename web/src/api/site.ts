/** Questions about the site and the person: settings, capacity, account. */
import type { User } from '@canopy/contract';
import { useQuery } from '@tanstack/react-query';
import { client, queries } from './client.ts';
import { session, useSession } from './session.ts';

export const siteKeys = {
  login: ['site', 'login'],
  basic: ['site', 'basic'],
  thumb: ['site', 'thumb'],
  explorer: ['site', 'explorer'],
  capacity: ['capacity'],
  me: ['me'],
} as const;

const hour = 3_600_000;

/** Title and other general settings. */
export function useSiteBasic() {
  return useQuery({
    queryKey: siteKeys.basic,
    queryFn: ({ signal }) => client.call('getSiteConfig', { params: { section: 'basic' } }, { signal }),
    staleTime: hour,
  });
}

/** Whether people may register, and the links to privacy and terms. */
export function useSiteLogin() {
  return useQuery({
    queryKey: siteKeys.login,
    queryFn: ({ signal }) => client.call('getSiteConfig', { params: { section: 'login' } }, { signal }),
    staleTime: 60_000,
  });
}

/** Extensions (lower case, no dot) for which the server makes thumbnails. */
export function useThumbExtensions(): ReadonlySet<string> {
  const { data } = useQuery({
    queryKey: siteKeys.thumb,
    queryFn: ({ signal }) => client.call('getSiteConfig', { params: { section: 'thumb' } }, { signal }),
    select: (config) => new Set(config.thumb_exts ?? []),
    staleTime: hour,
  });
  return data ?? nothing;
}

const explorerConfig = {
  queryKey: siteKeys.explorer,
  queryFn: ({ signal }: { signal: AbortSignal }) =>
    client.call('getSiteConfig', { params: { section: 'explorer' } }, { signal }),
  staleTime: hour,
};

/** What the explorer may offer: searching contents, properties of the site's own. */
export function useSiteExplorer() {
  return useQuery(explorerConfig);
}

/** The same, once. */
export function loadSiteExplorer() {
  return queries.fetchQuery(explorerConfig);
}

const nothing: ReadonlySet<string> = new Set();

/** Bytes used and allowed. */
export function useCapacity() {
  const signedIn = useSession() !== undefined;
  return useQuery({
    queryKey: siteKeys.capacity,
    queryFn: ({ signal }) => client.call('getCapacity', {}, { signal }),
    enabled: signedIn,
    staleTime: 30_000,
  });
}

/** Something was added or deleted for good: the meter is asked anew. */
export function refreshCapacity(): void {
  void queries.invalidateQueries({ queryKey: siteKeys.capacity });
}

/** The person signed in as he is known at this moment. */
export function currentMe(): User | undefined {
  const own = session.get()?.user;
  return queries.getQueryData<User>([...siteKeys.me, own?.id]) ?? own;
}

/** Shows the person signed in otherwise, before the server has answered. @returns what takes that back */
export function changeMe(edit: (me: User) => User): () => void {
  const before = currentMe();
  const key = [...siteKeys.me, before?.id];
  if (!before) return () => undefined;
  /* An answer that is on its way was made before this change. */
  void queries.cancelQueries({ queryKey: key });
  queries.setQueryData<User>(key, edit(before));
  return () => queries.setQueryData(key, before);
}

/** The account is asked anew. */
export function refreshMe(): void {
  void queries.invalidateQueries({ queryKey: siteKeys.me });
}

/** The person signed in: the stored session at once, the server's word when it comes. */
export function useMe() {
  const session = useSession();
  const { data } = useQuery({
    queryKey: [...siteKeys.me, session?.user.id],
    queryFn: ({ signal }) => client.call('getMe', {}, { signal }),
    enabled: session !== undefined,
    staleTime: 5 * 60_000,
  });
  return data ?? session?.user;
}
