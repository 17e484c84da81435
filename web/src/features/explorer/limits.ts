/** What somebody may not do in files that are not his own. In one's own drive there are no limits. */
import type { FileResponse } from '@canopy/contract';
import type { Actions } from './actions.ts';

/** `add` is about the folder itself, `duplicate` about both, all others about items. */
export type Deed = 'add' | 'rename' | 'move' | 'copy' | 'duplicate' | 'trash' | 'download' | 'own';

/** Why something can't be done with these items, in words; undefined when it can. */
export type Why = (deed: Deed, files: readonly FileResponse[]) => string | undefined;

export interface Limits {
  readonly why: Why;
  /** Whether "New" is there at all: to those who may only look, it would offer nothing. */
  readonly offersNew: boolean;
  /** The same actions, which say why instead of doing what may not be done. */
  readonly limit: (actions: Actions) => Actions;
}
