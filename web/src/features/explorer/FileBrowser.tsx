/** Files and all that can be done with them: selection, tools, menus, dialogs, details. Which files is the page's. */
import { type FileResponse, type FileUri, GroupPermission, hasFlag } from '@canopy/contract';
import { lazy, type ReactNode, Suspense, useCallback, useEffect, useMemo, useRef, useState } from 'react';
import { useMe } from '../../api/index.ts';
import { Tool } from '../../components/Button.tsx';
import { Menu, type MenuItem, type MenuItems } from '../../components/Menu.tsx';
import { announce, say } from '../../components/Snackbar.tsx';
import { type Order, setPreferences, usePhone, usePreferences, type View } from '../../device/index.ts';
import {
  addressOf,
  type Column,
  FileView,
  isFolder,
  type Listing,
  noSelection,
  selectAll,
  selectOnly,
  shownOf,
  useClipboard,
  useCommands,
  useCutIds,
  useLive,
} from '../../files/index.ts';
import { Bar, useOffer } from '../../frame/index.ts';
import { useT } from '../../i18n/index.tsx';
import { navigate } from '../../router/index.ts';
import { Details, showTab, type Tab } from '../details/index.ts';
import { openSharing } from '../sharing/index.tsx';
import { createActions, type Question } from './actions.ts';
import { type Browsing, useBrowsing } from './browsing.ts';
import { useExplorerKeys } from './keys.ts';
import type { Limits } from './limits.ts';
import type { Actions } from './menus.ts';
import { DropCover, Failed, Loading } from './States.tsx';
import { PhoneActs, type SelectionAction, SelectionBar } from './Tools.tsx';

const Questions = lazy(() => import('./Questions.tsx'));
const MenuHead = lazy(async () => ({ default: (await import('./MenuHead.tsx')).MenuHead }));
const AsOf = lazy(async () => ({ default: (await import('./KeptFolders.tsx')).AsOf }));
const loadMenus = () => import('./menus.ts');
const loadDrafts = () => import('../../files/view/rename-drafts.ts');

/** What the parts of a page may use of the browser they stand in. */
export interface BrowserParts {
  readonly actions: Actions;
  readonly openMenu: Browsing['openMenu'];
  /** Entries of the folder's own menu. */
  readonly folderItems: () => MenuItems;
}

export interface FileBrowserProps {
  /** The folder that is acted in: things are added, pasted and dropped there. */
  readonly uri: FileUri;
  /** What is shown, for what is remembered about it: the folder's URI, or that of a search. */
  readonly place: string;
  readonly name: string;
  /** Accessible name of the files. */
  readonly label: string;
  readonly listing: Listing;
  /** What is shown of the listing. */
  readonly files: readonly FileResponse[];
  /** Resolves with all that would be shown, also what is not loaded yet. */
  readonly everything: () => Promise<readonly FileResponse[]>;
  /** Files that are there beside those listed can be added, pasted, dropped. */
  readonly isFolderItself: boolean;
  readonly cameFrom: string | undefined;
  readonly view: View;
  /** The order of the list, where there is one. */
  readonly order: Order | undefined;
  readonly onOrder: (order: Order) => void;
  readonly columns: readonly Column[];
  readonly columnsClass: string;
  readonly onView: (view: View) => void;
  readonly onColumns?: () => void;
  readonly onWidth?: (id: string, width: number) => void;
  readonly tile?: number | undefined;
  readonly facts: (file: FileResponse) => ReactNode;
  readonly quick: (file: FileResponse) => ReactNode;
  readonly tags?: (file: FileResponse) => ReactNode;
  /** The path or the title, in the bar. */
  readonly crumbs: (parts: BrowserParts) => ReactNode;
  /** The row over the files; hidden while something is selected. */
  readonly tools: (hidden: boolean) => ReactNode;
  /** What stands there when there are no files. */
  readonly empty: (parts: BrowserParts) => ReactNode;
  /** Present where not everything is the person's own. */
  readonly limits?: Limits | undefined;
  /** What the top folder is called, when it is not that of one's own files. */
  readonly rootName?: string | undefined;
  /** What stands there when the listing failed; left out for the usual words. */
  readonly failed?: ((error: unknown, retry: () => void) => ReactNode) | undefined;
  /** Where "up" leads, and what it is called there, when it is not the folder above. */
  readonly up?: () => void;
  readonly upName?: string;
  /** What is looked for, shown in the field of the bar. */
  readonly searchText?: string;
  /** Entries before all others, of the menu of some items. */
  readonly firstItems?: (files: readonly FileResponse[]) => readonly MenuItem[];
}

