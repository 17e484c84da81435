import type { Entity, FileResponse } from '@canopy/contract';
import { useQuery } from '@tanstack/react-query';
import { useMemo, useState } from 'react';
import { client, reasonOf } from '../../../api/index.ts';
import { Button } from '../../../components/Button.tsx';
import { Spinner } from '../../../components/Icon.tsx';
import { uriOf } from '../../../files/index.ts';
import { useT } from '../../../i18n/index.tsx';
import { useWords } from '../../../i18n/words.ts';
import { fetchPiece } from '../../preview/content.ts';
import { decodeAll, guessEncoding, looksBinary } from '../../preview/text/decode.ts';
import { versionWords } from '../version-words.ts';
import { comparedTextBytes } from './comparison.ts';
import { compareLines, foldSame, type Line, pairUp, type Stretch } from './lines.ts';
import { Ways } from './Ways.tsx';

interface Sides {
  readonly file: FileResponse;
  readonly older: Entity;
  readonly newer: Entity;
}

/** Lines that stand in the page at first: more come on demand, so that a large change does not hold it up. */
const shownAtFirst = 2000;

async function textOf(file: FileResponse, version: Entity, signal: AbortSignal): Promise<string | undefined> {
  const url = await client.downloadUrl(uriOf(file), { entity: version.id, signal });
  const bytes = await fetchPiece(url, 0, comparedTextBytes, signal);
  return looksBinary(bytes) ? undefined : decodeAll([bytes], guessEncoding(bytes), true);
}

type Outcome = 'notText' | 'tooDifferent' | readonly Line[];

function useComparison({ file, older, newer }: Sides) {
  return useQuery({
    queryKey: ['compare', file.id, older.id, newer.id],
    queryFn: async ({ signal }): Promise<Outcome> => {
      const [before, after] = await Promise.all([older, newer].map((version) => textOf(file, version, signal)));
      if (before === undefined || after === undefined) return 'notText';
      return (await compareLines(before, after)) ?? 'tooDifferent';
    },
    staleTime: Number.POSITIVE_INFINITY,
    gcTime: 60_000,
    refetchOnWindowFocus: false,
  });
}

export function TextCompare(sides: Sides) {
  const t = useT();
  const w = useWords(versionWords);
  const { data, error, refetch } = useComparison(sides);
  const [way, setWay] = useState<'inline' | 'sideBySide'>('inline');
  if (error) {
    return (
      <div role="alert">
        <p className="quiet">{reasonOf(error, t).text}</p>
        <Button look="edge" size="small" onClick={() => void refetch()}>
          {t('retry')}
        </Button>
      </div>
    );
  }
  if (!data) {
    return (
      <p className="counting" role="status">
        <Spinner /> {w('loadingBoth')}
      </p>
    );
  }
  if (typeof data === 'string') return <p className="quiet">{w(data)}</p>;
  const count = (kind: Line['kind']) => data.filter((line) => line.kind === kind).length;
  const [added, removed] = [count('added'), count('removed')];
  if (added + removed === 0) return <p className="quiet">{w('same')}</p>;
  return (
    <>
      <div className="compare-head">
        <p className="quiet num" role="status">
          {w('changes', { added, removed })}
        </p>
        <Ways ways={['inline', 'sideBySide']} value={way} onChange={setWay} />
      </div>
      <Text lines={data} isPaired={way === 'sideBySide'} />
    </>
  );
}

function Text({ lines, isPaired }: { lines: readonly Line[]; isPaired: boolean }) {
  const w = useWords(versionWords);
  const stretches = useMemo(() => foldSame(lines), [lines]);
  const [limit, setLimit] = useState(shownAtFirst);
  let left = limit;
  return (
    // biome-ignore lint/a11y/noNoninteractiveTabindex: so that the keyboard can scroll it
    <section className={isPaired ? 'diff is-paired' : 'diff'} aria-label={w('what')} tabIndex={0}>
      {stretches.map((stretch) => {
        if (left <= 0) return null;
        const shown = stretch.lines.slice(0, left);
        if (!stretch.isFolded) left -= shown.length;
        const first = stretch.lines[0];
        return (
          <Part
            key={`${first?.before} ${first?.after}`}
            stretch={{ ...stretch, lines: stretch.isFolded ? stretch.lines : shown }}
            isPaired={isPaired}
          />
        );
      })}
      {left <= 0 && (
        <Button look="edge" size="small" onClick={() => setLimit(limit + shownAtFirst)}>
          {w('showAll')}
        </Button>
      )}
    </section>
  );
}

function Part({ stretch, isPaired }: { stretch: Stretch; isPaired: boolean }) {
  const w = useWords(versionWords);
  const [isOpen, setOpen] = useState(false);
  if (stretch.isFolded && !isOpen) {
    return (
      <button type="button" className="diff-fold" onClick={() => setOpen(true)}>
        {w('unchanged', { n: stretch.lines.length })}
        <span className="text-link">{w('showAll')}</span>
      </button>
    );
  }
  if (isPaired) {
    return pairUp(stretch.lines).map(([before, after]) => (
      <div key={`${before?.before} ${after?.after}`} className="diff-pair">
        <Row line={before} number={before?.before} />
        <Row line={after} number={after?.after} />
      </div>
    ));
  }
  return stretch.lines.map((line) => (
    <Row key={`${line.before} ${line.after}`} line={line} number={line.after ?? line.before} />
  ));
}

const signs = { same: ' ', added: '+', removed: '−' } as const;

function Row({ line, number }: { line: Line | undefined; number: number | undefined }) {
  const w = useWords(versionWords);
  if (!line) return <div className="diff-line is-none" />;
  const said = line.kind === 'added' ? w('wasAdded') : line.kind === 'removed' ? w('wasRemoved') : undefined;
  return (
    <div className={`diff-line is-${line.kind}`}>
      <span className="diff-number num" aria-hidden="true">
        {number}
      </span>
      <span className="diff-sign" aria-hidden="true">
        {signs[line.kind]}
      </span>
      <span className="diff-text" dir="auto">
        {said && <span className="unseen">{said}: </span>}
        {line.pieces.map((piece, index) =>
          piece.changed ? (
            // biome-ignore lint/suspicious/noArrayIndexKey: pieces of one line, never reordered
            <mark key={index}>{piece.text}</mark>
          ) : (
            // biome-ignore lint/suspicious/noArrayIndexKey: pieces of one line, never reordered
            <span key={index}>{piece.text}</span>
          ),
        )}
      </span>
    </div>
  );
}
