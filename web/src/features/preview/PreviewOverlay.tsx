/** One file over the whole page, always by night; arrows lead through its folder, Space or Escape back to it. */
import { FilePermission, type FileResponse, hasFlag } from '@canopy/contract';
import {
  type KeyboardEvent,
  Suspense,
  useCallback,
  useEffect,
  useId,
  useLayoutEffect,
  useMemo,
  useRef,
  useState,
} from 'react';
import { client, reasonOf } from '../../api/index.ts';
import { Button, Tool } from '../../components/Button.tsx';
import { Icon, Spinner } from '../../components/Icon.tsx';
import { announce } from '../../components/Snackbar.tsx';
import { FileName, kindOf, uriOf, useCommands } from '../../files/index.ts';
import { useWords } from '../../i18n/words.ts';
import { Details } from '../details/index.ts';
import { useContentUrl, usePreload } from './content.ts';
import { closePreview, type PreviewRequest, stepPreview } from './index.tsx';
import { PictureView, type ZoomControls, zoomStep } from './PictureView.tsx';
import { PlainView } from './PlainView.tsx';
import { Strip } from './Strip.tsx';
import { TextView } from './TextView.tsx';
import { type View, viewOf } from './views.ts';
import { previewWords } from './words.ts';
import './preview.css';

/** Bytes up to which a file of an unknown type may be looked at as text. */
const asTextBytes = 50_000_000;

// biome-ignore lint/style/noDefaultExport: React.lazy wants one
export default function PreviewOverlay({ request }: { request: PreviewRequest }) {
  const w = useWords(previewWords);
  const { t } = w;
  const id = useId();
  const commands = useCommands();
  const dialog = useRef<HTMLDialogElement>(null);
  const controls = useRef<ZoomControls>(null);
  const [zoom, setZoom] = useState<number | 'fit'>('fit');
  const [hasDetails, setDetails] = useState(false);
  const [ready, setReady] = useState<string>();
  const { file, siblings, version } = request;
  const index = siblings.findIndex((each) => each.id === file.id);
  const view = viewOf(file);
  const neighbours = useMemo(() => [siblings[index + 1], siblings[index - 1]], [siblings, index]);
  usePreload(neighbours, ready === file.id || view === 'none');

  useLayoutEffect(() => {
    const element = dialog.current;
    element?.showModal();
    /* Not on the first button: Space would press it, and closes the preview instead. */
    element?.focus();
    return () => element?.close();
  }, []);
  useEffect(() => {
    setZoom('fit');
    announce(`${file.name}, ${w('place', { n: index + 1, total: siblings.length })}`);
  }, [file.name, index, siblings.length, w]);

  const goTo = (to: number) => {
    const next = siblings[to];
    if (next) stepPreview(next);
  };
  const onReady = useCallback(() => setReady(file.id), [file.id]);
  const download = async () => {
    if (!version) return void commands.download([file]);
    const link = document.createElement('a');
    link.href = await client.downloadUrl(uriOf(file), { download: true, entity: version.id });
    link.click();
  };
  /* Of what others share, only what they allow to be deleted. */
  const mayTrash = typeof file.permission !== 'string' || hasFlag(file.permission, FilePermission.DELETE);
  const trash = async () => {
    const left = siblings.filter((each) => each.id !== file.id);
    const next = left[Math.min(index, left.length - 1)];
    if (!(await commands.trash([file]))) return;
    if (next) stepPreview(next, left);
    else closePreview();
  };

  const onKeyDown = (event: KeyboardEvent) => {
    event.stopPropagation();
    if (event.defaultPrevented || event.ctrlKey || event.metaKey || event.altKey) return;
    const { target } = event;
    const inControl = target instanceof HTMLElement && target.closest('select, input, video, audio') !== null;
    const onButton = target instanceof HTMLElement && target.closest('button') !== null;
    const rtl = document.documentElement.dir === 'rtl';
    const inText = target instanceof HTMLElement && target.closest('pre') !== null;
    if (event.key === 'Delete' && !inControl && mayTrash) void trash();
    else if (inControl) return;
    else if (event.key === ' ' && !onButton) closePreview();
    else if (event.key === (rtl ? 'ArrowRight' : 'ArrowLeft')) goTo(index - 1);
    else if (event.key === (rtl ? 'ArrowLeft' : 'ArrowRight')) goTo(index + 1);
    else if (event.key === 'Home' && !inText) goTo(0);
    else if (event.key === 'End' && !inText) goTo(siblings.length - 1);
    else if (event.key === '+' || event.key === '=') controls.current?.zoomBy(zoomStep);
    else if (event.key === '-') controls.current?.zoomBy(1 / zoomStep);
    else if (event.key === '0') controls.current?.fit();
    else if (event.key === '1') controls.current?.toggle();
    else if (event.key === 'i') setDetails((open) => !open);
    else return;
    event.preventDefault();
  };

  return (
    <dialog
      ref={dialog}
      tabIndex={-1}
      className={hasDetails ? 'preview has-details' : 'preview'}
      data-theme="dark"
      aria-labelledby={id}
      onCancel={(event) => {
        event.preventDefault();
        closePreview();
      }}
      onKeyDown={onKeyDown}
    >
      <header>
        <Tool icon="close" label={w('close')} hint="Esc" onClick={closePreview} />
        <div>
          <h1 id={id}>
            <FileName name={file.name} isFolder={false} />
          </h1>
          {version ? (
            <span className="t-small faint num place-of">{w('versionOf', { when: t.moment(version.created_at) })}</span>
          ) : (
            siblings.length > 1 && (
              <span className="t-small faint num place-of">{w('place', { n: index + 1, total: siblings.length })}</span>
            )
          )}
        </div>
        {view === 'image' && (
          <span className="zoom">
            <Tool
              icon="minus"
              small
              label={w('zoomOut')}
              hint="-"
              onClick={() => controls.current?.zoomBy(1 / zoomStep)}
            />
            <button type="button" className="num" aria-label={w('zoomFit')} onClick={() => controls.current?.toggle()}>
              {zoom === 'fit' ? w('fit') : w('percent', { percent: zoom })}
            </button>
            <Tool icon="plus" small label={w('zoomIn')} hint="+" onClick={() => controls.current?.zoomBy(zoomStep)} />
          </span>
        )}
        <Tool icon="download" className="desk-only" label={t('download')} onClick={() => void download()} />
        {mayTrash && <Tool icon="trash" className="desk-only" label={t('moveTrash')} onClick={() => void trash()} />}
        <Tool icon="details" label={t('details')} pressed={hasDetails} onClick={() => setDetails(!hasDetails)} />
      </header>
      <div className="canvas">
        {index > 0 && (
          <Tool icon="left" className="step prev" label={w('previous')} hint="←" onClick={() => goTo(index - 1)} />
        )}
        <Content
          key={`${file.id} ${version?.id}`}
          file={version ? { ...file, primary_entity: version.id, size: version.size } : file}
          version={version?.id}
          view={view}
          controls={controls}
          onZoom={setZoom}
          onReady={onReady}
          onSwipe={(to) => (to === 'close' ? closePreview() : goTo(index + to))}
          onDownload={() => void download()}
        />
        {index >= 0 && index < siblings.length - 1 && (
          <Tool icon="right" className="step next" label={w('next')} hint="→" onClick={() => goTo(index + 1)} />
        )}
      </div>
      {siblings.length > 1 && <Strip files={siblings} index={index} w={w} onStep={goTo} />}
      <div className="under">
        <button type="button" onClick={() => void download()}>
          <Icon name="download" />
          <span>{t('download')}</span>
        </button>
        {mayTrash && (
          <button type="button" onClick={() => void trash()}>
            <Icon name="trash" />
            <span>{t('toTrash')}</span>
          </button>
        )}
      </div>
      {hasDetails && (
        <Suspense>
          <Details files={[file]} isOver onClose={() => setDetails(false)} />
        </Suspense>
      )}
    </dialog>
  );
}

