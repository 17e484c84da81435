/** That a list could not be refreshed, in words. Loaded when it first happens. */
import { reasonOf } from '../../api/errors.ts';
import { say, useSnackbar } from '../../components/Snackbar.tsx';
import type { Translator } from '../../i18n/index.tsx';
import { bindWords } from '../../i18n/words.ts';
import { stateWords } from './state-words.ts';

/**
 * Says why a list that is shown could not be refreshed, unless `signal` says that it is not shown any more. What was
 * refused just before is read first: lists are asked anew because of it, and the reason is often the same.
 */
export function sayNotRefreshed(error: unknown, t: Translator, signal: AbortSignal): void {
  const sayNow = () => {
    const { text, id } = reasonOf(error, t);
    say({ text: bindWords(stateWords, t)('failNotice', { reason: text }), tone: 'failed', errorId: id });
  };
  const isRead = () => useSnackbar.getState().notice?.tone !== 'failed';
  if (signal.aborted) return;
  if (isRead()) sayNow();
  else {
    const end = useSnackbar.subscribe(() => {
      if (!isRead()) return;
      end();
      sayNow();
    });
    signal.addEventListener('abort', end);
  }
}
