/** Files of the page and of the whole drive, places, and everything one can do: one field, arrows, Enter. */
import { type KeyboardEvent, useEffect, useId, useLayoutEffect, useMemo, useRef, useState } from 'react';
import { useMe } from '../../api/index.ts';
import { takeTyped } from '../../components/HoldKeys.tsx';
import { Icon } from '../../components/Icon.tsx';
import type { IconName } from '../../components/icons.ts';
import type { MenuItem } from '../../components/Menu.tsx';
import { say } from '../../components/Snackbar.tsx';
import { setPreferences, usePreferences } from '../../device/index.ts';
import { Passage } from '../../features/search/Passage.tsx';
import { addressOf, FolderIcon, knownFolders, myFiles, pinnedPlaces, Thumb, uriOf } from '../../files/index.ts';
import { nameWords } from '../../files/name-words.ts';
import { languages, type Translator, useT } from '../../i18n/index.tsx';
import { bindWords, useWords } from '../../i18n/words.ts';
import { navigate, useSearch } from '../../router/index.ts';
import { accountWords } from '../account-words.ts';
import { type PageOffer, usePageOffer } from '../page-commands.ts';
import { openSheet } from '../sheets.ts';
import { type Group, type Hit, Marked, matchOf, nameHit, openResults, pathText, searchHit, textHit } from './hits.tsx';
import { rememberSearch, useQuickSearch } from './search.ts';
import { paletteWords } from './words.ts';

const perGroup = 8;
const allId = 'all-results';

/** What can be done in the folder of the page. */
function pageHits(
  { commands, show, folder }: PageOffer,
  t: Translator,
  w: (key: 'palRewind' | 'palGoTo', values?: { name: string }) => string,
): Hit[] {
  const names = bindWords(nameWords, t);
  const name = folder && (folder.name || (folder.host === 'my' ? t('files') : ''));
  const listed: (readonly [id: string, label: string, icon: IconName, run: (() => void) | undefined])[] = [
    ['upload', t('upload'), 'upload', commands?.upload],
    ['uploadFolder', names('uploadFolder'), 'files', commands?.uploadFolder],
    ['newFolder', names('newFolder'), 'newfolder', commands && (() => commands.create('folder'))],
    ['newText', names('newTextFile'), 'newfile', commands && (() => commands.create('text'))],
    ['newMarkdown', names('newMarkdownFile'), 'newfile', commands && (() => commands.create('markdown'))],
    ['list', t('listView'), 'list', show && (() => show('list'))],
    ['grid', t('gridView'), 'grid', show && (() => show('grid'))],
    ['gallery', t('galleryView'), 'gallery', show && (() => show('gallery'))],
    ['rewind', w('palRewind', { name: name ?? '' }), 'undo', name === '' ? undefined : commands?.rewind],
    ['refresh', t('refresh'), 'retry', commands?.refresh],
    ['goTo', w('palGoTo'), 'enter', commands?.goTo],
  ];
  return listed.flatMap(([id, label, icon, run]) => (run ? [{ id, label, icon: <Icon name={icon} />, run }] : []));
}

/**
 * What can be done with what is selected: the entries of its menu. Those that can't be used say why. Undefined while
 * the menu is on its way.
 */
function useSelectionHits({ items }: PageOffer): readonly Hit[] | undefined {
  const w = useWords(paletteWords);
  const [entries, setEntries] = useState<readonly MenuItem[]>();
  useEffect(() => {
    let current = true;
    const show = (made: readonly MenuItem[]) => current && setEntries(made);
    Promise.resolve(items?.() ?? []).then(show, () => show([]));
    return () => {
      current = false;
    };
  }, [items]);
  return useMemo(
    () =>
      entries?.flatMap((entry): Hit[] => {
        if (entry === 'line' || 'title' in entry) return [];
        const { id, label, icon, hint, why, onSelect } = entry;
        const run = why ? () => say({ text: why }) : onSelect;
        const where = why ?? w('palSelected');
        return [{ id: `selected-${id}`, label, icon: icon && <Icon name={icon} />, where, run, ...(hint && { hint }) }];
      }),
    [entries, w],
  );
}

