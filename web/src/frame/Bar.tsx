/** The row at the top of every page: where one is, what one can look for, what one can add; and the phone's bar below. */
import { lazy, type ReactNode, Suspense } from 'react';
import { useSession } from '../api/index.ts';
import { Icon } from '../components/Icon.tsx';
import { type MenuItems, useMenu } from '../components/Menu.tsx';
import { keyName } from '../device/index.ts';
import { TransferIndicator } from '../features/transfers/index.ts';
import { useT } from '../i18n/index.tsx';
import { Link } from '../router/index.ts';
import { AccountMenu } from './AccountMenu.tsx';
import type { Place } from './Navigation.tsx';
import { openSheet } from './sheets.ts';

const GuestTools = lazy(() => import('./GuestTools.tsx'));

export interface BarProps {
  /** The path, or the title of the page. */
  readonly children: ReactNode;
  /** Button before the path, on the phone. */
  readonly back?: ReactNode;
  /** What "New" offers; absent where nothing can be added. */
  readonly newItems?: () => MenuItems;
  readonly place: Place;
  /** What is looked for on this page. */
  readonly searchText?: string | undefined;
  /** The phone's bar gives way to the actions of a selection. */
  readonly hidesPhoneBar?: boolean;
}

export function Bar({ children, back, newItems, place, searchText, hidesPhoneBar = false }: BarProps) {
  const t = useT();
  const isGuest = useSession() === undefined;
  return (
    <>
      <header className="bar">
        {back}
        {children}
        {/* The palette leads about a drive, and a guest has none. */}
        <button
          type="button"
          hidden={isGuest}
          className="search"
          aria-keyshortcuts="Meta+K Control+K"
          aria-haspopup="dialog"
          onClick={() => openSheet('palette')}
        >
          <Icon name="search" />
          <span>
            <span className={searchText ? 'unseen' : undefined}>{t('search')}</span> {searchText}
          </span>
          {/* biome-ignore lint/a11y/noAriaHiddenOnFocusable: a key cap takes no focus */}
          <kbd className="key" aria-hidden="true">
            {keyName('mod', 'K')}
          </kbd>
        </button>
        <TransferIndicator />
        {newItems && <NewButton items={newItems} />}
        {isGuest ? (
          <Suspense>
            <GuestTools />
          </Suspense>
        ) : (
          <AccountMenu />
        )}
      </header>
      {!hidesPhoneBar && !isGuest && <PhoneBar place={place} newItems={newItems} />}
    </>
  );
}

function NewButton({ items }: { items: () => MenuItems }) {
  const t = useT();
  const { props, menu } = useMenu({ label: t('new'), items, end: true });
  return (
    <>
      <button type="button" className="button solid desk-only" {...props}>
        <Icon name="plus" />
        {t('new')}
      </button>
      {menu}
    </>
  );
}

function PhoneBar({ place, newItems }: { place: Place; newItems: (() => MenuItems) | undefined }) {
  const t = useT();
  const { props, menu } = useMenu({ label: t('new'), items: newItems ?? (() => []) });
  return (
    <>
      <nav className="phone-bar phone-only" aria-label={t('main')}>
        <Link href="/files" aria-current={place === 'files' ? 'page' : undefined}>
          <Icon name="files" />
          <span>{t('navFiles')}</span>
        </Link>
        {newItems && (
          <button type="button" className="plant" aria-label={t('new')} {...props}>
            <Icon name="plus" />
          </button>
        )}
        <Link href="/shared-with-me" aria-current={place === 'sharedWithMe' ? 'page' : undefined}>
          <Icon name="shared" />
          <span>{t('navShared')}</span>
        </Link>
      </nav>
      {menu}
    </>
  );
}
