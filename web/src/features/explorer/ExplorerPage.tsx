/** One's own files: a folder, its path, its tools, and all that can be done in it. */
import { type FileResponse, type FileUri, GroupPermission, hasFlag } from '@canopy/contract';
import { lazy, Suspense, useCallback, useEffect, useMemo, useRef, useState } from 'react';
import { useMe } from '../../api/index.ts';
import { Tool } from '../../components/Button.tsx';
import { Menu } from '../../components/Menu.tsx';
import { announce, say } from '../../components/Snackbar.tsx';
import { type Order, setPreferences, usePhone, usePreferences } from '../../device/index.ts';
import {
  FileView,
  isFolder,
  noSelection,
  selectAll,
  selectOnly,
  shownOf,
  useClipboard,
  useCommands,
  useCutIds,
  useListing,
} from '../../files/index.ts';
import { Bar, useFolderDrop, useOffer } from '../../frame/index.ts';
import { useT } from '../../i18n/index.tsx';
import { navigate, useSearch } from '../../router/index.ts';
import { createActions, type Question } from './actions.ts';
import { useBrowsing } from './browsing.ts';
import { Crumbs } from './Crumbs.tsx';
import { useFileFacts } from './columns.tsx';
import { applyFilter, type Filter, filterOf, isFiltering, noFilter, withFilter } from './filter.ts';
import { useExplorerKeys } from './keys.ts';
import { MenuHead, Questions } from './Questions.tsx';
import { DropCover, EmptyFolder, Failed, Loading, NothingFits } from './States.tsx';
import { orderItems, PhoneActs, type SelectionAction, SelectionBar, Tools } from './Tools.tsx';

const Details = lazy(() => import('./Details.tsx'));
const loadMenus = () => import('./menus.ts');

/** Name of the child folder that one came up from, when one did. */
function useCameFrom(uri: FileUri): string | undefined {
  const [trail, setTrail] = useState<{ uri: FileUri; from: string | undefined }>({ uri, from: undefined });
  if (trail.uri.toString() === uri.toString()) return trail.from;
  const came = trail.uri.toString().startsWith(`${uri}/`);
  const next = { uri, from: came ? trail.uri.elements[uri.elements.length] : undefined };
  setTrail(next);
  return next.from;
}

