/** What happened to a file: who did what, and when. */
import type { Activity as Event, FileResponse } from '@canopy/contract';
import { useInfiniteQuery } from '@tanstack/react-query';
import { Suspense, useState } from 'react';
import { client, useMe } from '../../api/index.ts';
import { Button } from '../../components/Button.tsx';
import { Spinner } from '../../components/Icon.tsx';
import { uriOf } from '../../files/index.ts';
import { useT } from '../../i18n/index.tsx';
import { useWords } from '../../i18n/words.ts';
import { RewindDialog } from '../rewind/index.ts';
import { PersonFace } from '../sharing/people.tsx';
import { activityText } from './activity-text.ts';
import { activityWords } from './activity-words.ts';
import { agoText } from './ago.ts';
import { Failed } from './Failed.tsx';

const filters = ['all', 'my', 'updates', 'reads'] as const;
type Filter = (typeof filters)[number];

const pageSize = 30;

function useActivities(file: FileResponse, filter: Filter) {
  const uri = uriOf(file).toString();
  return useInfiniteQuery({
    queryKey: ['activities', file.id, file.updated_at, filter],
    queryFn: ({ pageParam, signal }) =>
      client.call(
        'listFileActivities',
        {
          query: {
            uri,
            page_size: pageSize,
            order_direction: 'desc',
            ...(filter === 'all' ? {} : { filter }),
            ...(pageParam ? { next_page_token: pageParam } : {}),
          },
        },
        { signal },
      ),
    initialPageParam: '',
    getNextPageParam: (page) => page.pagination.next_token || undefined,
  });
}

export function Activity({ file }: { file: FileResponse }) {
  const w = useWords(activityWords);
  const { t } = w;
  const [filter, setFilter] = useState<Filter>('all');
  const [isRewinding, setRewinding] = useState(false);
  const query = useActivities(file, filter);
  const events = query.data?.pages.flatMap((page) => page.activities) ?? [];
  return (
    <section className="block">
      <header>
        <h3>{w('what')}</h3>
        <button type="button" onClick={() => setRewinding(true)}>
          {w('rewind')}
        </button>
      </header>
      <fieldset className="ways activity-filter" aria-label={w('filter')}>
        {filters.map((each) => (
          <button
            key={each}
            type="button"
            className="chip"
            aria-pressed={each === filter}
            onClick={() => setFilter(each)}
          >
            {w(each)}
          </button>
        ))}
      </fieldset>
      {query.error && events.length === 0 ? (
        <Failed info={query} />
      ) : query.isPending ? (
        <p className="counting" role="status">
          <Spinner /> {w('loading')}
        </p>
      ) : (
        <ol className="events">
          {events.map((event) => (
            <Row key={event.id} event={event} />
          ))}
        </ol>
      )}
      {query.data && events.length === 0 && <p className="quiet">{w(filter === 'all' ? 'none' : 'noneOf')}</p>}
      {query.hasNextPage && (
        <Button look="edge" size="small" busy={query.isFetchingNextPage} onClick={() => void query.fetchNextPage()}>
          {w('more')}
        </Button>
      )}
      {isRewinding && (
        <Suspense>
          <RewindDialog uri={uriOf(file)} onClose={() => setRewinding(false)} />
        </Suspense>
      )}
      <span className="unseen" role="status">
        {query.data && t('items', { n: events.length })}
      </span>
    </section>
  );
}

function Row({ event }: { event: Event }) {
  const t = useT();
  const w = useWords(activityWords);
  const me = useMe();
  const { user } = event;
  const who = !user ? w('system') : user.id === me?.id ? w('you') : user.nickname;
  const { key, values } = activityText(event, t);
  return (
    <li>
      <PersonFace name={user ? user.nickname : w('system')} />
      <span>
        <span>{w.rich(key, { ...values, who: <bdi className="event-who">{who}</bdi> })}</span>
        <time className="t-small faint" dateTime={event.created_at} title={t.moment(event.created_at)}>
          {agoText(event.created_at, t)}
        </time>
      </span>
    </li>
  );
}
