import type { CSSProperties } from 'react';
import { Icon } from '../../components/Icon.tsx';
import { Tip } from '../../components/Tip.tsx';
import { useWork } from '../../files/work-store.ts';
import { useWords } from '../../i18n/words.ts';
import { percentOf } from './facts.ts';
import { showUploads, useUploads } from './uploads.ts';
import { uploadWords } from './words.ts';
import './transfers.css';

/** The ring in the bar: how far the uploads are; opens and closes the panel. A dot says that something wants a person. */
// biome-ignore lint/style/noDefaultExport: React.lazy wants one
export default function Indicator() {
  const w = useWords(uploadWords);
  const state = useUploads((uploads) => uploads.state);
  const unfinished = useUploads((uploads) => uploads.unfinished);
  const isOpen = useUploads((uploads) => uploads.isOpen);
  const works = useWork((all) => all.works);
  if (!state || (state.rows.length === 0 && unfinished === 0 && works.length === 0)) return null;
  const work = works.find(({ status }) => status === 'running');
  const isUpload = state.active || state.paused;
  const percent =
    work && !isUpload ? percentOf(work.done, work.total ?? 0) : percentOf(state.bytesDone, state.bytesTotal);
  const calls =
    works.some(({ status }) => status === 'failed') ||
    state.conflicts.length > 0 ||
    state.needsSignIn ||
    state.filesFailed > 0;
  const moves = isUpload || work !== undefined;
  const label = isUpload ? w('progress', { percent }) : w(works.length > 0 ? 'transfers' : 'panel');
  return (
    <Tip text={label}>
      <button
        type="button"
        className={calls ? 'tool activity calls' : 'tool activity'}
        aria-label={label}
        aria-expanded={isOpen}
        onClick={() => showUploads(!isOpen)}
      >
        {moves ? (
          <svg className="ring" viewBox="0 0 20 20" aria-hidden="true">
            <circle cx="10" cy="10" r="7.5" />
            <circle cx="10" cy="10" r="7.5" pathLength="100" style={{ '--p': percent } as CSSProperties} />
          </svg>
        ) : (
          <Icon name="upload" />
        )}
      </button>
    </Tip>
  );
}
