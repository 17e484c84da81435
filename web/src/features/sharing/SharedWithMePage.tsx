/** What others share: by name, at once; by a link, once it was saved. */
import type { FileResponse } from '@canopy/contract';
import { lazy, type ReactNode, Suspense, useCallback, useEffect, useMemo, useState } from 'react';
import { client } from '../../api/index.ts';
import { Button } from '../../components/Button.tsx';
import { Empty } from '../../components/Empty.tsx';
import type { MenuItem } from '../../components/Menu.tsx';
import { keyName, type Order } from '../../device/index.ts';
import {
  addressOf,
  type Column,
  isFolder,
  redirectOf,
  refreshLists,
  sharedWithMe,
  useCommands,
  useListing,
} from '../../files/index.ts';
import { removeFromLists } from '../../files/listing-cache.ts';
import { trash } from '../../files/operations-bulk.ts';
import { createOutcomes } from '../../files/outcomes.ts';
import { nameOf } from '../../frame/Face.tsx';
import { useT } from '../../i18n/index.tsx';
import { useWords, type Words } from '../../i18n/words.ts';
import { changeQuery, navigate, useSearch } from '../../router/index.ts';
import { ListPage } from './ListPage.tsx';
import { OwnerChip, ownerOf } from './OwnerChip.tsx';
import { type PageKey, pageWords } from './page-words.ts';
import { PersonFace, usePerson } from './people.tsx';
import { roleOf, roleWords } from './roles.ts';
import './sharing.css';

const MoveDialog = lazy(() => import('../explorer/MoveDialog.tsx'));

type Files = readonly FileResponse[];

const newestFirst: Order = { by: 'updated_at', direction: 'desc' };

/** What one may do there; a shortcut does not know. */
function roleText(file: FileResponse, w: Words<PageKey>): string {
  return typeof file.permission === 'string' ? w(roleWords[roleOf(file.permission)]) : w('saved');
}

function Owner({ file }: { file: FileResponse }) {
  const w = useWords(pageWords);
  const person = usePerson(ownerOf(file));
  const name = person ? nameOf(person) : w('goneOwner');
  return (
    <span className="cell-person">
      <PersonFace name={name} />
      <bdi className="cut">{name}</bdi>
    </span>
  );
}

/** The item as it is reached through its share: there it can be downloaded and copied. */
function behind(file: FileResponse): FileResponse {
  const target = redirectOf(file);
  return target ? { ...file, path: target.toString() } : file;
}

/** Takes shortcuts off: they are moved to the trash where they lie. What they lead to is not touched. */
async function removeShortcuts(files: Files): Promise<{ undo: () => Promise<void> }> {
  const rollback = removeFromLists(new Set(files.map((file) => file.id)));
  try {
    const own = await Promise.all(files.map((file) => client.call('getFileInfo', { query: { id: file.id } })));
    const { undo } = await trash(own.map((file) => ({ ...file, metadata: file.metadata ?? {} })));
    return {
      undo: async () => {
        await undo();
        refreshLists(sharedWithMe.toString());
      },
    };
  } catch (error) {
    rollback();
    refreshLists(sharedWithMe.toString());
    throw error;
  }
}