/** Places and commands, and what was looked for before; all from this device. */
function useOwnHits(wanted: string): {
  places: Hit[];
  commands: Hit[];
  recent: Hit[];
  saved: Hit[];
  /** Whether nothing more is to come. */
  isWhole: boolean;
} {
  const t = useT();
  const account = useWords(accountWords);
  const w = useWords(paletteWords);
  const me = useMe();
  const offer = usePageOffer();
  const chosen = useSelectionHits(offer);
  const folders = useMemo(knownFolders, []);
  const theme = usePreferences((state) => state.theme);
  const recentSearches = usePreferences((state) => state.recentSearches);
  return useMemo(() => {
    const fits = (hit: Hit) => matchOf(hit.label, wanted) !== undefined;
    const pins = pinnedPlaces(me);
    const seen = new Set(offer.files.map((file) => file.id));
    const places: Hit[] = [
      { id: 'files', label: t('files'), icon: <Icon name="files" />, run: () => navigate('/files') },
      { id: 'shared', label: t('sharedWithMe'), icon: <Icon name="shared" />, run: () => navigate('/shared-with-me') },
      { id: 'shares', label: t('myShares'), icon: <Icon name="link" />, run: () => navigate('/shares') },
      { id: 'trash', label: t('trash'), icon: <Icon name="trash" />, run: () => navigate('/trash') },
      { id: 'settings', label: account('settings'), icon: <Icon name="settings" />, run: () => navigate('/settings') },
      ...pins
        .filter((pin) => pin.uri.search === '')
        .map((pin) => ({
          id: `pin-${pin.uri}`,
          label: pin.name,
          icon: <FolderIcon />,
          where: pathText(pin.uri.parent(), t),
          run: () => navigate(addressOf(pin.uri)),
        })),
      ...(wanted ? folders : [])
        .filter((folder) => !seen.has(folder.id) && !pins.some((pin) => pin.uri.toString() === folder.path))
        .map((folder) => ({
          id: `folder-${folder.id}`,
          label: folder.name,
          icon: <FolderIcon />,
          where: pathText(uriOf(folder).parent(), t),
          run: () => navigate(addressOf(uriOf(folder))),
        })),
    ];
    const dark = theme === 'dark' || (theme === 'system' && window.matchMedia('(prefers-color-scheme: dark)').matches);
    const commands: Hit[] = [
      ...pageHits(offer, t, w),
      ...((wanted && chosen) || []),
      {
        id: 'theme',
        label: `${account('appearance')}: ${dark ? account('themeLight') : account('themeDark')}`,
        icon: <Icon name={dark ? 'sun' : 'moon'} />,
        run: () => setPreferences({ theme: dark ? 'light' : 'dark' }),
      },
      ...languages
        .filter((language) => language.id !== t.language)
        .map((language) => ({
          id: language.id,
          label: `${t('language')}: ${language.name}`,
          icon: <Icon name="globe" />,
          run: () => setPreferences({ language: language.id }),
        })),
      { id: 'tags', label: w('palTags'), icon: <Icon name="tag" />, run: () => openSheet('tags') },
      {
        id: 'forgotten',
        label: w('palForgotten'),
        icon: <Icon name="upload" />,
        run: () => void import('../../features/transfers/forgotten.ts').then(({ showForgotten }) => showForgotten(t)),
      },
      { id: 'keys', label: t('keys'), icon: <Icon name="command" />, hint: '?', run: () => openSheet('keys') },
    ];
    const recent = wanted
      ? []
      : recentSearches.map((text) => searchHit(`recent-${text}`, text, () => openResults(myFiles, text)));
    const saved = pins
      .filter((pin) => pin.uri.search !== '')
      .map((pin) => searchHit(`saved-${pin.uri}`, pin.name, () => navigate(addressOf(pin.uri))));
    return {
      places: places.filter(fits).slice(0, perGroup),
      commands: commands.filter(fits),
      recent,
      saved: saved.filter(fits),
      isWhole: chosen !== undefined,
    };
  }, [offer, chosen, folders, me, wanted, theme, recentSearches, t, account, w]);
}

