import { reasonOf } from '../../api/index.ts';
import { Button } from '../../components/Button.tsx';
import { Spinner } from '../../components/Icon.tsx';
import { useWords } from '../../i18n/words.ts';
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

/** Says why the content is not there. */
export function Failed({ error, onRetry }: { error: unknown; onRetry: () => void }) {
  const w = useWords(previewWords);
  return (
    <div className="plain" role="alert">
      <h2 className="t-title">{w('failed')}</h2>
      <p className="quiet">{reasonOf(error, w.t).text}</p>
      <Button look="edge" onClick={onRetry}>
        {w.t('retry')}
      </Button>
    </div>
  );
}
