/** Changes to listings that are already loaded: at once, before the server has answered, and back if it refuses. */
import type { FileResponse } from '@canopy/contract';
import type { Query } from '@tanstack/react-query';
import { queries } from '../api/index.ts';
import { isFolder } from './kinds.ts';
import { type ListingData, listingKey } from './listing.ts';

/** Puts back what a change has done. */
export type Rollback = () => void;

const uriOf = (query: Query): string => String(query.queryKey[1]);

/** Whether a list is of a folder, of one below it, or of a search in one of these. */
const isAtOrBelow = (uri: string, folder: string): boolean =>
  uri === folder || uri.startsWith(`${folder}/`) || uri.startsWith(`${folder}?`);

function change(touches: (uri: string) => boolean, edit: (files: FileResponse[]) => FileResponse[]): Rollback {
  const before: [readonly unknown[], ListingData][] = [];
  const cache = queries.getQueryCache();
  for (const query of cache.findAll({ queryKey: [listingKey] })) {
    const data = query.state.data as ListingData | undefined;
    if (!data || !touches(uriOf(query))) continue;
    /* An answer that is on its way was made before this change and would undo it on the page. */
    void queries.cancelQueries({ queryKey: query.queryKey, exact: true });
    let changed = false;
    const pages = data.pages.map((page) => {
      const files = edit(page.files);
      if (files === page.files) return page;
      changed = true;
      return { ...page, files };
    });
    if (!changed) continue;
    before.push([query.queryKey, data]);
    queries.setQueryData<ListingData>(query.queryKey, { ...data, pages });
  }
  return () => {
    for (const [key, data] of before) queries.setQueryData(key, data);
  };
}

/** Takes items off every list, or off those of some places. */
export function removeFromLists(ids: ReadonlySet<string>, touches: (uri: string) => boolean = () => true): Rollback {
  return change(touches, (files) =>
    files.some((file) => ids.has(file.id)) ? files.filter((file) => !ids.has(file.id)) : files,
  );
}

/** Shows an item in its new form wherever it is listed. */
export function replaceInLists(id: string, edit: (file: FileResponse) => FileResponse): Rollback {
  return change(
    () => true,
    (files) =>
      files.some((file) => file.id === id) ? files.map((file) => (file.id === id ? edit(file) : file)) : files,
  );
}

/** Shows several items in new forms, by id, wherever they are listed. */
export function replaceManyInLists(edits: ReadonlyMap<string, (file: FileResponse) => FileResponse>): Rollback {
  return change(
    () => true,
    (files) =>
      files.some((file) => edits.has(file.id)) ? files.map((file) => edits.get(file.id)?.(file) ?? file) : files,
  );
}

/** Adds an item to the lists of its folder. */
export function addToLists(folderUri: string, added: FileResponse): Rollback {
  return change(
    (uri) => uri === folderUri,
    (files) => (files.some((file) => file.id === added.id) ? files : [added, ...files]),
  );
}

/** Lists of these folders are asked anew: at once when on the page, else when next looked at. Resolves when answered. */
export function refreshLists(...uris: string[]): Promise<void> {
  const wanted = new Set(uris);
  return queries.invalidateQueries({ queryKey: [listingKey], predicate: (query) => wanted.has(uriOf(query)) });
}

/** A refetch asks for every page that is loaded; of a longer list only what changed is changed. */
const refetchedPages = 12;

/**
 * The lists of some folders, and the searches in any folder above them, are asked anew because somebody else changed
 * something. What is shown stays until the answer is there.
 */
export function refreshChanged(folders: ReadonlySet<string>): void {
  const touched = (uri: string) => {
    const search = uri.indexOf('?');
    if (search < 0) return folders.has(uri);
    const base = uri.slice(0, search);
    return [...folders].some((folder) => folder === base || folder.startsWith(`${base}/`));
  };
  const isLong = (query: Query) => ((query.state.data as ListingData | undefined)?.pages.length ?? 0) > refetchedPages;
  void queries.invalidateQueries({
    queryKey: [listingKey],
    predicate: (query) => !isLong(query) && touched(uriOf(query)),
  });
}

/** Whatever is known of a folder and of all below it may be out of date. */
export function refreshBelow(uri: string): void {
  void queries.invalidateQueries({
    queryKey: [listingKey],
    predicate: (query) => isAtOrBelow(uriOf(query), uri),
  });
}

/** Lists of what is below a folder are asked anew when next looked at. */
export function markStaleBelow(uri: string): void {
  void queries.invalidateQueries({
    queryKey: [listingKey],
    predicate: (query) => uriOf(query).startsWith(`${uri}/`),
    refetchType: 'none',
  });
}

/** A folder is not where it was: what was known of it is forgotten, and asked for once more if it is on the page. */
export function resetList(uri: string): void {
  void queries.resetQueries({ queryKey: [listingKey], predicate: (query) => uriOf(query) === uri });
}

/** Folders whose lists are being asked for at this moment, beside those that are loaded for the first time. */
export function foldersBeingRefreshed(): string[] {
  return queries
    .getQueryCache()
    .findAll({ queryKey: [listingKey], fetchStatus: 'fetching' })
    .filter(({ state }) => state.data !== undefined)
    .map(uriOf);
}

/** When a list of this folder was answered last; undefined when none was. */
export function answeredAt(uri: string): number | undefined {
  const times = queries
    .getQueryCache()
    .findAll({ queryKey: [listingKey, uri] })
    .map(({ state }) => state.dataUpdatedAt);
  return times.length > 0 ? Math.max(...times) : undefined;
}

/** Every list below `cloudreve://my` is asked anew (something came back from the trash, say). */
export function refreshAllLists(): void {
  void queries.invalidateQueries({ queryKey: [listingKey] });
}

/** Forgets lists of a folder that is gone from this address, and of all below it. */
export function forgetBelow(uri: string): void {
  queries.removeQueries({
    queryKey: [listingKey],
    predicate: (query) => isAtOrBelow(uriOf(query), uri),
    type: 'inactive',
  });
}

/** Keys of metadata that were seen in lists so far, in the order of the alphabet. */
export function knownMetadataKeys(): string[] {
  const keys = new Set<string>();
  for (const query of queries.getQueryCache().findAll({ queryKey: [listingKey] })) {
    const data = query.state.data as ListingData | undefined;
    for (const page of data?.pages ?? []) {
      for (const file of page.files) for (const key of Object.keys(file.metadata ?? {})) keys.add(key);
    }
  }
  return [...keys].sort((a, b) => a.localeCompare(b));
}

/** Folders of one's own that were seen in lists so far; for finding one by name without asking the server. */
export function knownFolders(): FileResponse[] {
  const found = new Map<string, FileResponse>();
  for (const query of queries.getQueryCache().findAll({ queryKey: [listingKey] })) {
    if (uriOf(query).startsWith('cloudreve://trash')) continue;
    const data = query.state.data as ListingData | undefined;
    for (const page of data?.pages ?? []) {
      for (const file of page.files) if (isFolder(file)) found.set(file.id, file);
    }
  }
  return [...found.values()];
}
