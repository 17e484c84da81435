import { type FileResponse, GroupPermission, hasFlag } from '@canopy/contract';
import { currentMe } from '../../../api/index.ts';
import type { MenuItem } from '../../../components/Menu.tsx';
import { keyName } from '../../../device/index.ts';
import { isFolder, redirectOf, uriOf } from '../../../files/index.ts';
import type { Translator } from '../../../i18n/index.tsx';
import { bindWords } from '../../../i18n/words.ts';
import { copyLink } from '../../sharing/copy-link.ts';
import { openSharing } from '../../sharing/index.tsx';
import type { Actions } from '../actions.ts';
import type { Deed, Why } from '../limits.ts';
import { menuWords } from '../menu-words.ts';
import { offlineWhy, pinEntry, unlimited } from './parts.ts';

/**
 * The menu of one or several items, as in a program of the desktop: what is done every day, and the rest behind "More".
 * What can't be done with them stays, and says why; what means nothing for them is left to the palette.
 */
export function itemMenu(
  files: readonly FileResponse[],
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
  const isPlace = isFolder(first) || redirectOf(first) !== undefined;
  return [
    {
      id: 'open',
      label: w('open'),
      icon: 'expand',
      hint: keyName('Enter'),
      why: many,
      /* To open a file is to look at it. */
      isLeftOut: !one || !isPlace,
      onSelect: () => actions.open(first),
    },
    {
      id: 'preview',
      label: w('preview'),
      icon: 'eye',
      hint: 'Space',
      why: noFile,
      isLeftOut: noFile !== undefined,
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
            isLeftOut: !one,
            onSelect: () => void copyLink(first, t),
          },
        ]),
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
      id: 'rename',
      label: w('rename'),
      icon: 'rename',
      hint: 'F2',
      why: why('rename', many),
      onSelect: () => actions.rename(first),
    },
    { id: 'tag', label: w('tag'), icon: 'tag', why: why('rename'), onSelect: () => actions.tag(files) },
    ...(one && isFolder(first) ? pinEntry(uriOf(first), t) : []),
    {
      id: 'details',
      label: w('showDetails'),
      icon: 'info',
      hint: keyName('alt', 'Enter'),
      onSelect: () => actions.details(files, 'about'),
    },
    {
      id: 'more',
      label: t('more'),
      icon: 'more',
      items: [
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
        ...(own
          ? []
          : [
              'line' as const,
              {
                id: 'directLinks',
                label: w('directLinks'),
                icon: 'link' as const,
                why: files.every(isFolder) ? w('whyFilesOnly') : offline,
                isLeftOut: files.every(isFolder),
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
          id: 'versions',
          label: w('versions'),
          icon: 'history',
          why: noFile ?? offline,
          isLeftOut: noFile !== undefined,
          onSelect: () => actions.details(files, 'versions'),
        },
        {
          id: 'rewind',
          label: w('rewind'),
          icon: 'undo',
          why: why('rename', many),
          isLeftOut: !one,
          onSelect: () => actions.rewind(first),
        },
      ],
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
