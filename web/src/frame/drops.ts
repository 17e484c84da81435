/** What dropping on a folder or on the trash does, wherever it happens. */
import { useMemo } from 'react';
import { say } from '../components/Snackbar.tsx';
import { entriesOfDrop, uploadFiles } from '../features/transfers/index.ts';
import { type DropActions, useCommands } from '../files/index.ts';
import { useT } from '../i18n/index.tsx';

/** Items are moved (or copied), files of the desktop are uploaded. */
export function useFolderDrop(): DropActions {
  const t = useT();
  const commands = useCommands();
  return useMemo(
    () => ({
      onItems: (items, target, copy) => void (copy ? commands.copy(items, target) : commands.move(items, target)),
      onFiles: (transfer, target) => {
        entriesOfDrop(transfer).then(
          (entries) => {
            if (entries.length > 0) uploadFiles(entries, target);
            else say({ text: t('droppedNothing') });
          },
          /* Only reading the disk can fail here. */
          () => say({ text: t('dropUnreadable'), tone: 'failed' }),
        );
      },
    }),
    [commands, t],
  );
}

/** Items go to the trash; files of the desktop can't. */
export function useTrashDrop(): DropActions {
  const commands = useCommands();
  return useMemo(() => ({ onItems: (items) => void commands.trash(items) }), [commands]);
}
