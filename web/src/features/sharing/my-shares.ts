/** All shares of one's own, page by page, as rows that the list can show. */
import type { FileResponse, ListShareResponse, Share } from '@canopy/contract';
import { type InfiniteData, useInfiniteQuery } from '@tanstack/react-query';
import { useMemo } from 'react';
import { client } from '../../api/index.ts';
import { useMore } from '../../files/pages.ts';
import { mySharesKey, shareUri } from './calls.ts';

export type ShareOrder = 'made' | 'views' | 'downloads' | 'name' | 'ends';

/** What the server sorts by; the others are sorted here, once all is known. */
const serverOrders = { made: 'created_at', views: 'views', downloads: 'downloads', name: 'id', ends: 'id' } as const;

const pageSize = 100;

/** A share as a row: its id, and the name and kind of what it shares. */
export function rowOf(share: Share): FileResponse {
  return {
    id: share.id,
    type: share.source_type ?? 0,
    name: share.name ?? share.id,
    size: share.size ?? 0,
    metadata: null,
    created_at: share.created_at,
    updated_at: share.created_at,
    path: shareUri(share).toString(),
  };
}

function compareBy(order: ShareOrder, language: string): ((a: Share, b: Share) => number) | undefined {
  if (order === 'name') {
    const { compare } = new Intl.Collator(language, { numeric: true });
    return (a, b) => compare(a.name ?? '', b.name ?? '');
  }
  if (order === 'ends') {
    /* What has ended is last: nothing is about to happen to it. */
    const end = (share: Share) =>
      share.expired ? Number.MAX_VALUE : share.expires ? Date.parse(share.expires) : Number.MAX_VALUE / 2;
    return (a, b) => end(a) - end(b);
  }
  return undefined;
}

/** The shares whose name has the text in it, in the order asked for. */
export function arrange(shares: readonly Share[], text: string, order: ShareOrder, language: string): readonly Share[] {
  const sought = text.trim().toLocaleLowerCase();
  const fitting = sought ? shares.filter((share) => share.name?.toLocaleLowerCase().includes(sought)) : shares;
  const compare = compareBy(order, language);
  return compare ? [...fitting].sort(compare) : fitting;
}

export interface MyShares {
  readonly shares: readonly Share[];
  readonly isReady: boolean;
  readonly isComplete: boolean;
  readonly error: unknown;
  /** Asks for it anew; resolves with whether it came. */
  readonly refresh: () => Promise<boolean>;
  readonly loadMore: () => void;
  readonly loadAll: () => Promise<readonly Share[]>;
}

const sharesIn = ({ pages }: InfiniteData<ListShareResponse>): readonly Share[] =>
  pages.flatMap((page) => page.shares ?? []);

export function useMyShares(order: ShareOrder): MyShares {
  const by = serverOrders[order];
  const query = useInfiniteQuery({
    queryKey: [mySharesKey, by],
    queryFn: ({ pageParam, signal }) =>
      client.call(
        'listMyShares',
        {
          query: {
            page_size: pageSize,
            order_by: by,
            order_direction: 'desc',
            ...(pageParam && { next_page_token: pageParam }),
          },
        },
        { signal },
      ),
    initialPageParam: '',
    getNextPageParam: (page) => page.pagination.next_token || undefined,
    placeholderData: (before) => before,
  });
  const { data, hasNextPage, error, isPending } = query;
  const shares = useMemo(() => (data ? sharesIn(data) : []), [data]);
  return {
    shares,
    isReady: !isPending && data !== undefined,
    isComplete: data !== undefined && !hasNextPage,
    error,
    ...useMore(query, sharesIn),
  };
}