// biome-ignore lint/style/noDefaultExport: React.lazy wants one
export default function ExplorerPage({ uri }: { uri: FileUri }) {
  const t = useT();
  const phone = usePhone();
  const me = useMe();
  const commands = useCommands();
  const dropActions = useFolderDrop();
  const cut = useCutIds();
  const hasClipboard = useClipboard((state) => state.held !== undefined);
  const preferences = usePreferences();
  const search = useSearch();
  const query = new URLSearchParams(search);
  const asked = query.get('view');
  const view = asked === 'list' || asked === 'grid' ? asked : preferences.view;
  const { order } = preferences;
  const filter = useMemo(() => filterOf(search), [search]);

  const listing = useListing(uri.toString(), order, t.language);
  const isReady = listing.shownUri === uri.toString();
  const files = useMemo(() => applyFilter(listing.files, filter, new Date()), [listing.files, filter]);
  /* A folder that failed has no files either: nothing of the folder before stays selected. */
  const hasFailed = listing.shownUri === undefined && listing.error !== null;
  const browsing = useBrowsing({
    files,
    place: uri.toString(),
    isReady: isReady || hasFailed,
    cameFrom: useCameFrom(uri),
  });
  const { selection, select, chosen } = browsing;
  const [question, setQuestion] = useState<Question>();
  /* The phone has no room beside the files: there a sheet shows the facts of what was asked about. */
  const [phoneDetails, setPhoneDetails] = useState<readonly FileResponse[]>();
  const [justCreated, setJustCreated] = useState<string>();
  const detailsOf = phone ? phoneDetails : preferences.details ? chosen : undefined;
  const closeDetails = () => (phone ? setPhoneDetails(undefined) : setPreferences({ details: false }));
  const showDetails = useCallback(
    (about: readonly FileResponse[]) =>
      phone ? setPhoneDetails(about) : setPreferences({ details: !usePreferences.getState().details }),
    [phone],
  );
  const name = uri.name || t('files');
  const { setRenaming } = browsing;
  const { isComplete, loadMore, loadAll, refresh } = listing;

  const actions = useMemo(
    () =>
      createActions({
        uri,
        files,
        commands,
        t,
        ask: setQuestion,
        rename: (file) => setRenaming(file.id),
        details: showDetails,
        refresh,
      }),
    [uri, files, commands, t, refresh, setRenaming, showDetails],
  );

  useEffect(() => {
    document.title = `${name} · Canopy`;
  }, [name]);
  const announced = useRef('');
  useEffect(() => {
    if (!isReady || announced.current === uri.toString()) return;
    announced.current = uri.toString();
    announce(`${name}: ${t('items', { n: files.length })}`);
  }, [isReady, uri, name, files.length, t]);
  useEffect(() => {
    if (!listing.error || listing.files.length === 0) return;
    void import('../../api/errors.ts').then(({ reasonOf }) => {
      const { text, id } = reasonOf(listing.error, t);
      say({ text: t('failNotice', { reason: text }), tone: 'failed', errorId: id });
    });
  }, [listing.error, listing.files.length, t]);
  /* A filter speaks about the whole folder, so the whole folder is loaded for it. */
  useEffect(() => {
    if (isFiltering(filter) && !isComplete) loadMore();
  });
  useEffect(() => {
    if (justCreated === undefined || browsing.shown.indexOf(justCreated) < 0) return;
    select(selectOnly(justCreated));
    setJustCreated(undefined);
  });

  const setFilter = (next: Filter) =>
    navigate(`${window.location.pathname}${withFilter(search, next)}`, { replace: true });
  const setOrder = (next: Order) => setPreferences({ order: next });
  const everything = async () => {
    const all = isComplete ? files : applyFilter(await loadAll(), filter, new Date());
    select(selectAll(selection, shownOf(all.map((file) => file.id))));
  };

  useExplorerKeys({
    actions,
    chosen,
    uploadTarget: uri,
    selectAll: () => void everything(),
    clear: () => select(noSelection),
  });

  const mayZip = hasFlag(me?.group?.permission ?? '', GroupPermission.ARCHIVE_DOWNLOAD);
  const needsZip = chosen.length > 1 || chosen.some(isFolder);
  const selectionActions: SelectionAction[] = [
    {
      id: 'download',
      label: t('download'),
      icon: 'download',
      why: needsZip && !mayZip ? t('whyFolderZip') : undefined,
      run: () => actions.download(chosen),
    },
    { id: 'move', label: t('move'), icon: 'move', run: () => actions.moveTo(chosen) },
    { id: 'copy', label: t('copyDo'), icon: 'copy', run: () => actions.copyTo(chosen) },
    { id: 'trash', label: t('toTrash'), icon: 'trash', run: () => actions.trash(chosen) },
  ];
  const itemsOf = async (about: readonly FileResponse[]) => (await loadMenus()).itemMenu(about, actions, t, mayZip);
  const folderItems = async () => (await loadMenus()).folderMenu(actions, t, hasClipboard);
  const moreItems = () => itemsOf(chosen);
  const { columns, facts, quick } = useFileFacts();

  useOffer(
    useMemo(
      () => ({
        files,
        openFile: actions.open,
        commands: [
          { id: 'upload', label: t('upload'), icon: 'upload', run: actions.upload },
          { id: 'uploadFolder', label: t('uploadFolder'), icon: 'files', run: actions.uploadFolder },
          { id: 'newFolder', label: t('newFolder'), icon: 'newfolder', run: actions.newFolder },
          { id: 'list', label: t('listView'), icon: 'list', run: () => setPreferences({ view: 'list' }) },
          { id: 'grid', label: t('gridView'), icon: 'grid', run: () => setPreferences({ view: 'grid' }) },
          { id: 'refresh', label: t('refresh'), icon: 'retry', run: actions.refresh },
        ],
      }),
      [files, t, actions],
    ),
  );

  const selecting = selection.ids.size > 0;
  const allChosen = isComplete && chosen.length === files.length;
  const count = isFiltering(filter)
    ? t('itemsFiltered', { n: files.length, total: listing.files.length })
    : t(isComplete ? 'items' : 'itemsMore', { n: files.length });

  const stage = () => {
    if (listing.shownUri === undefined) {
      return listing.error ? <Failed error={listing.error} onRetry={refresh} /> : <Loading view={view} />;
    }
    if (files.length === 0 && isReady && isComplete) {
      return isFiltering(filter) ? (
        <NothingFits onClear={() => setFilter(noFilter)} />
      ) : (
        <EmptyFolder actions={actions} target={uri} openMenu={browsing.openMenu} />
      );
    }
    return (
      <FileView
        files={files}
        shown={browsing.shown}
        label={t('folderContents', { name })}
        view={view}
        columns={columns}
        columnsClass="of-files"
        order={order}
        onOrder={setOrder}
        selection={selection}
        onSelect={select}
        onSelectAll={() => void everything()}
        facts={facts}
        cut={cut}
        renaming={browsing.renaming}
        onRename={(file, next) => {
          browsing.setRenaming(undefined);
          if (next !== undefined) void commands.rename(file, next);
        }}
        onOpen={actions.open}
        onPreview={actions.preview}
        onMenu={browsing.openMenu}
        quick={quick}
        {...(phone ? {} : { drop: { target: uri, actions: dropActions } })}
        isBusy={!isReady}
        isComplete={isComplete}
        loadMore={loadMore}
        memory={browsing.memory}
      />
    );
  };

  const { menu } = browsing;
  const [menuFile] = menu?.files ?? [];
  return (
    <>
      <Bar
        place="files"
        hidesPhoneBar={phone && selecting}
        newItems={async () => (await loadMenus()).newMenu(actions, t)}
        back={
          actions.up && (
            <Tool
              icon="left"
              className="phone-only"
              label={t('backTo', { name: uri.parent().name || t('files') })}
              onClick={actions.up}
            />
          )
        }
      >
        <Crumbs
          uri={uri}
          folderItems={async () => [
            ...(await folderItems()),
            ...(phone ? (['line', ...orderItems(t, order, setOrder)] as const) : []),
          ]}
        />
      </Bar>
      <section className="tools" aria-label={t('tools')}>
        <Tools
          hidden={selecting}
          countText={listing.shownUri === undefined ? '' : count}
          filter={filter}
          onFilter={setFilter}
          view={view}
          order={order}
          onOrder={setOrder}
        />
        {selecting && (
          <SelectionBar
            count={selection.ids.size}
            bytes={chosen.reduce((sum, file) => sum + file.size, 0)}
            allText={allChosen ? undefined : isComplete ? t('selectAll', { n: files.length }) : t('selectAllShort')}
            onAll={() => void everything()}
            onClear={() => select(noSelection)}
            actions={selectionActions}
            moreItems={moreItems}
          />
        )}
      </section>
      {stage()}
      <DropCover target={uri} name={name} />
      {detailsOf && (
        <Suspense>
          <Details files={detailsOf} onClose={closeDetails} />
        </Suspense>
      )}
      {phone && selecting && <PhoneActs actions={selectionActions} moreItems={moreItems} />}
      {menu && (
        <Menu
          label={menuFile ? t('moreFor', { name: menuFile.name }) : t('folderMenu')}
          anchor={menu.anchor}
          items={() => (menu.files ? itemsOf(menu.files) : folderItems())}
          head={menuFile && <MenuHead file={menuFile} />}
          onClose={browsing.closeMenu}
        />
      )}
      <Questions
        question={question}
        folder={uri}
        files={listing.files}
        onCreated={(folder) => setJustCreated(folder.id)}
        onDone={() => setQuestion(undefined)}
      />
    </>
  );
}
