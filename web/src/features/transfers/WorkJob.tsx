/** A row of the panel for work of this tab: bulk changes, and downloads whose progress is known. */
import { NetworkError, UnexpectedAnswerError } from '@canopy/client';
import type { CSSProperties } from 'react';
import { type Reason, reasonOf } from '../../api/index.ts';
import { Tool } from '../../components/Button.tsx';
import { Facts } from '../../components/Facts.tsx';
import { Icon } from '../../components/Icon.tsx';
import { FileName, KindIcon, kindOf } from '../../files/index.ts';
import { clearWork } from '../../files/work.ts';
import type { Work } from '../../files/work-store.ts';
import { useWords } from '../../i18n/words.ts';
import { copyErrorId } from './copy-id.ts';
import { bytesOf, percentOf, timeLeft } from './facts.ts';
import { troubleOf, uploadReason } from './reasons.ts';
import { type UploadWords, uploadWords } from './words.ts';
import { type WorkWord, type WorkWords, workWords } from './work-words.ts';

const doing: Readonly<Record<Work['kind'], WorkWord>> = {
  move: 'moving',
  copy: 'copying',
  duplicate: 'duplicating',
  trash: 'trashing',
  restore: 'restoring',
  delete: 'deleting',
  annotate: 'changing',
  rewind: 'settingBack',
  download: 'downloading',
  read: 'reading',
};

function factsOf({ kind, done, total, speed }: Work, w: WorkWords, common: UploadWords): (string | undefined)[] {
  const left = timeLeft(total !== undefined && speed > 0 ? (total - done) / speed : undefined, common);
  if (kind === 'rewind') return [w('settingBack')];
  if (kind === 'read') return [w('reading'), w('found', { n: done })];
  if (kind !== 'download')
    return [w(doing[kind]), w('ofItems', { done, total: total ?? done }), done > 0 ? left : undefined];
  if (done === 0) return [w('preparing')];
  const bytes = total === undefined ? w.t.size(done) : bytesOf(done, total, common);
  return [bytes, speed > 0 ? common('rate', { speed: w.t.size(speed) }) : undefined, left];
}

/** Why work failed; what is said of an upload's folder or file does not fit here. */
function reasonOfWork(error: unknown, w: WorkWords, common: UploadWords): Reason {
  if (error instanceof NetworkError) return { text: w('noAnswer'), id: undefined };
  if (error instanceof UnexpectedAnswerError) return uploadReason(error, common);
  return reasonOf(error, common.t);
}

export function WorkJob({ work }: { work: Work }) {
  const w = useWords(workWords);
  const common = useWords(uploadWords);
  const { kind, name, items, status, done, total, error, trouble } = work;
  const title = items > 1 ? w('many', { name, n: items - 1 }) : name;
  const isSilent = error instanceof NetworkError;
  const failure = status === 'failed' ? reasonOfWork(error, w, common) : undefined;
  const text = () => {
    const reason = failure?.text;
    if (reason && !isSilent && kind !== 'download' && done > 0) return w('partly', { done, total: items, reason });
    if (reason) return reason;
    if (trouble) return troubleOf(trouble, common);
    if (status === 'stopped') return w(kind === 'download' ? 'downloadStopped' : 'stopped', { done });
    if (status === 'elsewhere') return w('elsewhere');
    if (status === 'done')
      return w(kind === 'download' ? 'downloaded' : kind === 'rewind' ? 'setBack' : 'done', { n: items });
    return <Facts facts={factsOf(work, w, common)} />;
  };
  const runs = status === 'running';
  return (
    <li className={failure ? 'job is-fail' : 'job'}>
      <KindIcon kind={kind === 'download' ? 'archive' : kindOf(name)} />
      <div>
        <FileName name={title} isFolder />
        <p className={trouble ? 'is-trouble' : undefined}>{text()}</p>
        {runs && total !== undefined && (
          <span className="meter" aria-hidden="true">
            <i style={{ '--w': `${percentOf(done, total)}%` } as CSSProperties} />
          </span>
        )}
      </div>
      <span className="do">
        {failure?.id && (
          <Tool
            icon="copy"
            label={common('copyId', { name })}
            onClick={() => copyErrorId(failure.id ?? '', name, common)}
          />
        )}
        {work.again && (failure || status === 'stopped') && (
          <Tool
            icon="retry"
            label={common('retry', { name })}
            onClick={() => {
              clearWork(work.id);
              work.again?.();
            }}
          />
        )}
        {status === 'done' && (
          <span className="tool ok">
            <Icon name="check" />
          </span>
        )}
        {(!runs || work.cancel) && (
          <Tool
            icon="close"
            label={common(runs ? 'cancel' : 'dismiss', { name })}
            onClick={() => (runs ? work.cancel?.() : clearWork(work.id))}
          />
        )}
      </span>
    </li>
  );
}
