/** What a page tells the browser of its files. */
import type { FileResponse, FileUri } from '@canopy/contract';
import type { ReactNode } from 'react';
import type { MenuItem, MenuItems } from '../../components/Menu.tsx';
import type { Order, View } from '../../device/index.ts';
import type { Column, Listing } from '../../files/index.ts';
import type { Actions } from './actions.ts';
import type { Browsing } from './browsing.ts';
import type { Limits } from './limits.ts';

/** What the parts of a page may use of the browser they stand in. */
export interface BrowserParts {
  readonly actions: Actions;
  readonly openMenu: Browsing['openMenu'];
  /** Entries of the folder's own menu. */
  readonly folderItems: () => MenuItems;
}

export interface FileBrowserProps {
  /** The folder that is acted in: things are added, pasted and dropped there. */
  readonly uri: FileUri;
  /** What is shown, for what is remembered about it: the folder's URI, or that of a search. */
  readonly place: string;
  readonly name: string;
  /** Accessible name of the files. */
  readonly label: string;
  readonly listing: Listing;
  /** What is shown of the listing. */
  readonly files: readonly FileResponse[];
  /** Resolves with all that would be shown, also what is not loaded yet. */
  readonly everything: () => Promise<readonly FileResponse[]>;
  /** Files that are there beside those listed can be added, pasted, dropped. */
  readonly isFolderItself: boolean;
  readonly cameFrom: string | undefined;
  readonly view: View;
  /** The order of the list, where there is one. */
  readonly order: Order | undefined;
  readonly onOrder: (order: Order) => void;
  readonly columns: readonly Column[];
  readonly columnsClass: string;
  readonly onView: (view: View) => void;
  readonly onColumns?: () => void;
  readonly onWidth?: (id: string, width: number) => void;
  readonly tile?: number | undefined;
  readonly facts: (file: FileResponse) => ReactNode;
  readonly quick: (file: FileResponse) => ReactNode;
  readonly tags?: (file: FileResponse) => ReactNode;
  /** The path or the title, in the bar. */
  readonly crumbs: (parts: BrowserParts) => ReactNode;
  /** The row over the files; hidden while something is selected. */
  readonly tools: (hidden: boolean) => ReactNode;
  /** What stands there when there are no files. */
  readonly empty: (parts: BrowserParts) => ReactNode;
  /** Present where not everything is the person's own. */
  readonly limits?: Limits | undefined;
  /** What the top folder is called, when it is not that of one's own files. */
  readonly rootName?: string | undefined;
  /** What stands there when the listing failed; left out for the usual words. */
  readonly failed?: ((error: unknown, retry: () => void) => ReactNode) | undefined;
  /** Where "up" leads, and what it is called there, when it is not the folder above. */
  readonly up?: () => void;
  readonly upName?: string;
  /** What is looked for, shown in the field of the bar. */
  readonly searchText?: string;
  /** Entries before all others, of the menu of some items. */
  readonly firstItems?: (files: readonly FileResponse[]) => readonly MenuItem[];
}
