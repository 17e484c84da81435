import { lazy, Suspense, useState } from 'react';
import { useMe } from '../api/index.ts';
import { Icon, Mark } from '../components/Icon.tsx';
import type { IconName } from '../components/icons.ts';
import type { MenuAnchor } from '../components/Menu.tsx';
import { setPreferences, usePreferences } from '../device/index.ts';
import {
  addressOf,
  FolderIcon,
  isFolder,
  myFiles,
  type Pinned,
  pinnedPlaces,
  trashRoot,
  useDragged,
} from '../files/index.ts';
import { useT } from '../i18n/index.tsx';
import { Link } from '../router/index.ts';
import { StorageMeter } from './StorageMeter.tsx';

const PinMenu = lazy(() => import('./PinMenu.tsx'));
const PinDrop = lazy(() => import('./PinDrop.tsx'));
const NavTree = lazy(() => import('./NavTree.tsx'));

export type Place = 'files' | 'sharedWithMe' | 'myShares' | 'trash' | undefined;

/** On the ground at the side: places, pinned folders, storage. */
export function Navigation({ place }: { place: Place }) {
  const t = useT();
  const me = useMe();
  const pins = pinnedPlaces(me);
  const folders = useDragged()?.every(isFolder);
  return (
    <nav className="nav" aria-label={t('main')}>
      <Link className="brand" href="/files">
        <Mark />
        Canopy
      </Link>
      <ul className="places">
        <FilesPlace isCurrent={place === 'files'} label={t('files')} />
        <li>
          <PlaceLink
            href="/shared-with-me"
            icon="shared"
            label={t('sharedWithMe')}
            isCurrent={place === 'sharedWithMe'}
          />
        </li>
        <li>
          <PlaceLink href="/shares" icon="link" label={t('myShares')} isCurrent={place === 'myShares'} />
        </li>
        <TrashPlace isCurrent={place === 'trash'} label={t('trash')} />
      </ul>
      {(pins.length > 0 || folders) && (
        <>
          <h2 className="label">{t('pinned')}</h2>
          <ul className="places pins">
            {pins.map((pin) => (
              <Pin key={pin.uri.toString()} pin={pin} />
            ))}
            <Suspense>{folders && <PinDrop />}</Suspense>
          </ul>
        </>
      )}
      <StorageMeter />
    </nav>
  );
}

interface PlaceProps {
  readonly isCurrent: boolean;
  readonly label: string;
}

function FilesPlace({ isCurrent, label }: PlaceProps) {
  const isOpen = usePreferences(({ tree }) => tree);
  return (
    <>
      <li data-drop={myFiles.toString()}>
        <PlaceLink href="/files" icon="files" label={label} isCurrent={isCurrent} />
        <button
          type="button"
          className="tool small more"
          aria-label={useT()('foldersIn', { name: label })}
          aria-expanded={isOpen === true}
          onClick={() => setPreferences({ tree: !isOpen })}
        >
          <Icon name={isOpen ? 'down' : 'right'} />
        </button>
      </li>
      <li hidden={!isOpen}>
        <Suspense>{isOpen && <NavTree />}</Suspense>
      </li>
    </>
  );
}

function TrashPlace({ isCurrent, label }: PlaceProps) {
  return (
    <li data-drop={trashRoot.toString()}>
      <PlaceLink href="/trash" icon="trash" label={label} isCurrent={isCurrent} />
    </li>
  );
}

function PlaceLink(props: PlaceProps & { href: string; icon: IconName }) {
  return (
    <Link href={props.href} className="place" aria-current={props.isCurrent ? 'page' : undefined} title={props.label}>
      <Icon name={props.icon} />
      <span>{props.label}</span>
    </Link>
  );
}

function Pin({ pin }: { pin: Pinned }) {
  const { uri, name } = pin;
  const t = useT();
  const [open, setOpen] = useState<MenuAnchor | 'rename'>();
  const isSaved = uri.search !== '';
  return (
    <li
      data-pin={uri.toString()}
      data-drop={isSaved ? undefined : uri.toString()}
      onContextMenu={(event) => {
        event.preventDefault();
        setOpen({ x: event.clientX, y: event.clientY });
      }}
    >
      <Link className="place" href={addressOf(uri)} title={name}>
        {isSaved ? <Icon name="search" /> : <FolderIcon />}
        <span>{name}</span>
      </Link>
      <button
        type="button"
        className="tool small more"
        aria-label={t('moreFor', { name })}
        aria-haspopup="menu"
        aria-expanded={open !== undefined}
        onClick={({ currentTarget }) => setOpen({ below: currentTarget })}
      >
        <Icon name="more" />
      </button>
      <Suspense>
        {open && (
          <PinMenu
            pin={pin}
            anchor={open === 'rename' ? undefined : open}
            onRename={() => setOpen('rename')}
            onClose={() => setOpen(undefined)}
          />
        )}
      </Suspense>
    </li>
  );
}
