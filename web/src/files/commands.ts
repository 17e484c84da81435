/** The operations with their words: each says what it did, offers to take it back, and explains a failure. */
import { isAbort } from '@canopy/client';
import type { FileResponse, FileUri } from '@canopy/contract';
import { announce, say } from '../components/Snackbar.tsx';
import { setPreferences, usePreferences } from '../device/index.ts';
import type { Translator } from '../i18n/index.tsx';
import { bindWords } from '../i18n/words.ts';
import { commandWords } from './commands-words.ts';
import { downloadWithProgress, follow } from './download.ts';
import * as operations from './operations.ts';
import { createOutcomes } from './outcomes.ts';
import { undoLast } from './undo.ts';
import type { Commands } from './use-commands.ts';
import { tracked } from './work.ts';

type Files = readonly FileResponse[];
type FailKey = keyof (typeof commandWords)['en'];

const recentLimit = 4;

function rememberTarget(target: FileUri): void {
  const uri = target.toString();
  const { recentTargets } = usePreferences.getState();
  setPreferences({ recentTargets: [uri, ...recentTargets.filter((each) => each !== uri)].slice(0, recentLimit) });
}

/** The commands in one language. All but those that create, whose dialog shows the failure, settle without throwing. */
export function createCommands(t: Translator): Commands {
  const w = bindWords(commandWords, t);
  const names = (files: Files) => ({ n: files.length, name: files[0]?.name ?? '' });
  const placeName = (uri: FileUri) => uri.name || t('files');

  const { done, failed: tell } = createOutcomes(t);

  const fail = (key: FailKey, error: unknown): false => tell(error, (reason) => w(key, { reason }));

  /** Does something with files; when locks were in the way and are broken, once more. */
  const attempt = async (key: FailKey, files: Files, act: () => Promise<true>): Promise<boolean> => {
    try {
      return await act();
    } catch (error) {
      if (isAbort(error)) {
        say({ text: w('stopped') });
        return false;
      }
      return tell(error, (reason) => w(key, { name: files[0]?.name ?? '', reason }), files.length, {
        again: () => void attempt(key, files, act),
        names: new Map(files.flatMap((file) => (file.path === undefined ? [] : [[file.path, file.name] as const]))),
      });
    }
  };

  /** An archive is loaded by the page, which can tell how far it is; one file by the browser, which can go on with it. */
  const download = async (files: Files): Promise<boolean> => {
    try {
      const url = await operations.downloadLink(files);
      announce(w('didStartDownload', names(files)));
      if (!operations.isArchived(files)) follow(url);
      else void load(files, url);
      return true;
    } catch (error) {
      return fail('failDownload', error);
    }
  };
  const load = async (files: Files, url: string): Promise<void> => {
    try {
      const options = { atOnce: true, again: () => void download(files) };
      await tracked('download', files, (run) => downloadWithProgress(url, run), options);
      announce(w('didDownload', names(files)));
    } catch (error) {
      if (!isAbort(error)) fail('failDownload', error);
    }
  };

  return {
    async rename(file, name) {
      if (name === file.name) return true;
      return attempt('failRename', [file], async () =>
        done(w('didRename', { name }), await operations.rename(file, name)),
      );
    },
    move: (files, target) =>
      attempt('failMove', files, async () => {
        const step = await tracked('move', files, (run) => operations.move(files, target, run));
        rememberTarget(target);
        return done(w('didMove', { ...names(files), target: placeName(target) }), step);
      }),
    copy: (files, target) =>
      attempt('failCopy', files, async () => {
        const step = await tracked('copy', files, (run) => operations.copy(files, target, run));
        rememberTarget(target);
        return done(w('didCopy', { ...names(files), target: placeName(target) }), step);
      }),
    trash: (files) =>
      attempt('failTrash', files, async () => {
        const step = await tracked('trash', files, (run) => operations.trash(files, run));
        if (files.every((file) => file.owned !== false)) return done(w('didTrash', names(files)), step);
        /* It lies in the trash of its owner now, where nobody else can take it from. */
        say({ text: w('didTrashElsewhere', names(files)) });
        return true;
      }),
    restore: (files) =>
      attempt('failRestore', files, async () =>
        done(w('didRestore', names(files)), await tracked('restore', files, (run) => operations.restore(files, run))),
      ),
    deleteForGood: (files) =>
      attempt('failDelete', files, async () => {
        await tracked('delete', files, (run) => operations.deleteForGood(files, run));
        say({ text: w('didDelete', names(files)) });
        return true;
      }),
    async emptyTrash() {
      try {
        await operations.emptyTrash();
        say({ text: w('didEmptyTrash') });
        return true;
      } catch (error) {
        return fail('failDelete', error);
      }
    },
    async createFolder(parent, name) {
      const { item, step } = await operations.create(parent, name, 'folder');
      done(w('didCreate', { name }), step);
      return item;
    },
    async createFile(parent, name) {
      /* It is written in at once: taking it back by one key too many would take away what was written. */
      const { item } = await operations.create(parent, name, 'file');
      announce(w('didCreate', { name }));
      return item;
    },
    download,
    async undo() {
      try {
        if (await undoLast()) say({ text: w('undone') });
        else announce(w('nothingToUndo'));
      } catch (error) {
        fail('failUndo', error);
      }
    },
  };
}
