/** What a rewind is planned from, and what has to be done for it. */
import type { RewindProblem } from '@canopy/contract';
import type { Spot } from './line.ts';
import type { Past } from './past.ts';

/** A file as it is now, as far as a plan looks at it. What was deleted for good has no row. */
export interface Present extends Spot {
  readonly id: number;
  readonly ownerId: number;
  readonly inTrash: boolean;
}

export interface PlanInput {
  /** The folder or file that is set back. It keeps its name and place. */
  readonly top: number;
  readonly ownerId: number;
  readonly past: ReadonlyMap<number, Past>;
  /** Rows of all files in `past`, and of every folder above them, now and then. */
  readonly present: ReadonlyMap<number, Present>;
  /** Where folders were that have neither a row nor a line in the window. */
  readonly earlier: ReadonlyMap<number, Spot>;
  /** Whether the caller may bring back what is not below the top any more: from the trash, or from a folder elsewhere. */
  readonly mayFetch: (past: Past, fromTrash: boolean) => boolean;
  /** Whether the caller may put things elsewhere than below the top. */
  readonly mayReturn: boolean;
}

export type ProblemReason = RewindProblem['reason'];

export type Problem = Readonly<RewindProblem>;

/** Something that goes to another place. */
export interface Relocation {
  readonly id: number;
  /** Where to: the number of a folder, or the old number of one that is made anew. */
  readonly parentId: number;
  readonly name: string;
  readonly from: 'trash' | 'folder';
  readonly renamedOnly: boolean;
}

/** A folder that was deleted for good and is made anew, because something in it comes back. */
export interface Remade {
  /** Its old number. */
  readonly id: number;
  readonly parentId: number;
  readonly name: string;
}

/** What has to be done so that everything below the top is as it was. */
export interface Plan {
  /** Parents before what lies in them. */
  readonly remade: readonly Remade[];
  /** Places below the top, none of them wanted twice. */
  readonly relocations: readonly Relocation[];
  /** What came in from elsewhere and goes back there, outermost first; where that is not possible, to the trash as it is. */
  readonly returns: readonly Relocation[];
  /**
   * What an earlier rewind took out of something that leaves now, and goes back into it, outermost first; where that
   * is not possible, it stays. They are what makes undoing exact: they came along then, and were no part of the past.
   */
  readonly followers: readonly Relocation[];
  /** What came into being since, or has no place to go back to; what lies in it goes along. */
  readonly trashed: readonly number[];
  /** What still exists of that, and what goes back elsewhere: contents, metadata, views may have to be set back. */
  readonly kept: readonly number[];
  readonly problems: readonly Problem[];
  /** Path below the top of a file that was there. */
  readonly pathThen: (id: number) => string;
}
