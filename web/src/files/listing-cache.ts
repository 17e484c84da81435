/** Changes to listings that are already loaded: at once, before the server has answered, and back if it refuses. */
import type { FileResponse } from '@canopy/contract';
import type { Query } from '@tanstack/react-query';
import { queries } from '../api/index.ts';
import { isFolder } from './kinds.ts';
import { type ListingData, listingKey } from './listing.ts';

/** Puts back what a change has done. */
export type Rollback = () => void;

const uriOf = (query: Query): string => String(query.queryKey[1]);

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

/** Takes items off every list. */
export function removeFromLists(ids: ReadonlySet<string>): Rollback {
  return change(
    () => true,
    (files) => (files.some((file) => ids.has(file.id)) ? files.filter((file) => !ids.has(file.id)) : files),
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

/** Adds an item to the lists of its folder. */
export function addToLists(folderUri: string, added: FileResponse): Rollback {
  return change(
    (uri) => uri === folderUri,
    (files) => (files.some((file) => file.id === added.id) ? files : [added, ...files]),
  );
}

/** Lists of this folder are asked anew: at once when on the page, else when next looked at. */
export function refreshLists(...uris: string[]): void {
  const wanted = new Set(uris);
  void queries.invalidateQueries({ queryKey: [listingKey], predicate: (query) => wanted.has(uriOf(query)) });
}

/** Every list below `cloudreve://my` is asked anew (something came back from the trash, say). */
export function refreshAllLists(): void {
  void queries.invalidateQueries({ queryKey: [listingKey] });
}

/** Forgets lists of a folder that is gone from this address, and of all below it. */
export function forgetBelow(uri: string): void {
  queries.removeQueries({
    queryKey: [listingKey],
    predicate: (query) => uriOf(query) === uri || uriOf(query).startsWith(`${uri}/`),
    type: 'inactive',
  });
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
