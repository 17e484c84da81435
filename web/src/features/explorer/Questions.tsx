/** The dialogs of the explorer. */
import type { FileResponse, FileUri } from '@canopy/contract';
import { lazy, Suspense } from 'react';
import { isFolder, useCommands } from '../../files/index.ts';
import { openPreview } from '../preview/index.tsx';
import { writeAtOnce } from '../preview/text/written.ts';
import { RewindDialog } from '../rewind/index.ts';
import { TagDialog } from '../tags/index.ts';
import type { Question } from './actions.ts';

const MoveDialog = lazy(() => import('./MoveDialog.tsx'));
const NewItemDialog = lazy(async () => ({ default: (await import('./NewItemDialog.tsx')).NewItemDialog }));

interface QuestionsProps {
  readonly question: Question;
  readonly folder: FileUri;
  readonly files: readonly FileResponse[];
  /** Files that a question was asked about, as they are now. */
  readonly liveOf: (files: readonly FileResponse[]) => readonly FileResponse[];
  readonly onCreated: (item: FileResponse) => void;
  readonly onDone: () => void;
}

/** The dialog that asks the current question. */
// biome-ignore lint/style/noDefaultExport: React.lazy wants one
export default function Questions({ question, folder, files, liveOf, onCreated, onDone }: QuestionsProps) {
  const commands = useCommands();
  const { kind } = question;
  return (
    <Suspense>
      {question.kind === 'new' && (
        <NewItemDialog
          what={question.what}
          parent={folder}
          taken={new Set(files.map((file) => file.name))}
          onCreated={(item) => {
            onCreated(item);
            if (isFolder(item)) return;
            writeAtOnce(item);
            openPreview(item, [...files.filter((each) => !isFolder(each)), item]);
          }}
          onClose={onDone}
        />
      )}
      {(kind === 'move' || kind === 'copy') && (
        <MoveDialog
          files={question.files}
          copy={kind === 'copy'}
          onChosen={(target) => void commands[kind](question.files, target)}
          onClose={onDone}
        />
      )}
      {question.kind === 'rewind' && <RewindDialog uri={question.uri} onClose={onDone} />}
      {question.kind === 'tags' && <TagDialog files={liveOf(question.files)} onClose={onDone} />}
    </Suspense>
  );
}
