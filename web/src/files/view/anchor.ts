/** Keeps what one looks at where it is, when something above it comes or goes. */
import { type RefObject, useLayoutEffect, useRef } from 'react';
import type { Shown } from '../selection.ts';

interface Anchored {
  readonly shown: Shown;
  readonly order: unknown;
  readonly memory: string;
  readonly columns: number;
  readonly rowHeight: number;
  readonly lead: number;
  /** Where the stage was scrolled to before the change. */
  readonly scrollTop: number;
}

/** Rows that the first item in view has moved by; 0 at the top of a list, and when nothing of it is left. */
export function rowsMoved(before: Shown, now: Shown, { columns, rowHeight, lead, scrollTop }: Anchored): number {
  const top = scrollTop - lead;
  if (top <= 0) return 0;
  const first = Math.floor(top / rowHeight) * columns;
  for (let place = first; place < Math.min(before.ids.length, first + 100); place++) {
    const index = now.indexOf(before.ids[place] ?? '');
    if (index >= 0) return Math.floor(index / columns) - Math.floor(place / columns);
  }
  return 0;
}

/** Another order or another place is another list: there nothing is kept. */
export function useAnchor(stage: RefObject<HTMLElement | null>, anchored: Anchored): void {
  const last = useRef(anchored);
  useLayoutEffect(() => {
    const before = last.current;
    last.current = anchored;
    const { shown, order, memory, rowHeight } = anchored;
    if (before.shown === shown || before.order !== order || before.memory !== memory || !stage.current) return;
    const rows = rowsMoved(before.shown, shown, anchored);
    if (rows !== 0) stage.current.scrollTop = anchored.scrollTop + rows * rowHeight;
  });
}
