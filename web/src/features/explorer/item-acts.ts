/** What is done with items by one press: tools of the selection, and of a row that is swiped. */
import type { FileResponse } from '@canopy/contract';
import { isFolder } from '../../files/index.ts';
import type { Translator } from '../../i18n/index.tsx';
import { openSharing } from '../sharing/index.tsx';
import type { Actions } from './actions.ts';
import type { Limits } from './limits.ts';
import type { SelectionAction } from './Tools.tsx';

interface Acting {
  readonly actions: Actions;
  readonly t: Translator;
  /** Whether folders, and several files, can be downloaded. */
  readonly mayZip: boolean;
  readonly limits: Limits | undefined;
}

export function itemActs(about: readonly FileResponse[], { actions, t, mayZip, limits }: Acting): SelectionAction[] {
  return [
    ...(about[1]
      ? []
      : about.map((file) => ({
          id: 'share',
          label: t('share'),
          icon: 'share' as const,
          why: limits?.why('own', about),
          run: () => openSharing({ kind: 'share', file }),
        }))),
    {
      id: 'download',
      label: t('download'),
      icon: 'download',
      why: limits
        ? limits.why('download', about)
        : !mayZip && (about[1] || about.some(isFolder))
          ? t('whyFolderZip')
          : undefined,
      run: () => actions.download(about),
    },
    {
      id: 'move',
      label: t('move'),
      icon: 'move',
      why: limits?.why('move', about),
      run: () => actions.moveTo(about),
    },
    {
      id: 'copy',
      label: t('copyDo'),
      icon: 'copy',
      isDeskOnly: !about[1],
      why: limits?.why('copy', about),
      run: () => actions.copyTo(about),
    },
    {
      id: 'tag',
      label: t('tagDo'),
      icon: 'tag',
      isDeskOnly: true,
      why: limits?.why('rename', about),
      run: () => actions.tag(about),
    },
    {
      id: 'trash',
      label: t('toTrash'),
      icon: 'trash',
      why: limits?.why('trash', about),
      run: () => actions.trash(about),
    },
  ];
}
