/** The rubber band: dragging over empty ground selects what it touches. For the mouse, in the grid. */
import { type PointerEvent, type RefObject, useRef, useState } from 'react';
import { isMod } from '../../device/index.ts';
import { clear, selectThese } from '../selection.ts';
import type { FileViewProps } from './types.ts';

export interface Band {
  readonly left: number;
  readonly top: number;
  readonly width: number;
  readonly height: number;
}

export interface TileGeometry {
  readonly columns: number;
  readonly rowHeight: number;
  /** Width of a column with its gap. */
  readonly columnWidth: number;
  /** Where the first tile begins, in the coordinates of the scrolled content. */
  readonly left: number;
  readonly top: number;
  readonly count: number;
}

/** Indexes of the tiles that a band touches. */
export function tilesInBand(band: Band, geometry: TileGeometry): number[] {
  const { columns, rowHeight, columnWidth, left, top, count } = geometry;
  const span = (from: number, to: number, size: number, last: number) => ({
    first: Math.max(0, Math.floor(from / size)),
    last: Math.min(last, Math.floor(to / size)),
  });
  const across = span(band.left - left, band.left + band.width - left, columnWidth, columns - 1);
  const down = span(band.top - top, band.top + band.height - top, rowHeight, Math.ceil(count / columns) - 1);
  const touched: number[] = [];
  for (let row = down.first; row <= down.last; row++) {
    for (let column = across.first; column <= across.last; column++) {
      const index = row * columns + column;
      if (index < count) touched.push(index);
    }
  }
  return touched;
}

const startsAfterPx = 5;

type Props = Pick<FileViewProps, 'shown' | 'selection' | 'onSelect'>;

/** Handlers for the stage, and the band to draw. */
export function useBand(stage: RefObject<HTMLElement | null>, props: Props, geometry: () => TileGeometry | undefined) {
  const [band, setBand] = useState<Band>();
  const start = useRef<{ x: number; y: number; keep: ReadonlySet<string>; moved: boolean } | undefined>(undefined);

  const pointIn = (event: PointerEvent, element: HTMLElement) => {
    const box = element.getBoundingClientRect();
    return { x: event.clientX - box.left + element.scrollLeft, y: event.clientY - box.top + element.scrollTop };
  };

  return {
    band,
    onPointerDown: (event: PointerEvent) => {
      const element = stage.current;
      const ground = event.target instanceof Element && !event.target.closest('[data-id], button, input');
      if (!element || !ground || event.pointerType !== 'mouse' || event.button !== 0 || !geometry()) return;
      /* The scroll bar belongs to the element too. */
      if (event.clientX - element.getBoundingClientRect().left > element.clientWidth) return;
      const keep = isMod(event) || event.shiftKey ? props.selection.ids : new Set<string>();
      start.current = { ...pointIn(event, element), keep, moved: false };
    },
    onPointerMove: (event: PointerEvent) => {
      const element = stage.current;
      const from = start.current;
      if (!element || !from) return;
      const to = pointIn(event, element);
      if (!from.moved && Math.hypot(to.x - from.x, to.y - from.y) < startsAfterPx) return;
      if (!from.moved) element.setPointerCapture(event.pointerId);
      from.moved = true;
      const next = {
        left: Math.min(from.x, to.x),
        top: Math.min(from.y, to.y),
        width: Math.abs(to.x - from.x),
        height: Math.abs(to.y - from.y),
      };
      setBand(next);
      const places = geometry();
      if (!places) return;
      const ids = tilesInBand(next, places).flatMap((index) => props.shown.ids[index] ?? []);
      props.onSelect(ids.length || from.keep.size ? selectThese(ids, from.keep) : clear(props.selection));
    },
    /** True when this press was a band: the click that follows it is then no click. */
    onPointerUp: (): boolean => {
      const moved = start.current?.moved ?? false;
      start.current = undefined;
      setBand(undefined);
      return moved;
    },
  };
}
