/** The entries of the explorer's menus; loaded, with their words, when the first of them opens. */
import { type FileResponse, type FileUri, GroupPermission, hasFlag } from '@canopy/contract';
import { currentMe } from '../../api/index.ts';
import type { MenuItem } from '../../components/Menu.tsx';
import { hasTouch, keyName } from '../../device/index.ts';
import { isFolder, pinnedPlaces, uriOf } from '../../files/index.ts';
import { nameWords } from '../../files/name-words.ts';
import { createPins } from '../../files/pins.ts';
import type { Translator } from '../../i18n/index.tsx';
import { bindWords, type Words } from '../../i18n/words.ts';
import type { Tab } from '../details/index.ts';
import { copyLink } from '../sharing/copy-link.ts';
import { openSharing } from '../sharing/index.tsx';
import type { Deed, Why } from './limits.ts';
import { type MenuKey, menuWords } from './menu-words.ts';

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

const unlimited: Why = () => undefined;

/** Why nothing can be asked of the server now, in words. */
function offlineWhy(w: Words<MenuKey>): string | undefined {
  return navigator.onLine ? undefined : w('whyOffline');
}

/** The menu of one or several items. What can't be done with them stays, and says why. */
export function itemMenu(
  files: Files,
  actions: Actions,
  t: Translator,
  mayZip: boolean,
  limit: Why = unlimited,
): MenuItem[] {
  const [first] = files;
  if (!first) return [];
  const w = bindWords(menuWords, t);
  const one = files.length === 1;
  const offline = offlineWhy(w);
  const many = one ? undefined : w('whyOne');
  const noFile = many ?? (isFolder(first) ? w('whyFile') : undefined);
  const needsZip = !one || isFolder(first);
  const zip = limit === unlimited && needsZip && !mayZip ? t('whyFolderZip') : undefined;
  const why = (deed: Deed, more?: string) => limit(deed, files) ?? more ?? offline;
  const own = limit('own', files);
  return [
    {
      id: 'open',
      label: w('open'),
      icon: 'expand',
      hint: keyName('Enter'),
      why: many,
      onSelect: () => actions.open(first),
    },
    {
      id: 'preview',
      label: w('preview'),
      icon: 'eye',
      hint: 'Space',
      why: noFile,
      onSelect: () => actions.preview(first),
    },
    'line',
    {
      id: 'share',
      label: w('share'),
      icon: 'share',
      why: why('own', many),
      onSelect: () => openSharing({ kind: 'share', file: first }),
    },
    /* Where sharing itself is not for this person, saying so once is enough. */
    ...(own
      ? []
      : [
          {
            id: 'copyLink',
            label: w('copyLink'),
            icon: 'link' as const,
            why: many ?? (mayShare() ? offline : w('whyShare')),
            onSelect: () => void copyLink(first, t),
          },
          {
            id: 'directLinks',
            label: w('directLinks'),
            icon: 'link' as const,
            why: files.every(isFolder) ? w('whyFilesOnly') : offline,
            onSelect: () => openSharing({ kind: 'links', files }),
          },
          {
            id: 'rules',
            label: w('rules'),
            icon: 'settings' as const,
            why: offline,
            onSelect: () => openSharing({ kind: 'rules', files }),
          },
        ]),
    'line',
    {
      id: 'download',
      label: t('download'),
      icon: 'download',
      why: why('download', zip),
      onSelect: () => actions.download(files),
    },
    'line',
    { id: 'move', label: w('moveTo'), icon: 'move', why: why('move'), onSelect: () => actions.moveTo(files) },
    { id: 'copyTo', label: w('copyTo'), icon: 'copy', why: why('copy'), onSelect: () => actions.copyTo(files) },
    {
      id: 'duplicate',
      label: w('duplicate'),
      icon: 'duplicate',
      hint: keyName('mod', 'D'),
      why: why('duplicate'),
      onSelect: () => actions.duplicate(files),
    },
    {
      id: 'cut',
      label: w('cut'),
      icon: 'cut',
      hint: keyName('mod', 'X'),
      why: limit('move', files),
      onSelect: () => actions.cut(files),
    },
    {
      id: 'copy',
      label: w('copy'),
      icon: 'copy',
      hint: keyName('mod', 'C'),
      why: limit('copy', files),
      onSelect: () => actions.copy(files),
    },
    {
      id: 'rename',
      label: w('rename'),
      icon: 'rename',
      hint: 'F2',
      why: why('rename', many),
      onSelect: () => actions.rename(first),
    },
    { id: 'tag', label: w('tag'), icon: 'tag', why: why('rename'), onSelect: () => actions.tag(files) },
    {
      id: 'versions',
      label: w('versions'),
      icon: 'history',
      why: noFile ?? offline,
      onSelect: () => actions.details(files, 'versions'),
    },
    ...(one && isFolder(first) ? pinEntry(uriOf(first), t) : []),
    {
      id: 'rewind',
      label: w('rewind'),
      icon: 'undo',
      why: why('rename', many),
      onSelect: () => actions.rewind(first),
    },
    {
      id: 'details',
      label: w('showDetails'),
      icon: 'info',
      hint: keyName('alt', 'Enter'),
      onSelect: () => actions.details(files, 'about'),
    },
    'line',
    {
      id: 'trash',
      label: t('moveTrash'),
      icon: 'trash',
      hint: keyName('Delete'),
      why: why('trash'),
      onSelect: () => actions.trash(files),
    },
  ];
}

