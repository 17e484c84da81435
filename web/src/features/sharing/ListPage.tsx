/** A page that is one list: with selection, menu and keys, but no folder to add to. */
import type { FileResponse, FileUri } from '@canopy/contract';
import type { ReactNode } from 'react';
import type { MenuItem } from '../../components/Menu.tsx';
import { type Column, FileView } from '../../files/index.ts';
import { useT } from '../../i18n/index.tsx';
import { Failed, Loading, type SelectionAction, Stage, useBrowsing, useFailureSaid } from '../explorer/index.ts';
import { ListFrame } from '../explorer/ListFrame.tsx';

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
  const { name, files, isReady, isComplete } = props;
  const t = useT();
  const browsing = useBrowsing({
    files,
    place: String(props.uri),
    isReady,
    isComplete,
    cameFrom: undefined,
    everything: props.everything,
  });
  useFailureSaid(isReady && props.error);

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
        selection={browsing.selection}
        onSelect={browsing.select}
        onSelectAll={browsing.selectEverything}
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
    <ListFrame
      place={props.place}
      name={name}
      files={files}
      isComplete={isComplete}
      browsing={browsing}
      itemsOf={props.itemsOf}
      actionsOf={props.actionsOf}
      onDelete={props.onDelete}
      tools={props.tools}
    >
      {stage()}
    </ListFrame>
  );
}