// biome-ignore lint/style/noDefaultExport: React.lazy wants one
export default function Palette({ onClose }: { onClose: () => void }) {
  const t = useT();
  const w = useWords(paletteWords);
  const id = useId();
  const dialog = useRef<HTMLDialogElement>(null);
  const field = useRef<HTMLInputElement>(null);
  const offer = usePageOffer();
  const here = offer.folder;
  const [query, setQuery] = useState(new URLSearchParams(useSearch()).get('search') ?? '');
  const [inHere, setInHere] = useState(here !== undefined && here.host !== 'my');
  /** The hit that somebody moved to; until then, the one that fits best. */
  const [chosen, setChosen] = useState<string>();
  /** Enter came before all was there that it may mean: it is done then. */
  const [isAwaited, setAwaited] = useState(false);
  /* Never deferred: Enter must run what the words that were typed say. */
  const wanted = query.trim();
  const scope = inHere ? here : undefined;
  const { found, isSearching, error } = useQuickSearch(wanted, scope);
  const own = useOwnHits(wanted);

  useLayoutEffect(() => {
    const element = dialog.current;
    element?.showModal();
    field.current?.select();
    const typed = takeTyped();
    if (typed) setQuery(typed);
    return () => element?.close();
  }, []);

  const { groups, best } = useMemo(() => {
    const local: Hit[] = !wanted
      ? []
      : offer.files
          .filter((file) => matchOf(file.name, wanted))
          .slice(0, perGroup)
          .map((file) => ({
            id: `found-${file.id}`,
            label: file.name,
            icon: <Thumb file={file} />,
            where: pathText(uriOf(file).parent(), t),
            run: () => offer.openFile(file),
          }));
    const onOpen = () => rememberSearch(wanted);
    const taken = new Set(local.map((hit) => hit.id));
    const names = (found?.names ?? [])
      .map((match) => nameHit(match, { t, onOpen }))
      .filter((hit) => !taken.has(hit.id));
    const texts = (found?.contents ?? []).map((result) =>
      textHit(result, <Passage html={result.content} />, { t, onOpen }),
    );
    const all = searchHit(allId, w('palAll', { query: wanted }), () => {
      onOpen();
      openResults(scope ?? myFiles, wanted);
    });
    const listed: Group[] = [
      { title: w('palFiles'), hits: wanted ? [...local, ...names, all] : [] },
      { title: w('palTexts'), hits: texts },
      { title: w('palRecent'), hits: own.recent },
      { title: w('palSaved'), hits: own.saved },
      { title: w('palPlaces'), hits: own.places },
      { title: w('palCommands'), hits: own.commands },
    ];
    /* What comes from the server later takes the place of nothing that Enter would have run. */
    const mine = [...local, ...own.recent, ...own.saved, ...own.places, ...own.commands];
    const low = wanted.toLocaleLowerCase();
    const exact = mine.find((hit) => hit.label.toLocaleLowerCase() === low);
    return {
      groups: listed.filter((group) => group.hits.length > 0),
      best: own.isWhole ? (exact ?? mine[0] ?? names[0] ?? texts[0] ?? (wanted ? all : undefined)) : undefined,
    };
  }, [offer, found, own, wanted, scope, t, w]);

  const hits = groups.flatMap((group) => group.hits);
  const now = hits.find((hit) => hit.id === chosen) ?? best;
  const run = (hit: Hit | undefined) => {
    setAwaited(!hit);
    if (!hit) return;
    onClose();
    setTimeout(hit.run, 0);
  };
  useEffect(() => {
    if (isAwaited && now) run(now);
  });
  const move = (by: number) => {
    const at = hits.findIndex((hit) => hit.id === now?.id);
    setChosen(hits[(at + by + hits.length) % hits.length]?.id);
  };
  const onKeyDown = (event: KeyboardEvent) => {
    event.stopPropagation();
    if (event.nativeEvent.isComposing) return;
    if (event.key === 'ArrowDown' && hits.length > 0) move(1);
    else if (event.key === 'ArrowUp' && hits.length > 0) move(-1);
    else if (event.key === 'Enter' && event.target === field.current) run(now);
    else return;
    event.preventDefault();
  };
  const optionId = (hit: Hit) => `${id}-${hit.id}`;
  const list = `${id}-list`;
  const hereName = here && (here.name || t('files'));

  return (
    <dialog
      ref={dialog}
      className="scrim top"
      aria-label={t('search')}
      onCancel={(event) => {
        event.preventDefault();
        onClose();
      }}
      onPointerDown={(event) => event.target === dialog.current && onClose()}
      onKeyDown={onKeyDown}
    >
      <div className="palette">
        <div className="ask">
          <Icon name="search" />
          <input
            ref={field}
            role="combobox"
            aria-expanded="true"
            aria-controls={list}
            aria-activedescendant={now && optionId(now)}
            aria-label={w('palHint')}
            placeholder={w('palHint')}
            value={query}
            maxLength={255}
            spellCheck={false}
            autoComplete="off"
            onChange={(event) => {
              setQuery(event.target.value);
              setChosen(undefined);
              setAwaited(false);
            }}
          />
          <kbd className="key">esc</kbd>
        </div>
        {here && (here.host !== 'my' || !here.isRoot) && (
          // biome-ignore lint/a11y/useSemanticElements: a fieldset is for forms
          <div className="filters" role="group" aria-label={w('palScope')}>
            {here.host === 'my' && (
              <button type="button" className="chip" aria-pressed={!inHere} onClick={() => setInHere(false)}>
                {w('palEverywhere')}
              </button>
            )}
            <button type="button" className="chip" aria-pressed={inHere} onClick={() => setInHere(true)}>
              <span className="cut">{w('palHere', { name: hereName ?? '' })}</span>
            </button>
          </div>
        )}
        <div
          className="palette-hits"
          role="listbox"
          id={list}
          aria-label={t('search')}
          aria-busy={isSearching || undefined}
        >
          {groups.map((group) => (
            // biome-ignore lint/a11y/useSemanticElements: a fieldset is for forms
            <section key={group.title} role="group" aria-label={group.title}>
              <p className="group-title" aria-hidden="true">
                {group.title}
              </p>
              {group.hits.map((hit) => (
                // biome-ignore lint/a11y/useKeyWithClickEvents: the field above has the keys
                <div
                  key={hit.id}
                  id={optionId(hit)}
                  className={['hit', hit === now && 'is-hover', hit.below && 'is-tall'].filter(Boolean).join(' ')}
                  role="option"
                  tabIndex={-1}
                  aria-selected={hit === now}
                  ref={hit === now ? (element) => element?.scrollIntoView({ block: 'nearest' }) : undefined}
                  onClick={() => run(hit)}
                >
                  {hit.icon}
                  <span className="said">
                    <Marked text={hit.label} spans={hit.spans ?? matchOf(hit.label, wanted) ?? []} />
                    {hit.below}
                  </span>
                  {hit.where && (
                    <span className="where cut" dir="auto">
                      {hit.where}
                    </span>
                  )}
                  {hit.hint && <kbd className="where">{hit.hint}</kbd>}
                </div>
              ))}
            </section>
          ))}
        </div>
        {error !== null && wanted !== '' && <p className="palette-none quiet">{w('palFailed')}</p>}
        <p className="unseen" role="status">
          {isSearching && wanted ? w('palSearching') : w('palResults', { n: hits.length })}
        </p>
        <footer aria-hidden="true">
          <span>
            <kbd className="key">↑</kbd>
            <kbd className="key">↓</kbd>
            {w('palMove')}
          </span>
          <span>
            <kbd className="key">↵</kbd>
            {w('palOpen')}
          </span>
        </footer>
      </div>
    </dialog>
  );
}
