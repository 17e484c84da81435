/** What is found in and below a folder, and the conditions it was looked for with. All of it is in the address. */
import type { FileUri } from '@canopy/contract';
import { type ReactNode, useCallback, useEffect, useMemo, useState } from 'react';
import { useMe } from '../../api/index.ts';
import { Tool } from '../../components/Button.tsx';
import { say } from '../../components/Snackbar.tsx';
import { type Order, setPreferences, usePreferences, type View } from '../../device/index.ts';
import {
  addressOf,
  isFolder,
  type Listing,
  NameMarks,
  pinnedPlaces,
  sortFiles,
  uriOf,
  useListing,
} from '../../files/index.ts';
import { useWords } from '../../i18n/words.ts';
import { changeQuery, navigate, useSearch } from '../../router/index.ts';
import { FileBrowser, type FileBrowserProps, type PlaceProps } from '../explorer/index.ts';
import { homeOf, useFoundFacts } from './columns.tsx';
import { useContents } from './contents.ts';
import { useNameMarker } from './marked.tsx';
import { SearchTools } from './SearchTools.tsx';
import { NothingFound, NothingYet, TextsFailed } from './States.tsx';
import { asksForSomething, queryOf, type Search, searchOf, textOf } from './search.ts';
import { fits, searchOfUri, uriOfSearch } from './search-uri.ts';
import type { SearchWords } from './texts.ts';
import { searchWords } from './words.ts';
import './search.css';

/** A search has no view of its own: it looks as this device prefers. */
const showAs = (view: View) => setPreferences({ view });

const byName: Order = { by: 'name', direction: 'asc' };

/** The search of the address; conditions that came as those of a URI are written as people read them. */
function useAddressedSearch(uri: FileUri): { search: Search; inTexts: boolean } {
  const text = useSearch();
  const raw = new URLSearchParams(text).get('conditions');
  const search = useMemo(
    () => (raw === null ? searchOf(new URLSearchParams(text)) : searchOfUri(withConditions(uri, raw))),
    [text, raw, uri],
  );
  useEffect(() => {
    if (raw !== null) changeQuery(queryOf(search), { replace: true });
  }, [raw, search]);
  const inTexts = new URLSearchParams(text).has('texts') && search.words.length > 0;
  return { search, inTexts };
}

function withConditions(uri: FileUri, conditions: string): FileUri {
  try {
    return uri.withSearch(conditions);
  } catch {
    return uri;
  }
}

const open = (uri: FileUri, search: Search, inTexts: boolean) => {
  const query = queryOf(search);
  if (inTexts) query.set('texts', '');
  navigate(`${addressOf(uri)}?${query.toString().replaceAll('+', '%20')}`);
};

/** A listing of nothing: nothing was asked for. */
function nothingAsked(place: string): Listing {
  return {
    files: [],
    parent: undefined,
    shownUri: place,
    isComplete: true,
    isCutShort: false,
    error: null,
    loadMore: () => undefined,
    loadAll: async () => [],
    refresh: async () => true,
  };
}

// biome-ignore lint/style/noDefaultExport: React.lazy wants one
export default function SearchPage({ uri, inside }: PlaceProps) {
  const w = useWords(searchWords);
  const { search, inTexts } = useAddressedSearch(uri);
  const marker = useNameMarker(search.words);
  const props = { uri, inside, search, w };
  return (
    <NameMarks.Provider value={marker}>
      {!asksForSomething(search) ? <Nothing {...props} /> : inTexts ? <InTexts {...props} /> : <InNames {...props} />}
    </NameMarks.Provider>
  );
}

interface FindProps extends PlaceProps {
  readonly search: Search;
  readonly w: SearchWords;
}

function Nothing(props: FindProps) {
  const place = `${props.uri}?`;
  return <Found {...props} place={place} listing={nothingAsked(place)} {...useFoundFacts(props.w)} inTexts={false} />;
}

function InNames(props: FindProps) {
  const { uri, search, w } = props;
  const [today] = useState(() => new Date());
  const place = uriOfSearch(uri, search, today).toString();
  const listing = useListing(place, byName, w.t.language);
  return <Found {...props} place={place} listing={listing} {...useFoundFacts(w)} inTexts={false} />;
}

function InTexts(props: FindProps) {
  const { place, listing, passageOf } = useContents(textOf(props.search.words));
  return <Found {...props} place={place} listing={listing} {...useFoundFacts(props.w, passageOf)} inTexts />;
}

