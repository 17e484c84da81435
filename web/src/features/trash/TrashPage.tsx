/** What was deleted and waits: put back, or gone for good. */
import type { FileResponse } from '@canopy/contract';
import { type ReactNode, Suspense, useCallback, useMemo, useState } from 'react';
import { Button, Tool } from '../../components/Button.tsx';
import { ConfirmDanger } from '../../components/Dialog.tsx';
import { Empty } from '../../components/Empty.tsx';
import type { MenuItem } from '../../components/Menu.tsx';
import { keyName, type Order, setPreferences, usePhone, usePreferences } from '../../device/index.ts';
import {
  type Column,
  collectedAt,
  FileView,
  isFolder,
  originOf,
  trashRoot,
  useCommands,
  useListing,
} from '../../files/index.ts';
import { type Translator, useT } from '../../i18n/index.tsx';
import { useWords, type Words } from '../../i18n/words.ts';
import { navigate, useSearch } from '../../router/index.ts';
import { Details } from '../details/index.ts';
import {
  DetailsTool,
  Failed,
  Loading,
  type SelectionAction,
  Stage,
  useBrowsing,
  useFailureSaid,
} from '../explorer/index.ts';
import { ListFrame } from '../explorer/ListFrame.tsx';
import { menuWords } from '../explorer/menu-words.ts';
import { openPreview } from '../preview/index.tsx';
import { NothingFound } from '../search/States.tsx';
import { asksForSomething, searchOf } from '../search/search.ts';
import { fits, uriOfSearch } from '../search/search-uri.ts';
import { searchWords } from '../search/words.ts';
import { TrashFinder } from './TrashFinder.tsx';
import { trashWords } from './words.ts';

const newestFirst: Order = { by: 'updated_at', direction: 'desc' };
const dayMs = 86_400_000;
const noneCut: ReadonlySet<string> = new Set();

type TrashWords = Words<keyof (typeof trashWords)['en']>;

/** Days until an item goes for good, in words: below the head of their column, or alone. */
function timeLeft(file: FileResponse, w: TrashWords, words: 'daysLeft' | 'stillDays'): string {
  const at = collectedAt(file);
  if (!at) return w('forever');
  return w(words, { n: Math.max(0, Math.floor((at.getTime() - Date.now()) / dayMs)) });
}

function placeOf(file: FileResponse, t: Translator): string {
  const origin = originOf(file);
  return origin ? [t('files'), ...origin.parent().elements].join(' / ') : '';
}

const rowOf = (file: FileResponse) => document.getElementById(`item-${file.id}`) ?? document.body;

/** What is looked for in the trash, as the address says; without a search all of it is shown. */
function useTrashSearch() {
  const text = useSearch();
  const [today] = useState(() => new Date());
  return useMemo(() => {
    const query = new URLSearchParams(text);
    const search = searchOf(query);
    const uri = asksForSomething(search) ? uriOfSearch(trashRoot, search, today) : trashRoot;
    return { search, isFinding: query.has('search'), place: uri.toString() };
  }, [text, today]);
}

/** What the danger dialog is about: some items, or all of the trash. */
type Asked = readonly FileResponse[] | 'everything';

