/**
 * What is asked while somebody writes: before unsaved text is left, when somebody else was quicker, and when the server
 * refuses what was written.
 */
import type { ReactNode } from 'react';
import { type Reason, useSession } from '../../../api/index.ts';
import { Button } from '../../../components/Button.tsx';
import { Dialog } from '../../../components/Dialog.tsx';
import { CopyId } from '../../../components/Snackbar.tsx';
import { copyNameOf, type Editing } from './editing.ts';
import type { TextWords } from './words.ts';

interface LeaveProps {
  readonly name: string;
  readonly w: TextWords;
  readonly onSave: () => void;
  readonly onDrop: () => void;
  readonly onStay: () => void;
}

export function LeaveQuestion({ name, w, onSave, onDrop, onStay }: LeaveProps) {
  return (
    <Dialog
      title={w('leaveTitle')}
      narrow
      onClose={onStay}
      footer={
        <>
          <Button onClick={onDrop}>{w('leaveDrop')}</Button>
          <span className="gap" />
          <Button onClick={onStay}>{w.t('cancel')}</Button>
          <Button look="solid" data-autofocus onClick={onSave}>
            {w('save')}
          </Button>
        </>
      }
    >
      <p className="t-read quiet">{w('leaveText', { name })}</p>
    </Dialog>
  );
}

interface QuestionProps {
  readonly name: string;
  readonly editing: Editing;
  readonly w: TextWords;
}

export function ClashQuestion({ name, editing, w }: QuestionProps) {
  const { clash, answers } = editing;
  const copy = copyNameOf(name, w);
  const isGone = clash === 'gone';
  const choices = [
    isGone
      ? ([w('goneAgain'), w('goneAgainText'), answers.again] as const)
      : ([w('clashMine'), w('clashMineText'), answers.mine] as const),
    [w('clashCopy'), w('clashCopyText', { copy }), answers.copy] as const,
    ...(isGone ? [] : [[w('clashTheirs'), w('clashTheirsText'), answers.theirs] as const]),
  ];
  return (
    <Choice
      title={w(isGone ? 'goneTitle' : 'clashTitle')}
      text={w(isGone ? 'goneText' : 'clashText', { name })}
      choices={choices}
      onClose={answers.later}
      w={w}
    />
  );
}

interface RefusedProps extends QuestionProps {
  readonly reason: Reason;
}

/** What can be done with words that the server does not take where they were written. */
export function RefusedQuestion({ name, reason, editing: { answers }, w }: RefusedProps) {
  const hasFiles = useSession() !== undefined;
  const copy = copyNameOf(name, w);
  return (
    <Choice
      title={w('refusedTitle', { name })}
      text={`${reason.text} ${w('refusedText')}`}
      choices={[
        ...(hasFiles ? [[w('refusedKeep'), w('refusedKeepText', { copy }), answers.keep] as const] : []),
        [w('refusedCopy'), w('refusedCopyText'), answers.clipboard],
        [w('refusedDownload'), w('refusedDownloadText', { name }), answers.download],
      ]}
      aside={reason.id !== undefined && <CopyId id={reason.id} />}
      onClose={answers.later}
      w={w}
    />
  );
}

interface ChoiceProps {
  readonly title: string;
  readonly text: string;
  /** What each does, what that means, and doing it. */
  readonly choices: readonly (readonly [string, string, () => Promise<unknown>])[];
  readonly aside?: ReactNode;
  readonly onClose: () => void;
  readonly w: TextWords;
}

function Choice({ title, text, choices, aside, onClose, w }: ChoiceProps) {
  return (
    <Dialog
      title={title}
      onClose={onClose}
      footer={
        <>
          {aside}
          <span className="gap" />
          <Button onClick={onClose}>{w.t('cancel')}</Button>
        </>
      }
    >
      <p className="t-read quiet">{text}</p>
      <ul className="clash-choices">
        {choices.map(([does, means, act]) => (
          <li key={does}>
            <button type="button" onClick={() => void act()}>
              <b>{does}</b>
              <span className="quiet t-small">{means}</span>
            </button>
          </li>
        ))}
      </ul>
    </Dialog>
  );
}
