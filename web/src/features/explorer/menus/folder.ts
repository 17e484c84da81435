import type { FileUri } from '@canopy/contract';
import type { MenuItem } from '../../../components/Menu.tsx';
import { hasTouch, keyName } from '../../../device/index.ts';
import { nameWords } from '../../../files/name-words.ts';
import type { Translator } from '../../../i18n/index.tsx';
import { bindWords } from '../../../i18n/words.ts';
import type { Actions } from '../actions.ts';
import type { Why } from '../limits.ts';
import { menuWords } from '../menu-words.ts';
import { offlineWhy, pinEntry, unlimited } from './parts.ts';

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
