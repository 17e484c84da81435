/** The rubber band: dragging over empty ground selects what it touches. For the mouse, in the grid. */
import { type RefObject, useEffect, useRef, useState } from 'react';
import { isMod } from '../../device/index.ts';
import { clear, selectThese } from '../selection.ts';
import { type TileGeometry, tilesInBand } from './band-geometry.ts';
import type { FileViewProps } from './types.ts';

export interface Band {
  readonly left: number;
  readonly top: number;
  readonly width: number;
  readonly height: number;
}

const startsAfterPx = 5;

interface Start {
  readonly x: number;
  readonly y: number;
  /** What was selected before and stays so (Ctrl, Shift). */
  readonly keep: ReadonlySet<string>;
  moved: boolean;
}

function pointIn(event: PointerEvent, element: HTMLElement): { x: number; y: number } {
  const box = element.getBoundingClientRect();
  return { x: event.clientX - box.left + element.scrollLeft, y: event.clientY - box.top + element.scrollTop };
}

/** Whether a press starts on empty ground, and not on the scroll bar. */
function isGround(event: PointerEvent, element: HTMLElement): boolean {
  if (event.pointerType !== 'mouse' || event.button !== 0) return false;
  if (!(event.target instanceof Element) || event.target.closest('[data-id], button, input')) return false;
  return event.clientX - element.getBoundingClientRect().left < element.clientWidth;
}

/** Watches the stage; returns the band to draw. */
export function useBand(
  stage: RefObject<HTMLElement | null>,
  props: Pick<FileViewProps, 'shown' | 'selection' | 'onSelect'>,
  geometry: () => TileGeometry | undefined,
): Band | undefined {
  const [band, setBand] = useState<Band>();
  const latest = useRef({ props, geometry });
  useEffect(() => {
    latest.current = { props, geometry };
  });
  useEffect(() => {
    const element = stage.current;
    if (!element) return;
    let start: Start | undefined;
    const controller = new AbortController();
    const { signal } = controller;

    const onDown = (event: PointerEvent) => {
      if (!isGround(event, element)) return;
      const { selection } = latest.current.props;
      const keep = isMod(event) || event.shiftKey ? selection.ids : new Set<string>();
      start = { ...pointIn(event, element), keep, moved: false };
    };
    const onMove = (event: PointerEvent) => {
      if (!start) return;
      const to = pointIn(event, element);
      if (!start.moved && Math.hypot(to.x - start.x, to.y - start.y) < startsAfterPx) return;
      if (!start.moved) element.setPointerCapture(event.pointerId);
      start.moved = true;
      const next = {
        left: Math.min(start.x, to.x),
        top: Math.min(start.y, to.y),
        width: Math.abs(to.x - start.x),
        height: Math.abs(to.y - start.y),
      };
      setBand(next);
      const places = latest.current.geometry();
      if (!places) return;
      const { shown, selection, onSelect } = latest.current.props;
      const ids = tilesInBand(next, places).flatMap((index) => shown.ids[index] ?? []);
      onSelect(ids.length > 0 || start.keep.size > 0 ? selectThese(ids, start.keep) : clear(selection));
    };
    const onUp = () => {
      const wasBand = start?.moved ?? false;
      start = undefined;
      setBand(undefined);
      if (!wasBand) return;
      /* The click that follows a band is none. */
      const swallow = (event: Event) => event.stopPropagation();
      element.addEventListener('click', swallow, { capture: true, once: true });
      setTimeout(() => element.removeEventListener('click', swallow, { capture: true }), 0);
    };
    element.addEventListener('pointerdown', onDown, { signal });
    element.addEventListener('pointermove', onMove, { signal });
    element.addEventListener('pointerup', onUp, { signal });
    element.addEventListener('pointercancel', onUp, { signal });
    return () => controller.abort();
  }, [stage]);
  return band;
}
