/** Where the uploads stand in the frame: the ring in the bar, and the panel. Both come when there is something to show. */
import { lazy, Suspense, useEffect } from 'react';
import { say } from '../../components/Snackbar.tsx';
import { useWork } from '../../files/work-store.ts';
import { useT } from '../../i18n/index.tsx';
import { findUnfinished, loadEngine, showUploads, useUploads } from './uploads.ts';

const Indicator = lazy(() => import('./Indicator.tsx'));
const Panel = lazy(() => import('./Panel.tsx'));

/** The ring in the bar: shown while something is on its way or waits, opens and closes the panel. */
export function TransferIndicator() {
  const engine = useUploads((uploads) => uploads.engine);
  return (
    engine && (
      <Suspense>
        <Indicator />
      </Suspense>
    )
  );
}

/** The panel with the queue; once in the frame. */
export function TransferPanel() {
  const engine = useUploads((uploads) => uploads.engine);
  const again = useUploads((uploads) => uploads.again);
  const works = useWork((all) => all.works.length);
  const t = useT();
  useEffect(() => {
    void findUnfinished();
    document.addEventListener('visibilitychange', findUnfinished);
    return () => document.removeEventListener('visibilitychange', findUnfinished);
  }, []);
  useEffect(() => {
    const action = again && { label: t('retry'), run: again };
    if (action) say({ text: t('notLoaded'), tone: 'failed', stays: true, action });
  }, [again, t]);
  useEffect(() => {
    if (works > 0) void loadEngine().then(() => showUploads(true));
  }, [works]);
  return (
    engine && (
      <Suspense>
        <Panel engine={engine} />
      </Suspense>
    )
  );
}
