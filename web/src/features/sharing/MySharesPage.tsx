/** Everything one shares, in one list: copied, changed, ended, many at once. */
import type { FileResponse, Share } from '@canopy/contract';
import { useEffect, useMemo, useState } from 'react';
import { Button } from '../../components/Button.tsx';
import { copyText } from '../../components/copy-text.ts';
import { ConfirmDanger } from '../../components/Dialog.tsx';
import { Empty } from '../../components/Empty.tsx';
import { Icon } from '../../components/Icon.tsx';
import { type MenuItem, useMenu } from '../../components/Menu.tsx';
import { say } from '../../components/Snackbar.tsx';
import { keyName } from '../../device/index.ts';
import { addressOf, type Column } from '../../files/index.ts';
import { createOutcomes } from '../../files/outcomes.ts';
import { useT } from '../../i18n/index.tsx';
import { useWords, type Words } from '../../i18n/words.ts';
import { navigate } from '../../router/index.ts';
import type { SelectionAction } from '../explorer/index.ts';
import { close, reopen } from './access.ts';
import { deleteShares, pathOf, plainUrl, shareUri, sourceOf } from './calls.ts';
import { openSharing } from './index.tsx';
import { ListPage } from './ListPage.tsx';
import { arrange, rowOf, type ShareOrder, useMyShares } from './my-shares.ts';
import { type PageKey, pageWords } from './page-words.ts';
import { audienceOf, isForPeople, namedIn } from './roles.ts';
import './sharing.css';

type Files = readonly FileResponse[];

const orders: Readonly<Record<ShareOrder, PageKey>> = {
  made: 'sortMade',
  views: 'sortViews',
  downloads: 'sortDownloads',
  ends: 'sortEnds',
  name: 'sortName',
};

function whoText(share: Share, w: Words<PageKey>, anyone: 'whoAnyone' | 'whoAnyoneShort' = 'whoAnyone'): string {
  const audience = audienceOf(share.permission_setting);
  if (audience === 'people') return w('whoPeople', { n: namedIn(share.permission_setting).length });
  const who = w(audience === 'anyone' ? anyone : 'whoSignedIn');
  return share.is_private ? w('withPassword', { who }) : who;
}

function usedText(share: Share, w: Words<PageKey>): string {
  const { visited: views, downloaded: downloads = 0, remain_downloads: left } = share;
  return typeof left === 'number'
    ? w('useLimit', { views, downloads, limit: downloads + left })
    : w('use', { views, downloads });
}

function endText(share: Share, w: Words<PageKey>): string {
  if (share.expired) return w('ended');
  return share.expires ? w.t.when(share.expires) : w('never');
}

