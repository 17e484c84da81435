/** Search in what the page shows, places, and everything one can do: one field, arrows, Enter. */
import { type KeyboardEvent, type ReactNode, useId, useLayoutEffect, useMemo, useRef, useState } from 'react';
import { Icon } from '../components/Icon.tsx';
import { setPreferences, usePreferences } from '../device/index.ts';
import { addressOf, FileIcon, FolderIcon, isFolder, knownFolders, uriOf } from '../files/index.ts';
import { languages, useT } from '../i18n/index.tsx';
import { useWords } from '../i18n/words.ts';
import { navigate } from '../router/index.ts';
import { usePageOffer } from './page-commands.ts';
import { paletteWords } from './palette-words.ts';
import { openSheet } from './sheets.ts';

interface Hit {
  readonly id: string;
  readonly label: string;
  readonly icon: ReactNode;
  readonly where?: string | undefined;
  readonly hint?: string | undefined;
  readonly run: () => void;
}

const perGroup = 8;

/** Where the words of the query stand in a text, ignoring case; undefined when one is missing. */
function matchOf(text: string, query: string): readonly (readonly [number, number])[] | undefined {
  const low = text.toLocaleLowerCase();
  const spans: (readonly [number, number])[] = [];
  for (const word of query.toLocaleLowerCase().split(/\s+/).filter(Boolean)) {
    const at = low.indexOf(word);
    if (at < 0) return undefined;
    spans.push([at, at + word.length]);
  }
  return spans.sort((a, b) => a[0] - b[0]);
}

function Marked({ text, query }: { text: string; query: string }) {
  const [first] = matchOf(text, query) ?? [];
  if (!first) return <span className="cut">{text}</span>;
  return (
    <span className="cut">
      {text.slice(0, first[0])}
      <mark>{text.slice(first[0], first[1])}</mark>
      {text.slice(first[1])}
    </span>
  );
}

// biome-ignore lint/style/noDefaultExport: React.lazy wants one
export default function Palette({ onClose }: { onClose: () => void }) {
  const t = useT();
  const w = useWords(paletteWords);
  const id = useId();
  const dialog = useRef<HTMLDialogElement>(null);
  const offer = usePageOffer();
  const folders = useMemo(knownFolders, []);
  const theme = usePreferences((state) => state.theme);
  const [query, setQuery] = useState('');
  const [at, setAt] = useState(0);
  /* Never deferred: Enter must run what the words that were typed say. */
  const wanted = query.trim();

  useLayoutEffect(() => {
    const element = dialog.current;
    element?.showModal();
    return () => element?.close();
  }, []);

  const groups = useMemo(() => {
    const fits = (hit: Hit) => matchOf(hit.label, wanted) !== undefined;
    const files: Hit[] = !wanted
      ? []
      : offer.files
          .filter((file) => matchOf(file.name, wanted))
          .slice(0, perGroup)
          .map((file) => ({
            id: `file-${file.id}`,
            label: file.name,
            icon: <FileIcon file={file} />,
            where: isFolder(file) ? undefined : t.size(file.size),
            run: () => offer.openFile(file),
          }));
    const seen = new Set(offer.files.map((file) => file.id));
    const places: Hit[] = [
      { id: 'files', label: t('files'), icon: <Icon name="files" />, run: () => navigate('/files') },
      {
        id: 'sharedWithMe',
        label: t('sharedWithMe'),
        icon: <Icon name="share" />,
        run: () => navigate('/shared-with-me'),
      },
      { id: 'myShares', label: t('myShares'), icon: <Icon name="link" />, run: () => navigate('/shares') },
      { id: 'trash', label: t('trash'), icon: <Icon name="trash" />, run: () => navigate('/trash') },
      ...(wanted ? folders : [])
        .filter((folder) => !seen.has(folder.id))
        .map((folder) => ({
          id: `folder-${folder.id}`,
          label: folder.name,
          icon: <FolderIcon />,
          where: [t('files'), ...uriOf(folder).parent().elements].join(' / '),
          run: () => navigate(addressOf(uriOf(folder))),
        })),
    ];
    const dark = theme === 'dark' || (theme === 'system' && window.matchMedia('(prefers-color-scheme: dark)').matches);
    const commands: Hit[] = [
      ...offer.commands.map((command) => ({ ...command, icon: <Icon name={command.icon} /> })),
      {
        id: 'theme',
        label: `${t('appearance')}: ${dark ? t('themeLight') : t('themeDark')}`,
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
      { id: 'keys', label: t('keys'), icon: <Icon name="command" />, hint: '?', run: () => openSheet('keys') },
    ];
    const all = [
      { title: w('palFiles'), hits: files },
      { title: w('palPlaces'), hits: places.filter(fits).slice(0, perGroup) },
      { title: w('palCommands'), hits: commands.filter(fits) },
    ];
    return all.filter((group) => group.hits.length > 0);
  }, [offer, folders, wanted, theme, t, w]);

  const hits = groups.flatMap((group) => group.hits);
  const current = Math.min(at, hits.length - 1);
  const run = (hit: Hit | undefined) => {
    if (!hit) return;
    onClose();
    setTimeout(hit.run, 0);
  };
  const onKeyDown = (event: KeyboardEvent) => {
    event.stopPropagation();
    if (event.nativeEvent.isComposing || hits.length === 0) return;
    if (event.key === 'ArrowDown') setAt((current + 1) % hits.length);
    else if (event.key === 'ArrowUp') setAt((current - 1 + hits.length) % hits.length);
    else if (event.key === 'Enter') run(hits[current]);
    else return;
    event.preventDefault();
  };
  const optionId = (hit: Hit) => `${id}-${hit.id}`;
  const now = hits[current];
  const list = `${id}-list`;

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
            role="combobox"
            aria-expanded="true"
            aria-controls={list}
            aria-activedescendant={now && optionId(now)}
            aria-label={w('palHint')}
            placeholder={w('palHint')}
            value={query}
            spellCheck={false}
            autoComplete="off"
            onChange={(event) => {
              setQuery(event.target.value);
              setAt(0);
            }}
          />
          <kbd className="key">esc</kbd>
        </div>
        <div className="palette-hits" role="listbox" id={list} aria-label={t('search')}>
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
                  className={hit === now ? 'hit is-hover' : 'hit'}
                  role="option"
                  tabIndex={-1}
                  aria-selected={hit === now}
                  ref={hit === now ? (element) => element?.scrollIntoView({ block: 'nearest' }) : undefined}
                  onClick={() => run(hit)}
                >
                  {hit.icon}
                  <Marked text={hit.label} query={wanted} />
                  {hit.where && <span className="where">{hit.where}</span>}
                  {hit.hint && <kbd className="where">{hit.hint}</kbd>}
                </div>
              ))}
            </section>
          ))}
        </div>
        {hits.length === 0 && <p className="palette-none quiet">{w('palNothing', { query })}</p>}
        <p className="unseen" role="status">
          {w('palResults', { n: hits.length })}
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
