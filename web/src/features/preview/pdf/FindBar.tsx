import { useEffect, useState } from 'react';
import { Tool } from '../../../components/Button.tsx';
import { useWords } from '../../../i18n/words.ts';
import type { Pages } from './pages.ts';
import { pdfWords } from './words.ts';

/** Finds text in the document: as one types, and then from match to match with Enter. */
export function FindBar({ pages, onClose }: { pages: Pages; onClose: () => void }) {
  const w = useWords(pdfWords);
  const [text, setText] = useState('');
  const { matches } = pages;
  /* What was marked is not marked any more when the bar goes. */
  // biome-ignore lint/correctness/useExhaustiveDependencies: only once, at the end
  useEffect(() => () => pages.find(''), []);
  const again = (way: 'next' | 'previous') => pages.find(text, way);
  return (
    <search className="pdf-find">
      <input
        type="search"
        // biome-ignore lint/a11y/noAutofocus: it was asked for
        autoFocus
        value={text}
        aria-label={w('findIn')}
        placeholder={w('findIn')}
        onChange={(event) => {
          setText(event.target.value);
          pages.find(event.target.value);
        }}
        onKeyDown={(event) => {
          if (event.key === 'Enter') again(event.shiftKey ? 'previous' : 'next');
          else if (event.key === 'Escape') onClose();
          else return;
          event.preventDefault();
        }}
      />
      <span className="num quiet t-small" role="status">
        {text && (matches.total > 0 ? w('found', { ...matches }) : w('notFound'))}
      </span>
      <Tool icon="up" small label={w('previous')} onClick={() => again('previous')} />
      <Tool icon="down" small label={w('next')} onClick={() => again('next')} />
      <Tool icon="close" small label={w('closeFind')} onClick={onClose} />
    </search>
  );
}