// biome-ignore lint/style/noDefaultExport: React.lazy wants one
export default function MySharesPage() {
  const t = useT();
  const w = useWords(pageWords);
  const [order, setOrder] = useState<ShareOrder>('made');
  const [text, setText] = useState('');
  const [asked, setAsked] = useState<Files>();
  const list = useMyShares(order);
  const { isComplete, loadMore } = list;
  /* Finding and sorting by name speak about all shares, so all are loaded for it. */
  const wantsAll = text.trim() !== '' || order === 'name' || order === 'ends';
  useEffect(() => {
    if (wantsAll && !isComplete) loadMore();
  });
  const shares = useMemo(() => arrange(list.shares, text, order, t.language), [list.shares, text, order, t.language]);
  const files = useMemo(() => shares.map(rowOf), [shares]);
  const byId = useMemo(() => new Map(shares.map((share) => [share.id, share])), [shares]);
  const sharesOf = (about: Files) => about.flatMap((file) => byId.get(file.id) ?? []);

  const columns = useMemo<Column[]>(() => {
    const cell = (say: (share: Share) => string) => (file: FileResponse) => {
      const share = byId.get(file.id);
      return share ? <span className={share.expired ? 'is-over' : ''}>{say(share)}</span> : '';
    };
    return [
      { id: 'who', label: w('colWho'), className: 'cell-from', cell: cell((share) => whoText(share, w)) },
      { id: 'use', label: w('colUse'), className: 'cell-use', cell: cell((share) => usedText(share, w)) },
      { id: 'made', label: w('colMade'), className: 'cell-made', cell: (file) => t.when(file.created_at) },
      { id: 'ends', label: w('colEnds'), className: 'cell-date', cell: cell((share) => endText(share, w)) },
    ];
  }, [byId, t, w]);

  const edit = async (share: Share) => {
    try {
      openSharing({ kind: 'share', file: await sourceOf(share) });
    } catch (error) {
      createOutcomes(t).failed(error, (reason) => w('failEdit', { reason }));
    }
  };
  const reopenAgain = async (share: Share) => {
    const { done, failed } = createOutcomes(t);
    try {
      const uri = pathOf(await sourceOf(share));
      await reopen(uri, share);
      done(w('didReopen', { name: share.name ?? '' }), { undo: () => close(uri, share) });
    } catch (error) {
      failed(error, (reason) => w('failReopen', { reason }));
    }
  };
  const copy = async (about: readonly Share[]) => {
    const copied = await copyText(about.map(plainUrl).join('\n'));
    say(copied ? { text: w('copied', { n: about.length }) } : { text: w('copyFailed'), tone: 'failed' });
  };
  const remove = async (about: Files) => {
    const names = { n: about.length, name: about[0]?.name ?? '' };
    try {
      await deleteShares(sharesOf(about));
      say({ text: w('didDelete', names) });
    } catch (error) {
      createOutcomes(t).failed(error, (reason) => w('failDelete', { reason }));
    }
  };
  const whyNoCopy = (about: readonly Share[]) => {
    if (about.some(isForPeople)) return w('whyPeople');
    return about.some((share) => share.expired) ? w('whyEnded') : undefined;
  };
  const itemsOf = (about: Files): MenuItem[] => {
    const chosen = sharesOf(about);
    const [first] = chosen;
    if (!first) return [];
    const whyOne = chosen.length > 1 ? w('whyOne') : undefined;
    const why = whyOne ?? (first.expired ? w('whyEnded') : undefined);
    return [
      ...(first.expired
        ? [
            {
              id: 'reopen',
              label: w('reopen'),
              icon: 'undo' as const,
              why: whyOne,
              onSelect: () => void reopenAgain(first),
            },
          ]
        : []),
      {
        id: 'edit',
        label: w('edit'),
        icon: 'share',
        hint: keyName('Enter'),
        why: whyOne,
        onSelect: () => void edit(first),
      },
      {
        id: 'copy',
        label: w('copyLink', { n: chosen.length }),
        icon: 'copy',
        why: whyNoCopy(chosen),
        onSelect: () => void copy(chosen),
      },
      {
        id: 'open',
        label: w('openShare'),
        icon: 'expand',
        why,
        onSelect: () => navigate(addressOf(shareUri(first))),
      },
      'line',
      {
        id: 'delete',
        label: w('delete'),
        icon: 'trash',
        isDanger: true,
        hint: keyName('Delete'),
        onSelect: () => setAsked(about),
      },
    ];
  };
  const actionsOf = (about: Files): SelectionAction[] => {
    const chosen = sharesOf(about);
    return [
      {
        id: 'copy',
        label: w('copyLink', { n: chosen.length }),
        icon: 'copy',
        why: whyNoCopy(chosen),
        run: () => void copy(chosen),
      },
      { id: 'delete', label: w('delete'), icon: 'trash', isDanger: true, run: () => setAsked(about) },
    ];
  };
  const { props: sortProps, menu: sortMenu } = useMenu({
    label: w('sortBy', { name: w(orders[order]) }),
    end: true,
    items: () =>
      (Object.entries(orders) as [ShareOrder, PageKey][]).map(([id, key]) => ({
        id,
        label: w(key),
        checked: id === order,
        onSelect: () => setOrder(id),
      })),
  });
  return (
    <>
      <ListPage
        place="myShares"
        uri={`shares ${order} ${text}`}
        name={t('myShares')}
        files={files}
        isReady={list.isReady}
        isComplete={isComplete}
        error={list.error}
        refresh={list.refresh}
        loadMore={loadMore}
        everything={async () =>
          isComplete ? files : arrange(await list.loadAll(), text, order, t.language).map(rowOf)
        }
        columns={columns}
        columnsClass="of-shares"
        facts={(file) => {
          const share = byId.get(file.id);
          if (!share) return '';
          return (
            <span className="cut">{`${share.expired ? w('ended') : whoText(share, w, 'whoAnyoneShort')} · ${usedText(share, w)}`}</span>
          );
        }}
        onOpen={(file) => {
          const share = byId.get(file.id);
          if (share) void edit(share);
        }}
        itemsOf={itemsOf}
        actionsOf={actionsOf}
        onDelete={setAsked}
        tools={
          <>
            <div className="input find-share">
              <Icon name="search" className="s" />
              <input
                type="search"
                value={text}
                placeholder={w('find')}
                aria-label={w('find')}
                onChange={(event) => setText(event.target.value)}
              />
            </div>
            <span className="gap" />
            <span className="t-small faint num desk-only count-text">
              {list.isReady && t(isComplete ? 'items' : 'itemsMore', { n: files.length })}
            </span>
            <Button
              size="small"
              className="quiet sort"
              aria-label={w('sortBy', { name: w(orders[order]) })}
              {...sortProps}
            >
              {w(orders[order])}
              <Icon name="down" className="s" />
            </Button>
            {sortMenu}
          </>
        }
        empty={
          text.trim() ? (
            <Empty
              drawing="search"
              title={w('nothingFound', { text: text.trim() })}
              actions={
                <Button look="edge" icon="close" onClick={() => setText('')}>
                  {w('clearFind')}
                </Button>
              }
            >
              {w('nothingFoundText')}
            </Empty>
          ) : (
            <Empty
              drawing="folder"
              title={w('mySharesEmptyTitle')}
              actions={
                <Button look="edge" icon="files" onClick={() => navigate('/files')}>
                  {t('toFiles')}
                </Button>
              }
            >
              {w('mySharesEmptyText')}
            </Empty>
          )
        }
      />
      {asked && (
        <ConfirmDanger
          title={w('sureDelete', { n: asked.length, name: asked[0]?.name ?? '' })}
          text={w('sureDeleteText')}
          confirm={w('delete')}
          onConfirm={() => void remove(asked)}
          onClose={() => setAsked(undefined)}
        />
      )}
    </>
  );
}
