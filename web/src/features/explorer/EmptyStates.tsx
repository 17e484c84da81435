/** What stands on the stage where there are no files: a drawing, a sentence, what to do. Loaded when first needed. */
import { ApiError, ErrorCode, type FileUri } from '@canopy/contract';
import { lazy, Suspense, useEffect, useState } from 'react';
import { type AskedTooMuch, isAskedTooMuch, reasonOf } from '../../api/index.ts';
import { Button } from '../../components/Button.tsx';
import { Empty } from '../../components/Empty.tsx';
import { CopyId } from '../../components/Snackbar.tsx';
import { hasTouch, keyName, usePhone } from '../../device/index.ts';
import { nameWords } from '../../files/name-words.ts';
import { useT } from '../../i18n/index.tsx';
import { useWords } from '../../i18n/words.ts';
import { navigate } from '../../router/index.ts';
import type { Actions } from './actions.ts';
import type { Browsing } from './browsing.ts';
import { KeptFolders } from './KeptFolders.tsx';
import { keptWords } from './kept-words.ts';
import { Stage } from './States.tsx';
import { stateWords } from './state-words.ts';

const Pull = lazy(async () => ({ default: (await import('../../files/view/hand/Hand.tsx')).Pull }));

const goneCodes: ReadonlySet<number> = new Set([ErrorCode.PATH_NOT_EXIST, ErrorCode.NOT_FOUND]);
const closedCodes: ReadonlySet<number> = new Set([ErrorCode.NO_PERMISSION, ErrorCode.OWNER_ONLY]);

/** The folder could not be loaded, or is not there. */
export function Failed(props: { error: unknown; onRetry: () => void }) {
  const { error } = props;
  const code = error instanceof ApiError ? error.code : 0;
  return (
    <Stage>
      <div role="alert" className="alone">
        {goneCodes.has(code) ? (
          <Gone />
        ) : closedCodes.has(code) ? (
          <Closed {...props} />
        ) : isAskedTooMuch(error) ? (
          <Busy {...props} error={error} />
        ) : (
          <Unloaded {...props} />
        )}
      </div>
    </Stage>
  );
}

function ToFiles() {
  const t = useT();
  return (
    <Button look="edge" icon="files" onClick={() => navigate('/files')}>
      {t('toFiles')}
    </Button>
  );
}

function Retry({ onRetry }: { onRetry: () => void }) {
  const t = useT();
  return (
    <Button look="edge" icon="retry" onClick={onRetry}>
      {t('retry')}
    </Button>
  );
}

function Gone() {
  const w = useWords(stateWords);
  const toTrash = (
    <Button look="edge" icon="trash" onClick={() => navigate('/trash')}>
      {w.t('trash')}
    </Button>
  );
  return (
    <Empty
      drawing="gone"
      title={w('goneTitle')}
      actions={
        <>
          <ToFiles />
          {toTrash}
        </>
      }
    >
      {w('goneText')}
    </Empty>
  );
}

function Closed({ onRetry }: { onRetry: () => void }) {
  const w = useWords(stateWords);
  return (
    <Empty
      drawing="door"
      title={w('closedTitle')}
      actions={
        <>
          <ToFiles />
          <Retry onRetry={onRetry} />
        </>
      }
    >
      {w('closedText')}
    </Empty>
  );
}

/** How long a server rests that does not say for how long. */
const restSeconds = 20;
/** Nobody waits longer than that for a page that asks by itself. */
const mostSeconds = 600;

/** Too many requests: the page waits as long as it is told, and asks again by itself. */
function Busy({ error, onRetry }: { error: AskedTooMuch; onRetry: () => void }) {
  const w = useWords(stateWords);
  const seconds = Math.min(mostSeconds, Math.max(1, error.retryAfter ?? restSeconds));
  const [left, setLeft] = useState(seconds);
  useEffect(() => {
    const endsAt = Date.now() + seconds * 1000;
    const timer = setInterval(() => {
      const rest = Math.ceil((endsAt - Date.now()) / 1000);
      setLeft(Math.max(0, rest));
      if (rest > 0) return;
      clearInterval(timer);
      onRetry();
    }, 1000);
    return () => clearInterval(timer);
  }, [seconds, onRetry]);
  return (
    <Empty drawing="gone" title={w('busyTitle')} actions={<Retry onRetry={onRetry} />}>
      {/* Read out once, not every second. */}
      <span aria-hidden="true">{w('busyText', { n: left })}</span>
      <span className="unseen">{w('busyText', { n: seconds })}</span>
    </Empty>
  );
}

function Unloaded({ error, onRetry }: { error: unknown; onRetry: () => void }) {
  const w = useWords(stateWords);
  const kept = useWords(keptWords);
  const isAway = !(error instanceof ApiError);
  const { text, id } = reasonOf(error, w.t);
  return (
    <>
      <Empty
        drawing="gone"
        title={isAway ? kept('offlineTitle') : w('failTitle')}
        actions={
          <>
            <Retry onRetry={onRetry} />
            {id && <CopyId id={id} />}
          </>
        }
      >
        {text}
      </Empty>
      {isAway && <KeptFolders onRetry={onRetry} />}
    </>
  );
}

/** A folder without anything in it: says how to fill it. */
export function EmptyFolder({
  target,
  actions,
  openMenu,
}: {
  target: FileUri;
  actions: Actions;
  openMenu: Browsing['openMenu'];
}) {
  const t = useT();
  const w = useWords(stateWords);
  const names = useWords(nameWords);
  const phone = usePhone();
  return (
    <Stage
      data-drop={target.toString()}
      onContextMenu={(event) => {
        event.preventDefault();
        openMenu({ x: event.clientX, y: event.clientY }, undefined);
      }}
    >
      <Suspense>{hasTouch && <Pull onRefresh={actions.refresh} />}</Suspense>
      <Empty
        drawing="folder"
        title={w('emptyTitle')}
        actions={
          <>
            <Button look="edge" icon="upload" onClick={actions.upload}>
              {t('upload')}
            </Button>
            <Button look="edge" icon="newfolder" onClick={() => actions.create('folder')}>
              {names('newFolder')}
            </Button>
          </>
        }
      >
        {phone ? w('emptyTouch') : w.rich('emptyText', { keys: <kbd className="key">{keyName('mod', 'V')}</kbd> })}
      </Empty>
    </Stage>
  );
}

/** The filter leaves nothing. */
export function NothingFits({ onClear }: { onClear: () => void }) {
  const w = useWords(stateWords);
  return (
    <Stage>
      <Empty
        drawing="search"
        title={w('filterNothingTitle')}
        actions={
          <Button look="edge" icon="close" onClick={onClear}>
            {w('filterClear')}
          </Button>
        }
      >
        {w('filterNothingText')}
      </Empty>
    </Stage>
  );
}
