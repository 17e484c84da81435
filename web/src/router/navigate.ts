/** Going places. Remembers whether the last step was Back or Forward, because only then a page looks as it was left. */
import { useMemo } from 'react';
import { navigate as push, usePathname, useSearch } from 'wouter/use-browser-location';
import { type Route, routeOf } from '../files/index.ts';

let entry = 0;
let entries = 0;
const listeners = new Set<() => void>();

interface EntryState {
  readonly entry?: number;
}

const entryOf = (state: unknown): number => (state as EntryState | null)?.entry ?? 0;

/* A page that is loaded anew keeps the number its history entry had. */
entry = entryOf(history.state);
entries = entry;
window.addEventListener('popstate', (event) => {
  entry = entryOf(event.state);
  for (const listener of listeners) listener();
});

/** Opens an address of this site. */
export function navigate(to: string, { replace = false } = {}): void {
  if (!replace) entries = Math.max(entries, entry) + 1;
  const next = replace ? entry : entries;
  entry = next;
  push(to, { replace, state: { entry: next } satisfies EntryState });
}

/** A key of the current history entry: the same again after Back, new after every link. */
export function historyKey(): string {
  return String(entry);
}

/** The route of the current address. */
export function useRoute(): Route {
  const pathname = usePathname();
  const search = useSearch();
  return useMemo(() => routeOf(pathname, search), [pathname, search]);
}
