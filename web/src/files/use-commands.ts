import type { FileResponse, FileUri } from '@canopy/contract';
import { useMemo } from 'react';
import { say } from '../components/Snackbar.tsx';
import { type Translator, useT } from '../i18n/index.tsx';
import { once } from './once.ts';

type Files = readonly FileResponse[];

/** What can be done with files. All but those that create, whose dialog shows the failure, settle without throwing. */
export interface Commands {
  rename(file: FileResponse, name: string): Promise<boolean>;
  move(files: Files, target: FileUri): Promise<boolean>;
  copy(files: Files, target: FileUri): Promise<boolean>;
  /** Copies beside the originals; those that were made. */
  duplicate(files: Files): Promise<Files>;
  trash(files: Files): Promise<boolean>;
  restore(files: Files): Promise<boolean>;
  deleteForGood(files: Files): Promise<boolean>;
  emptyTrash(): Promise<boolean>;
  createFolder(parent: FileUri, name: string): Promise<FileResponse>;
  /** An empty file. */
  createFile(parent: FileUri, name: string): Promise<FileResponse>;
  download(files: Files): Promise<boolean>;
  undo(): Promise<void>;
}

/** The commands, loaded when the first of them is called. That they could not be is said as every failure of them is. */
function lazyCommands(t: Translator): Commands {
  const load = once(async () => (await import('./commands.ts')).createCommands(t));
  const told = <Result>(act: (commands: Commands) => Promise<Result>, otherwise: Result) =>
    load().then(act, () => {
      say({ text: t('notLoaded'), tone: 'failed' });
      return otherwise;
    });
  return {
    rename: (...args) => told((commands) => commands.rename(...args), false),
    move: (...args) => told((commands) => commands.move(...args), false),
    copy: (...args) => told((commands) => commands.copy(...args), false),
    duplicate: (...args) => told((commands) => commands.duplicate(...args), []),
    trash: (...args) => told((commands) => commands.trash(...args), false),
    restore: (...args) => told((commands) => commands.restore(...args), false),
    deleteForGood: (...args) => told((commands) => commands.deleteForGood(...args), false),
    emptyTrash: () => told((commands) => commands.emptyTrash(), false),
    createFolder: async (...args) => (await load()).createFolder(...args),
    createFile: async (...args) => (await load()).createFile(...args),
    download: (...args) => told((commands) => commands.download(...args), false),
    undo: () => told((commands) => commands.undo(), undefined),
  };
}

/** The commands in the current language. */
export function useCommands(): Commands {
  const t = useT();
  return useMemo(() => lazyCommands(t), [t]);
}
