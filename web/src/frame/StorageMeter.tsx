import { useCapacity } from '../api/index.ts';
import { useT } from '../i18n/index.tsx';
import { Link } from '../router/index.ts';

const nearlyFull = 0.9;

/** How much room is used; says so in words when it gets short. Leads to what takes it, but where a link has no place. */
export function StorageMeter({ isPlain = false }: { isPlain?: boolean }) {
  const t = useT();
  const { data } = useCapacity();
  if (!data) return <div className="storage" />;
  const { used, total } = data;
  const share = total > 0 ? Math.min(1, used / total) : 0;
  const sizes = { used: t.size(used), total: t.size(total) };
  const words =
    total <= 0
      ? t('storageUsedOnly', sizes)
      : share >= 1
        ? t('storageFull', sizes)
        : share >= nearlyFull
          ? t('storageNear', { percent: Math.floor(share * 100) })
          : t('storageUsed', sizes);
  const className = share >= nearlyFull ? 'storage is-short' : 'storage';
  const title = t('storageUsed', sizes);
  const content = (
    <>
      {total > 0 && (
        <span className="meter" aria-hidden="true">
          <i style={{ width: `${Math.max(used > 0 ? 1 : 0, share * 100)}%` }} />
        </span>
      )}
      <span className="t-small num">{words}</span>
    </>
  );
  return isPlain ? (
    <div className={className} title={title}>
      {content}
    </div>
  ) : (
    <Link className={className} href="/settings/storage" title={title}>
      {content}
    </Link>
  );
}
