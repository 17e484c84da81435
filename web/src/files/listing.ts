/**
 * The children of a folder, page by page. Old content stays until the new is there; pages come as one scrolls.
 */
import { ApiError, type ExplorerView, type FileResponse, type ListResponse } from '@canopy/contract';
import { type InfiniteData, infiniteQueryOptions, type QueryKey, useInfiniteQuery } from '@tanstack/react-query';
import { useMemo } from 'react';
import { client, queries } from '../api/index.ts';
import type { Order, SortKey } from '../device/index.ts';
import { isFolder } from './kinds.ts';
import { remember } from './memory.ts';
import { filesOf, useMore } from './pages.ts';

export const listingKey = 'listing';

export type ListingData = InfiniteData<ListResponse, string | undefined>;

/** The first page is small so that something shows soon; the others are large so that a long list is complete soon. */
const firstPage = 200;
const nextPages = 2000;

/** Above this many pages a list is not asked anew by itself: it would be a long chain of requests. */
const refreshedPages = 3;
/** The same for one that was left and is opened again: meanwhile nobody listened to what happened in it. */
const remountedPages = 12;

export interface Listing {
  readonly files: readonly FileResponse[];
  /** The folder itself, when the server has told. */
  readonly parent: FileResponse | undefined;
  /** The uri that `files` belong to; while a new folder loads, that of the old one. */
  readonly shownUri: string | undefined;
  /** The view that is stored for the folder; undefined where nobody chose one, or where views are not stored. */
  readonly view?: ExplorerView | undefined;
  /** Whether views are stored with folders here. */
  readonly storesViews?: boolean;
  /** The order it is in. */
  readonly order?: Order;
  /** It is shown as it was a while ago, because the server does not answer. */
  readonly isOld?: boolean;
  readonly isComplete: boolean;
  /** A search that was not carried through: there are too many folders. */
  readonly isCutShort: boolean;
  readonly error: unknown;
  readonly loadMore: () => void;
  /** Loads the rest; resolves with all files. */
  readonly loadAll: () => Promise<readonly FileResponse[]>;
  /** Asks for it anew; resolves with whether it came. */
  readonly refresh: () => Promise<boolean>;
}

const collators = new Map<string, Intl.Collator>();

/** Names as people sort them: `2` before `10`, letters of the language in their order. */
function collatorOf(language: string): Intl.Collator {
  let collator = collators.get(language);
  if (!collator) {
    collator = new Intl.Collator(language, { numeric: true });
    collators.set(language, collator);
  }
  return collator;
}

/**
 * Sorts a complete list as a person would, folders first. The server sorts by bytes; where all is known, the language
 * decides, and an optimistic change finds its place at once.
 */
export function sortFiles(files: readonly FileResponse[], order: Order, language: string): FileResponse[] {
  const { compare } = collatorOf(language);
  const sign = order.direction === 'desc' ? -1 : 1;
  const by = (a: FileResponse, b: FileResponse): number => {
    if (order.by === 'name') return compare(a.name, b.name);
    if (order.by === 'size') return a.size - b.size || compare(a.name, b.name);
    const difference = Date.parse(a[order.by]) - Date.parse(b[order.by]);
    return difference || compare(a.name, b.name);
  };
  return [...files].sort((a, b) => Number(isFolder(b)) - Number(isFolder(a)) || sign * by(a, b));
}

/** A view that somebody chose has all its members; the one that stands in for none has not. */
function storedView(page: ListResponse | undefined): ExplorerView | undefined {
  return page?.view?.gallery_width === undefined ? undefined : page.view;
}

const sortKeys: readonly string[] = ['name', 'size', 'updated_at', 'created_at'] satisfies SortKey[];

/** The order of a stored view, when it is one that people choose. */
function orderOf(view: ExplorerView | undefined): Order | undefined {
  const by = view?.order;
  return by !== undefined && sortKeys.includes(by)
    ? { by: by as SortKey, direction: view?.order_direction ?? 'asc' }
    : undefined;
}

type ListQuery = {
  uri: string;
  page_size?: number;
  next_page_token?: string;
  order_by?: string | undefined;
  order_direction?: string | undefined;
};