/** The dialog that is asked, the item that was just made, the details that are open. */
function useAsides(chosen: readonly FileResponse[]) {
  const phone = usePhone();
  const isOpen = usePreferences((state) => state.details);
  const [question, ask] = useState<Question>();
  /* The phone has no room beside the files: there a sheet shows the facts of what was asked about. */
  const [phoneDetails, setPhoneDetails] = useState<readonly FileResponse[]>();
  const showDetails = useCallback(
    (about: readonly FileResponse[], tab?: Tab) => {
      if (tab) showTab(tab);
      if (phone) setPhoneDetails(about);
      else setPreferences({ details: tab !== undefined || !usePreferences.getState().details });
    },
    [phone],
  );
  return {
    question,
    ask,
    showDetails,
    detailsOf: phone ? phoneDetails : isOpen ? chosen : undefined,
    closeDetails: () => (phone ? setPhoneDetails(undefined) : setPreferences({ details: false })),
  };
}

/** Says why a list that is shown could not be refreshed. */
export function useFailureSaid(error: unknown): void {
  const t = useT();
  useEffect(() => {
    if (!error) return;
    void import('../../api/errors.ts').then(({ reasonOf }) => {
      const { text, id } = reasonOf(error, t);
      say({ text: t('failNotice', { reason: text }), tone: 'failed', errorId: id });
    });
  }, [error, t]);
}

/** Says once what came into view, and what did not come again. */
function useSaid({ place, name, listing, files }: FileBrowserProps, isReady: boolean): void {
  const t = useT();
  const announced = useRef('');
  useEffect(() => {
    document.title = `${name} · Canopy`;
  }, [name]);
  useEffect(() => {
    if (!isReady || announced.current === place) return;
    announced.current = place;
    announce(`${name}: ${t('items', { n: files.length })}`);
  }, [isReady, place, name, files.length, t]);
  useFailureSaid(listing.files.length > 0 && listing.error);
}

