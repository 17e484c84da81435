import type { FileUri } from '@canopy/contract';
import { lazy, Suspense, useLayoutEffect, useRef, useState } from 'react';
import { HoldKeys } from '../../components/HoldKeys.tsx';
import { Icon } from '../../components/Icon.tsx';
import { type MenuItems, MenuTool, useMenu } from '../../components/Menu.tsx';
import { addressOf } from '../../files/index.ts';
import { useT } from '../../i18n/index.tsx';
import { Link } from '../../router/index.ts';
import { editPath, usePathEditing } from './path-editing.ts';

const PathField = lazy(() => import('./PathField.tsx'));
const loadFolders = () => import('./folders-in.ts');

/** How many crumbs do not fit: measured, from none up to all but the first and the last. */
function useHidden(count: number, key: string) {
  const list = useRef<HTMLOListElement>(null);
  const [hidden, setHidden] = useState(0);
  // biome-ignore lint/correctness/useExhaustiveDependencies: another path has other names
  useLayoutEffect(() => {
    const element = list.current;
    /* What can't become shorter is not measured: that costs a layout. */
    if (!element || hidden >= count - 2) return;
    const look = () => {
      const crumbs = [...element.querySelectorAll<HTMLElement>('a, .cut')];
      if (crumbs.some((each) => each.scrollWidth > each.clientWidth + 1)) setHidden(hidden + 1);
    };
    look();
    const watcher = new ResizeObserver(look);
    watcher.observe(element);
    return () => watcher.disconnect();
  }, [key, count, hidden]);
  const [shownKey, setShownKey] = useState(key);
  if (shownKey !== key) {
    setShownKey(key);
    setHidden(0);
  }
  return { list, hidden };
}

interface CrumbsProps {
  readonly uri: FileUri;
  readonly folderItems: () => MenuItems;
  /** What the first of them is called; left out in one's own files. */
  readonly rootName?: string | undefined;
}

function foldersAbove(uri: FileUri): FileUri[] {
  return uri.isRoot ? [] : [...foldersAbove(uri.parent()), uri.parent()];
}

/** The path, or the field that it becomes when somebody writes it. */
export function Crumbs(props: CrumbsProps) {
  const t = useT();
  const { isOpen } = usePathEditing();
  return (
    // biome-ignore lint/a11y/useKeyWithClickEvents: a key does it everywhere, and the menu of the folder
    <nav
      className="crumbs"
      aria-label={t('path')}
      onClick={({ target }) => target instanceof HTMLElement && target.matches('nav, ol') && editPath()}
    >
      {isOpen ? (
        <Suspense fallback={<HoldKeys />}>
          <PathField uri={props.uri} />
        </Suspense>
      ) : (
        <Path {...props} />
      )}
    </nav>
  );
}

/** Every part is a link and a drop target, with a menu of its neighbours before it; what does not fit is behind dots. */
function Path({ uri, folderItems, rootName }: CrumbsProps) {
  const t = useT();
  const above = foldersAbove(uri);
  const { list, hidden } = useHidden(above.length + 1, uri.toString());
  const nameOf = (each: FileUri) => each.name || (rootName ?? t('files'));
  const { props, menu } = useMenu({ label: t('folderMenu'), items: folderItems });
  /* The first stays; those after it give way first. */
  const shown = above.filter((_, index) => index === 0 || index > hidden);
  const behind = above.slice(1, hidden + 1);
  const before = (each: FileUri) =>
    !each.isRoot && (
      <MenuTool
        icon="right"
        className="sep desk-only"
        data-spring="menu"
        label={t('foldersIn', { name: nameOf(each.parent()) })}
        items={async () => (await loadFolders()).folderItems(each.parent(), each.name, t)}
      />
    );
  return (
    <ol ref={list}>
      {shown.map((each, index) => (
        <Crumb key={each.toString()} uri={each} name={nameOf(each)} before={before(each)}>
          {index === 0 && behind[0] && (
            <>
              {before(behind[0])}
              <MenuTool
                icon="more"
                small
                data-spring="menu"
                label={t('hiddenFolders')}
                items={async () => {
                  const { folderEntry } = await loadFolders();
                  return behind.map((folder) => folderEntry(folder, folder.name));
                }}
              />
            </>
          )}
        </Crumb>
      ))}
      <li aria-current="page">
        {before(uri)}
        <h1>
          <button type="button" className="here" {...props} title={nameOf(uri)}>
            <span className="cut">{nameOf(uri)}</span>
            <Icon name="down" className="s" />
          </button>
        </h1>
        {menu}
      </li>
    </ol>
  );
}

interface CrumbProps {
  readonly uri: FileUri;
  readonly name: string;
  readonly before: React.ReactNode;
  readonly children: React.ReactNode;
}

function Crumb({ uri, name, before, children }: CrumbProps) {
  return (
    <>
      <li data-drop={uri.toString()}>
        {before}
        <Link href={addressOf(uri)} title={name}>
          {name}
        </Link>
      </li>
      {children && <li>{children}</li>}
    </>
  );
}
