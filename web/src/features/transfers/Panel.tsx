/** The panel with the queue: what is on its way, what waits for an answer, what failed and why. */
import type { UploadState, UploadStatus } from '@canopy/client';
import { type CSSProperties, useEffect, useRef } from 'react';
import { useSession, useWaitingCalls } from '../../api/index.ts';
import { Tool } from '../../components/Button.tsx';
import { Facts } from '../../components/Facts.tsx';
import { useMenu } from '../../components/Menu.tsx';
import { SheetGrab } from '../../components/SheetGrab.tsx';
import { announce, say } from '../../components/Snackbar.tsx';
import { useOnline, usePhone } from '../../device/index.ts';
import { clearWork } from '../../files/work.ts';
import { useWork, type Work } from '../../files/work-store.ts';
import { useWords } from '../../i18n/words.ts';
import { ConflictDialog } from './ConflictDialog.tsx';
import type { Engine } from './engine.ts';
import { bytesOf, percentOf, timeLeft } from './facts.ts';
import { showForgotten, useForgotten } from './forgotten.ts';
import { Jobs } from './Jobs.tsx';
import { MisfitsDialog } from './MisfitsDialog.tsx';
import { uploadReason } from './reasons.ts';
import { useTitle } from './title.ts';
import { showUploads, useUploads } from './uploads.ts';
import { type UploadWords, uploadWords } from './words.ts';
import { type WorkWords, workWords } from './work-words.ts';
import './transfers.css';

const noFiles: readonly never[] = [];

const nothing: UploadState = {
  rows: [],
  filesTotal: 0,
  filesDone: 0,
  filesFailed: 0,
  filesSettled: 0,
  bytesTotal: 0,
  bytesDone: 0,
  speed: 0,
  secondsLeft: undefined,
  active: false,
  paused: false,
  needsSignIn: false,
  conflicts: [],
};

// biome-ignore lint/style/noDefaultExport: React.lazy wants one
export default function Panel({ engine }: { engine: Engine }) {
  const w = useWords(uploadWords);
  const ww = useWords(workWords);
  const phone = usePhone();
  const online = useOnline();
  const uploads = useUploads((all) => all.state) ?? nothing;
  const waits = useWaitingCalls() !== undefined;
  const state = waits && uploads.active ? { ...uploads, needsSignIn: true } : uploads;
  const isOpen = useUploads((uploads) => uploads.isOpen);
  useUploads((uploads) => uploads.unfinished);
  const works = useWork((all) => all.works);
  const unfinished = engine.unfinished();
  const owner = useSession()?.user.id;
  const forgotten = useForgotten((all) => (all.owner === owner ? all.files : noFiles));
  const { uploader } = engine;
  useAnnouncements(state, w);
  useTitle(state.active ? percentOf(state.bytesDone, state.bytesTotal) : undefined, w);
  useEffect(() => {
    if (engine.forgets()) say({ text: w('rememberFailed'), tone: 'failed' });
  }, [engine, w]);

  const dialog = (
    <>
      <ConflictDialog engine={engine} state={state} />
      <MisfitsDialog />
    </>
  );
  const waiting = unfinished.length + forgotten.length;
  const hasUploads = state.rows.length > 0 || waiting > 0;
  const isEmpty = !hasUploads && works.length === 0;
  if (!isOpen || isEmpty) return dialog;

  const percent = percentOf(state.bytesDone, state.bytesTotal);
  return (
    <>
      {phone && <button type="button" className="uploads-scrim" tabIndex={-1} aria-hidden="true" onClick={close} />}
      <section
        className="uploads"
        aria-label={w(works.length > 0 ? 'transfers' : 'panel')}
        onKeyDown={(event) => {
          if (!event.currentTarget.contains(event.target as Node)) return;
          if (event.key === 'Escape') close();
          /* The keys of the file list are not for the panel; those of the app are. */
          if (!event.ctrlKey && !event.metaKey && event.key !== '?' && event.key !== '/') event.stopPropagation();
        }}
      >
        <SheetGrab onClose={close} />
        <header>
          <div>
            <h2>{hasUploads ? titleOf(state, waiting, w) : workTitle(works, ww)}</h2>
            <p className="t-small quiet num">
              <Facts facts={summaryOf(state, online, w)} />
            </p>
          </div>
          {state.active && <Tool icon="pause" label={w('pauseAll')} onClick={() => uploader.pause()} />}
          {state.paused && <Tool icon="play" label={w('resumeAll')} onClick={() => uploader.resume()} />}
          <MoreTool engine={engine} state={state} w={w} />
          <Tool icon="down" label={w('collapse')} onClick={close} />
        </header>
        {state.rows.length > 0 && (
          <span
            className={state.active || percent === 100 ? 'meter' : 'meter is-still'}
            role="progressbar"
            aria-valuenow={percent}
            aria-valuemin={0}
            aria-valuemax={100}
            aria-label={w('progress', { percent })}
          >
            <i style={{ '--w': `${percent}%` } as CSSProperties} />
          </span>
        )}
        <Jobs engine={engine} state={state} unfinished={unfinished} forgotten={forgotten} works={works} />
      </section>
      {dialog}
    </>
  );
}

