import { lazy, Suspense, useState } from 'react';
import { useMe } from '../api/index.ts';
import { useT } from '../i18n/index.tsx';
import { Face, nameOf } from './Face.tsx';

const AccountPanel = lazy(() => import('./AccountPanel.tsx'));

/** The person in the corner; opens what belongs to them and to this device. */
export function AccountMenu() {
  const t = useT();
  const name = nameOf(useMe());
  const [anchor, setAnchor] = useState<Element>();
  return (
    <>
      <button
        type="button"
        className="account"
        aria-label={t('account', { name })}
        aria-haspopup="menu"
        aria-expanded={anchor !== undefined}
        onClick={({ currentTarget }) => setAnchor((open) => (open ? undefined : currentTarget))}
      >
        <Face name={name} />
      </button>
      {anchor && (
        <Suspense>
          <AccountPanel anchor={anchor} onClose={() => setAnchor(undefined)} />
        </Suspense>
      )}
    </>
  );
}
