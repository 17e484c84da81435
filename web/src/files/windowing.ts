/** Which rows of a long list are on the page. Rows are all of one height, so the answer is two divisions. */
import { type RefObject, startTransition, useLayoutEffect, useState } from 'react';

export interface Rows {
  /** First row on the page. */
  readonly start: number;
  /** One after the last row on the page. */
  readonly end: number;
}

/** Rows to draw: those in view, and some above and below so that scrolling never shows a gap. */
export function rowsInView(view: {
  readonly scrollTop: number;
  readonly height: number;
  readonly rowHeight: number;
  readonly count: number;
  readonly overscan: number;
}): Rows {
  const { scrollTop, height, rowHeight, count, overscan } = view;
  if (rowHeight <= 0) return { start: 0, end: Math.min(count, overscan) };
  const first = Math.floor(Math.max(0, scrollTop) / rowHeight);
  const last = Math.ceil((Math.max(0, scrollTop) + height) / rowHeight);
  /* In steps of half the overscan, so that most scrolling changes nothing. */
  const step = Math.max(1, Math.floor(overscan / 2));
  const start = Math.max(0, Math.floor((first - overscan / 2) / step) * step);
  const end = Math.ceil((last + overscan / 2) / step) * step;
  return { start: Math.min(start, Math.max(0, count - 1)), end: Math.min(count, Math.max(end, start + 1)) };
}

export interface WindowOptions {
  readonly stage: RefObject<HTMLElement | null>;
  readonly count: number;
  readonly rowHeight: number;
  /** Pixels above the first row inside the stage (column heads). */
  readonly lead: number;
  readonly overscan?: number;
  /** Told with every scroll, before anything is drawn: reading the position later would force a layout. */
  readonly onScroll?: (scrollTop: number) => void;
}

/** Roughly what stands above a stage. Rows that are guessed right are drawn with the page, not once it is measured. */
const usualTop = 112;

/**
 * The rows of `stage` to draw; draws again only when they change. The first drawing has those in view alone, the others
 * come once it is on the screen.
 */
export function useRowsInView({ stage, count, rowHeight, lead, overscan = 8, onScroll }: WindowOptions): Rows {
  const [rows, setRows] = useState(() =>
    rowsInView({ scrollTop: 0, height: window.innerHeight - usualTop, rowHeight, count: Infinity, overscan: 0 }),
  );
  useLayoutEffect(() => {
    const element = stage.current;
    if (!element) return;
    let beyond = 0;
    const update = () => {
      const { scrollTop } = element;
      onScroll?.(scrollTop);
      const next = rowsInView({
        scrollTop: scrollTop - lead,
        height: element.clientHeight,
        rowHeight,
        /* The part of the stage, however many there are: rows that come are drawn in the same step, and so what is
           below them, such as a field somebody writes in, does not leave the page in between. */
        count: Infinity,
        overscan: beyond,
      });
      setRows((before) => {
        const isSame = before.start === next.start && before.end === next.end;
        const isEnough = beyond === 0 && before.start <= next.start && before.end >= next.end;
        return isSame || isEnough ? before : next;
      });
    };
    const onScrolled = () => {
      beyond = overscan;
      update();
    };
    update();
    /* The first of them comes before what was just drawn is on the screen. */
    let frame = requestAnimationFrame(() => {
      frame = requestAnimationFrame(() => startTransition(onScrolled));
    });
    element.addEventListener('scroll', onScrolled, { passive: true });
    const watcher = new ResizeObserver(update);
    watcher.observe(element);
    return () => {
      cancelAnimationFrame(frame);
      element.removeEventListener('scroll', onScrolled);
      watcher.disconnect();
    };
  }, [stage, rowHeight, lead, overscan, onScroll]);
  /* The list may be shorter than the stage, or have shrunk since the last scroll. */
  return { start: Math.min(rows.start, Math.max(0, count - 1)), end: Math.min(rows.end, count) };
}
