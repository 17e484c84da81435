/** One file over the whole page, always by night; arrows lead through its folder, Space or Escape back to it. */
import { FilePermission, hasFlag } from '@canopy/contract';
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
import { client } from '../../api/index.ts';
import { Tool } from '../../components/Button.tsx';
import { Icon } from '../../components/Icon.tsx';
import { announce } from '../../components/Snackbar.tsx';
import { follow } from '../../files/download.ts';
import { FileName, uriOf, useCommands } from '../../files/index.ts';
import { useWords } from '../../i18n/words.ts';
import { Details } from '../details/index.ts';
import { Content } from './Content.tsx';
import { usePreload } from './content.ts';
import { closePreview, type PreviewRequest, stepPreview } from './index.tsx';
import { Strip } from './Strip.tsx';
import type { ViewerControls } from './viewer.ts';
import { viewOf, zooms } from './views.ts';
import { previewWords } from './words.ts';
import './preview.css';

/** One press of + or -. */
const zoomStep = 1.25;

// biome-ignore lint/style/noDefaultExport: React.lazy wants one
export default function PreviewOverlay({ request }: { request: PreviewRequest }) {
  const w = useWords(previewWords);
  const { t } = w;
  const id = useId();
  const commands = useCommands();
  const dialog = useRef<HTMLDialogElement>(null);
  const controls = useRef<ViewerControls>(null);
  const [zoom, setZoom] = useState<number | 'fit'>('fit');
  const [hasDetails, setDetails] = useState(false);
  const [ready, setReady] = useState<string>();
  const { file, siblings, version } = request;
  const index = siblings.findIndex((each) => each.id === file.id);
  const view = viewOf(file);
  const neighbours = useMemo(() => [siblings[index + 1], siblings[index - 1], siblings[index + 2]], [siblings, index]);
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
    /* What had the focus may have gone with the file before: the keys would lead nowhere. */
    if (!dialog.current?.contains(document.activeElement)) dialog.current?.focus();
    announce(`${file.name}, ${w('place', { n: index + 1, total: siblings.length })}`);
  }, [file.name, index, siblings.length, w]);

  /** Leaves the file for another one or for the page; a viewer that would lose something asks before. */
  const leave = (go: () => void) => (controls.current?.guard ? controls.current.guard(go) : go());
  const close = () => leave(closePreview);
  const goTo = (to: number) => {
    const next = siblings[to];
    if (next) leave(() => stepPreview(next));
  };
  const onReady = useCallback(() => setReady(file.id), [file.id]);
  const download = async () => {
    if (!version) return void commands.download([file]);
    follow(await client.downloadUrl(uriOf(file), { download: true, entity: version.id }));
  };
  /* Of what others share, only what they allow to be deleted; and never the file by way of one of its old versions. */
  const mayTrash = !version && (typeof file.permission !== 'string' || hasFlag(file.permission, FilePermission.DELETE));
  const trash = async () => {
    const left = siblings.filter((each) => each.id !== file.id);
    const next = left[Math.min(index, left.length - 1)];
    if (!(await commands.trash([file]))) return;
    if (next) stepPreview(next, left);
    else closePreview();
  };

  const onKeyDown = (event: KeyboardEvent) => {
    event.stopPropagation();
    if (event.defaultPrevented) return;
    const viewer = controls.current;
    const find = (event.ctrlKey || event.metaKey) && event.key.toLowerCase() === 'f' && viewer?.find;
    if (find) find();
    else if (!viewer?.onKey?.(event) && !actOn(event)) return;
    event.preventDefault();
  };
  /** @returns whether it is a key of the overlay */
  const actOn = (event: KeyboardEvent): boolean => {
    if (event.ctrlKey || event.metaKey || event.altKey) return false;
    /* The target of a key in a shadow tree is seen as its host here; its path goes through both. */
    const path = event.nativeEvent.composedPath();
    const within = (selector: string) => path.some((part) => part instanceof Element && part.matches(selector));
    if (within('select, input:not([type=range]), textarea, [contenteditable=true]')) return false;
    /* Sliders take the arrows for themselves, but for those that mean other files. */
    if (within('input') && !event.shiftKey) return false;
    const rtl = document.documentElement.dir === 'rtl';
    const { key } = event;
    if (key === 'Delete' && mayTrash) void trash();
    else if (key === ' ' && !within('button, a, summary')) close();
    else if (key === (rtl ? 'ArrowRight' : 'ArrowLeft')) goTo(index - 1);
    else if (key === (rtl ? 'ArrowLeft' : 'ArrowRight')) goTo(index + 1);
    else if (key === 'Home' && !within('.scrolls')) goTo(0);
    else if (key === 'End' && !within('.scrolls')) goTo(siblings.length - 1);
    else if (key === '+' || key === '=') controls.current?.zoomBy?.(zoomStep);
    else if (key === '-') controls.current?.zoomBy?.(1 / zoomStep);
    else if (key === '0') controls.current?.fit?.();
    else if (key === '1') controls.current?.toggle?.();
    else if (key === 'r') controls.current?.rotate?.();
    else if (key === 'i') setDetails((open) => !open);
    else return false;
    return true;
  };

  const zoomed = zoom === 'fit' ? w('fit') : w('percent', { percent: zoom });
  return (
    <dialog
      ref={dialog}
      tabIndex={-1}
      className={hasDetails ? 'preview has-details' : 'preview'}
      data-theme="dark"
      aria-labelledby={id}
      onCancel={(event) => {
        event.preventDefault();
        close();
      }}
      onKeyDown={onKeyDown}
    >
      <header>
        <Tool icon="close" label={w('close')} hint="Esc" onClick={close} />
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
        {zooms(view) && (
          <span className="zoom">
            <Tool
              icon="minus"
              small
              label={w('zoomOut')}
              hint="-"
              onClick={() => controls.current?.zoomBy?.(1 / zoomStep)}
            />
            <button
              type="button"
              className="num"
              aria-label={w('zoomFit', { at: zoomed })}
              onClick={() => controls.current?.toggle?.()}
            >
              {zoomed}
            </button>
            <Tool icon="plus" small label={w('zoomIn')} hint="+" onClick={() => controls.current?.zoomBy?.(zoomStep)} />
          </span>
        )}
        {view === 'image' && (
          <Tool icon="turn" label={w('turn')} hint="R" onClick={() => controls.current?.rotate?.()} />
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
          siblings={siblings}
          version={version?.id}
          controls={controls}
          onZoom={setZoom}
          onReady={onReady}
          onSwipe={(to) => (to === 'close' ? close() : goTo(index + to))}
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
