/** A Markdown file as a page to read; its source is one click away, and is where it is written. */
import type { FileUri } from '@canopy/contract';
import type { Token } from 'marked';
import { lazy, useEffect, useMemo, useRef, useState } from 'react';
import { Button } from '../../../components/Button.tsx';
import { say } from '../../../components/Snackbar.tsx';
import { uriOf } from '../../../files/index.ts';
import { useWords } from '../../../i18n/words.ts';
import { stepPreview } from '../index.tsx';
import { usePrint } from '../print.ts';
import { useText } from '../text/pieces.ts';
import { useControls, type ViewerProps } from '../viewer.ts';
import { Failed, Waiting } from '../Waiting.tsx';
import { targetOf } from './links.ts';
import { MarkdownText } from './MarkdownText.tsx';
import { openTarget } from './open-target.ts';
import { markdownBytes } from './parse.ts';
import type { MarkdownPlace } from './place.ts';
import { useMarkdown } from './use-markdown.ts';
import { markdownWords } from './words.ts';
import './markdown.css';

/** The editor is as large as all else here many times over: who only reads does without it. */
const TextViewer = lazy(() => import('../text/TextViewer.tsx'));

type Side = 'read' | 'source';

// biome-ignore lint/style/noDefaultExport: React.lazy wants one
export default function MarkdownViewer(props: ViewerProps) {
  const w = useWords(markdownWords);
  /* Of an empty file there is nothing to read: it stays open at its source, also when something is written. */
  const [side, setSide] = useState<Side>(props.file.size === 0 ? 'source' : 'read');
  if (props.file.size > markdownBytes) return <TextViewer {...props} />;
  const leaveSource = () => {
    const { guard } = props.controls.current ?? {};
    const go = () => setSide('read');
    if (guard) guard(go);
    else go();
  };
  if (side === 'source') {
    return (
      <TextViewer
        {...props}
        tools={
          props.file.size > 0 && (
            <Button size="small" look="tint" icon="eye" onClick={leaveSource}>
              {w('read')}
            </Button>
          )
        }
      />
    );
  }
  return <Page {...props} onSource={() => setSide('source')} />;
}

function Page({
  file,
  siblings,
  version,
  controls,
  onReady,
  onSource,
}: ViewerProps & { readonly onSource: () => void }) {
  const w = useWords(markdownWords);
  const page = useRef<HTMLElement>(null);
  const { text, query } = useText(file, version);
  const { data, error } = useMarkdown(text);
  const [loadsRemote, setLoadsRemote] = useState(false);
  const folder = useMemo(() => uriOf(file).parent(), [file]);
  const remote = useMemo(() => countRemote(data?.tokens ?? [], folder), [data, folder]);
  usePrint('text', () => page.current?.cloneNode(true));
  useControls(controls, { print: () => window.print() });
  const isShown = data !== undefined;
  useEffect(() => {
    if (!isShown) return;
    onReady();
    page.current?.focus({ preventScroll: true });
  }, [isShown, onReady]);
  useEffect(() => {
    if (!error) return;
    say({ text: w('unreadable') });
    onSource();
  }, [error, onSource, w]);

  const open = (uri: FileUri) => {
    const known = siblings.find((each) => each.path === uri.toString());
    if (known) stepPreview(known);
    else void openTarget(uri, w);
  };
  const place: MarkdownPlace = { folder, loadsRemote, onOpen: open };

  if (query.error) return <Failed error={query.error} onRetry={() => void query.refetch()} />;
  if (!data) return <Waiting name={file.name} />;
  return (
    <div className="page">
      {remote > 0 && !loadsRemote && (
        <p className="draft" role="status">
          <span>{w('remote', { n: remote })}</span>
          <Button size="small" onClick={() => setLoadsRemote(true)}>
            {w('remoteLoad')}
          </Button>
        </p>
      )}
      <article
        ref={page}
        className="markdown scrolls"
        // biome-ignore lint/a11y/noNoninteractiveTabindex: so that the keyboard can scroll it
        tabIndex={0}
        aria-label={w('page', { name: file.name })}
      >
        {data.matter !== undefined && (
          <details className="md-matter">
            <summary>{w('matter')}</summary>
            <pre>{data.matter}</pre>
          </details>
        )}
        <MarkdownText tokens={data.tokens} place={place} />
      </article>
      <footer>
        <span className="gap" />
        <Button size="small" look="edge" icon="rename" onClick={onSource}>
          {w('source')}
        </Button>
      </footer>
    </div>
  );
}

/** How many pictures of a text lie on other sites. */
function countRemote(tokens: readonly Token[], folder: FileUri): number {
  let count = 0;
  const left: unknown[] = [...tokens];
  while (left.length > 0) {
    const next = left.pop();
    if (Array.isArray(next)) for (const each of next) left.push(each);
    else if (typeof next === 'object' && next !== null) {
      if ('type' in next && next.type === 'image' && 'href' in next && typeof next.href === 'string') {
        if (targetOf(next.href, folder)?.kind === 'web') count++;
      }
      for (const value of Object.values(next)) if (typeof value === 'object') left.push(value);
    }
  }
  return count;
}
