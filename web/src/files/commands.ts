/** The operations with their words: each says what it did, offers to take it back, and explains a failure. */
import { isAbort } from '@canopy/client';
import type { FileResponse, FileUri } from '@canopy/contract';
import { announce, say } from '../components/Snackbar.tsx';
import { setPreferences, usePreferences } from '../device/index.ts';
import type { Translator } from '../i18n/index.tsx';
import { bindWords } from '../i18n/words.ts';
import { PartlyDone } from './batches.ts';
import { commandWords } from './commands-words.ts';
import { downloadWithProgress, follow } from './download.ts';
import * as operations from './operations.ts';
import * as bulk from './operations-bulk.ts';
import { createOutcomes } from './outcomes.ts';
import { type UndoStep, undoLast } from './undo.ts';
import type { Commands } from './use-commands.ts';
import { type Run, tracked } from './work.ts';
import type { WorkKind } from './work-store.ts';

type Files = readonly FileResponse[];
type FailKey = keyof (typeof commandWords)['en'];

/** Something that is done to any number of files. */
interface Deed {
  readonly kind: WorkKind;
  /** Why nothing of it was done, with its reason. */
  readonly fail: FailKey;
  readonly act: (files: Files, run: Run) => Promise<UndoStep | undefined>;
  /** What was done, in words. */
  readonly said: (files: Files) => string;
  /** What taking it back is, for the panel; undefined when it can't be. */
  readonly back: WorkKind | undefined;
}

const recentLimit = 4;

function rememberTarget(target: FileUri): void {
  const uri = target.toString();
  const { recentTargets } = usePreferences.getState();
  setPreferences({ recentTargets: [uri, ...recentTargets.filter((each) => each !== uri)].slice(0, recentLimit) });
}

/** Taking back may take as long as doing: the panel shows it too. */
function followed(kind: WorkKind | undefined, files: Files, step: UndoStep | undefined): UndoStep | undefined {
  return step && kind && { undo: () => tracked(kind, files, (run) => step.undo(run)) };
}

/** The commands in one language. All but those that create, whose dialog shows the failure, settle without throwing. */
export function createCommands(t: Translator): Commands {
  const w = bindWords(commandWords, t);
  const names = (files: Files) => ({ n: files.length, name: files[0]?.name ?? '' });
  const placeName = (uri: FileUri) => uri.name || t('files');

  const outcomes = createOutcomes(t);
  const { done } = outcomes;

  const fail = (key: FailKey, error: unknown): false => outcomes.failed(error, (reason) => w(key, { reason }));

  /** Does it, and says how it ended. What was left can be tried again, by itself. */
  const carryOut = async (deed: Deed, files: Files): Promise<boolean> => {
    const { kind, act, said, back } = deed;
    const again = (error: unknown) => void carryOut(deed, error instanceof PartlyDone ? error.left : files);
    try {
      const step = await tracked(kind, files, (run) => act(files, run), { again });
      const taken = followed(back, files, step);
      if (taken) done(said(files), taken);
      else say({ text: said(files) });
      return true;
    } catch (error) {
      if (error instanceof PartlyDone) {
        return outcomes.partlyDone(error, followed(back, error.done, error.step), () => again(error));
      }
      if (isAbort(error)) {
        say({ text: w('stoppedAtOnce') });
        return false;
      }
      return outcomes.failed(error, (reason) => w(deed.fail, { name: files[0]?.name ?? '', reason }), {
        total: files.length,
        again: () => again(error),
        left: files,
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
      const once = async (): Promise<boolean> => {
        try {
          return done(w('didRename', { name }), await operations.rename(file, name));
        } catch (error) {
          const text = (reason: string) => w('failRename', { name: file.name, reason });
          return outcomes.failed(error, text, { again: () => void once() });
        }
      };
      return once();
    },
    move: (files, target) =>
      carryOut(
        {
          kind: 'move',
          fail: 'failMove',
          act: async (moved, run) => {
            rememberTarget(target);
            return bulk.move(moved, target, run);
          },
          said: (moved) => w('didMove', { ...names(moved), target: placeName(target) }),
          back: 'move',
        },
        files,
      ),
    copy: (files, target) =>
      carryOut(
        {
          kind: 'copy',
          fail: 'failCopy',
          act: async (copied, run) => {
            rememberTarget(target);
            return bulk.copy(copied, target, run);
          },
          said: (copied) => w('didCopy', { ...names(copied), target: placeName(target) }),
          back: 'trash',
        },
        files,
      ),
    duplicate: async (files) => {
      let copies: Files = [];
      await carryOut(
        {
          kind: 'duplicate',
          fail: 'failDuplicate',
          act: (originals, run) =>
            bulk.duplicate(originals, run, (made) => {
              copies = made;
            }),
          said: (originals) => w('didDuplicate', { n: originals.length, name: copies[0]?.name ?? '' }),
          back: 'trash',
        },
        files,
      );
      return copies;
    },
    trash: (files) => {
      /* What belongs to others lies in the trash of its owner then, where nobody else can take it from. */
      const isOwn = files.every((file) => file.owned !== false);
      return carryOut(
        {
          kind: 'trash',
          fail: 'failTrash',
          act: bulk.trash,
          said: (trashed) => w(isOwn ? 'didTrash' : 'didTrashElsewhere', names(trashed)),
          back: isOwn ? 'restore' : undefined,
        },
        files,
      );
    },
    restore: (files) =>
      carryOut(
        {
          kind: 'restore',
          fail: 'failRestore',
          act: bulk.restore,
          said: (restored) => w('didRestore', names(restored)),
          back: 'trash',
        },
        files,
      ),
    deleteForGood: (files) =>
      carryOut(
        {
          kind: 'delete',
          fail: 'failDelete',
          act: async (deleted, run) => {
            await bulk.deleteForGood(deleted, run);
            return undefined;
          },
          said: (deleted) => w('didDelete', names(deleted)),
          back: undefined,
        },
        files,
      ),
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
