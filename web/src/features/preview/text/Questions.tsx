/** What is asked while somebody writes: before unsaved text is left, and when somebody else was quicker. */
import { Button } from '../../../components/Button.tsx';
import { Dialog } from '../../../components/Dialog.tsx';
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

export function ClashQuestion({ name, editing, w }: { name: string; editing: Editing; w: TextWords }) {
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
    <Dialog
      title={w(isGone ? 'goneTitle' : 'clashTitle')}
      onClose={answers.later}
      footer={
        <>
          <span className="gap" />
          <Button onClick={answers.later}>{w.t('cancel')}</Button>
        </>
      }
    >
      <p className="t-read quiet">{w(isGone ? 'goneText' : 'clashText', { name })}</p>
      <ul className="clash-choices">
        {choices.map(([title, text, act]) => (
          <li key={title}>
            <button type="button" onClick={() => void act()}>
              <b>{title}</b>
              <span className="quiet t-small">{text}</span>
            </button>
          </li>
        ))}
      </ul>
    </Dialog>
  );
}
