/** Keeps what one looks at where it is, when something above it comes or goes. */
import { type RefObject, useLayoutEffect, useRef } from 'react';
import type { View } from '../../device/index.ts';
import type { Shown } from '../selection.ts';

/** How items lie on the stage, pixels. */
export interface Layout {
  readonly columns: number;
  readonly rowHeight: number;
  /** Pixels above the first row. */
  readonly lead: number;
}

interface Anchored extends Layout {
  readonly shown: Shown;
  readonly order: unknown;
  readonly memory: string;
  readonly view: View;
  /** The view that the layout is of. */
  readonly of: View;
  /** It was not measured yet. */
  readonly isGuess: boolean;
  /** Where the stage was scrolled to before the change. */
  readonly scrollTop: number;
}

/** Rows that the first item in view has moved by; 0 at the top of a list, and when nothing of it is left. */
export function rowsMoved(before: Shown, now: Shown, { columns, rowHeight, lead, scrollTop }: Anchored): number {
  const top = scrollTop - lead;
  if (top <= 0) return 0;
  const first = Math.floor(top / rowHeight) * columns;
  for (let place = first; place < Math.min(before.ids.length, first + 100); place++) {
    const id = before.ids[place] ?? '';
    /* A list that only became longer is not looked through: with each page that comes, that would be all of it. */
    const index = now.ids[place] === id ? place : now.indexOf(id);
    if (index >= 0) return Math.floor(index / columns) - Math.floor(place / columns);
  }
  return 0;
}

/** Where the stage stands after its items were laid out anew, so that what stood at its top stands there still. */
export function topAfter(before: Layout, now: Layout, scrollTop: number): number {
  const { columns, rowHeight, lead } = before;
  if (columns === now.columns && rowHeight === now.rowHeight && lead === now.lead) return scrollTop;
  const rows = (scrollTop - lead) / rowHeight;
  if (rows <= 0) return scrollTop;
  const first = Math.floor(rows) * columns;
  /* What was cut by the edge stays cut by as much of itself. */
  return now.lead + (Math.floor(first / now.columns) + (rows % 1)) * now.rowHeight;
}

/** Another order or another place is another list: there nothing is kept. */
export function useAnchor(stage: RefObject<HTMLElement | null>, anchored: Anchored): void {
  const last = useRef(anchored);
  /** Where the stage stood when another view was wanted: until that is there, the stage is empty. */
  const left = useRef<number>(undefined);
  useLayoutEffect(() => {
    const before = last.current;
    if (anchored.of !== anchored.view) {
      left.current ??= anchored.scrollTop;
      return;
    }
    const scrollTop = left.current ?? anchored.scrollTop;
    left.current = undefined;
    last.current = anchored;
    const { shown, order, memory, rowHeight } = anchored;
    if (before.order !== order || !stage.current) return;
    let top = scrollTop;
    if (before.memory === memory) {
      if (before.shown !== shown) top += rowsMoved(before.shown, shown, anchored) * rowHeight;
      else if (!before.isGuess) top = topAfter(before, anchored, scrollTop);
    }
    if (top !== anchored.scrollTop) stage.current.scrollTop = top;
  });
}
