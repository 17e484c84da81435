import { Fragment, useMemo } from 'react';
import type { NameMarker } from '../../files/index.ts';
import { marksOf } from './marks.ts';

/** Draws pieces of names with the words that were looked for marked. */
export function useNameMarker(words: readonly string[]): NameMarker {
  const text = words.join('\n');
  return useMemo(() => {
    const wanted = text.split('\n').filter(Boolean);
    return (name) => {
      const spans = marksOf(name, wanted);
      return (piece, from) => {
        const end = from + piece.length;
        const inside = spans.filter(([start, stop]) => start < end && stop > from);
        if (inside.length === 0) return piece;
        let at = 0;
        const parts = inside.map(([start, stop]) => {
          const [first, last] = [Math.max(0, start - from), Math.min(piece.length, stop - from)];
          const before = piece.slice(at, first);
          at = last;
          return (
            <Fragment key={start}>
              {before}
              <mark>{piece.slice(first, last)}</mark>
            </Fragment>
          );
        });
        return [...parts, piece.slice(at)];
      };
    };
  }, [text]);
}