interface ContentProps {
  readonly file: FileResponse;
  readonly version: string | undefined;
  readonly view: View;
  readonly controls: React.RefObject<ZoomControls | null>;
  readonly onZoom: (zoom: number | 'fit') => void;
  readonly onReady: () => void;
  readonly onSwipe: (to: 1 | -1 | 'close') => void;
  readonly onDownload: () => void;
}

function Content({ file, version, view: promised, controls, onZoom, onReady, onSwipe, onDownload }: ContentProps) {
  const w = useWords(previewWords);
  const [asText, setAsText] = useState(false);
  const [isBroken, setBroken] = useState(false);
  const [isLoaded, setLoaded] = useState(false);
  const view = asText ? 'text' : promised;
  const { data: url, error, refetch } = useContentUrl(file, version);
  const onBroken = () => setBroken(true);
  const plain = (title: string, text: string, onAsText?: () => void) => (
    <PlainView file={file} w={w} title={title} text={text} onDownload={onDownload} onAsText={onAsText} />
  );

  if (view === 'none') {
    const mayBeText = kindOf(file.name) === 'unknown' && file.size > 0 && file.size <= asTextBytes;
    return plain(w('noView'), w('noViewText'), mayBeText ? () => setAsText(true) : undefined);
  }
  if (isBroken) return plain(w('pictureBroken'), w('pictureBrokenText'));
  if (error) {
    return (
      <div className="plain" role="alert">
        <h2 className="t-title">{w('failed')}</h2>
        <p className="quiet">{reasonOf(error, w.t).text}</p>
        <Button look="edge" onClick={() => void refetch()}>
          {w.t('retry')}
        </Button>
      </div>
    );
  }
  if (!url) return <Waiting name={file.name} />;
  switch (view) {
    case 'image':
      return (
        <>
          {!isLoaded && <Waiting name={file.name} />}
          <PictureView
            file={file}
            url={url}
            w={w}
            controls={controls}
            onZoom={onZoom}
            onLoad={() => {
              setLoaded(true);
              onReady();
            }}
            onBroken={onBroken}
            onSwipe={onSwipe}
          />
        </>
      );
    case 'video':
      // biome-ignore lint/a11y/useMediaCaption: files bring their own captions, or none
      return <video className="media" src={url} controls autoPlay onLoadedData={onReady} onError={onBroken} />;
    case 'audio':
      // biome-ignore lint/a11y/useMediaCaption: sound of somebody's own
      return <audio className="media" src={url} controls autoPlay onLoadedData={onReady} onError={onBroken} />;
    default:
      return <TextView file={file} url={url} w={w} onReady={onReady} />;
  }
}

/** Says that something loads; not before one would notice. */
function Waiting({ name }: { name: string }) {
  const w = useWords(previewWords);
  return (
    <span className="waiting" role="status">
      <Spinner />
      <span className="unseen">{w('loading', { name })}</span>
    </span>
  );
}
