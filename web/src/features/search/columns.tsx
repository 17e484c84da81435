/** What the list says about something that was found: above all, where it is. */
import type { FileResponse } from '@canopy/contract';
import { type ReactNode, useMemo } from 'react';
import { Tool } from '../../components/Button.tsx';
import { addressOf, type Column, uriOf, useCommands } from '../../files/index.ts';
import type { Translator } from '../../i18n/index.tsx';
import { Link } from '../../router/index.ts';
import { columnsOf } from '../explorer/index.ts';
import { Passage } from './Passage.tsx';
import type { SearchWords } from './texts.ts';

/** The address of the folder of an item, with the item to stand on. */
export function homeOf(file: FileResponse): string {
  return `${addressOf(uriOf(file).parent())}?at=${encodeURIComponent(file.name)}`;
}

function pathOf(file: FileResponse, t: Translator): string {
  const { host, elements } = uriOf(file);
  const above = elements.slice(0, -1);
  return (host === 'my' ? [t('files'), ...above] : above).join(' / ');
}

function HomeLink({ file, t }: { file: FileResponse; t: Translator }) {
  const path = pathOf(file, t);
  const name = uriOf(file).parent().name || t('files');
  return (
    <Link
      className="home"
      href={homeOf(file)}
      title={path}
      tabIndex={-1}
      /* A click on it is none on the row. */
      onClick={(event) => event.stopPropagation()}
    >
      <bdi>{name}</bdi>
    </Link>
  );
}

/** Columns, facts and quick tools of results; with passages those of a search in texts. */
export function useFoundFacts(w: SearchWords, passageOf?: (file: FileResponse) => string) {
  const commands = useCommands();
  return useMemo(() => {
    const { t } = w;
    const where: Column = {
      id: 'where',
      label: w('colWhere'),
      className: 'cell-from',
      cell: (file) => <HomeLink file={file} t={t} />,
    };
    const passage: Column = {
      id: 'passage',
      label: w('texts'),
      className: 'cell-passage',
      cell: (file) => <Passage html={passageOf?.(file) ?? ''} />,
    };
    const columns: Column[] = passageOf ? [passage, where] : [where, ...columnsOf(t)];
    const facts = (file: FileResponse): ReactNode =>
      passageOf ? (
        <Passage html={passageOf(file)} />
      ) : (
        <bdi className="cut">{uriOf(file).parent().name || t('files')}</bdi>
      );
    const quick = (file: FileResponse): ReactNode => (
      <Tool icon="download" label={t('download')} tabIndex={-1} onClick={() => void commands.download([file])} />
    );
    return { columns, facts, quick, columnsClass: passageOf ? 'of-passages' : 'of-found' };
  }, [w, commands, passageOf]);
}
