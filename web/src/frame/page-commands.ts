/** What the current page offers to the command palette and to "New": commands, and the files it shows. */
import type { FileResponse, FileUri } from '@canopy/contract';
import { useEffect } from 'react';
import { create } from 'zustand';
import type { IconName } from '../components/icons.ts';

export interface PageCommand {
  readonly id: string;
  readonly label: string;
  readonly icon: IconName;
  readonly hint?: string;
  readonly run: () => void;
}

export interface PageOffer {
  readonly commands: readonly PageCommand[];
  readonly files: readonly FileResponse[];
  /** The folder that is shown or searched; undefined where there is none. */
  readonly folder?: FileUri | undefined;
  readonly openFile: (file: FileResponse) => void;
}

const nothing: PageOffer = { commands: [], files: [], folder: undefined, openFile: () => undefined };

export const usePageOffer = create<PageOffer>(() => nothing);

/** Tells the palette what this page can do, as long as it is shown. */
export function useOffer(offer: PageOffer): void {
  useEffect(() => {
    usePageOffer.setState(offer);
  }, [offer]);
  useEffect(() => () => usePageOffer.setState(nothing), []);
}
