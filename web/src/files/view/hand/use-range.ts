/** Drawing a finger over items after it has rested on one: selects them, and scrolls when it comes near an edge. */
import { type RefObject, useRef } from 'react';
import type { Drag, Start } from '../../../device/hand/finger.ts';
import { type Spot, scrollSpeed } from '../../../device/hand/rules.ts';
import type { Layout } from '../anchor.ts';
import { itemOf } from '../pointer.ts';
import type { FileViewProps } from '../types.ts';
import { indexAt, type Lattice, selectTo } from './range.ts';

export interface RangeStage extends Pick<FileViewProps, 'files' | 'shown' | 'selection' | 'onSelect' | 'view'> {
  readonly stage: RefObject<HTMLElement | null>;
  /** The element around all items. */
  readonly inner: RefObject<HTMLElement | null>;
  readonly layout: Layout;
}

const pixels = (text: string) => Number.parseFloat(text) || 0;

/** Where the items lie in the window at this moment. */
function latticeOf({ view, files, layout }: RangeStage, stage: HTMLElement, inner: HTMLElement): Lattice {
  const { columns, rowHeight, lead } = layout;
  const box = inner.getBoundingClientRect();
  const style = getComputedStyle(inner);
  const isRtl = style.direction === 'rtl';
  const y = stage.getBoundingClientRect().top + lead - stage.scrollTop;
  const rest = { isRtl, columns, rowHeight, count: files.length };
  if (view === 'list') return { ...rest, start: { x: isRtl ? box.right : box.left, y }, columnWidth: box.width };
  return {
    ...rest,
    start: { x: isRtl ? box.right - pixels(style.paddingRight) : box.left + pixels(style.paddingLeft), y },
    columnWidth: pixels(style.gridTemplateColumns) + pixels(style.columnGap),
  };
}

/** @returns what a finger that rests does; the stage may change while it is drawn on */
export function useRange(now: RangeStage): (start: Start) => Drag | undefined {
  const latest = useRef(now);
  latest.current = now;
  return (start) => {
    const { stage, inner } = latest.current;
    const held = itemOf(start, latest.current)?.file;
    if (!held || !stage.current || !inner.current) return undefined;
    const range = { id: held.id, before: latest.current.selection.ids };
    const { current: element } = stage;
    let at: Spot = start;
    let reached = -1;
    let frame = 0;
    let last = performance.now();

    const select = () => {
      const { shown, onSelect } = latest.current;
      if (!inner.current || shown.indexOf(range.id) < 0) return;
      const index = indexAt(at, latticeOf(latest.current, element, inner.current));
      if (index === reached) return;
      reached = index;
      onSelect(selectTo(range, shown, index));
    };
    const scroll = (time: number) => {
      frame = requestAnimationFrame(scroll);
      const box = element.getBoundingClientRect();
      /* What the phone's bar lies over is no part of the list that one sees. */
      const bottom = box.bottom - pixels(getComputedStyle(element).paddingBottom);
      const by = scrollSpeed(at.y, box.top, bottom) * Math.min(50, time - last);
      last = time;
      if (by === 0) return;
      element.scrollTop += by;
      select();
    };
    navigator.vibrate?.(10);
    select();
    return {
      move: (spot) => {
        at = spot;
        if (frame === 0) frame = requestAnimationFrame(scroll);
        select();
      },
      end: () => cancelAnimationFrame(frame),
    };
  };
}
