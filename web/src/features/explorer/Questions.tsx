/** The dialogs of the explorer, and the head of its menus. */
import type { FileResponse, FileUri } from '@canopy/contract';
import { lazy, Suspense } from 'react';
import { FileName, isFolder, kindText, Thumb, useCommands } from '../../files/index.ts';
import { useT } from '../../i18n/index.tsx';
import type { Question } from './actions.ts';

const MoveDialog = lazy(() => import('./MoveDialog.tsx'));
const NewFolderDialog = lazy(async () => ({ default: (await import('./NewFolderDialog.tsx')).NewFolderDialog }));

interface QuestionsProps {
  readonly question: Question | undefined;
  readonly folder: FileUri;
  readonly files: readonly FileResponse[];
  readonly onCreated: (folder: FileResponse) => void;
  readonly onDone: () => void;
}

/** The dialog that asks the current question. */
export function Questions({ question, folder, files, onCreated, onDone }: QuestionsProps) {
  const commands = useCommands();
  if (!question) return null;
  return (
    <Suspense>
      {question.kind === 'newFolder' ? (
        <NewFolderDialog
          parent={folder}
          taken={new Set(files.map((file) => file.name))}
          onCreated={onCreated}
          onClose={onDone}
        />
      ) : (
        <MoveDialog
          files={question.files}
          copy={question.kind === 'copy'}
          onChosen={(target) => void commands[question.kind](question.files, target)}
          onClose={onDone}
        />
      )}
    </Suspense>
  );
}

/** What a menu is about: shown on the phone, where the menu covers the item. */
export function MenuHead({ file }: { file: FileResponse }) {
  const t = useT();
  return (
    <>
      <Thumb file={file} />
      <div>
        <FileName name={file.name} isFolder={isFolder(file)} />
        <p className="t-small faint num">{kindText(file, t)}</p>
      </div>
    </>
  );
}
