/** The folders in a folder: for the tree, the menus of the path, and its completion. */
import type { FileUri } from '@canopy/contract';
import { client, queries, reasonOf } from '../../api/index.ts';
import type { MenuItem } from '../../components/Menu.tsx';
import { addressOf, isFolder, listingKey, sortFiles, uriOf } from '../../files/index.ts';
import type { Translator } from '../../i18n/index.tsx';
import { bindWords } from '../../i18n/words.ts';
import { navigate } from '../../router/index.ts';
import { pathWords } from './path-words.ts';

/** Folders come first in a listing, so one page is enough for all but the strangest folders. */
const folderPage = 500;

/** How they are asked for; kept in the cache of lists, so that what changes in the folder changes here. */
export function foldersQuery(uri: string) {
  return {
    queryKey: [listingKey, uri, 'folders'],
    queryFn: async ({ signal }: { readonly signal: AbortSignal }) => {
      const query = { uri, page_size: folderPage, order_by: 'name', order_direction: 'asc' };
      const page = await client.call('listFiles', { query }, { signal });
      return { pages: [{ ...page, files: page.files.filter(isFolder) }], pageParams: [undefined] };
    },
  };
}

/** A menu entry that leads to a folder, and takes what is dropped on it. */
export function folderEntry(uri: FileUri, name: string): Exclude<MenuItem, 'line' | { title: string }> {
  const drop = uri.toString();
  return { id: drop, label: name, icon: 'files', drop, onSelect: () => navigate(addressOf(uri)) };
}

/** Entries for the folders in a folder, that with the name `current` checked. */
export async function folderItems(folder: FileUri, current: string, t: Translator): Promise<readonly MenuItem[]> {
  const w = bindWords(pathWords, t);
  const none = (label: string, why: string) => [{ id: 'none', label, why, onSelect: () => undefined }];
  try {
    const { pages } = await queries.fetchQuery({ ...foldersQuery(folder.toString()), staleTime: 5_000 });
    const folders = sortFiles(pages[0]?.files ?? [], { by: 'name', direction: 'asc' }, t.language);
    if (folders.length === 0) return none(w('noFolders'), folder.name || t('files'));
    return folders.map((each) => ({ ...folderEntry(uriOf(each), each.name), checked: each.name === current }));
  } catch (error) {
    return none(w('foldersFailed'), reasonOf(error, t).text);
  }
}