/** What is done to all rows at once. */
function MoreTool({ engine, state, w }: { engine: Engine; state: UploadState; w: UploadWords }) {
  const { uploader } = engine;
  const works = useWork((all) => all.works);
  const clear = () => {
    uploader.clear();
    clearWork();
  };
  const has = (...wanted: UploadStatus[]) => state.rows.some((row) => wanted.includes(row.status));
  const { props, menu } = useMenu({
    label: w('forAll'),
    end: true,
    items: () => [
      ...(has('failed')
        ? [{ id: 'retry', label: w('retryAll'), icon: 'retry' as const, onSelect: () => uploader.retry() }]
        : []),
      ...(has('done', 'failed') || works.some(({ status }) => status !== 'running')
        ? [{ id: 'clear', label: w('clear'), icon: 'check' as const, onSelect: clear }]
        : []),
      ...(has('running', 'waiting', 'paused', 'asking')
        ? [
            {
              id: 'cancel',
              label: w('cancelAll'),
              icon: 'close' as const,
              onSelect: () => engine.cancelAll(),
            },
          ]
        : []),
      { id: 'forgotten', label: w('findForgotten'), icon: 'search', onSelect: () => void showForgotten(w.t) },
    ],
  });
  if (state.rows.length === 0 && works.every(({ status }) => status === 'running')) return null;
  return (
    <>
      <Tool icon="more" label={w('forAll')} {...props} />
      {menu}
    </>
  );
}

function workTitle(works: readonly Work[], w: WorkWords): string {
  const running = works.filter(({ status }) => status === 'running');
  const failed = works.filter(({ status }) => status === 'failed').length;
  if (running.length === 0) return failed > 0 ? w('failed', { n: failed }) : w('finished');
  const downloads = running.every(({ kind }) => kind === 'download');
  return w(downloads ? 'downloadingTitle' : 'working', { n: running.length });
}

function close(): void {
  showUploads(false);
}

function titleOf(state: UploadState, unfinished: number, w: UploadWords): string {
  if (state.rows.length === 0) return unfinished > 0 ? w('unfinishedTitle') : w('panel');
  if (state.needsSignIn) return w('waitsForSignIn');
  if (state.active) {
    return w('uploading', { n: Math.min(state.filesSettled + 1, state.filesTotal), total: state.filesTotal });
  }
  if (state.paused) return w('allPaused');
  if (state.conflicts.length > 0) return w('waitsForAnswer');
  if (state.filesFailed > 0) return w('finishedWithFailures', { failed: state.filesFailed });
  if (state.filesTotal === 0) return w('done');
  return w('finished', { n: state.filesDone });
}

function summaryOf(state: UploadState, online: boolean, w: UploadWords): readonly (string | undefined)[] {
  if (!state.active) return state.bytesDone > 0 ? [w.t.size(state.bytesDone)] : [];
  const running = state.rows.filter((row) => row.status === 'running');
  /* Nothing moves: the rows say why, and a speed that is over says nothing. */
  if (!online || (running.length > 0 && running.every((row) => row.trouble)))
    return [bytesOf(state.bytesDone, state.bytesTotal, w)];
  return [
    state.speed > 0 ? w('rate', { speed: w.t.size(state.speed) }) : w('starting'),
    timeLeft(state.secondsLeft, w),
  ];
}

/** Tells screen readers what the eye sees in the panel: begin, first failure, end. Not every per cent. */
function useAnnouncements(state: UploadState, w: UploadWords): void {
  const before = useRef({ active: false, failed: 0 });
  useEffect(() => {
    const was = before.current;
    before.current = { active: state.active, failed: state.filesFailed };
    if (state.filesFailed > 0 && was.failed === 0) {
      const row = state.rows.find((each) => each.filesFailed > 0);
      const [failure] = row?.failures ?? [];
      if (row) announce(w('saidFailed', { name: row.name, reason: uploadReason(failure?.error, w).text }));
    } else if (state.active && !was.active) {
      announce(w('saidStarted', { n: state.filesTotal - state.filesSettled }));
    } else if (was.active && !state.active && !state.paused && state.conflicts.length === 0) {
      announce(titleOf(state, 0, w));
    }
  }, [state, w]);
}