const ask = (query: ListQuery, signal: AbortSignal) => client.call('listFiles', { query }, { signal });
const inOrder = ({ by, direction }: { by: string | undefined; direction: string | undefined }) => ({
  order_by: by,
  order_direction: direction,
});

/** Large folders that have no stored view, as far as is known: they need not be asked about it first. */
const withoutView = new Map<string, true>();

/** The first page as the stored view says; where there is none, and it matters, in the order given. */
async function viewedPage(uri: string, order: Order, signal: AbortSignal): Promise<ListResponse> {
  if (!withoutView.has(uri)) {
    /* The same request that public/head.js makes. */
    const page = await ask({ uri, page_size: firstPage }, signal);
    if (storedView(page) || !page.pagination.next_token) return page;
    remember(withoutView, uri, true);
  }
  const page = await ask({ uri, page_size: firstPage, ...inOrder(order) }, signal);
  if (!storedView(page)) return page;
  withoutView.delete(uri);
  return ask({ uri, page_size: firstPage }, signal);
}

/** How a folder is asked for, and where the answer is kept. */
const listingOptions = (uri: string, order: Order, byView: boolean) =>
  infiniteQueryOptions<ListResponse, Error, ListingData, QueryKey, string | undefined>({
    queryKey: [listingKey, uri, order.by, order.direction, byView],
    queryFn: ({ pageParam, signal, queryKey }) => {
      if (pageParam === undefined) {
        return byView ? viewedPage(uri, order, signal) : ask({ uri, page_size: firstPage, ...inOrder(order) }, signal);
      }
      const view = byView ? storedView(queries.getQueryData<ListingData>(queryKey)?.pages[0]) : undefined;
      const used = view ? { by: view.order || undefined, direction: view.order_direction } : order;
      return ask({ uri, page_size: nextPages, ...inOrder(used), next_page_token: pageParam }, signal);
    },
    initialPageParam: undefined,
    getNextPageParam: (page) => page.pagination.next_token || undefined,
  });

/** Loads a folder for a page that is not drawn yet. Settles without throwing: the page itself says what is wrong. */
export const loadListing = (uri: string, order: Order): Promise<void> =>
  queries.prefetchInfiniteQuery(listingOptions(uri, order, true));

/**
 * The listing of one folder. With `byView` the view that is stored for the folder decides about the order, and the
 * order given only where there is none.
 */
export function useListing(uri: string, order: Order, language: string, byView = false): Listing {
  const query = useInfiniteQuery<ListResponse, Error, ListingData, QueryKey, string | undefined>({
    ...listingOptions(uri, order, byView),
    placeholderData: (before) => before,
    refetchOnWindowFocus: ({ state }) => (state.data?.pages.length ?? 0) <= refreshedPages,
    refetchOnMount: ({ state }) => (state.data?.pages.length ?? 0) <= remountedPages,
  });
  const { data, hasNextPage, isPlaceholderData, error } = query;

  const view = storedView(data?.pages[0]);
  const used = (byView ? orderOf(view) : undefined) ?? order;
  const { by, direction } = used;
  const files = useMemo(() => {
    if (!data) return [];
    const all = filesOf(data);
    return data.pages.length === 1 && !hasNextPage ? sortFiles(all, { by, direction }, language) : all;
  }, [data, hasNextPage, by, direction, language]);

  const parent = data?.pages[0]?.parent;
  return {
    files,
    parent,
    view,
    storesViews: data?.pages[0]?.view !== undefined,
    order: used,
    shownUri: isPlaceholderData ? (parent?.path ?? 'before') : data ? uri : undefined,
    isOld:
      data !== undefined &&
      !isPlaceholderData &&
      (query.isPaused ||
        (error !== null && !(error instanceof ApiError)) ||
        query.dataUpdatedAt < performance.timeOrigin),
    isComplete: data !== undefined && !hasNextPage,
    isCutShort: data?.pages.some((page) => page.recursion_limit_reached) ?? false,
    error,
    ...useMore(query, filesOf),
  };
}