// biome-ignore lint/style/noDefaultExport: React.lazy wants one
export default function SharedWithMePage() {
  const t = useT();
  const w = useWords(pageWords);
  const commands = useCommands();
  const uri = sharedWithMe.toString();
  const listing = useListing(uri, newestFirst, t.language);
  const { isComplete, loadAll, loadMore } = listing;
  const owner = new URLSearchParams(useSearch()).get('owner') ?? undefined;
  const setOwner = (id: string | undefined) => changeQuery(new URLSearchParams(id ? { owner: id } : {}));
  const ofOwner = useCallback((all: Files) => (owner ? all.filter((file) => ownerOf(file) === owner) : all), [owner]);
  const files = useMemo(() => ofOwner(listing.files), [ofOwner, listing.files]);
  /* Of one owner's all are looked for. */
  useEffect(() => {
    if (owner && !isComplete) loadMore();
  });
  const [copied, setCopied] = useState<Files>();

  const open = (file: FileResponse) => {
    const target = redirectOf(file);
    if (target) navigate(addressOf(target));
  };
  const columns = useMemo<Column[]>(
    () => [
      { id: 'owner', label: w('colOwner'), className: 'cell-from', cell: (file) => <Owner file={file} /> },
      { id: 'role', label: w('colRole'), className: 'cell-date', cell: (file) => roleText(file, w) },
      {
        id: 'size',
        label: t('size'),
        className: 'cell-size',
        cell: (file) => (isFolder(file) || file.size === 0 ? '' : <bdi>{t.size(file.size)}</bdi>),
      },
    ],
    [t, w],
  );
  const facts = useMemo(
    () =>
      (file: FileResponse): ReactNode => <Owner file={file} />,
    [],
  );
  const remove = async (about: Files) => {
    const { done, failed } = createOutcomes(t);
    const names = { n: about.length, name: about[0]?.name ?? '' };
    try {
      done(w('didRemove', names), await removeShortcuts(about));
    } catch (error) {
      failed(error, (reason) => w('failRemove', { reason }), { total: about.length, left: about });
    }
  };
  const whyStays = (about: Files) => (about.some((file) => file.owned === false) ? w('whyNoShortcut') : undefined);
  const whyNoCopy = (about: Files) => (about.some(isFolder) ? w('whyFolderCopy') : undefined);
  const itemsOf = (about: Files): MenuItem[] => {
    const [first] = about;
    if (!first) return [];
    return [
      { id: 'open', label: w('open'), icon: 'expand', hint: keyName('Enter'), onSelect: () => open(first) },
      {
        id: 'download',
        label: t('download'),
        icon: 'download',
        why: whyNoCopy(about),
        onSelect: () => void commands.download(about.map(behind)),
      },
      {
        id: 'copy',
        label: w('copyToMine'),
        icon: 'copy',
        why: whyNoCopy(about),
        onSelect: () => setCopied(about.map(behind)),
      },
      'line',
      {
        id: 'remove',
        label: w('removeShortcut'),
        icon: 'close',
        hint: keyName('Delete'),
        why: whyStays(about),
        onSelect: () => void remove(about),
      },
    ];
  };
  return (
    <>
      <ListPage
        place="sharedWithMe"
        uri={owner ? `${uri} ${owner}` : uri}
        name={t('sharedWithMe')}
        files={files}
        isReady={listing.shownUri === uri}
        isComplete={isComplete}
        error={listing.error}
        refresh={listing.refresh}
        loadMore={listing.loadMore}
        everything={async () => (isComplete ? files : ofOwner(await loadAll()))}
        columns={columns}
        columnsClass="of-shared"
        facts={facts}
        onOpen={open}
        itemsOf={itemsOf}
        actionsOf={(chosen) => [
          {
            id: 'download',
            label: t('download'),
            icon: 'download',
            why: whyNoCopy(chosen),
            run: () => void commands.download(chosen.map(behind)),
          },
          {
            id: 'copy',
            label: t('copyDo'),
            icon: 'copy',
            why: whyNoCopy(chosen),
            run: () => setCopied(chosen.map(behind)),
          },
          {
            id: 'remove',
            label: w('removeShortcut'),
            icon: 'close',
            why: whyStays(chosen),
            run: () => void remove(chosen),
          },
        ]}
        onDelete={(chosen) => {
          const removable = chosen.filter((file) => file.owned !== false);
          if (removable.length > 0) void remove(removable);
        }}
        tools={
          <>
            <OwnerChip files={listing.files} owner={owner} onOwner={setOwner} />
            <span className="t-small faint trash-hint">{w('withMeHint')}</span>
            <span className="gap" />
            <span className="t-small faint num desk-only count-text">
              {listing.shownUri === uri && t(isComplete ? 'items' : 'itemsMore', { n: files.length })}
            </span>
          </>
        }
        empty={
          owner ? (
            <Empty
              drawing="search"
              title={w('nobodysTitle')}
              actions={
                <Button look="edge" icon="close" onClick={() => setOwner(undefined)}>
                  {w('clearFind')}
                </Button>
              }
            />
          ) : (
            <Empty drawing="door" title={w('withMeEmptyTitle')}>
              {w('withMeEmptyText')}
            </Empty>
          )
        }
      />
      {copied && (
        <Suspense>
          <MoveDialog
            files={copied}
            copy
            onChosen={(target) => void commands.copy(copied, target)}
            onClose={() => setCopied(undefined)}
          />
        </Suspense>
      )}
    </>
  );
}
