/** Looking for something in the trash: words, and the same chips as everywhere. */
import { useEffect, useState } from 'react';
import { Tool } from '../../components/Button.tsx';
import { useWords } from '../../i18n/words.ts';
import { navigate } from '../../router/index.ts';
import { SearchChips } from '../search/Chips.tsx';
import { queryOf, type Search, textOf, wordsOf } from '../search/search.ts';
import { searchWords } from '../search/words.ts';
import '../search/search.css';

/** A pause in typing after which is searched. */
const pauseMs = 250;

const show = (search: Search, replace: boolean) =>
  navigate(`/trash?${queryOf(search).toString().replaceAll('+', '%20')}`, { replace });

export function TrashFinder({ search, label }: { search: Search; label: string }) {
  const w = useWords(searchWords);
  const [text, setText] = useState(textOf(search.words));
  useEffect(() => {
    const words = wordsOf(text);
    if (textOf(words) === textOf(search.words)) return;
    const timer = setTimeout(() => show({ ...search, words }, true), pauseMs);
    return () => clearTimeout(timer);
  }, [text, search]);
  return (
    <>
      <input
        type="search"
        className="input trash-field"
        aria-label={label}
        placeholder={label}
        value={text}
        // biome-ignore lint/a11y/noAutofocus: it came because somebody asked for it
        autoFocus
        onChange={(event) => setText(event.target.value)}
      />
      <SearchChips search={search} onChange={(next) => show(next, false)} w={w} />
      <Tool icon="close" small label={w('clearFilters')} onClick={() => navigate('/trash')} />
    </>
  );
}
