/**
 * Folders as they were when the server was last asked, kept on this device for when it cannot be reached: the ones
 * opened lately, of one's own files, of the person who is signed in. Signing out deletes them (`app/App.tsx`).
 */
import { ApiError } from '@canopy/contract';
import type { Query } from '@tanstack/react-query';
import { queries, session } from '../api/index.ts';
import { myFiles } from './address.ts';
import { type ListingData, listingKey } from './listing.ts';

const databaseName = 'canopy-kept';
const table = 'folders';
const mostFolders = 60;
/** Of a longer list the first pages are kept. */
const mostFiles = 2000;
/** Lists that follow each other quickly, such as while one walks through folders, are written together. */
const pauseMs = 800;

export interface Kept {
  /** Id of the person. */
  readonly owner: string;
  readonly uri: string;
  /** When the server told it, in milliseconds. */
  readonly at: number;
  readonly data: ListingData;
}

/** When the server last told the contents of a folder, by URI; as long as these are in the cache. */
const toldAt = new Map<string, number>();

/** When the server last told the contents of a folder, in milliseconds; undefined when it did not. */
export const lastTold = (uri: string): number | undefined => toldAt.get(uri);

/** Each step opens the database anew, so that signing out, also in another tab, can delete it at any time. */
async function run<T>(mode: IDBTransactionMode, work: (store: IDBObjectStore) => IDBRequest<T>): Promise<T> {
  const database = await new Promise<IDBDatabase>((resolve, reject) => {
    const request = indexedDB.open(databaseName, 1);
    request.onupgradeneeded = () => request.result.createObjectStore(table, { keyPath: ['owner', 'uri'] });
    request.onsuccess = () => resolve(request.result);
    request.onerror = () => reject(request.error);
  });
  try {
    const transaction = database.transaction(table, mode);
    const request = work(transaction.objectStore(table));
    await new Promise<void>((resolve, reject) => {
      transaction.oncomplete = () => resolve();
      transaction.onabort = () => reject(transaction.error);
    });
    return request.result;
  } finally {
    database.close();
  }
}

const owner = (): string | undefined => session.get()?.user.id;

/** Folders of this person that can be looked at now, newest first. */
export async function keptFolders(): Promise<readonly Kept[]> {
  const all: Kept[] = await run('readonly', (store) => store.getAll());
  return all.filter((each) => each.owner === owner()).sort((a, b) => b.at - a.at);
}

/** Whether a query is of a folder of one's own, as a page shows it. */
function isOwnFolder({ queryKey: [kind, uri, , direction] }: Pick<Query, 'queryKey'>): boolean {
  if (kind !== listingKey || typeof uri !== 'string' || direction === undefined || uri.includes('?')) return false;
  return uri === myFiles.toString() || uri.startsWith(`${myFiles}/`);
}

function firstFiles(data: ListingData): ListingData {
  let count = 0;
  const pages = data.pages.filter((page, index) => {
    count += page.files.length;
    return index === 0 || count <= mostFiles;
  });
  return { pages, pageParams: data.pageParams.slice(0, pages.length) };
}

const unwritten = new Map<string, Kept>();
let writing: ReturnType<typeof setTimeout> | undefined;

async function write(): Promise<void> {
  writing = undefined;
  const folders = [...unwritten.values()].filter((each) => each.owner === owner());
  unwritten.clear();
  for (const folder of folders) await run('readwrite', (store) => store.put(folder));
  for (const old of (await keptFolders()).slice(mostFolders)) {
    await run('readwrite', (store) => store.delete([old.owner, old.uri]));
  }
}

function keep(query: Query, data: ListingData, at: number): void {
  const [, uri] = query.queryKey;
  const by = owner();
  toldAt.set(String(uri), at);
  if (by === undefined) return;
  unwritten.set(String(uri), { owner: by, uri: String(uri), at, data: firstFiles(data) });
  /* A full or forbidden storage: then the folder cannot be looked at without a connection. */
  if (writing === undefined) writing = setTimeout(() => void write().catch(() => undefined), pauseMs);
}

/** Shows a folder as it was kept, where the server does not answer and nothing is known of it. */
async function restore(query: Query): Promise<void> {
  const by = owner();
  if (by === undefined) return;
  const key = [by, String(query.queryKey[1])];
  const kept: Kept | undefined = await run('readonly', (store) => store.get(key)).catch(() => undefined);
  if (!kept || query.state.data !== undefined || owner() !== by) return;
  toldAt.set(kept.uri, kept.at);
  queries.setQueryData(query.queryKey, kept.data, { updatedAt: kept.at });
}

/** A list left the cache. Another one of the same folder, in another order, may be in it still. */
function forget({ queryKey: [, uri] }: Query): void {
  if (queries.getQueryCache().findAll({ queryKey: [listingKey, uri] }).length === 0) toldAt.delete(String(uri));
}

const isUnanswered = ({ state }: Query): boolean =>
  state.data === undefined &&
  (state.fetchStatus === 'paused' || (state.fetchFailureCount > 0 && !(state.fetchFailureReason instanceof ApiError)));

let isKeeping = false;

/** From now on folders are kept, and shown where the server does not answer. */
export function keepFolders(): void {
  if (isKeeping) return;
  isKeeping = true;
  const cache = queries.getQueryCache();
  const look = (query: Query) => {
    if (isOwnFolder(query) && isUnanswered(query)) void restore(query);
  };
  cache.subscribe((event) => {
    if (event.type === 'removed') forget(event.query);
    if (event.type !== 'updated') return;
    const { action, query } = event;
    /* What `setQueryData` writes is an expectation; only an answer is kept. */
    if (action.type === 'success' && !action.manual && isOwnFolder(query)) {
      keep(query, query.state.data as ListingData, query.state.dataUpdatedAt);
    } else look(query);
  });
  for (const query of cache.getAll()) {
    look(query);
    if (isOwnFolder(query) && query.state.data) keep(query, query.state.data as ListingData, query.state.dataUpdatedAt);
  }
}
