/** What the server finds while somebody types. */
import type { FileUri, QuickSearchResponse } from '@canopy/contract';
import { useQuery } from '@tanstack/react-query';
import { useEffect, useState } from 'react';
import { client } from '../../api/index.ts';
import { setPreferences, usePreferences } from '../../device/index.ts';

/** A pause in typing after which the server is asked. */
const pauseMs = 120;
const recentLimit = 6;

export interface Quick {
  /** What was found; while new words are looked up, what was found for those before. */
  readonly found: QuickSearchResponse | undefined;
  readonly isSearching: boolean;
  readonly error: unknown;
}

/** Names and contents that have the words, in a folder or everywhere. */
export function useQuickSearch(text: string, folder: FileUri | undefined): Quick {
  const [asked, setAsked] = useState('');
  useEffect(() => {
    const timer = setTimeout(() => setAsked(text), pauseMs);
    return () => clearTimeout(timer);
  }, [text]);
  const uri = folder?.toString();
  const { data, isFetching, error } = useQuery({
    queryKey: ['quick', uri, asked],
    queryFn: ({ signal }) =>
      client.call('quickSearch', { query: { query: asked, ...(uri ? { uri } : {}) } }, { signal }),
    enabled: asked !== '',
    placeholderData: (before) => before,
    staleTime: 5_000,
  });
  return { found: text === '' ? undefined : data, isSearching: isFetching || asked !== text, error };
}

/** What was looked for lately on this device, newest first. */
export function rememberSearch(text: string): void {
  const { recentSearches } = usePreferences.getState();
  setPreferences({ recentSearches: [text, ...recentSearches.filter((each) => each !== text)].slice(0, recentLimit) });
}
