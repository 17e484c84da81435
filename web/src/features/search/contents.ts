/** Files whose text has the words, as a listing: the passage that was found stands beside each. */
import type { FileResponse, ListResponse } from '@canopy/contract';
import { type InfiniteData, type QueryKey, useInfiniteQuery } from '@tanstack/react-query';
import { useCallback, useMemo } from 'react';
import { client } from '../../api/index.ts';
import { type Listing, listingKey } from '../../files/index.ts';
import { useMore } from '../../files/pages.ts';

interface Page extends Pick<ListResponse, 'files'> {
  readonly passages: Readonly<Record<string, string>>;
  /** Hits before this page. */
  readonly offset: number;
  readonly hits: number;
}

export interface Contents {
  readonly listing: Listing;
  readonly passageOf: (file: FileResponse) => string;
}

const keyOf = (text: string) => `cloudreve://my?contents=${encodeURIComponent(text)}`;

/** The files of all pages, each once. */
const filesIn = ({ pages }: InfiniteData<Page>): readonly FileResponse[] => [
  ...new Map(pages.flatMap((page) => page.files.map((file) => [file.id, file] as const))).values(),
];

/** What is found in texts, best first; the server searches all of the person's files. */
export function useContents(text: string): Contents & { readonly place: string } {
  const place = keyOf(text);
  const query = useInfiniteQuery<Page, Error, InfiniteData<Page, number>, QueryKey, number>({
    /* Beside the listings of folders, so that what is renamed or removed is so here as well. */
    queryKey: [listingKey, place],
    queryFn: async ({ pageParam, signal }) => {
      const { hits } = await client.call('fullTextSearch', { query: { query: text, offset: pageParam } }, { signal });
      return {
        files: hits.map(({ file }) => file),
        passages: Object.fromEntries(hits.map(({ file, content }) => [file.id, content])),
        offset: pageParam,
        hits: hits.length,
      };
    },
    initialPageParam: 0,
    getNextPageParam: ({ offset, hits }) => (hits > 0 ? offset + hits : undefined),
    placeholderData: (before) => before,
  });
  const { data, hasNextPage, isPlaceholderData, error } = query;
  const files = useMemo(() => (data ? filesIn(data) : []), [data]);
  const passages = useMemo(() => new Map(data?.pages.flatMap((page) => Object.entries(page.passages))), [data]);
  const passageOf = useCallback((file: FileResponse) => passages.get(file.id) ?? '', [passages]);
  return {
    place,
    passageOf,
    listing: {
      files,
      parent: undefined,
      shownUri: isPlaceholderData ? 'before' : data ? place : undefined,
      isComplete: data !== undefined && !hasNextPage,
      isCutShort: false,
      error,
      ...useMore(query, filesIn),
    },
  };
}
