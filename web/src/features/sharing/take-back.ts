/** Says what was done, and offers to take it back. */
import { createOutcomes } from '../../files/outcomes.ts';
import type { Words } from '../../i18n/words.ts';
import type { SharingKey } from './words.ts';

export function saidWithUndo(w: Words<SharingKey>, text: string, undo: () => Promise<void>): void {
  createOutcomes(w.t).done(text, { undo });
}
