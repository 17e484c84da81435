/** What of the uploads is always there: the ring in the bar, and the place where the panel opens. */
import { type CSSProperties, lazy, Suspense, useEffect } from 'react';
import { Icon } from '../../components/Icon.tsx';
import { Tip } from '../../components/Tip.tsx';
import { useT } from '../../i18n/index.tsx';
import { findUnfinished, showUploads, useUploads } from './uploads.ts';
import './upload.css';

const Panel = lazy(() => import('./Panel.tsx'));

/** The ring in the bar: shown while something is on its way or waits, opens and closes the panel. */
export function UploadIndicator() {
  const t = useT();
  const state = useUploads((uploads) => uploads.state);
  const unfinished = useUploads((uploads) => uploads.unfinished);
  const isOpen = useUploads((uploads) => uploads.isOpen);
  if (!state || (state.rows.length === 0 && unfinished === 0)) return null;
  const fraction = state.bytesTotal > 0 ? state.bytesDone / state.bytesTotal : 0;
  const calls = state.conflicts.length > 0 || state.needsSignIn || state.rows.some((row) => row.status === 'failed');
  const label = t('uploadsButton', { percent: Math.floor(fraction * 100) });
  return (
    <Tip text={label}>
      <button
        type="button"
        className={calls ? 'tool activity calls' : 'tool activity'}
        aria-label={label}
        aria-expanded={isOpen}
        onClick={() => showUploads(!isOpen)}
      >
        {state.active || state.paused ? (
          <svg className="ring" viewBox="0 0 20 20" aria-hidden="true">
            <circle cx="10" cy="10" r="7.5" />
            <circle cx="10" cy="10" r="7.5" pathLength="100" style={{ '--p': fraction * 100 } as CSSProperties} />
          </svg>
        ) : (
          <Icon name="upload" />
        )}
      </button>
    </Tip>
  );
}

/** The panel with the queue; once in the frame. */
export function UploadPanel() {
  const engine = useUploads((uploads) => uploads.engine);
  useEffect(() => {
    void findUnfinished();
  }, []);
  return (
    engine && (
      <Suspense>
        <Panel engine={engine} />
      </Suspense>
    )
  );
}
