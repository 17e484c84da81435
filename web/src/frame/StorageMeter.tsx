import { useCapacity } from '../api/index.ts';
import { useT } from '../i18n/index.tsx';
import { Link } from '../router/index.ts';

const nearlyFull = 0.9;

/** How much room is used; says so in words when it gets short. */
export function StorageMeter() {
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
  return (
    <Link
      className={share >= nearlyFull ? 'storage is-short' : 'storage'}
      href="/settings/storage"
      title={t('storageUsed', sizes)}
    >
      {total > 0 && (
        <span className="meter" aria-hidden="true">
          <i style={{ width: `${Math.max(used > 0 ? 1 : 0, share * 100)}%` }} />
        </span>
      )}
      <span className="t-small num">{words}</span>
    </Link>
  );
}
