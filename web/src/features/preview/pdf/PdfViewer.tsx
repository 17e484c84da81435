/** A PDF document: its pages as one scrolls to them, with text to select and to find. */
import { type FormEvent, useEffect, useRef, useState } from 'react';
import { Button, Tool } from '../../../components/Button.tsx';
import { Field } from '../../../components/Field.tsx';
import { announce, say } from '../../../components/Snackbar.tsx';
import { useWords } from '../../../i18n/words.ts';
import { useControls, type ViewerProps } from '../viewer.ts';
import { Failed, Waiting } from '../Waiting.tsx';
import { type Locked, usePdf } from './document.ts';
import { FindBar } from './FindBar.tsx';
import type { PDFDocumentProxy } from './library.ts';
import { type Pages, usePages } from './pages.ts';
import { printDocument } from './print.ts';
import { pdfWords } from './words.ts';
import 'pdfjs-dist/web/pdf_viewer.css';
import './pdf.css';

// biome-ignore lint/style/noDefaultExport: React.lazy wants one
export default function PdfViewer(props: ViewerProps) {
  const { file, onBroken } = props;
  const [attempt, setAttempt] = useState(0);
  const opening = usePdf(props, attempt);
  const isBroken = opening.state === 'broken';
  useEffect(() => {
    if (isBroken) onBroken();
  }, [isBroken, onBroken]);
  switch (opening.state) {
    case 'failed':
      return <Failed error={opening.error} onRetry={() => setAttempt(attempt + 1)} />;
    case 'locked':
      return <PasswordForm locked={opening.locked} />;
    case 'open':
      return <OpenDocument {...props} pdf={opening.pdf} />;
    default:
      return <Waiting name={file.name} />;
  }
}

function PasswordForm({ locked }: { locked: Locked }) {
  const w = useWords(pdfWords);
  const [password, setPassword] = useState('');
  const submit = (event: FormEvent) => {
    event.preventDefault();
    locked.unlock(password);
  };
  return (
    <form className="plain pdf-locked" onSubmit={submit}>
      <h2 className="t-title">{w('locked')}</h2>
      <p className="quiet">{w('lockedText')}</p>
      <Field
        label={w('password')}
        type="password"
        autoComplete="off"
        autoFocus
        value={password}
        error={locked.wasWrong && w('wrong')}
        onChange={(event) => setPassword(event.target.value)}
      />
      <Button look="solid" type="submit">
        {w('open')}
      </Button>
    </form>
  );
}

function OpenDocument({ file, pdf, controls, onZoom, onReady }: ViewerProps & { readonly pdf: PDFDocumentProxy }) {
  const w = useWords(pdfWords);
  const container = useRef<HTMLDivElement>(null);
  const pages = usePages(container, pdf, onZoom);
  const [isFinding, setFinding] = useState(false);
  const [printing, setPrinting] = useState<AbortController>();
  useEffect(() => {
    onReady();
    container.current?.focus({ preventScroll: true });
  }, [onReady]);

  const print = async () => {
    const stop = new AbortController();
    setPrinting(stop);
    try {
      const tell = (n: number) => announce(w('printing', { n, total: pdf.numPages }));
      await printDocument(pdf, stop.signal, tell);
    } catch {
      say({ text: w('printFailed'), tone: 'failed' });
    } finally {
      setPrinting(undefined);
    }
  };
  useEffect(() => () => printing?.abort(), [printing]);
  useControls(controls, {
    zoomBy: pages.zoomBy,
    fit: pages.fit,
    toggle: pages.toggle,
    find: () => setFinding(true),
    print: () => void print(),
  });

  return (
    <div className="pdf">
      {isFinding && (
        <FindBar
          pages={pages}
          onClose={() => {
            setFinding(false);
            container.current?.focus();
          }}
        />
      )}
      <div className="pdf-place">
        <div
          ref={container}
          className="pdf-pages scrolls"
          role="document"
          // biome-ignore lint/a11y/noNoninteractiveTabindex: so that the keyboard can scroll it
          tabIndex={0}
          aria-label={w('document', { name: file.name })}
        >
          <div className="pdfViewer" />
        </div>
      </div>
      <div className="pdf-bar">
        <PageField pages={pages} total={pdf.numPages} />
        <Tool icon="search" small label={w('find')} pressed={isFinding} onClick={() => setFinding(!isFinding)} />
        {printing ? (
          <Button size="small" busy onClick={() => printing.abort()}>
            {w('print')}
          </Button>
        ) : (
          <Tool icon="print" small label={w('print')} onClick={() => void print()} />
        )}
      </div>
    </div>
  );
}

/** The number of the page in view; another one leads there. */
function PageField({ pages, total }: { pages: Pages; total: number }) {
  const w = useWords(pdfWords);
  const [typed, setTyped] = useState<string>();
  const go = () => {
    const wanted = Number(typed);
    if (typed !== undefined && Number.isInteger(wanted) && wanted >= 1 && wanted <= total) pages.goTo(wanted);
    setTyped(undefined);
  };
  return (
    <label className="pdf-page num">
      <span className="unseen">{w('page')}</span>
      <input
        inputMode="numeric"
        value={typed ?? String(pages.page)}
        onChange={(event) => setTyped(event.target.value)}
        onFocus={(event) => event.target.select()}
        onBlur={go}
        onKeyDown={(event) => {
          if (event.key === 'Enter') go();
          else if (event.key === 'Escape' && typed !== undefined) setTyped(undefined);
          else return;
          event.preventDefault();
        }}
      />
      <span className="quiet">{w('of', { total })}</span>
    </label>
  );
}
