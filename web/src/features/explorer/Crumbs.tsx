import type { FileUri } from '@canopy/contract';
import { useLayoutEffect, useRef, useState } from 'react';
import { Icon } from '../../components/Icon.tsx';
import { type MenuItems, MenuTool, useMenu } from '../../components/Menu.tsx';
import { addressOf } from '../../files/index.ts';
import { useT } from '../../i18n/index.tsx';
import { Link, navigate } from '../../router/index.ts';

/** How many crumbs fit: measured, from all down to the first and the last. */
function useHidden(count: number, key: string) {
  const list = useRef<HTMLOListElement>(null);
  const [hidden, setHidden] = useState(0);
  const [measured, setMeasured] = useState('');
  useLayoutEffect(() => {
    const element = list.current;
    if (!element) return;
    const watcher = new ResizeObserver(() => setMeasured(''));
    watcher.observe(element);
    return () => watcher.disconnect();
  }, []);
  useLayoutEffect(() => {
    const element = list.current;
    const mark = `${key}:${element?.clientWidth}`;
    if (!element || measured === mark) return;
    const cut = [...element.querySelectorAll<HTMLElement>('a, .cut')].some(
      (each) => each.scrollWidth > each.clientWidth + 1,
    );
    if (cut && hidden < count - 2) setHidden(hidden + 1);
    else setMeasured(mark);
  }, [key, count, hidden, measured]);
  const [shownKey, setShownKey] = useState(key);
  if (shownKey !== key) {
    setShownKey(key);
    setHidden(0);
    setMeasured('');
  }
  return { list, hidden };
}

/** The path: every part is a link and a drop target; what does not fit waits behind three dots. */
interface CrumbsProps {
  readonly uri: FileUri;
  readonly folderItems: () => MenuItems;
  /** What the first of them is called; left out in one's own files. */
  readonly rootName?: string | undefined;
}

function foldersAbove(uri: FileUri): FileUri[] {
  return uri.isRoot ? [] : [...foldersAbove(uri.parent()), uri.parent()];
}

export function Crumbs({ uri, folderItems, rootName }: CrumbsProps) {
  const t = useT();
  const above = foldersAbove(uri);
  const { list, hidden } = useHidden(above.length + 1, uri.toString());
  const nameOf = (each: FileUri) => each.name || (rootName ?? t('files'));
  const { props, menu } = useMenu({ label: t('folderMenu'), items: folderItems });
  /* The first stays; those after it give way first. */
  const shown = above.filter((_, index) => index === 0 || index > hidden);
  const behind = above.slice(1, hidden + 1);
  return (
    <nav className="crumbs" aria-label={t('path')}>
      <ol ref={list}>
        {shown.map((each, index) => (
          <Crumb key={each.toString()} uri={each} name={nameOf(each)}>
            {index === 0 && behind.length > 0 && (
              <MenuTool
                icon="more"
                small
                label={t('hiddenFolders')}
                items={() =>
                  behind.map((folder) => ({
                    id: folder.toString(),
                    label: folder.name,
                    icon: 'files',
                    onSelect: () => navigate(addressOf(folder)),
                  }))
                }
              />
            )}
          </Crumb>
        ))}
        <li aria-current="page">
          <h1>
            <button type="button" className="here" {...props} title={nameOf(uri)}>
              <span className="cut">{nameOf(uri)}</span>
              <Icon name="down" className="s" />
            </button>
          </h1>
          {menu}
        </li>
      </ol>
    </nav>
  );
}

function Crumb({ uri, name, children }: { uri: FileUri; name: string; children: React.ReactNode }) {
  return (
    <>
      <li data-drop={uri.toString()}>
        <Link href={addressOf(uri)} title={name}>
          {name}
        </Link>
      </li>
      {children && <li>{children}</li>}
    </>
  );
}
