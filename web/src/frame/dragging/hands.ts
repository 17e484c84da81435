/** What a drop does, wherever it happens. */
import type { FileResponse, FileUri } from '@canopy/contract';
import { say } from '../../components/Snackbar.tsx';
import { entriesOfDrop, uploadFiles } from '../../features/transfers/index.ts';
import type { Commands } from '../../files/index.ts';
import type { Words } from '../../i18n/words.ts';
import type { dragWords } from './words.ts';

/** Items go to the trash, or are moved or copied to a folder. */
export function dropItems(commands: Commands, items: readonly FileResponse[], target: FileUri, copy: boolean): void {
  if (target.host === 'trash') void commands.trash(items);
  else void (copy ? commands.copy(items, target) : commands.move(items, target));
}

/** Files of the desktop are added to a folder. To be called within the drop event. */
export function dropFiles(transfer: DataTransfer, target: FileUri, w: Words<keyof (typeof dragWords)['en']>): void {
  entriesOfDrop(transfer).then(
    (entries) => {
      if (entries.length > 0) uploadFiles(entries, target);
      else say({ text: w('droppedNothing') });
    },
    /* Only reading the disk can fail here. */
    () => say({ text: w('dropUnreadable'), tone: 'failed' }),
  );
}
