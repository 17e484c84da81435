/** What the palette offers by itself: places, commands of the page and of its selection, earlier and saved searches. */
import { useEffect, useMemo, useState } from 'react';
import { useMe } from '../../api/index.ts';
import { Icon } from '../../components/Icon.tsx';
import type { IconName } from '../../components/icons.ts';
import type { MenuEntry, MenuItem } from '../../components/Menu.tsx';
import { say } from '../../components/Snackbar.tsx';
import { setPreferences, usePreferences } from '../../device/index.ts';
import { addressOf, FolderIcon, knownFolders, myFiles, pinnedPlaces, uriOf } from '../../files/index.ts';
import { nameWords } from '../../files/name-words.ts';
import { languages, type Translator, useT } from '../../i18n/index.tsx';
import { bindWords, useWords } from '../../i18n/words.ts';
import { navigate } from '../../router/index.ts';
import { accountWords } from '../account-words.ts';
import { type PageOffer, usePageOffer } from '../page-commands.ts';
import { openSheet } from '../sheets.ts';
import { type Hit, matchOf, openResults, pathText, perGroup, searchHit } from './hits.tsx';
import { paletteWords } from './words.ts';

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

/** The entries of a part of a menu. */
function unfolded(item: MenuItem): readonly MenuEntry[] {
  if (item === 'line' || 'title' in item) return [];
  return 'items' in item ? item.items.flatMap(unfolded) : [item];
}

/**
 * What can be done with what is selected: all entries of its menu, whatever stands where in it. Those that can't be used
 * say why. Undefined while the menu is on its way.
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
      entries?.flatMap(unfolded).map((entry): Hit => {
        const { id, label, icon, hint, why, onSelect } = entry;
        const run = why ? () => say({ text: why }) : onSelect;
        const where = why ?? w('palSelected');
        return { id: `selected-${id}`, label, icon: icon && <Icon name={icon} />, where, run, ...(hint && { hint }) };
      }),
    [entries, w],
  );
}

interface OwnHits {
  readonly places: readonly Hit[];
  readonly commands: readonly Hit[];
  /** What was looked for before. */
  readonly recent: readonly Hit[];
  /** Searches that are pinned. */
  readonly saved: readonly Hit[];
  /** Whether nothing more is to come. */
  readonly isWhole: boolean;
}

/** What is known without asking the server, as far as it fits the words. */
export function useOwnHits(wanted: string): OwnHits {
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
