/** All that can be done in a folder, bound to it. Dialogs are opened through `ask`. */
import type { FileResponse, FileUri } from '@canopy/contract';
import { announce, say } from '../../components/Snackbar.tsx';
import { addressOf, type Commands, hold, isFolder, redirectOf, uriOf, useClipboard } from '../../files/index.ts';
import type { Translator } from '../../i18n/index.tsx';
import { navigate } from '../../router/index.ts';
import type { Tab } from '../details/index.ts';
import { openPreview } from '../preview/index.tsx';
import { pickEntries, uploadFiles, type Wanted } from '../transfers/index.ts';
import { editPath } from './path-editing.ts';

type Files = readonly FileResponse[];

/** What can be made in a folder. */
export type NewKind = 'folder' | 'text' | 'markdown';

/** What a person can do in the explorer. One place, so that menus, keys, tools and the palette mean the same. */
export interface Actions {
  readonly open: (file: FileResponse) => void;
  readonly preview: (file: FileResponse) => void;
  readonly download: (files: Files) => void;
  readonly rename: (file: FileResponse) => void;
  readonly moveTo: (files: Files) => void;
  readonly copyTo: (files: Files) => void;
  /** Copies them to where they stand. */
  readonly duplicate: (files: Files) => void;
  readonly cut: (files: Files) => void;
  readonly copy: (files: Files) => void;
  readonly paste: () => void;
  readonly trash: (files: Files) => void;
  readonly tag: (files: Files) => void;
  /** A file or folder, or the one that is shown. */
  readonly rewind: (file?: FileResponse) => void;
  /** Opens or closes them; with a side of theirs, opens that. What menus call "Details" opens. */
  readonly details: (files: Files, tab?: Tab) => void;
  /** Asks for the name of something new. */
  readonly create: (what: NewKind) => void;
  readonly upload: () => void;
  readonly uploadFolder: () => void;
  /** Takes a picture and uploads it. */
  readonly takePhoto: () => void;
  readonly refresh: () => Promise<boolean>;
  readonly up: (() => void) | undefined;
  /** Writes the path of a folder to go to. */
  readonly goTo: () => void;
}

/** A question that a dialog asks. */
export type Question =
  | { readonly kind: 'new'; readonly what: NewKind }
  | { readonly kind: 'rewind'; readonly uri: FileUri }
  | { readonly kind: 'move' | 'copy' | 'tags'; readonly files: Files };

interface ActionContext {
  readonly uri: FileUri;
  readonly files: Files;
  readonly commands: Commands;
  readonly t: Translator;
  readonly ask: (question: Question) => void;
  readonly rename: (file: FileResponse) => void;
  readonly details: Actions['details'];
  readonly refresh: Actions['refresh'];
  /** Something new is in the folder: it is shown selected. */
  readonly made: (file: FileResponse) => void;
}

async function pickAndUpload(what: Wanted, target: FileUri): Promise<void> {
  const entries = await pickEntries(what);
  if (entries.length > 0) uploadFiles(entries, target);
}

export function createActions({
  uri,
  files,
  commands,
  t,
  ask,
  rename,
  details,
  refresh,
  made,
}: ActionContext): Actions {
  const preview = (file: FileResponse) => {
    if (!isFolder(file)) {
      openPreview(
        file,
        files.filter((each) => !isFolder(each)),
      );
    }
  };
  const mark = (mode: 'cut' | 'copy') => (marked: Files) => {
    hold({ files: marked, mode });
    say({ text: t(mode === 'cut' ? 'didCut' : 'didCopyMark', { n: marked.length, name: marked[0]?.name ?? '' }) });
  };
  return {
    open: (file) => {
      const target = redirectOf(file) ?? (isFolder(file) ? uriOf(file) : undefined);
      if (target) navigate(addressOf(target));
      else preview(file);
    },
    preview,
    download: (chosen) => void commands.download(chosen),
    rename,
    moveTo: (chosen) => ask({ kind: 'move', files: chosen }),
    copyTo: (chosen) => ask({ kind: 'copy', files: chosen }),
    duplicate: (chosen) => void commands.duplicate(chosen).then(([only, ...more]) => only && !more[0] && made(only)),
    cut: mark('cut'),
    copy: mark('copy'),
    paste: () => {
      const { held } = useClipboard.getState();
      if (!held) return announce(t('whyCut'));
      if (held.mode === 'copy') return void commands.copy(held.files, uri);
      hold(undefined);
      void commands.move(held.files, uri);
    },
    trash: (chosen) => void commands.trash(chosen),
    rewind: (file) => ask({ kind: 'rewind', uri: file ? uriOf(file) : uri }),
    tag: (chosen) => ask({ kind: 'tags', files: chosen }),
    details,
    create: (what) => ask({ kind: 'new', what }),
    upload: () => void pickAndUpload('files', uri),
    takePhoto: () => void pickAndUpload('photo', uri),
    uploadFolder: () => void pickAndUpload('folder', uri),
    refresh,
    goTo: editPath,
    up: uri.isRoot ? undefined : () => navigate(addressOf(uri.parent())),
  };
}
