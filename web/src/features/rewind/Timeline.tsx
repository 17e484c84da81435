/** The changes of a folder or file as people made them, one go after the other; one is chosen. */
import type { FileUri, RewindBurst, RewindChange } from '@canopy/contract';
import { useInfiniteQuery } from '@tanstack/react-query';
import { useId, useState } from 'react';
import { client, reasonOf, useMe } from '../../api/index.ts';
import { Button } from '../../components/Button.tsx';
import { Empty } from '../../components/Empty.tsx';
import { Spinner } from '../../components/Icon.tsx';
import { useWords } from '../../i18n/words.ts';
import { PersonFace } from '../sharing/people.tsx';
import { burstText, changeText, namesText } from './sentences.ts';
import { rewindWords } from './words.ts';

interface TimelineProps {
  readonly uri: FileUri;
  readonly name: string;
  readonly chosen: Chosen | undefined;
  readonly onChoose: (chosen: Chosen) => void;
}

/** Where to go back to: just before a change. */
export interface Chosen {
  /** The position just before it. */
  readonly moment: string;
  /** When it was made. */
  readonly at: string;
  /** The go it belongs to, when one of its single changes was chosen. */
  readonly within?: string;
}

export function Timeline({ uri, name, chosen, onChoose }: TimelineProps) {
  const w = useWords(rewindWords);
  const { t } = w;
  const group = useId();
  const query = useInfiniteQuery({
    queryKey: ['rewind', 'timeline', uri.toString()],
    queryFn: ({ pageParam, signal }) =>
      client.call(
        'getRewindTimeline',
        { query: { uri: uri.toString(), page_size: 30, ...(pageParam ? { next_page_token: pageParam } : {}) } },
        { signal },
      ),
    initialPageParam: '',
    getNextPageParam: (page) => page.pagination.next_token || undefined,
    staleTime: 0,
  });
  const { data, error, hasNextPage, isFetchingNextPage } = query;
  if (error && !data) {
    return (
      <div role="alert">
        <p className="quiet">{reasonOf(error, t).text}</p>
        <Button look="edge" size="small" onClick={() => void query.refetch()}>
          {t('retry')}
        </Button>
      </div>
    );
  }
  if (!data) {
    return (
      <p className="counting" role="status">
        <Spinner /> {w('loading')}
      </p>
    );
  }
  const bursts = data.pages.flatMap((page) => page.bursts);
  const horizon = data.pages.at(-1)?.horizon;
  if (bursts.length === 0 && !hasNextPage) {
    return (
      <Empty drawing="gone" title={w('emptyTitle')}>
        {w('emptyText', { name })}
      </Empty>
    );
  }
  const last = bursts.findIndex((burst) => burst.before === (chosen?.within ?? chosen?.moment));
  return (
    <>
      <fieldset className="bursts" aria-label={w('timeline')}>
        {bursts.map((burst, index) => (
          <Burst
            key={burst.before}
            uri={uri}
            name={name}
            burst={burst}
            group={group}
            chosen={chosen}
            isTaken={index < last || (index === last && chosen?.within === undefined)}
            onChoose={onChoose}
          />
        ))}
      </fieldset>
      {hasNextPage ? (
        <Button look="edge" size="small" busy={isFetchingNextPage} onClick={() => void query.fetchNextPage()}>
          {w('more')}
        </Button>
      ) : (
        horizon && <p className="hint">{w('horizon', { when: t.moment(horizon) })}</p>
      )}
    </>
  );
}

interface BurstProps {
  readonly uri: FileUri;
  readonly name: string;
  readonly burst: RewindBurst;
  readonly group: string;
  readonly chosen: Chosen | undefined;
  /** All of it would be taken back. */
  readonly isTaken: boolean;
  readonly onChoose: (chosen: Chosen) => void;
}

function Burst({ uri, name, burst, group, chosen, isTaken, onChoose }: BurstProps) {
  const w = useWords(rewindWords);
  const { t } = w;
  const me = useMe();
  const [isOpen, setOpen] = useState(false);
  const { user } = burst;
  const who = !user ? w('somebody') : user.id === me?.id ? w('you') : user.nickname;
  return (
    <div className={isTaken ? 'burst is-taken' : 'burst'}>
      <label>
        <input
          className="radio"
          type="radio"
          name={group}
          checked={chosen?.moment === burst.before && chosen.within === undefined}
          disabled={burst.began}
          onChange={() => onChoose({ moment: burst.before, at: burst.from })}
        />
        <PersonFace name={user?.nickname ?? '?'} />
        <span className="burst-text">
          <span>{burst.rewound_to ? w('rewound') : burstText(burst, w)}</span>
          <span className="t-small quiet">{namesText(burst, w)}</span>
          <span className="t-small faint num">{w('by', { who, when: t.when(burst.to) })}</span>
          {burst.began && <span className="t-small faint">{w('began', { name })}</span>}
        </span>
      </label>
      <button type="button" className="text-link t-small" aria-expanded={isOpen} onClick={() => setOpen(!isOpen)}>
        {w(isOpen ? 'hide' : 'show')}
      </button>
      {isOpen && <Changes uri={uri} burst={burst} group={group} chosen={chosen} onChoose={onChoose} />}
    </div>
  );
}

/** The single changes of one go; one of them can be chosen as well, so that only a part of the go is taken back. */
function Changes({ uri, burst, group, chosen, onChoose }: Omit<BurstProps, 'isTaken' | 'name'>) {
  const w = useWords(rewindWords);
  const query = useInfiniteQuery({
    queryKey: ['rewind', 'changes', uri.toString(), burst.before, burst.moment],
    queryFn: ({ pageParam, signal }) =>
      client.call(
        'listRewindChanges',
        {
          query: {
            uri: uri.toString(),
            from: burst.before,
            to: burst.moment,
            page_size: 50,
            ...(pageParam ? { next_page_token: pageParam } : {}),
          },
        },
        { signal },
      ),
    initialPageParam: '',
    getNextPageParam: (page) => page.pagination.next_token || undefined,
  });
  if (query.error) return <p className="hint">{reasonOf(query.error, w.t).text}</p>;
  if (!query.data) return <Spinner />;
  const changes = query.data.pages.flatMap((page) => page.changes);
  const last = chosen?.within === burst.before ? changes.findIndex(({ before }) => before === chosen.moment) : -1;
  return (
    <>
      <ul className="burst-changes">
        {changes.map((change, index) => (
          <li key={change.moment} className={index <= last ? 't-small is-taken' : 't-small'}>
            <label>
              <input
                className="radio"
                type="radio"
                name={group}
                checked={index === last}
                disabled={isOwnBirth(change)}
                onChange={() => onChoose({ moment: change.before, at: change.at, within: burst.before })}
              />
              {changeText(change, w)}
            </label>
          </li>
        ))}
      </ul>
      {query.hasNextPage && (
        <Button size="small" look="word" busy={query.isFetchingNextPage} onClick={() => void query.fetchNextPage()}>
          {w('moreChanges')}
        </Button>
      )}
    </>
  );
}

/** The folder or file itself came into being: there is no before. */
function isOwnBirth({ to, kind }: RewindChange): boolean {
  return to === '' && (kind === 'create' || kind === 'copy');
}
