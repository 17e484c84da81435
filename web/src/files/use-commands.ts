import type { FileResponse, FileUri } from '@canopy/contract';
import { useMemo } from 'react';
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

/** The commands, loaded when the first of them is called. */
function lazyCommands(t: Translator): Commands {
  const load = once(async () => (await import('./commands.ts')).createCommands(t));
  return {
    rename: async (...args) => (await load()).rename(...args),
    move: async (...args) => (await load()).move(...args),
    copy: async (...args) => (await load()).copy(...args),
    duplicate: async (...args) => (await load()).duplicate(...args),
    trash: async (...args) => (await load()).trash(...args),
    restore: async (...args) => (await load()).restore(...args),
    deleteForGood: async (...args) => (await load()).deleteForGood(...args),
    emptyTrash: async () => (await load()).emptyTrash(),
    createFolder: async (...args) => (await load()).createFolder(...args),
    createFile: async (...args) => (await load()).createFile(...args),
    download: async (...args) => (await load()).download(...args),
    undo: async () => (await load()).undo(),
  };
}

/** The commands in the current language. */
export function useCommands(): Commands {
  const t = useT();
  return useMemo(() => lazyCommands(t), [t]);
}
