/** The dialogs over the preview. */
import { lazy, Suspense } from 'react';
import { ConfirmDanger } from '../../components/Dialog.tsx';
import { useCommands, useInfo } from '../../files/index.ts';
import { useWords } from '../../i18n/words.ts';
import { TagDialog } from '../tags/index.ts';
import { trashWords } from '../trash/words.ts';
import type { Question } from './acts.ts';
import { RenameDialog } from './RenameDialog.tsx';

const MoveDialog = lazy(() => import('../explorer/MoveDialog.tsx'));

interface QuestionsProps {
  readonly question: Question;
  /** Whether another file around it has this name. */
  readonly isTaken: (name: string) => boolean;
  /** The file has gone elsewhere. */
  readonly goOn: (file: Question['file']) => void;
  readonly onDone: () => void;
}

// biome-ignore lint/style/noDefaultExport: React.lazy wants one
export default function Questions({ question: { kind, file }, isTaken, goOn, onDone }: QuestionsProps) {
  const trash = useWords(trashWords);
  const commands = useCommands();
  /* Its tags as they are: the open file is one of a list that may know them, or not. */
  const info = useInfo(file, kind === 'tags');
  const live = { ...file, metadata: info.data?.metadata ?? file.metadata };
  const forGood = async () => {
    if (await commands.deleteForGood([file])) goOn(file);
  };
  return (
    <Suspense>
      {kind === 'rename' && (
        <RenameDialog
          file={file}
          isTaken={isTaken}
          onName={(name) => void commands.rename(file, name)}
          onClose={onDone}
        />
      )}
      {(kind === 'move' || kind === 'copy') && (
        <MoveDialog
          files={[file]}
          copy={kind === 'copy'}
          onChosen={async (target) => {
            if ((await commands[kind]([file], target)) && kind === 'move') goOn(file);
          }}
          onClose={onDone}
        />
      )}
      {kind === 'tags' && <TagDialog files={[live]} onClose={onDone} />}
      {kind === 'delete' && (
        <ConfirmDanger
          title={trash('sureDelete', { n: 1, name: file.name })}
          text={trash('sureDeleteText')}
          confirm={trash('deleteForGood')}
          onConfirm={() => void forGood()}
          onClose={onDone}
        />
      )}
    </Suspense>
  );
}
