/** One row of the queue: a file, or a folder with all that is below it. */
import type { UploadConflict, UploadRow } from '@canopy/client';
import { FileUri } from '@canopy/contract';
import { type CSSProperties, lazy, memo, type ReactNode, Suspense, useState } from 'react';
import { useCapacity } from '../../api/index.ts';
import { Button, Tool } from '../../components/Button.tsx';
import { Facts } from '../../components/Facts.tsx';
import { Icon } from '../../components/Icon.tsx';
import { useOnline } from '../../device/index.ts';
import { addressOf, FileName, FolderIcon, KindIcon, kindOf } from '../../files/index.ts';
import { useWords } from '../../i18n/words.ts';
import { navigate } from '../../router/index.ts';
import { copyErrorId } from './copy-id.ts';
import type { Engine } from './engine.ts';
import { bytesOf, rowPercent, timeLeft } from './facts.ts';
import { useQuestion } from './question.ts';
import { troubleOf, uploadReason, wantsFolder, wantsRoom } from './reasons.ts';
import { type UploadWords, uploadWords } from './words.ts';

const OtherFolder = lazy(() => import('./OtherFolder.tsx'));

export interface JobProps {
  readonly row: UploadRow;
  readonly engine: Engine;
  /** The first name of this row that is taken. */
  readonly conflict: UploadConflict | undefined;
  readonly needsSignIn: boolean;
  /** One of many: exactly one line below its name. */
  readonly isLine: boolean;
}

/** Rows that did not change are not drawn again: only some of a long queue move at a time. */
export const Job = memo(function Job(props: JobProps) {
  const { row, conflict } = props;
  if (row.status === 'failed') return <FailedJob {...props} />;
  if (row.status === 'done') return <DoneJob {...props} />;
  if (conflict && (row.status === 'asking' || row.kind === 'file')) return <AskingJob {...props} conflict={conflict} />;
  return <RunningJob {...props} />;
});

interface LineProps {
  readonly row: UploadRow;
  readonly isLine: boolean;
  readonly look?: string;
  readonly facts: ReactNode;
  /** Per cent; undefined = no meter. */
  readonly meter?: number | undefined;
  readonly tools: ReactNode;
  readonly below?: ReactNode;
}

function Line({ row, isLine, look = '', facts, meter, tools, below }: LineProps) {
  const isFolder = row.kind === 'folder';
  return (
    <li className={`job ${look} ${isLine ? 'is-line' : ''}`}>
      {isFolder ? <FolderIcon /> : <KindIcon kind={kindOf(row.name)} />}
      <div>
        <FileName name={row.name} isFolder={isFolder} />
        {facts}
        {meter !== undefined && (
          <span className="meter" aria-hidden="true">
            <i style={{ '--w': `${meter}%` } as CSSProperties} />
          </span>
        )}
      </div>
      <span className="do">{tools}</span>
      {!isLine && below}
    </li>
  );
}

/** Goes to where the file is now; a folder is opened. */
function showInFolder({ kind, folder, name }: UploadRow): void {
  const target = FileUri.parse(folder);
  navigate(addressOf(kind === 'folder' ? target.join(name) : target));
}

function giveUp(engine: Engine, row: UploadRow): void {
  engine.uploader.cancel(row.id);
  engine.uploader.clear(row.id);
}

function RunningJob({ row, isLine, engine, conflict, needsSignIn }: JobProps) {
  const w = useWords(uploadWords);
  const { id, name, status } = row;
  const percent = rowPercent(row);
  const paused = status === 'paused';
  const online = useOnline();
  const text = () => {
    if (needsSignIn) return w('waitsForSignIn');
    if (paused) return w('pausedAt', { percent });
    /* A request that is under way may not notice for a minute that its line is gone. */
    if (!online) return w('offline');
    return <Facts facts={runningFacts(row, w)} />;
  };
  return (
    <Line
      row={row}
      isLine={isLine}
      look={paused || needsSignIn ? 'is-paused' : ''}
      meter={status === 'waiting' || isLine ? undefined : percent}
      facts={
        <>
          <p className={row.trouble && !paused ? 'is-trouble' : undefined}>{text()}</p>
          {conflict && (
            <p className="is-trouble">
              {w('namesTaken', { n: row.conflicts })} <Decide conflict={conflict} w={w} />
            </p>
          )}
        </>
      }
      tools={
        <>
          {paused ? (
            <Tool icon="play" label={w('resume', { name })} onClick={() => engine.uploader.resume(id)} />
          ) : (
            !needsSignIn && <Tool icon="pause" label={w('pause', { name })} onClick={() => engine.uploader.pause(id)} />
          )}
          <Tool icon="close" label={w('cancel', { name })} onClick={() => giveUp(engine, row)} />
        </>
      }
    />
  );
}

