/** How an operation ends: one sentence, the step back, and an explained failure. */
import { isAbort } from '@canopy/client';
import type { FileResponse } from '@canopy/contract';
import { failedItems, failuresOf, locksOf, reasonOf } from '../api/index.ts';
import { announce, type Notice, say } from '../components/Snackbar.tsx';
import { keyName } from '../device/index.ts';
import type { Translator } from '../i18n/index.tsx';
import { bindWords } from '../i18n/words.ts';
import { type Failures, PartlyDone } from './batches.ts';
import { commandWords } from './commands-words.ts';
import { failureWords } from './failure-words.ts';
import { remember, type UndoStep } from './undo.ts';

export interface FailedMore {
  /** How many items it was about. */
  readonly total?: number;
  /** Does it once more, for what was left. */
  readonly again?: () => void;
  /** What was left: their names, where URIs do not say them. */
  readonly left?: readonly FileResponse[];
}

type Action = NonNullable<Notice['action']>;

export interface Outcomes {
  /** Says what was done and offers to take it back. */
  done(text: string, step: UndoStep): true;
  /**
   * Says why something was not done. `text` makes the sentence of the reason; when only some of the items failed,
   * their number is said instead, and which ones when asked. Where locks are in the way, they are shown instead.
   */
  failed(error: unknown, text: (reason: string) => string, more?: FailedMore): false;
  /** Says that only a part was done, why not the rest, and offers to take back what was. */
  partly(error: unknown, failed: number, total: number, step: UndoStep): false;
  /** The same of work in batches, which may also have been ended: what was left can be tried again. */
  partlyDone(error: PartlyDone, step: UndoStep | undefined, again: () => void): false;
}

/** The ends of operations in one language. */
export function createOutcomes(t: Translator): Outcomes {
  const w = bindWords(commandWords, t);
  const fw = bindWords(failureWords, t);
  const undoing = (step: UndoStep): (() => void) => {
    const takeBack = remember(step);
    return () => {
      takeBack().then(
        () => announce(w('undone')),
        (error) => outcomes.failed(error, (reason) => w('failUndo', { reason })),
      );
    };
  };
  const back = (step: UndoStep): Action => ({ label: t('undo'), hint: keyName('mod', 'Z'), run: undoing(step) });
  /** Opens the list of what failed. */
  const showing = (items: Failures, { left = [], again }: FailedMore, takeBack?: () => void): Action => ({
    label: fw('showThem'),
    run: () =>
      void import('./failures.tsx').then(({ showFailures }) => showFailures({ items, left, again, takeBack }, t)),
  });

  const outcomes: Outcomes = {
    done(text, step) {
      say({ text, action: back(step) });
      return true;
    },
    partly(error, failed, total, step) {
      const { text: reason, id } = reasonOf(error, t);
      say({ text: w('failSome', { failed, total, reason }), tone: 'failed', errorId: id, action: back(step) });
      return false;
    },
    partlyDone({ cause, done, left, failures }, step, again) {
      const counts = { done: done.length, failed: left.length, total: done.length + left.length };
      if (isAbort(cause)) {
        say({ text: w('stopped', counts), ...(step && { action: back(step) }) });
        return false;
      }
      const takeBack = step && undoing(step);
      const locks = locksOf(cause);
      if (locks) {
        void import('./failures.tsx').then(({ showLocks }) => showLocks(locks, again, t));
        return false;
      }
      const { text: reason, id } = reasonOf(cause, t);
      const items = Object.keys(failures).length > 0;
      say({
        text: w('failSome', { ...counts, reason }),
        tone: 'failed',
        errorId: id,
        action: items ? showing(failures, { left, again }, takeBack) : { label: t('retry'), run: again },
      });
      return false;
    },
    failed(error, text, more = {}) {
      if (error instanceof PartlyDone) {
        const { done, left, failures } = error;
        const { text: reason, id } = reasonOf(error.cause, t);
        const counts = { failed: left.length, total: done.length + left.length, reason };
        const items = Object.keys(failures).length > 0;
        const action = items && { action: showing(failures, { left }) };
        say({ text: w('failUndoSome', counts), tone: 'failed', errorId: id, ...action });
        return false;
      }
      const { total = 0, again } = more;
      const locks = locksOf(error);
      if (locks && again) {
        void import('./failures.tsx').then(({ showLocks }) => showLocks(locks, again, t));
        return false;
      }
      const { text: reason, id } = reasonOf(error, t);
      const items = failuresOf(error);
      const failed = failedItems(error);
      say({
        text: failed > 0 && failed < total ? w('failSome', { failed, total, reason }) : text(reason),
        tone: 'failed',
        errorId: id,
        ...(items && total > 1 && { action: showing(items, more) }),
      });
      return false;
    },
  };
  return outcomes;
}
