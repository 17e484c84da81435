/** Files and all that can be done with them: selection, tools, menus, dialogs, details. Which files is the page's. */
import { type FileResponse, GroupPermission, hasFlag } from '@canopy/contract';
import { lazy, Suspense, useEffect, useMemo, useRef, useState } from 'react';
import { useMe } from '../../api/index.ts';
import { Tool } from '../../components/Button.tsx';
import { Menu } from '../../components/Menu.tsx';
import { usePhone } from '../../device/index.ts';
import {
  addressOf,
  FileView,
  noSelection,
  selectOnly,
  useClipboard,
  useCommands,
  useCutIds,
  useLive,
} from '../../files/index.ts';
import { Bar, useOffer } from '../../frame/index.ts';
import { useT } from '../../i18n/index.tsx';
import { navigate } from '../../router/index.ts';
import { Details } from '../details/index.ts';
import { createActions } from './actions.ts';
import { useAsides, useSaid } from './asides.ts';
import type { BrowserParts, FileBrowserProps } from './browser-props.ts';
import { useBrowsing } from './browsing.ts';
import { itemActs } from './item-acts.ts';
import { useExplorerKeys } from './keys.ts';
import { DropCover, Failed, Loading } from './States.tsx';
import { PhoneActs, SelectionBar } from './Tools.tsx';

const Questions = lazy(() => import('./Questions.tsx'));
const MenuHead = lazy(async () => ({ default: (await import('./MenuHead.tsx')).MenuHead }));
const AsOf = lazy(async () => ({ default: (await import('./KeptFolders.tsx')).AsOf }));
const loadMenus = () => import('./menus.ts');
const loadDrafts = () => import('../../files/view/rename-drafts.ts');

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
  const browsing = useBrowsing({
    files,
    place,
    isReady: isReady || hasFailed,
    isComplete: listing.isComplete,
    cameFrom: props.cameFrom,
    everything: props.everything,
  });
  const { selection, select, selectEverything, chosen, setRenaming } = browsing;
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

  const clear = () => select(noSelection);
  const mayAdd = !limits?.why('add', []);
  useExplorerKeys({
    actions,
    chosen,
    uploadTarget: mayAdd ? uri : undefined,
    selectAll: selectEverything,
    clear,
  });

  const mayZip = hasFlag(me?.group?.permission ?? '', GroupPermission.ARCHIVE_DOWNLOAD);
  const selecting = selection.ids.size > 0;
  const actsOn = (about: readonly FileResponse[]) => itemActs(about, { actions, t, mayZip, limits });
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
        commands: actions,
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
        onSelectAll={selectEverything}
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
            onAll={selectEverything}
            onClear={clear}
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