interface FoundProps extends FindProps, Pick<FileBrowserProps, 'columns' | 'columnsClass' | 'facts' | 'quick'> {
  readonly place: string;
  readonly listing: Listing;
  readonly inTexts: boolean;
}

function Found({ uri, inside, search, w, place, listing, inTexts, ...facts }: FoundProps) {
  const { t } = w;
  const me = useMe();
  const stored = usePreferences((state) => state.view);
  const view = inTexts ? 'list' : stored;
  /* As the server found it, what lies nearest first, until somebody wants another order. */
  const [order, setOrder] = useState<Order>();
  const { isComplete, isCutShort, loadMore, loadAll } = listing;
  const pick = useMemo(() => {
    const wanted = (file: FileBrowserProps['files'][number]) => inTexts || fits(file, search, false);
    return (files: FileBrowserProps['files']) => {
      const found = files.filter(wanted);
      return order ? sortFiles(found, order, t.language) : found;
    };
  }, [search, order, inTexts, t.language]);
  const files = useMemo(() => pick(listing.files), [listing.files, pick]);
  const placeName = uri.name || (inside?.rootName ?? t('files'));
  const text = textOf(search.words);
  const name = text
    ? w('resultsFor', { text, place: inTexts ? t('files') : placeName })
    : w('resultsIn', { place: placeName });

  /* An order is one of all that is found. */
  useEffect(() => {
    if (order && !isComplete) loadMore();
  });
  useEffect(() => {
    if (isCutShort) say({ text: w('cutShort') });
  }, [isCutShort, w]);

  const leave = useCallback(() => navigate(addressOf(uri)), [uri]);
  const change = (next: Search) => open(uri, next, inTexts);
  const onInTexts = inside || text === '' ? undefined : (on: boolean) => open(uri, search, on);
  const pinned = inside ? [] : pinnedPlaces(me).map((pin) => pin.uri.withoutSearch());
  const empty = (): ReactNode =>
    asksForSomething(search) ? (
      <NothingFound
        w={w}
        place={placeName}
        inTexts={inTexts}
        onClear={
          queryOf(search).size > 1
            ? () => change({ ...searchOf(new URLSearchParams()), words: search.words })
            : undefined
        }
        onEverywhere={uri.isRoot || inTexts ? undefined : () => open(uri.root(), search, false)}
        onInTexts={onInTexts}
      />
    ) : (
      <NothingYet w={w} />
    );
  return (
    <FileBrowser
      {...inside}
      {...facts}
      uri={uri}
      place={place}
      name={name}
      label={w('contents')}
      listing={listing}
      files={files}
      everything={async () => (isComplete ? files : pick(await loadAll()))}
      isFolderItself={false}
      cameFrom={undefined}
      view={view}
      onView={showAs}
      order={order}
      onOrder={setOrder}
      up={leave}
      upName={placeName}
      searchText={text}
      crumbs={() => (
        <div className="crumbs">
          <div className="search-title">
            <h1 className="here is-title" title={name}>
              <span className="cut">{name}</span>
            </h1>
            <Tool icon="close" small className="desk-only" label={w('leave', { place: placeName })} onClick={leave} />
          </div>
        </div>
      )}
      tools={(hidden) => (
        <SearchTools
          w={w}
          hidden={hidden}
          search={search}
          onChange={change}
          place={inside || inTexts ? undefined : { uri, pinned, onChange: (folder) => open(folder, search, false) }}
          target={inTexts ? undefined : place}
          view={view}
          onView={showAs}
          inTexts={inTexts}
          onInTexts={onInTexts}
          countText={
            listing.shownUri === place && asksForSomething(search)
              ? w(isComplete ? 'found' : 'foundMore', { n: files.length })
              : ''
          }
          isCutShort={isCutShort}
        />
      )}
      empty={empty}
      {...(inTexts && {
        failed: (error: unknown, retry: () => void) => (
          <TextsFailed w={w} error={error} onRetry={retry} onNames={() => open(uri, search, false)} />
        ),
      })}
      firstItems={(about) => {
        const [first] = about;
        if (!first || about.length !== 1 || uriOf(first).isRoot) return [];
        return [
          {
            id: 'home',
            label: w('openParent'),
            icon: isFolder(first) ? 'up' : 'files',
            onSelect: () => navigate(homeOf(first)),
          },
        ];
      }}
    />
  );
}
