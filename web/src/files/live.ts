/**
 * What others change in the folder shown, while one looks: other people, other tabs, other programs. A stream of
 * events is applied to the lists that are loaded; what an event does not carry is asked for. Loaded after the first
 * list.
 */
import { watchFolder } from '@canopy/client';
import { ApiError, type FileEvent, FileUri } from '@canopy/contract';
import { client, refreshCapacity } from '../api/index.ts';
import { announce } from '../components/Snackbar.tsx';
import type { Translator } from '../i18n/index.tsx';
import { bindWords } from '../i18n/words.ts';
import { trashRoot } from './address.ts';
import {
  answeredAt,
  foldersBeingRefreshed,
  forgetBelow,
  refreshBelow,
  refreshChanged,
  refreshLists,
  removeFromLists,
  replaceInLists,
  resetList,
} from './listing-cache.ts';
import { liveWords } from './live-words.ts';

export interface Following {
  readonly signal: AbortSignal;
  /** The language of this moment: who hears the page is told what changes before him. */
  readonly translator: () => Translator;
  /** The folder itself has another address now. */
  readonly onMoved: (uri: FileUri) => void;
}

/** How many items of the folder itself (not deeper) are new, other, or gone. */
interface Told {
  readonly added: number;
  readonly changed: number;
  readonly removed: number;
}

/** Events of one burst are applied together. */
const gatherMs = 60;
/** Lists are asked anew at most this often. */
const refreshMs = 1_500;
/** A tab that nobody sees keeps its connection for this long: another tab may need it. */
const hiddenMs = 60_000;
/** A list that is older than this when the stream opens may have missed something in between. */
const gapMs = 1_500;

/** The place of an event's path, below the folder that is watched. */
export function placeOf(base: FileUri, path: string): FileUri {
  return base.join(...path.split('/').filter(Boolean));
}

/** Applies a burst of events to the lists. @returns the folders whose lists have to be asked anew */
export function applyEvents(base: FileUri, events: readonly FileEvent[]): Set<string> {
  const stale = new Set<string>();
  const gone = new Set<string>();
  for (const { type, file_id: id, from, to } of events) {
    const place = placeOf(base, from);
    if (type === 'delete') {
      gone.add(id);
      forgetBelow(place.toString());
    } else if (type === 'rename') {
      const target = placeOf(base, to);
      const [before, after] = [place.parent().toString(), target.parent().toString()];
      if (before !== after) removeFromLists(new Set([id]), (uri) => uri === before);
      replaceInLists(id, (file) => ({ ...file, name: target.name, path: target.toString() }));
      forgetBelow(place.toString());
      stale.add(after);
    } else stale.add(place.parent().toString());
  }
  if (gone.size > 0) {
    /* What was deleted keeps its id in the trash. */
    removeFromLists(gone, (uri) => !uri.startsWith(trashRoot.toString()));
    refreshLists(trashRoot.toString());
  }
  return stale;
}

const isChild = (path: string) => path.lastIndexOf('/') === 0 && path.length > 1;

/** How many items of the folder itself a burst is about. */
export function tellOf(events: readonly FileEvent[]): Told {
  let [added, changed, removed] = [0, 0, 0];
  for (const { type, from, to } of events) {
    if (type === 'rename') {
      if (isChild(from) && isChild(to)) changed++;
      else if (isChild(from)) removed++;
      else if (isChild(to)) added++;
    } else if (isChild(from)) {
      if (type === 'create') added++;
      else if (type === 'modify') changed++;
      else removed++;
    }
  }
  return { added, changed, removed };
}

function textOf({ added, changed, removed }: Told, t: Translator): string {
  const w = bindWords(liveWords, t);
  const parts = [
    added > 0 && w('liveAdded', { n: added }),
    changed > 0 && w('liveChanged', { n: changed }),
    removed > 0 && w('liveRemoved', { n: removed }),
  ];
  return parts.filter(Boolean).join('. ');
}

/** Keeps the lists of a folder, and of what is below it, as they are on the server, until the signal fires. */
export function follow(uri: string, following: Following): void {
  const base = FileUri.parse(uri);
  const { signal, translator, onMoved } = following;
  /* Left again before this file was loaded: nothing would take the listeners away. */
  if (signal.aborted) return;
  let pending: FileEvent[] = [];
  let gathering: ReturnType<typeof setTimeout> | undefined;
  let refreshing: ReturnType<typeof setTimeout> | undefined;
  let hiding: ReturnType<typeof setTimeout> | undefined;
  let refreshedAt = 0;
  const stale = new Set<string>();
  let connection: AbortController | undefined;
  let wasOpen = false;

  const refresh = () => {
    refreshing = undefined;
    refreshedAt = Date.now();
    refreshChanged(new Set(stale));
    stale.clear();
    refreshCapacity();
  };
  const followItself = async (event: FileEvent) => {
    if (event.type === 'delete') return resetList(uri);
    const { path } = await client.call('getFileInfo', { query: { id: event.file_id } }, { signal });
    if (path !== undefined && path !== uri) onMoved(FileUri.parse(path));
  };
  const apply = () => {
    gathering = undefined;
    const events = pending;
    pending = [];
    const itself = events.find(({ type, from }) => from === '/' && (type === 'delete' || type === 'rename'));
    if (itself) void followItself(itself).catch(() => resetList(uri));
    const below = events.filter(({ from }) => from !== '/');
    /* Answers on their way were made before this, and are given up for it. */
    for (const folder of foldersBeingRefreshed()) stale.add(folder);
    for (const folder of applyEvents(base, below)) stale.add(folder);
    const text = textOf(tellOf(below), translator());
    if (text !== '') announce(text);
    refreshing ??= setTimeout(refresh, Math.max(0, refreshedAt + refreshMs - Date.now()));
  };
  const onOpen = (isKnown: boolean) => {
    const missed = wasOpen ? !isKnown : !isKnown && Date.now() - (answeredAt(uri) ?? 0) > gapMs;
    wasOpen = true;
    if (missed) refreshBelow(uri);
  };
  /** What could be watched and can't be any more may be hidden from the person by now: then the list says why. */
  const askWhy = async () => {
    try {
      await client.call('listFiles', { query: { uri, page_size: 1 } }, { signal });
    } catch (error) {
      if (error instanceof ApiError && !signal.aborted) resetList(uri);
    }
  };
  const connect = () => {
    if (connection || signal.aborted) return;
    connection = new AbortController();
    const { signal: hungUp } = connection;
    void watchFolder(client, uri, {
      onChange: (event) => {
        pending.push(event);
        gathering ??= setTimeout(apply, gatherMs);
      },
      onOpen,
      signal: hungUp,
      wake: (again) => {
        window.addEventListener('online', again);
        return () => window.removeEventListener('online', again);
      },
    }).then(() => {
      if (wasOpen && !hungUp.aborted) void askWhy();
    });
  };
  const disconnect = () => {
    connection?.abort();
    connection = undefined;
  };
  /* Browsers allow few connections to one server over HTTP/1.1, for all tabs together. */
  const onVisibility = () => {
    clearTimeout(hiding);
    if (document.visibilityState === 'visible') connect();
    else hiding = setTimeout(disconnect, hiddenMs);
  };

  document.addEventListener('visibilitychange', onVisibility);
  signal.addEventListener('abort', () => {
    document.removeEventListener('visibilitychange', onVisibility);
    for (const timer of [gathering, refreshing, hiding]) clearTimeout(timer);
    /* What was heard but not asked for yet is out of date when it is looked at again. */
    if (stale.size > 0) refreshChanged(stale);
    disconnect();
  });
  if (document.visibilityState === 'visible') connect();
}
