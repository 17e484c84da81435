/** How an operation ends: one sentence, the step back, and an explained failure. */
import { failedItems, failuresOf, locksOf, reasonOf } from '../api/index.ts';
import { announce, type Notice, say } from '../components/Snackbar.tsx';
import { keyName } from '../device/index.ts';
import type { Translator } from '../i18n/index.tsx';
import { bindWords } from '../i18n/words.ts';
import { commandWords } from './commands-words.ts';
import { failureWords } from './failure-words.ts';
import { remember, type UndoStep } from './undo.ts';

export interface FailedMore {
  /** Does it once more; offered when what was in the way can be removed. */
  readonly again?: () => void;
  /** Names of items by their URIs, where these do not say them. */
  readonly names?: ReadonlyMap<string, string>;
}

export interface Outcomes {
  /** Says what was done and offers to take it back. */
  done(text: string, step: UndoStep): true;
  /**
   * Says why something was not done. `text` makes the sentence of the reason; when only some of `total` items failed,
   * their number is said instead, and which ones when asked. Where locks are in the way, they are shown instead.
   */
  failed(error: unknown, text: (reason: string) => string, total?: number, more?: FailedMore): false;
  /** Says that only a part was done, why not the rest, and offers to take back what was. */
  partly(error: unknown, failed: number, total: number, step: UndoStep): false;
}

/** The ends of operations in one language. */
export function createOutcomes(t: Translator): Outcomes {
  const w = bindWords(commandWords, t);
  const back = (step: UndoStep): NonNullable<Notice['action']> => {
    const takeBack = remember(step);
    const run = () => {
      takeBack().then(
        () => announce(w('undone')),
        (error) => outcomes.failed(error, (reason) => w('failUndo', { reason })),
      );
    };
    return { label: t('undo'), hint: keyName('mod', 'Z'), run };
  };
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
    failed(error, text, total = 0, { again, names = new Map() }: FailedMore = {}) {
      const locks = locksOf(error);
      if (locks && again) {
        void import('./failures.tsx').then(({ showLocks }) => showLocks(locks, again, t));
        return false;
      }
      const { text: reason, id } = reasonOf(error, t);
      const items = failuresOf(error);
      const failed = failedItems(error);
      const some = failed > 0 && failed < total;
      say({
        text: some ? w('failSome', { failed, total, reason }) : text(reason),
        tone: 'failed',
        errorId: id,
        ...(items && total > 1
          ? {
              action: {
                label: bindWords(failureWords, t)('showThem'),
                run: () => void import('./failures.tsx').then(({ showFailures }) => showFailures(items, names, t)),
              },
            }
          : {}),
      });
      return false;
    },
  };
  return outcomes;
}
