import type { FileUri } from '@canopy/contract';
import { createContext, useContext } from 'react';

/** Where a Markdown text stands, and what its links do. */
export interface MarkdownPlace {
  /** Where the file lies: what its links are relative to. */
  readonly folder: FileUri;
  /** Whether pictures of other sites may be loaded. */
  readonly loadsRemote: boolean;
  readonly onOpen: (uri: FileUri) => void;
}

export const Place = createContext<MarkdownPlace | undefined>(undefined);

export function usePlace(): MarkdownPlace {
  const place = useContext(Place);
  if (!place) throw new Error('Markdown is shown at a place.');
  return place;
}