export function FileBrowser(props: FileBrowserProps) {
  const { uri, place, name, listing, files, view, limits, up, onView } = props;
  const t = useT();
  const phone = usePhone();
  const me = useMe();
  const commands = useCommands();
  const cut = useCutIds();
  const hasClipboard = useClipboard((state) => state.held !== undefined);
  const isReady = listing.shownUri === place;
  /* A folder that failed has no files either: nothing of the folder before stays selected. */
  const hasFailed = listing.shownUri === undefined && listing.error !== null;
  const browsing = useBrowsing({ files, place, isReady: isReady || hasFailed, cameFrom: props.cameFrom });
  const { selection, select, chosen, setRenaming } = browsing;
  const { question, ask, showDetails, detailsOf, closeDetails } = useAsides(chosen);
  const [justCreated, setJustCreated] = useState<string>();
  const { isComplete, loadMore, refresh } = listing;

  const actions = useMemo(() => {
    const rename = (file: FileResponse) => setRenaming(file.id);
    const made = (file: FileResponse) => setJustCreated(file.id);
    const all = createActions({ uri, files, commands, t, ask, rename, details: showDetails, refresh, made });
    const own = up ? { ...all, up } : all;
    return limits ? limits.limit(own) : own;
  }, [uri, files, commands, t, refresh, ask, setRenaming, showDetails, limits, up]);

  useSaid(props, isReady);
  const { renaming } = browsing;
  const lost =
    hasFailed || (isReady && isComplete && browsing.shown.indexOf(renaming ?? '') < 0) ? renaming : undefined;
  useEffect(() => {
    if (lost === undefined) return;
    setRenaming(undefined);
    void loadDrafts().then(({ tellGone }) => tellGone(lost, t));
  }, [lost, setRenaming, t]);
  /* Streams are for people with an account. */
  useLive(isReady && me ? uri.toString() : undefined, (moved) => navigate(addressOf(moved), { replace: true }));
  useEffect(() => {
    if (justCreated === undefined || browsing.shown.indexOf(justCreated) < 0) return;
    select(selectOnly(justCreated));
    setJustCreated(undefined);
  });

  const selectEverything = async () => {
    const all = await props.everything();
    select(selectAll(selection, shownOf(all.map((file) => file.id))));
  };
  const mayAdd = !limits?.why('add', []);
  useExplorerKeys({
    actions,
    chosen,
    uploadTarget: mayAdd ? uri : undefined,
    selectAll: () => void selectEverything(),
    clear: () => select(noSelection),
  });

  const mayZip = hasFlag(me?.group?.permission ?? '', GroupPermission.ARCHIVE_DOWNLOAD);
  const selecting = selection.ids.size > 0;
  const actsOn = (about: readonly FileResponse[]): SelectionAction[] => [
    ...(about[1]
      ? []
      : about.map((file) => ({
          id: 'share',
          label: t('share'),
          icon: 'share' as const,
          why: limits?.why('own', about),
          run: () => openSharing({ kind: 'share', file }),
        }))),
    {
      id: 'download',
      label: t('download'),
      icon: 'download',
      why: limits
        ? limits.why('download', about)
        : !mayZip && (about[1] || about.some(isFolder))
          ? t('whyFolderZip')
          : undefined,
      run: () => actions.download(about),
    },
    {
      id: 'move',
      label: t('move'),
      icon: 'move',
      why: limits?.why('move', about),
      run: () => actions.moveTo(about),
    },
    {
      id: 'copy',
      label: t('copyDo'),
      icon: 'copy',
      isDeskOnly: !about[1],
      why: limits?.why('copy', about),
      run: () => actions.copyTo(about),
    },
    {
      id: 'tag',
      label: t('tagDo'),
      icon: 'tag',
      isDeskOnly: true,
      why: limits?.why('rename', about),
      run: () => actions.tag(about),
    },
    {
      id: 'trash',
      label: t('toTrash'),
      icon: 'trash',
      why: limits?.why('trash', about),
      run: () => actions.trash(about),
    },
  ];
  const itemsOf = async (about: readonly FileResponse[]) => [
    ...(props.firstItems?.(about) ?? []),
    ...(await loadMenus()).itemMenu(about, actions, t, mayZip, limits?.why),
  ];
  const moreItems = () => itemsOf(chosen);
  const latestItems = useRef(moreItems);
  useEffect(() => {
    latestItems.current = moreItems;
  });
  const selectionActions = selecting ? actsOn(chosen) : [];

  useOffer(
    useMemo(
      () => ({
        files,
        chosen,
        items: chosen[0] && (() => latestItems.current()),
        folder: uri,
        openFile: actions.open,
        show: onView,
        commands: { ...actions, rewind: () => actions.rewind() },
      }),
      [files, chosen, uri, actions, onView],
    ),
  );

  /* A dialog or sheet was opened about files as they were: it shows them as they are. */
  const liveOf = (about: readonly FileResponse[]) =>
    about === chosen ? chosen : about.map((file) => files[browsing.shown.indexOf(file.id)] ?? file);

  const allChosen = isComplete && chosen.length === files.length;
  const parts: BrowserParts = {
    actions,
    openMenu: browsing.openMenu,
    folderItems: async () => (await loadMenus()).folderMenu(uri, actions, t, hasClipboard, limits?.why),
  };

  const stage = () => {
    if (listing.shownUri === undefined) {
      if (!listing.error) return <Loading view={view} onRetry={refresh} />;
      return props.failed ? props.failed(listing.error, refresh) : <Failed error={listing.error} onRetry={refresh} />;
    }
    if (files.length === 0 && isReady && isComplete) return props.empty(parts);
    return (
      <FileView
        files={files}
        shown={browsing.shown}
        label={props.label}
        view={view}
        columns={props.columns}
        columnsClass={props.columnsClass}
        onColumns={props.onColumns}
        onWidth={props.onWidth}
        tile={props.tile}
        order={props.order}
        onOrder={props.onOrder}
        selection={selection}
        onSelect={select}
        onSelectAll={() => void selectEverything()}
        facts={props.facts}
        cut={cut}
        renaming={browsing.renaming}
        onRename={(file, next) => {
          setRenaming(undefined);
          if (next === undefined) return;
          /* What was refused is there when the name is changed again. */
          void commands.rename(file, next).then(async (done) => {
            if (!done) (await loadDrafts()).keepName(file.id, next);
          });
        }}
        onOpen={actions.open}
        onPreview={actions.preview}
        onMenu={browsing.openMenu}
        actsOn={(file) => actsOn([file])}
        onRefresh={refresh}
        quick={props.quick}
        tags={props.tags}
        canDrag={mayAdd && !phone}
        dropTarget={mayAdd && props.isFolderItself && !phone ? place : undefined}
        isBusy={!isReady}
        isComplete={isComplete}
        loadMore={loadMore}
        everything={props.everything}
        fetchesRest={props.isFolderItself}
        memory={browsing.memory}
      />
    );
  };

  const { menu } = browsing;
  const [menuFile] = menu?.files ?? [];
  return (
    <>
      <Bar
        place={uri.host === 'my' ? 'files' : undefined}
        hidesPhoneBar={phone && selecting}
        searchText={props.searchText}
        {...(limits?.offersNew !== false && {
          newItems: async () => (await loadMenus()).newMenu(actions, t, limits?.why),
        })}
        back={
          actions.up && (
            <Tool
              icon="left"
              className="phone-only"
              label={t('backTo', { name: props.upName ?? (uri.parent().name || (props.rootName ?? t('files'))) })}
              onClick={actions.up}
            />
          )
        }
      >
        {props.crumbs(parts)}
      </Bar>
      <section className="tools" aria-label={t('tools')}>
        {props.tools(selecting)}
        {selecting && (
          <SelectionBar
            count={selection.ids.size}
            bytes={chosen.reduce((sum, file) => sum + file.size, 0)}
            allText={allChosen ? undefined : isComplete ? t('selectAll', { n: files.length }) : t('selectAllShort')}
            onAll={() => void selectEverything()}
            onClear={() => select(noSelection)}
            actions={selectionActions}
            moreItems={moreItems}
          />
        )}
      </section>
      {stage()}
      <Suspense>{listing.isOld && <AsOf uri={place} onRetry={refresh} />}</Suspense>
      {props.isFolderItself && mayAdd && <DropCover target={uri} name={name} />}
      {detailsOf && (
        <Suspense>
          <Details
            files={liveOf(detailsOf)}
            folder={props.isFolderItself ? listing.parent : undefined}
            onClose={closeDetails}
          />
        </Suspense>
      )}
      {phone && selecting && <PhoneActs actions={selectionActions} moreItems={moreItems} />}
      {menu && (
        <Menu
          label={menuFile ? t('moreFor', { name: menuFile.name }) : t('folderMenu')}
          anchor={menu.anchor}
          items={() => (menu.files ? itemsOf(menu.files) : parts.folderItems())}
          head={menuFile && <MenuHead file={menuFile} />}
          onClose={browsing.closeMenu}
        />
      )}
      <Suspense>
        {question && (
          <Questions
            question={question}
            folder={uri}
            files={listing.files}
            liveOf={liveOf}
            onCreated={(item) => setJustCreated(item.id)}
            onDone={() => ask(undefined)}
          />
        )}
      </Suspense>
    </>
  );
}
