/**
 * What a page was doing when it was closed or loaded anew: bulk work ends with its page, and what was done by then
 * stays done. The next page of the tab says so.
 */
import { currentMe } from '../api/index.ts';
import { say } from '../components/Snackbar.tsx';
import { currentLanguage } from '../device/index.ts';
import { loadTranslator } from '../i18n/index.tsx';
import { bindWords } from '../i18n/words.ts';
import { workLeftWords } from './work-left-words.ts';
import type { Work, WorkKind } from './work-store.ts';

const key = 'canopy.work';

/** Locks of work that goes on: a copy of the tab has the same memory, and must not tell of its end. */
const prefix = 'canopy-work-';

/** Work that is told of: what a reload breaks off and leaves half done. */
type LeftKind = Exclude<WorkKind, 'download' | 'read' | 'rewind'>;

interface Left extends Pick<Work, 'items' | 'done'> {
  readonly kind: LeftKind;
  /** Id of the person; '' for a guest. */
  readonly owner: string;
}

/** Web Locks exist on HTTPS and on the own machine only. */
const locks = (): LockManager | undefined => navigator.locks;
const releases = new Map<string, () => void>();

function hold(id: string): void {
  if (releases.has(id)) return;
  releases.set(id, () => undefined);
  void locks()?.request(prefix + id, () =>
    /* It may have ended before the lock came. */
    releases.has(id) ? new Promise<void>((resolve) => releases.set(id, resolve)) : undefined,
  );
}

const ownId = () => currentMe()?.id ?? '';

function read(): Readonly<Record<string, Left>> {
  try {
    return JSON.parse(sessionStorage.getItem(key) ?? '{}') as Record<string, Left>;
  } catch {
    return {};
  }
}

function write(table: Readonly<Record<string, Left>>): void {
  try {
    if (Object.keys(table).length === 0) sessionStorage.removeItem(key);
    else sessionStorage.setItem(key, JSON.stringify(table));
  } catch {
    /* No room, or not allowed: then nothing is told after a reload, and nothing else is lost. */
  }
}

/** A page that goes breaks off its requests a moment before: only one that stays has failed by itself. */
const stayMs = 2000;

/** Remembers how far work has come; work that has ended is forgotten. */
export function noteWork({ id, kind, items, done, status }: Work): void {
  if (kind === 'download' || kind === 'read' || kind === 'rewind') return;
  if (status === 'running') {
    hold(id);
    write({ ...read(), [id]: { kind, items, done, owner: ownId() } });
  } else if (status === 'failed') setTimeout(forget, stayMs, id);
  else forget(id);
}

function forget(id: string): void {
  const { [id]: _, ...others } = read();
  write(others);
  releases.get(id)?.();
  releases.delete(id);
}

/** Says what the page before was doing, if it was. */
export async function tellWorkLeft(): Promise<void> {
  const table = Object.entries(read());
  if (table.length === 0) return;
  const { held = [] } = (await locks()?.query()) ?? {};
  const busy = new Set(held.map(({ name }) => name?.slice(prefix.length)));
  write(Object.fromEntries(table.filter(([id]) => busy.has(id))));
  const left = table.find(([id, { owner }]) => !busy.has(id) && owner === ownId())?.[1];
  if (!left) return;
  const w = bindWords(workLeftWords, await loadTranslator(currentLanguage()));
  say({ text: w('left', { what: w(left.kind, { n: left.items, done: left.done }) }), tone: 'failed', stays: true });
}
