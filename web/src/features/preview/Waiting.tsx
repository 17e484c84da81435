import { ApiError } from '@canopy/contract';
import { useEffect } from 'react';
import { reasonOf } from '../../api/index.ts';
import { Button } from '../../components/Button.tsx';
import { Spinner } from '../../components/Icon.tsx';
import { resetList } from '../../files/listing-cache.ts';
import { useWords } from '../../i18n/words.ts';
import { useRoute } from '../../router/index.ts';
import { previewWords } from './words.ts';

/** Says that something loads; not before one would notice. */
export function Waiting({ name }: { name: string }) {
  const w = useWords(previewWords);
  return (
    <span className="waiting" role="status">
      <Spinner />
      <span className="unseen">{w('loading', { name })}</span>
    </span>
  );
}

/** Says why the content is not there; in a share, also what else may be the reason. */
export function Failed({ error, onRetry }: { error: unknown; onRetry: () => void }) {
  const w = useWords(previewWords);
  const route = useRoute();
  const shared = route.name === 'share' && error instanceof ApiError ? route.uri.toString() : undefined;
  /* Then the folder behind it may be over as well, and says so once the preview is closed. */
  useEffect(() => {
    if (shared !== undefined) resetList(shared);
  }, [shared]);
  return (
    <div className="plain" role="alert">
      <h2 className="t-title">{w('failed')}</h2>
      <p className="quiet">
        {reasonOf(error, w.t).text} {shared !== undefined && w('failedShare')}
      </p>
      <Button look="edge" onClick={onRetry}>
        {w.t('retry')}
      </Button>
    </div>
  );
}
