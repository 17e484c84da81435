/** Files of the page and of the whole drive, places, and everything one can do: one field, arrows, Enter. */
import { type KeyboardEvent, useEffect, useId, useLayoutEffect, useRef, useState } from 'react';
import { takeTyped } from '../../components/HoldKeys.tsx';
import { Icon } from '../../components/Icon.tsx';
import { useT } from '../../i18n/index.tsx';
import { useWords } from '../../i18n/words.ts';
import { useSearch } from '../../router/index.ts';
import { usePageOffer } from '../page-commands.ts';
import { useHits } from './groups.tsx';
import { type Hit, Marked, matchOf } from './hits.tsx';
import { paletteWords } from './words.ts';

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

  useLayoutEffect(() => {
    const element = dialog.current;
    element?.showModal();
    field.current?.select();
    const typed = takeTyped();
    if (typed) setQuery(typed);
    return () => element?.close();
  }, []);

  const { groups, best, isSearching, error } = useHits(wanted, scope);
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