/** Whether the person's group may make links. */
function mayShare(): boolean {
  return hasFlag(currentMe()?.group?.permission ?? '', GroupPermission.SHARE);
}

/** Keeps a folder in the navigation, or takes it from there; nothing for visitors. */
function pinEntry(folder: FileUri, t: Translator): MenuItem[] {
  const me = currentMe();
  if (!me) return [];
  const w = bindWords(menuWords, t);
  const pinned = pinnedPlaces(me).find((pin) => pin.uri.toString() === folder.toString());
  const onSelect = async () => {
    const pins = createPins(t);
    await (pinned ? pins.unpin(folder, pinned.name) : pins.pin(folder));
  };
  return [
    { id: 'pin', label: w(pinned ? 'unpin' : 'pin'), icon: 'pin', why: offlineWhy(w), onSelect: () => void onSelect() },
  ];
}

/** What "New" offers. */
export function newMenu(actions: Actions, t: Translator, limit: Why = unlimited): MenuItem[] {
  const names = bindWords(nameWords, t);
  const why = limit('add', []);
  const photo = {
    id: 'takePhoto',
    label: bindWords(menuWords, t)('takePhoto'),
    icon: 'camera' as const,
    why,
    onSelect: actions.takePhoto,
  };
  /* An upload waits until the server answers again; a name has to be asked for. */
  const whyNow = why ?? offlineWhy(bindWords(menuWords, t));
  return [
    ...(hasTouch ? [photo] : []),
    { id: 'upload', label: t('upload'), icon: 'upload', why, onSelect: actions.upload },
    { id: 'uploadFolder', label: names('uploadFolder'), icon: 'files', why, onSelect: actions.uploadFolder },
    'line',
    {
      id: 'newFolder',
      label: names('newFolder'),
      icon: 'newfolder',
      why: whyNow,
      onSelect: () => actions.create('folder'),
    },
    {
      id: 'newText',
      label: names('newTextFile'),
      icon: 'newfile',
      why: whyNow,
      onSelect: () => actions.create('text'),
    },
    {
      id: 'newMarkdown',
      label: names('newMarkdownFile'),
      icon: 'newfile',
      why: whyNow,
      onSelect: () => actions.create('markdown'),
    },
  ];
}

/** The menu of the folder itself: of the empty ground, and of its name in the path. */
export function folderMenu(
  uri: FileUri,
  actions: Actions,
  t: Translator,
  hasClipboard: boolean,
  limit: Why = unlimited,
): MenuItem[] {
  const w = bindWords(menuWords, t);
  return [
    ...newMenu(actions, t, limit),
    'line',
    {
      id: 'paste',
      label: w('paste'),
      icon: 'paste',
      hint: keyName('mod', 'V'),
      why: limit('add', []) ?? (hasClipboard ? offlineWhy(w) : t('whyCut')),
      onSelect: actions.paste,
    },
    {
      id: 'details',
      label: w('showDetails'),
      icon: 'info',
      hint: keyName('alt', 'Enter'),
      onSelect: () => actions.details([], 'about'),
    },
    {
      id: 'rewind',
      label: w('rewind'),
      icon: 'undo',
      why: limit('add', []) ?? offlineWhy(w),
      onSelect: () => actions.rewind(),
    },
    { id: 'refresh', label: t('refresh'), icon: 'retry', onSelect: actions.refresh },
    { id: 'goTo', label: w('goTo'), icon: 'enter', hint: keyName('mod', 'shift', 'G'), onSelect: actions.goTo },
    ...(uri.isRoot ? [] : pinEntry(uri, t)),
    ...(actions.up
      ? [{ id: 'up', label: w('up'), icon: 'up' as const, hint: keyName('alt', '↑'), onSelect: actions.up }]
      : []),
  ];
}
