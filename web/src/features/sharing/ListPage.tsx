/** A page that is one list: with selection, menu and keys, but no folder to add to. */
import type { FileResponse, FileUri } from '@canopy/contract';
import { type ReactNode, useEffect } from 'react';
import { Menu, type MenuItem } from '../../components/Menu.tsx';
import { usePhone } from '../../device/index.ts';
import { type Column, FileView, noSelection, selectAll, shownOf } from '../../files/index.ts';
import { Bar, isWriting } from '../../frame/index.ts';
import { useT } from '../../i18n/index.tsx';
import {
  Failed,
  Loading,
  PhoneActs,
  type SelectionAction,
  SelectionBar,
  Stage,
  useBrowsing,
  useFailureSaid,
} from '../explorer/index.ts';
import { MenuHead } from '../explorer/MenuHead.tsx';

type Files = readonly FileResponse[];

const noneCut: ReadonlySet<string> = new Set();

interface ListPageProps {
  readonly place: 'sharedWithMe' | 'myShares';
  /** What is listed, for what is remembered about it. */
  readonly uri: FileUri | string;
  readonly name: string;
  readonly files: Files;
  /** Whether `files` are there to be shown. */
  readonly isReady: boolean;
  readonly isComplete: boolean;
  readonly error: unknown;
  readonly refresh: () => Promise<boolean>;
  readonly loadMore: () => void;
  readonly everything: () => Promise<Files>;
  readonly columns: readonly Column[];
  readonly columnsClass: string;
  readonly facts: (file: FileResponse) => ReactNode;
  readonly onOpen: (file: FileResponse) => void;
  readonly itemsOf: (files: Files) => MenuItem[];
  readonly actionsOf: (files: Files) => SelectionAction[];
  /** What the Delete key does. */
  readonly onDelete: (files: Files) => void;
  readonly tools: ReactNode;
  readonly empty: ReactNode;
}

export function ListPage(props: ListPageProps) {
  const { name, files, isReady, isComplete, onDelete } = props;
  const t = useT();
  const phone = usePhone();
  const browsing = useBrowsing({ files, place: String(props.uri), isReady, cameFrom: undefined });
  const { selection, select, chosen, menu } = browsing;
  const selecting = selection.ids.size > 0;

  useEffect(() => {
    document.title = `${name} · Canopy`;
  }, [name]);
  useFailureSaid(isReady && props.error);
  useEffect(() => {
    const onKey = (event: KeyboardEvent) => {
      if (event.defaultPrevented || isWriting(event) || chosen.length === 0) return;
      if (event.key !== 'Delete' || document.querySelector('dialog[open], .menu-layer')) return;
      event.preventDefault();
      onDelete(chosen);
    };
    document.addEventListener('keydown', onKey);
    return () => document.removeEventListener('keydown', onKey);
  }, [chosen, onDelete]);

  const everything = async () => {
    const all = await props.everything();
    select(selectAll(selection, shownOf(all.map((file) => file.id))));
  };
  const allText = isComplete ? t('selectAll', { n: files.length }) : t('selectAllShort');
  const [menuFile] = menu?.files ?? [];
  const stage = () => {
    if (!isReady) return props.error ? <Failed error={props.error} onRetry={props.refresh} /> : <Loading view="list" />;
    if (files.length === 0 && isComplete) return <Stage>{props.empty}</Stage>;
    return (
      <FileView
        files={files}
        shown={browsing.shown}
        label={t('folderContents', { name })}
        view="list"
        columns={props.columns}
        columnsClass={props.columnsClass}
        order={undefined}
        selection={selection}
        onSelect={select}
        onSelectAll={() => void everything()}
        facts={props.facts}
        cut={noneCut}
        renaming={undefined}
        onRename={() => undefined}
        onOpen={props.onOpen}
        onPreview={props.onOpen}
        onMenu={browsing.openMenu}
        actsOn={(file) => props.actionsOf([file])}
        onRefresh={props.refresh}
        isBusy={false}
        isComplete={isComplete}
        loadMore={props.loadMore}
        everything={props.everything}
        memory={browsing.memory}
      />
    );
  };
  return (
    <>
      <Bar place={props.place} hidesPhoneBar={phone && selecting}>
        <div className="crumbs">
          <h1 className="here is-title">{name}</h1>
        </div>
      </Bar>
      <section className="tools" aria-label={t('tools')}>
        {selecting ? (
          <SelectionBar
            count={selection.ids.size}
            bytes={0}
            allText={isComplete && chosen.length === files.length ? undefined : allText}
            onAll={() => void everything()}
            onClear={() => select(noSelection)}
            actions={props.actionsOf(chosen)}
          />
        ) : (
          <div className="browse">{props.tools}</div>
        )}
      </section>
      {stage()}
      {phone && selecting && <PhoneActs actions={props.actionsOf(chosen)} />}
      {menu?.files && (
        <Menu
          label={t('moreFor', { name: menuFile?.name ?? '' })}
          anchor={menu.anchor}
          items={props.itemsOf(menu.files)}
          head={menuFile && <MenuHead file={menuFile} />}
          onClose={browsing.closeMenu}
        />
      )}
    </>
  );
}