// biome-ignore lint/style/noDefaultExport: React.lazy wants one
export default function TrashPage() {
  const t = useT();
  const w = useWords(trashWords);
  const found = useWords(searchWords);
  const m = useWords(menuWords);
  const phone = usePhone();
  const commands = useCommands();
  const { search, isFinding, place } = useTrashSearch();
  const listing = useListing(place, newestFirst, t.language);
  const { isComplete, loadAll } = listing;
  const isReady = listing.shownUri === place;
  const pick = useCallback(
    (all: readonly FileResponse[]) => (isFinding ? all.filter((file) => fits(file, search, true)) : all),
    [search, isFinding],
  );
  const files = useMemo(() => pick(listing.files), [listing.files, pick]);
  const everything = async () => (isComplete ? files : pick(await loadAll()));
  const browsing = useBrowsing({ files, place, isReady, isComplete, cameFrom: undefined, everything });
  const [asked, setAsked] = useState<Asked>();
  const detailsOpen = usePreferences((state) => state.details) && !phone;
  const name = t('trash');

  useFailureSaid(listing.shownUri !== undefined && listing.error);

  const columns = useMemo<Column[]>(
    () => [
      { id: 'from', label: w('colFrom'), className: 'cell-from', cell: (file) => <bdi>{placeOf(file, t)}</bdi> },
      { id: 'left', label: w('colLeft'), className: 'cell-date', cell: (file) => timeLeft(file, w, 'daysLeft') },
      {
        id: 'size',
        label: t('size'),
        className: 'cell-size',
        cell: (file) => (isFolder(file) ? '' : <bdi>{t.size(file.size)}</bdi>),
      },
    ],
    [t, w],
  );
  const facts = useMemo(
    () =>
      (file: FileResponse): ReactNode => <span>{timeLeft(file, w, 'stillDays')}</span>,
    [w],
  );

  /* One looks before one restores. */
  const preview = (file: FileResponse) => {
    if (!isFolder(file)) {
      openPreview(
        file,
        files.filter((each) => !isFolder(each)),
      );
    }
  };
  const looks = (file: FileResponse): MenuItem[] =>
    isFolder(file)
      ? []
      : [
          { id: 'preview', label: m('preview'), icon: 'eye', hint: keyName('Enter'), onSelect: () => preview(file) },
          'line',
        ];
  const itemsOf = (about: readonly FileResponse[]): MenuItem[] => [
    ...(about[0] && about.length === 1 ? looks(about[0]) : []),
    {
      id: 'restore',
      label: w('restore'),
      icon: 'undo',
      onSelect: () => void commands.restore(about),
    },
    'line',
    {
      id: 'delete',
      label: w('deleteForGood'),
      icon: 'trash',
      isDanger: true,
      hint: keyName('Delete'),
      onSelect: () => setAsked(about),
    },
  ];
  const actsOn = (about: readonly FileResponse[]): SelectionAction[] => [
    { id: 'restore', label: w('restore'), icon: 'undo', run: () => void commands.restore(about) },
    { id: 'delete', label: w('deleteForGood'), icon: 'trash', isDanger: true, run: () => setAsked(about) },
  ];
  const isEmpty = files.length === 0 && isComplete;
  const tools = (
    <>
      {isFinding ? (
        <TrashFinder search={search} label={w('find')} />
      ) : (
        <>
          <span className="t-small faint trash-hint">{w('trashHint')}</span>
          <span className="gap" />
        </>
      )}
      <span className="t-small faint num desk-only count-text">
        {isReady && t(isComplete ? 'items' : 'itemsMore', { n: files.length })}
      </span>
      {!isFinding && <Tool icon="search" small label={w('find')} onClick={() => navigate('/trash?search=')} />}
      {isReady && !isEmpty && !isFinding && (
        <Button look="edge" size="small" icon="trash" onClick={() => setAsked('everything')}>
          {t('emptyTrash')}
        </Button>
      )}
      <DetailsTool />
    </>
  );
  return (
    <>
      <ListFrame
        place="trash"
        name={name}
        files={files}
        isComplete={isComplete}
        browsing={browsing}
        itemsOf={itemsOf}
        actionsOf={actsOn}
        onDelete={setAsked}
        tools={tools}
      >
        {listing.shownUri === undefined ? (
          listing.error ? (
            <Failed error={listing.error} onRetry={listing.refresh} />
          ) : (
            <Loading view="list" />
          )
        ) : isEmpty && isFinding ? (
          <NothingFound
            w={found}
            place={name}
            inTexts={false}
            onClear={() => navigate('/trash?search=')}
            onEverywhere={undefined}
            onInTexts={undefined}
          />
        ) : isEmpty ? (
          <Stage>
            <Empty drawing="trash" title={w('trashEmptyTitle')}>
              {w('trashEmptyText')}
            </Empty>
          </Stage>
        ) : (
          <FileView
            files={files}
            shown={browsing.shown}
            label={t('folderContents', { name })}
            view="list"
            columns={columns}
            columnsClass="of-trash"
            order={undefined}
            selection={browsing.selection}
            onSelect={browsing.select}
            onSelectAll={browsing.selectEverything}
            facts={facts}
            cut={noneCut}
            renaming={undefined}
            onRename={() => undefined}
            onOpen={(file) => {
              if (isFolder(file)) browsing.openMenu({ below: rowOf(file) }, file);
              else preview(file);
            }}
            onPreview={preview}
            onMenu={browsing.openMenu}
            actsOn={(file) => actsOn([file])}
            onRefresh={listing.refresh}
            isBusy={!isReady}
            isComplete={isComplete}
            loadMore={listing.loadMore}
            everything={everything}
            memory={browsing.memory}
          />
        )}
        {detailsOpen && (
          <Suspense>
            <Details files={browsing.chosen} onClose={() => setPreferences({ details: false })} />
          </Suspense>
        )}
      </ListFrame>
      {asked && (
        <ConfirmDanger
          title={
            asked === 'everything' ? w('sureEmpty') : w('sureDelete', { n: asked.length, name: asked[0]?.name ?? '' })
          }
          text={w(asked === 'everything' ? 'sureEmptyText' : 'sureDeleteText')}
          confirm={asked === 'everything' ? t('emptyTrash') : w('deleteForGood')}
          onConfirm={() => void (asked === 'everything' ? commands.emptyTrash() : commands.deleteForGood(asked))}
          onClose={() => setAsked(undefined)}
        />
      )}
    </>
  );
}
