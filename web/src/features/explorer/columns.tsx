/** What the list says about a file, beside its name. */
import type { FileResponse } from '@canopy/contract';
import { type ReactNode, useMemo } from 'react';
import { Tool } from '../../components/Button.tsx';
import { type Column, isFolder, Tags, useCommands } from '../../files/index.ts';
import { type Translator, useT } from '../../i18n/index.tsx';

/** When and how large, under a name: on the phone and in tiles. */
function factsOf(file: FileResponse, t: Translator): ReactNode {
  return (
    <>
      <span>{t.when(file.updated_at)}</span>
      {!isFolder(file) && (
        <>
          <i className="dot" />
          <bdi>{t.size(file.size)}</bdi>
        </>
      )}
    </>
  );
}

/** When something changed, and how large it is. */
export function columnsOf(t: Translator): Column[] {
  return [
    {
      id: 'modified',
      label: t('modified'),
      sort: 'updated_at',
      className: 'cell-date',
      cell: (file) => <time dateTime={file.updated_at}>{t.when(file.updated_at)}</time>,
    },
    {
      id: 'size',
      label: t('size'),
      sort: 'size',
      className: 'cell-size',
      cell: (file) => (isFolder(file) ? '' : <bdi>{t.size(file.size)}</bdi>),
    },
  ];
}

/** Everything that has a tag, wherever it lies; the search is loaded when first asked for. */
export const showTag = (name: string) => void import('../tags/uses.ts').then(({ showTagged }) => showTagged(name));

/** Columns, facts and quick tools, made once for each language: rows are drawn again only when they change. */
export function useFileFacts() {
  const t = useT();
  const commands = useCommands();
  return useMemo(
    () => ({
      columns: columnsOf(t),
      facts: (file: FileResponse) => factsOf(file, t),
      quick: (file: FileResponse) => (
        <Tool icon="download" label={t('download')} tabIndex={-1} onClick={() => void commands.download([file])} />
      ),
      tags: (file: FileResponse) => <Tags file={file} onTag={showTag} />,
    }),
    [t, commands],
  );
}
