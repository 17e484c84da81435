/** Text and code: the first megabyte at once, more on demand, in the encoding it most likely has. */
import type { FileResponse } from '@canopy/contract';
import { useInfiniteQuery } from '@tanstack/react-query';
import { useEffect, useMemo, useRef, useState } from 'react';
import { reasonOf } from '../../api/index.ts';
import { Button } from '../../components/Button.tsx';
import { Spinner } from '../../components/Icon.tsx';
import { fetchPiece } from './content.ts';
import { decodeAll, type Encoding, encodings, guessEncoding, looksBinary } from './decode.ts';
import { wrapsAtFirst } from './views.ts';
import type { PreviewWords } from './words.ts';

const pieceBytes = 1_048_576;

interface TextProps {
  readonly file: FileResponse;
  readonly url: string;
  readonly w: PreviewWords;
  readonly onReady: () => void;
}

export function TextView({ file, url, w, onReady }: TextProps) {
  const { t } = w;
  const pre = useRef<HTMLPreElement>(null);
  const [chosen, setChosen] = useState<Encoding>();
  const [wraps, setWraps] = useState(wrapsAtFirst(file));
  const query = useInfiniteQuery({
    queryKey: ['text', file.id, file.primary_entity],
    queryFn: ({ pageParam, signal }) => fetchPiece(url, pageParam, pieceBytes, signal),
    initialPageParam: 0,
    getNextPageParam: (last, pages) => {
      const read = pages.reduce((sum, piece) => sum + piece.length, 0);
      return last.length > 0 && read < file.size ? read : undefined;
    },
    staleTime: Number.POSITIVE_INFINITY,
    gcTime: 60_000,
    refetchOnWindowFocus: false,
  });
  const { data, error, hasNextPage, isFetchingNextPage, fetchNextPage } = query;
  const pieces = data?.pages;
  const first = pieces?.[0];
  const encoding = chosen ?? (first ? guessEncoding(first) : 'utf-8');
  const text = useMemo(() => decodeAll(pieces ?? [], encoding, !hasNextPage), [pieces, encoding, hasNextPage]);
  const read = pieces?.reduce((sum, piece) => sum + piece.length, 0) ?? 0;
  const isShown = first !== undefined;
  useEffect(() => {
    if (!isShown) return;
    onReady();
    pre.current?.focus({ preventScroll: true });
  }, [isShown, onReady]);

  if (error && !first) {
    const { text: reason } = reasonOf(error, t);
    return (
      <div className="plain" role="alert">
        <h2 className="t-title">{w('failed')}</h2>
        <p className="quiet">{reason}</p>
        <Button look="edge" onClick={() => void query.refetch()}>
          {t('retry')}
        </Button>
      </div>
    );
  }
  if (!first) return <Spinner />;
  return (
    <div className="page">
      {first.length === 0 ? (
        <p className="quiet plain">{w('empty')}</p>
      ) : (
        <pre
          ref={pre}
          className={wraps ? 'is-wrapped' : ''}
          dir="auto"
          role="document"
          // biome-ignore lint/a11y/noNoninteractiveTabindex: so that the keyboard can scroll it
          tabIndex={0}
          aria-label={w('textOf', { name: file.name })}
        >
          {text}
        </pre>
      )}
      <footer>
        <label className="choose-encoding">
          <span className="unseen">{w('encoding')}</span>
          <select value={encoding} onChange={(event) => setChosen(event.target.value as Encoding)}>
            {encodings.map((each) => (
              <option key={each} value={each}>
                {each.toUpperCase()}
              </option>
            ))}
          </select>
        </label>
        <label className="stay">
          <input type="checkbox" className="check" checked={wraps} onChange={() => setWraps(!wraps)} />
          {w('wrap')}
        </label>
        {looksBinary(first) && <span className="warn">{w('notText')}</span>}
        <span className="gap" />
        {(hasNextPage || error) && (
          <>
            <span className="num quiet">{w('shown', { shown: t.size(read), total: t.size(file.size) })}</span>
            <Button look="edge" size="small" busy={isFetchingNextPage} onClick={() => void fetchNextPage()}>
              {error ? t('retry') : w('more')}
            </Button>
          </>
        )}
      </footer>
    </div>
  );
}
