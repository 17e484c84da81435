/** One file over the whole page, always by night; arrows lead through its folder, Space or Escape back to it. */
import { lazy, Suspense, useCallback, useEffect, useLayoutEffect, useMemo, useRef, useState } from 'react';
import { client } from '../../api/index.ts';
import { Tool } from '../../components/Button.tsx';
import { enterDialog } from '../../components/dialog-layer.ts';
import { announce } from '../../components/Snackbar.tsx';
import { follow } from '../../files/download.ts';
import { FileName, uriOf, useCommands } from '../../files/index.ts';
import { useWords } from '../../i18n/words.ts';
import { Details, showTab } from '../details/index.ts';
import { useVisit } from '../sharing/opening.ts';
import { actsOf, type Question } from './acts.ts';
import { useAround } from './around.ts';
import { Content } from './Content.tsx';
import { usePreload } from './content.ts';
import { closePreview, type PreviewRequest, stepPreview } from './index.tsx';
import { actOnKey } from './keys.ts';
import { Strip } from './Strip.tsx';
import { HeaderActs, MoreTool, UnderBar, ZoomTools } from './Tools.tsx';
import type { ViewerControls } from './viewer.ts';
import { viewOf, zooms } from './views.ts';
import { previewWords } from './words.ts';
import './preview.css';

const Questions = lazy(() => import('./Questions.tsx'));

/** Opens it as a modal dialog, in which what is said at the bottom of the page can be seen and heard too. */
function useModal() {
  const dialog = useRef<HTMLDialogElement>(null);
  useLayoutEffect(() => {
    const element = dialog.current;
    if (!element) return;
    element.showModal();
    const left = enterDialog(element);
    /* Not on the first button: Space would press it, and closes the preview instead. */
    element.focus();
    /* Browsers close a dialog all the same when its leaving was refused twice. */
    element.addEventListener('close', closePreview);
    return () => {
      element.removeEventListener('close', closePreview);
      left();
      element.close();
    };
  }, []);
  return dialog;
}

// biome-ignore lint/style/noDefaultExport: React.lazy wants one
export default function PreviewOverlay({ request }: { request: PreviewRequest }) {
  const w = useWords(previewWords);
  const { t } = w;
  const commands = useCommands();
  const visit = useVisit();
  const dialog = useModal();
  const controls = useRef<ViewerControls>(null);
  const [zoom, setZoom] = useState<number | 'fit'>('fit');
  const [hasDetails, setDetails] = useState(false);
  const [question, ask] = useState<Question>();
  const [ready, setReady] = useState<string>();
  const { file, siblings, version } = request;
  const index = siblings.findIndex((each) => each.id === file.id);
  const view = viewOf(file);
  const neighbours = useMemo(() => [siblings[index + 1], siblings[index - 1], siblings[index + 2]], [siblings, index]);
  usePreload(neighbours, ready === file.id || view === 'none');

  useEffect(() => {
    setZoom('fit');
    /* What had the focus may have gone with the file before: the keys would lead nowhere. */
    if (!dialog.current?.contains(document.activeElement)) dialog.current?.focus();
    announce(`${file.name}, ${w('place', { n: index + 1, total: siblings.length })}`);
  }, [file.name, index, siblings.length, w, dialog]);

  const viewer = () => controls.current;
  /** Leaves the file for another one or for the page; a viewer that would lose something asks before. */
  const leave = (go: () => void) => (controls.current?.guard ? controls.current.guard(go) : go());
  const goOn = useAround(request, leave);
  const close = () => leave(closePreview);
  const goTo = (to: number) => {
    const next = siblings[to];
    if (next) leave(() => stepPreview(next));
  };
  const closeDetails = () => {
    setDetails(false);
    dialog.current?.focus();
  };
  const goUp = () => (hasDetails ? closeDetails() : close());
  const onReady = useCallback(() => setReady(file.id), [file.id]);
  const download = async () => {
    if (!version) return void commands.download([file]);
    follow(await client.downloadUrl(uriOf(file), { download: true, entity: version.id }));
  };
  const showVersions = () => {
    showTab('versions');
    setDetails(true);
  };
  const acts = actsOf({
    request,
    visit,
    commands,
    viewer,
    w,
    download: () => void download(),
    ask,
    showVersions,
    leave,
    goOn,
  });
  const deeds = {
    viewer,
    goUp,
    close,
    first: () => goTo(0),
    last: () => goTo(siblings.length - 1),
    next: () => goTo(index + 1),
    previous: () => goTo(index - 1),
    toggleDetails: () => setDetails((open) => !open),
    undo: () => void commands.undo(),
    rename: acts.rename,
    remove: acts.remove?.run,
  };

  const place = version
    ? w('versionOf', { when: t.moment(version.created_at) })
    : siblings.length > 1 && w('place', { n: index + 1, total: siblings.length });
  return (
    <>
      <dialog
        ref={dialog}
        tabIndex={-1}
        className={hasDetails ? 'preview has-details' : 'preview'}
        data-theme="dark"
        aria-label={file.name}
        /* Escape comes as a key; this is Back of a phone, and what else closes dialogs. */
        onCancel={(event) => {
          event.preventDefault();
          goUp();
        }}
        onKeyDown={(event) => {
          event.stopPropagation();
          if (!event.defaultPrevented && actOnKey(event, deeds)) event.preventDefault();
        }}
      >
        <header>
          <Tool icon="close" label={w('close')} hint="Esc" onClick={close} />
          <div>
            <h1>
              <FileName name={file.name} isFolder={false} />
            </h1>
            {place && <span className="t-small faint num place-of">{place}</span>}
          </div>
          {zooms(view) && <ZoomTools zoom={zoom} viewer={viewer} w={w} />}
          <HeaderActs acts={acts} />
          <Tool icon="details" label={t('details')} hint="I" pressed={hasDetails} onClick={deeds.toggleDetails} />
          {acts.menu && <MoreTool file={file} items={acts.menu} w={w} />}
        </header>
        <div className="canvas">
          {index > 0 && (
            <Tool icon="left" className="step prev" label={w('previous')} hint="←" onClick={deeds.previous} />
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
            onRestore={acts.restore}
          />
          {index >= 0 && index < siblings.length - 1 && (
            <Tool icon="right" className="step next" label={w('next')} hint="→" onClick={deeds.next} />
          )}
        </div>
        {siblings.length > 1 && <Strip files={siblings} index={index} w={w} onStep={goTo} />}
        <UnderBar file={file} acts={acts} w={w} />
        {hasDetails && (
          <Suspense>
            <Details files={[file]} isOver onClose={closeDetails} />
          </Suspense>
        )}
      </dialog>
      <Suspense>
        {question && (
          <Questions
            question={question}
            isTaken={(name) => siblings.some((each) => each.name === name)}
            goOn={goOn}
            onDone={() => ask(undefined)}
          />
        )}
      </Suspense>
    </>
  );
}
