/** Lists that come in pages: one list of files from them, and going on with any. */
import type { FileResponse, ListResponse } from '@canopy/contract';
import type { UseInfiniteQueryResult } from '@tanstack/react-query';
import { useCallback } from 'react';

/** The files of pages, by the first of these. */
const mergedPages = new WeakMap<
  ListResponse,
  { pages: readonly ListResponse[]; files: readonly FileResponse[]; readonly places: Map<string, number> }
>();

/** All files, each once, in the order of the pages. */
export function filesOf({ pages }: { readonly pages: readonly ListResponse[] }): readonly FileResponse[] {
  const [first] = pages;
  if (!first || pages.length === 1) return first?.files ?? [];
  let merged = mergedPages.get(first);
  /* Of a list that only grew, the page that is new is all that is looked at: a long one comes in fifty of them. */
  if (!merged || merged.pages.some((page, index) => page !== pages[index])) {
    merged = { pages: [], files: [], places: new Map() };
    mergedPages.set(first, merged);
  }
  const { places } = merged;
  const files = [...merged.files];
  for (const page of pages.slice(merged.pages.length)) {
    for (const file of page.files) {
      /* Something may have moved between two pages while they were loaded: nothing is shown twice. */
      const place = places.get(file.id) ?? files.length;
      places.set(file.id, place);
      files[place] = file;
    }
  }
  merged.files = files;
  merged.pages = pages;
  return files;
}

type Paged<Data> = Pick<
  UseInfiniteQueryResult<Data>,
  'hasNextPage' | 'isFetchingNextPage' | 'fetchNextPage' | 'refetch'
>;

/** @param itemsOf makes one list of what is loaded; the same function every time */
export function useMore<Data, Item>(
  { hasNextPage, isFetchingNextPage, fetchNextPage, refetch }: Paged<Data>,
  itemsOf: (data: Data) => readonly Item[],
) {
  const loadMore = useCallback(() => {
    if (hasNextPage && !isFetchingNextPage) void fetchNextPage();
  }, [hasNextPage, isFetchingNextPage, fetchNextPage]);

  const loadAll = useCallback(async () => {
    /* A page that is on its way is waited for, not asked for again. */
    const next = () => fetchNextPage({ cancelRefetch: false });
    let result = await next();
    while (result.hasNextPage && !result.isError) result = await next();
    /* The page learns of an answer a moment later; what is chosen of it before that would be none of its files. */
    await new Promise((shown) => setTimeout(shown, 20));
    return result.data ? itemsOf(result.data) : [];
  }, [fetchNextPage, itemsOf]);

  const refresh = useCallback(async () => (await refetch()).isSuccess, [refetch]);
  return { loadMore, loadAll, refresh };
}
