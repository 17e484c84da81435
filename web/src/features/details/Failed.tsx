import { reasonOf } from '../../api/index.ts';
import { Button } from '../../components/Button.tsx';
import { useT } from '../../i18n/index.tsx';

interface Asked {
  readonly error: unknown;
  readonly refetch: () => unknown;
}

/** Something of the details could not be loaded. */
export function Failed({ info }: { info: Asked }) {
  const t = useT();
  return (
    <div className="block" role="alert">
      <p className="quiet">{reasonOf(info.error, t).text}</p>
      <Button look="edge" size="small" onClick={() => void info.refetch()}>
        {t('retry')}
      </Button>
    </div>
  );
}
