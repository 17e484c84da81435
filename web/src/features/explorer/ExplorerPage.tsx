/** A folder, its path, its filters: of one's own files, or inside a share. */
import type { FileUri } from '@canopy/contract';
import { lazy, type ReactNode, Suspense, useEffect, useMemo, useState } from 'react';
import type { MenuItem } from '../../components/Menu.tsx';
import { type Order, usePhone, usePreferences, type View } from '../../device/index.ts';
import { isSearch } from '../../files/index.ts';
import { loadListing } from '../../files/listing.ts';
import { type Translator, useT } from '../../i18n/index.tsx';
import { changeQuery, navigate, useSearch } from '../../router/index.ts';
import type { FileBrowserProps } from './browser-props.ts';
import { Crumbs } from './Crumbs.tsx';
import { useFileFacts } from './columns.tsx';
import { FileBrowser } from './FileBrowser.tsx';
import { applyFilter, type Filter, filterOf, isFiltering, noFilter, withFilter } from './filter.ts';
import { EmptyFolder, NothingFits, Stage } from './States.tsx';
import { Tools, views } from './Tools.tsx';
import { useChosenColumns, useFolderView } from './view.ts';

/** Name of the child folder that one came up from, when one did. */
function useCameFrom(uri: FileUri): string | undefined {
  const [trail, setTrail] = useState<{ uri: FileUri; from: string | undefined }>({ uri, from: undefined });
  if (trail.uri.toString() === uri.toString()) return trail.from;
  const came = trail.uri.toString().startsWith(`${uri}/`);
  const next = { uri, from: came ? trail.uri.elements[uri.elements.length] : undefined };
  setTrail(next);
  return next.from;
}

/** What is different in a folder that is not the person's own. */
export interface Inside extends Pick<FileBrowserProps, 'limits' | 'failed'>, Partial<Pick<FileBrowserProps, 'empty'>> {
  readonly rootName: string;
  /** After the path. */
  readonly beside?: ReactNode;
}

export interface PlaceProps {
  readonly uri: FileUri;
  readonly inside?: Inside | undefined;
}

const ColumnsDialog = lazy(() => import('./ColumnsDialog.tsx'));
const SearchPage = lazy(() => import('../search/SearchPage.tsx'));

/** Loads what the page of a folder shows first. */
export const prepare = (uri: FileUri): Promise<void> => loadListing(uri.toString(), usePreferences.getState().order);

/** A folder, or what is found in and below it: the address says which. */
// biome-ignore lint/style/noDefaultExport: React.lazy wants one
export default function ExplorerPage(props: PlaceProps) {
  if (!isSearch(useSearch())) return <FolderPage {...props} />;
  return (
    <Suspense fallback={<Stage />}>
      <SearchPage {...props} />
    </Suspense>
  );
}

/** The entry that opens the choice of columns: the way there by keyboard. */
async function columnsItem(t: Translator, onSelect: () => void): Promise<MenuItem> {
  const [{ bindWords }, { viewWords }] = await Promise.all([import('../../i18n/words.ts'), import('./view-words.ts')]);
  return { id: 'columns', label: bindWords(viewWords, t)('columns'), icon: 'list', onSelect };
}

function FolderPage({ uri, inside }: PlaceProps) {
  const t = useT();
  const phone = usePhone();
  const search = useSearch();
  const query = new URLSearchParams(search);
  const asked = query.get('view');
  const { listing, order, columns, tile, change, ...own } = useFolderView(uri);
  const view = views.find((each) => each === asked) ?? own.view;
  const setOrder = (next: Order) => change({ order: next });
  const setView = (next: View) => {
    /* An address that says how its folder is shown no longer does. */
    if (asked) {
      query.delete('view');
      changeQuery(query, { replace: true });
    }
    change({ view: next });
  };
  const filter = useMemo(() => filterOf(search), [search]);
  const place = uri.toString();
  const facts = useFileFacts();
  const chosen = useChosenColumns(columns);
  const [choosesColumns, setChoosesColumns] = useState(false);
  const { isComplete, loadMore, loadAll } = listing;
  const files = useMemo(() => applyFilter(listing.files, filter, new Date()), [listing.files, filter]);
  const name = uri.name || (inside?.rootName ?? t('files'));

  /* A filter speaks about the whole folder, so the whole folder is loaded for it. */
  useEffect(() => {
    if (isFiltering(filter) && !isComplete) loadMore();
  });
  const setFilter = (next: Filter) =>
    navigate(`${window.location.pathname}${withFilter(search, next)}`, { replace: true });
  const count = isFiltering(filter)
    ? t('itemsFiltered', { n: files.length, total: listing.files.length })
    : t(isComplete ? 'items' : 'itemsMore', { n: files.length });

  return (
    <>
      <FileBrowser
        {...facts}
        {...inside}
        uri={uri}
        place={place}
        name={name}
        label={t('folderContents', { name })}
        listing={listing}
        files={files}
        everything={async () => (isComplete ? files : applyFilter(await loadAll(), filter, new Date()))}
        isFolderItself
        cameFrom={useCameFrom(uri) ?? query.get('at') ?? undefined}
        view={view}
        onView={setView}
        order={order}
        onOrder={setOrder}
        columns={chosen ?? facts.columns}
        columnsClass={chosen ? 'of-chosen' : 'of-files'}
        onColumns={() => setChoosesColumns(true)}
        onWidth={(id, width) =>
          void import('./chosen-columns.tsx').then(({ withWidth }) =>
            change({ columns: withWidth(columns, id, width) }),
          )
        }
        tile={tile}
        crumbs={({ folderItems }) => (
          <>
            <Crumbs
              uri={uri}
              rootName={inside?.rootName}
              folderItems={async () => [
                ...(await folderItems()),
                ...(phone ? [] : [await columnsItem(t, () => setChoosesColumns(true))]),
                ...(phone
                  ? (['line', ...(await import('./order-items.ts')).orderItems(t, order, setOrder)] as const)
                  : []),
              ]}
            />
            {inside?.beside}
          </>
        )}
        tools={(hidden) => (
          <Tools
            hidden={hidden}
            countText={listing.shownUri === undefined ? '' : count}
            filter={filter}
            onFilter={setFilter}
            view={view}
            onView={setView}
            order={order}
            onOrder={setOrder}
            tile={tile}
            onTile={(width) => change({ tile: width })}
          />
        )}
        empty={(parts) =>
          isFiltering(filter) ? (
            <NothingFits onClear={() => setFilter(noFilter)} />
          ) : (
            (inside?.empty?.(parts) ?? <EmptyFolder actions={parts.actions} target={uri} openMenu={parts.openMenu} />)
          )
        }
      />
      <Suspense>
        {choosesColumns && (
          <ColumnsDialog
            name={name}
            columns={columns}
            onChange={(next) => change({ columns: next })}
            onClose={() => setChoosesColumns(false)}
          />
        )}
      </Suspense>
    </>
  );
}
