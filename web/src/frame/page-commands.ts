/** What the current page offers to the command palette and to "New": commands, and the files it shows. */
import type { FileResponse, FileUri } from '@canopy/contract';
import { useEffect } from 'react';
import { create } from 'zustand';
import type { MenuItems } from '../components/Menu.tsx';
import type { View } from '../device/index.ts';

/** What can be done in the folder that is shown. */
export interface PageCommands {
  readonly upload: () => void;
  readonly uploadFolder: () => void;
  readonly create: (what: 'folder' | 'text' | 'markdown') => void;
  readonly refresh: () => void;
  readonly goTo: () => void;
  readonly rewind: () => void;
}

export interface PageOffer {
  /** Undefined where no folder is shown. */
  readonly commands?: PageCommands;
  readonly show?: (view: View) => void;
  /** What can be done with what is selected; undefined when nothing is. */
  readonly items?: (() => MenuItems) | undefined;
  readonly files: readonly FileResponse[];
  /** Those that are selected. */
  readonly chosen: readonly FileResponse[];
  /** The folder that is shown or searched; undefined where there is none. */
  readonly folder?: FileUri | undefined;
  readonly openFile: (file: FileResponse) => void;
}

const nothing: PageOffer = { files: [], chosen: [], openFile: () => undefined };

export const usePageOffer = create<PageOffer>(() => nothing);

/** Tells the palette what this page can do, as long as it is shown. */
export function useOffer(offer: PageOffer): void {
  useEffect(() => {
    usePageOffer.setState(offer, true);
  }, [offer]);
  useEffect(() => () => usePageOffer.setState(nothing, true), []);
}
