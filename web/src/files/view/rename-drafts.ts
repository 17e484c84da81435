/** Names that somebody wrote and that no item got: because the server refused them, or the item left the page. */
import { copyText } from '../../components/copy-text.ts';
import { say } from '../../components/Snackbar.tsx';
import type { Translator } from '../../i18n/index.tsx';
import { bindWords } from '../../i18n/words.ts';
import { nameWords } from '../name-words.ts';

const drafts = new Map<string, string>();

/** Keeps what was written for an item, until its name is changed again. */
export function keepName(id: string, name: string): void {
  drafts.set(id, name);
}

/** What was written for an item, once. */
export function takeName(id: string): string | undefined {
  const name = drafts.get(id);
  drafts.delete(id);
  return name;
}

/** Says that an item went away while it was renamed, and gives back what was written. */
export function tellGone(id: string, t: Translator): void {
  const name = takeName(id);
  if (name === undefined) return;
  const w = bindWords(nameWords, t);
  say({
    text: w('renameGone', { name }),
    tone: 'failed',
    stays: true,
    action: { label: w('copyName'), run: () => void copyText(name) },
  });
}