function runningFacts(row: UploadRow, w: UploadWords): readonly (string | undefined)[] {
  if (row.trouble) return [troubleOf(row.trouble, w)];
  if (row.status === 'waiting') return [w('waiting'), w.t.size(row.bytesTotal)];
  const bytes = bytesOf(row.bytesDone, row.bytesTotal, w);
  const left = timeLeft(row.secondsLeft, w);
  if (row.kind === 'file') return [bytes, left];
  return [w('ofFiles', { done: row.filesDone + row.filesSkipped, total: row.filesTotal }), bytes, left];
}

function DoneJob({ row, isLine }: JobProps) {
  const w = useWords(uploadWords);
  const skipped = row.filesSkipped;
  const text =
    row.kind === 'file' || row.filesTotal === 0
      ? [w(skipped > 0 ? 'skipped' : 'done')]
      : [w('doneFolder', { n: row.filesDone }), skipped > 0 ? w('leftOut', { n: skipped }) : undefined];
  return (
    <Line
      row={row}
      isLine={isLine}
      facts={
        <p className="faint">
          <Facts facts={text} />
        </p>
      }
      tools={
        <>
          <Tool icon="files" label={w('showIn', { name: row.name })} onClick={() => showInFolder(row)} />
          <span className="tool ok">
            <Icon name="check" />
          </span>
        </>
      }
    />
  );
}

function FailedJob({ row, isLine, engine }: JobProps) {
  const w = useWords(uploadWords);
  const { data: capacity } = useCapacity();
  const { name } = row;
  const { text, id } = uploadReason(row.failures[0]?.error, w, row.bytesTotal - row.bytesDone, capacity);
  const [failed, total] = [row.filesFailed, row.filesTotal];
  return (
    <Line
      row={row}
      isLine={isLine}
      look="is-fail"
      below={<WayOut row={row} engine={engine} />}
      facts={<p>{row.kind === 'folder' ? w('failedSome', { failed, total, reason: text }) : text}</p>}
      tools={
        <>
          {id !== undefined && (
            <Tool icon="copy" label={w('copyId', { name })} onClick={() => copyErrorId(id, name, w)} />
          )}
          <Tool icon="retry" label={w('retry', { name })} onClick={() => engine.uploader.retry(row.id)} />
          <Tool icon="close" label={w('dismiss', { name })} onClick={() => giveUp(engine, row)} />
        </>
      }
    />
  );
}

/** What would let a failed row go on, where that is not just another try. */
function WayOut({ row, engine }: { row: UploadRow; engine: Engine }) {
  const w = useWords(uploadWords);
  const [isChoosing, setChoosing] = useState(false);
  const error = row.failures[0]?.error;
  if (wantsRoom(error)) {
    return (
      <span className="choices">
        <Button look="edge" onClick={() => navigate('/trash')}>
          {w('openTrash')}
        </Button>
      </span>
    );
  }
  if (!wantsFolder(error)) return null;
  return (
    <span className="choices">
      <Button look="edge" onClick={() => setChoosing(true)}>
        {w('chooseFolder')}
      </Button>
      {isChoosing && (
        <Suspense>
          <OtherFolder row={row} engine={engine} onClose={() => setChoosing(false)} />
        </Suspense>
      )}
    </span>
  );
}

function AskingJob({ row, isLine, engine, conflict }: JobProps & { conflict: UploadConflict }) {
  const w = useWords(uploadWords);
  const answer = (choice: 'replace' | 'both' | 'skip') => engine.uploader.resolve(conflict.id, choice);
  const taken = conflict.existing.type === 1 ? 'folderNameTaken' : 'nameTaken';
  return (
    <Line
      row={row}
      isLine={isLine}
      look="is-clash"
      facts={
        <p>
          {row.kind === 'folder'
            ? w('namesTaken', { n: row.conflicts })
            : w(conflict.unfinished ? 'unfinishedHere' : taken)}
        </p>
      }
      tools={<Tool icon="close" label={w('cancel', { name: row.name })} onClick={() => giveUp(engine, row)} />}
      below={
        <span className="choices">
          {row.kind === 'folder' ? (
            <Decide conflict={conflict} w={w} />
          ) : (
            <>
              {conflict.existing.type === 0 && (
                <Button look="edge" onClick={() => answer('replace')}>
                  {w('replace')}
                </Button>
              )}
              <Button look="edge" onClick={() => answer('both')}>
                {w('keepBoth')}
              </Button>
              <Button onClick={() => answer('skip')}>{w('skip')}</Button>
            </>
          )}
        </span>
      }
    />
  );
}

function Decide({ conflict, w }: { conflict: UploadConflict; w: UploadWords }) {
  const ask = useQuestion((question) => question.ask);
  return (
    <Button look="edge" onClick={() => ask(conflict.id)}>
      {w('decide')}
    </Button>
  );
}
