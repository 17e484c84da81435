/** Where one is, going places, and whether the last step was Back: only then a page looks as it was left. */
import { useMemo, useSyncExternalStore } from 'react';
import { type Route, routeOf } from '../files/index.ts';

const listeners = new Set<() => void>();

interface EntryState {
  readonly entry?: number;
}

const entryOf = (state: unknown): number => (state as EntryState | null)?.entry ?? 0;

/* Every history entry has a number; a page that is loaded anew keeps the one it had. */
let entry = entryOf(history.state);
let lastEntry = entry;

function tell(): void {
  for (const listener of listeners) listener();
}

window.addEventListener('popstate', (event) => {
  entry = entryOf(event.state);
  tell();
});

function subscribe(listener: () => void): () => void {
  listeners.add(listener);
  return () => listeners.delete(listener);
}

/** Opens an address of this site. */
export function navigate(to: string, { replace = false } = {}): void {
  if (!replace) {
    lastEntry = Math.max(lastEntry, entry) + 1;
    entry = lastEntry;
  }
  const state: EntryState = { entry };
  if (replace) history.replaceState(state, '', to);
  else history.pushState(state, '', to);
  tell();
}

/** Changes the query of the page one is on. What the page remembers of itself stays: it is the same page. */
export function changeQuery(query: URLSearchParams, { replace = false } = {}): void {
  /* Spaces as %20: a plus sign in an address is read by people, and by other programs, as a plus sign. */
  const search = query.toString().replaceAll('+', '%20');
  const to = window.location.pathname + (search === '' ? '' : `?${search}`);
  if (replace) history.replaceState(history.state, '', to);
  else history.pushState(history.state, '', to);
  tell();
}

/** A key of the current history entry: the same again after Back, new after every link. */
export function historyKey(): string {
  return String(entry);
}

/** The query of the address, without its question mark. */
export function useSearch(): string {
  return useSyncExternalStore(subscribe, () => window.location.search.slice(1));
}

/** The route of the current address. */
export function useRoute(): Route {
  const pathname = useSyncExternalStore(subscribe, () => window.location.pathname);
  const search = useSearch();
  return useMemo(() => routeOf(pathname, search), [pathname, search]);
}
