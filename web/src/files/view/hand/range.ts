/** A finger that rests on an item selects it, and from there on all that it is drawn over. */
import type { Spot } from '../../../device/hand/rules.ts';
import type { Selection, Shown } from '../../selection.ts';

/** How items lie on the stage, pixels. */
export interface Lattice {
  /** Where the first item starts, and which way its row goes on. */
  readonly start: Spot;
  readonly isRtl: boolean;
  readonly columns: number;
  readonly columnWidth: number;
  readonly rowHeight: number;
  readonly count: number;
}

/** The index of the item at a point, or of the one nearest to it. */
export function indexAt({ x, y }: Spot, { start, isRtl, columns, columnWidth, rowHeight, count }: Lattice): number {
  const along = Math.floor((isRtl ? start.x - x : x - start.x) / columnWidth);
  const row = Math.max(0, Math.floor((y - start.y) / rowHeight));
  return Math.min(count - 1, row * columns + Math.min(columns - 1, Math.max(0, along)));
}

/** What a range starts from. */
export interface RangeStart {
  /** The item that was held. */
  readonly id: string;
  /** What was selected before. */
  readonly before: ReadonlySet<string>;
}

/**
 * The range from the item that was held to the one at `index`: selected, or, when the held one was selected before, no
 * longer so. What the finger went back over is as it was before.
 */
export function selectTo({ id, before }: RangeStart, shown: Shown, index: number): Selection {
  const ids = new Set(before);
  const from = shown.indexOf(id);
  const adds = !before.has(id);
  for (const each of shown.ids.slice(Math.min(from, index), Math.max(from, index) + 1)) {
    if (adds) ids.add(each);
    else ids.delete(each);
  }
  return { ids, anchor: id, cursor: id };
}
