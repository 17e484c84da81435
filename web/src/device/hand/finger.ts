/**
 * One finger on an element: whether it taps, scrolls, rests or drags. Taps and scrolling stay the browser's; what rests
 * or drags is offered to the gestures of the element, and belongs to the one that takes it until the finger leaves.
 *
 * Touch events, not pointer events: only they let one decide about scrolling after the finger has moved.
 */
import { holdMs, type Sample, type Spot, speedOf, type Way, wayOf } from './rules.ts';

export interface Start extends Sample {
  readonly target: Element;
}

/** A gesture under way. */
export interface Drag {
  move(spot: Spot): void;
  /** The finger has left with this speed; undefined when the gesture was broken off. */
  end(speed: Spot | undefined): void;
}

export interface Gestures {
  /** The finger has rested on its place for long. */
  readonly hold?: (start: Start) => Drag | undefined;
  /** The finger has left its place. What is not taken scrolls. */
  readonly drag?: (way: Way, start: Start, to: Spot) => Drag | undefined;
}

interface Press {
  readonly finger: number;
  readonly start: Start;
  readonly trail: Sample[];
  readonly timer: ReturnType<typeof setTimeout>;
  readonly listening: AbortController;
  drag: Drag | undefined;
}

const nothing = () => undefined;

/** Where fingers place the caret, mark text, or move a knob. */
const ownsFingers = 'input:not([type=checkbox]), textarea, select, [contenteditable=true]';

/** Watches the fingers on an element until the function that it answers with is called. */
export function watchFinger(element: HTMLElement, gestures: () => Gestures): () => void {
  const watching = new AbortController();
  let press: Press | undefined;

  const leave = (speed?: Spot) => {
    const { drag, timer, listening } = press ?? {};
    press = undefined;
    clearTimeout(timer);
    listening?.abort();
    drag?.end(speed);
  };

  const onMove = (event: TouchEvent) => {
    if (!press) return;
    const touch = [...event.touches].find(({ identifier }) => identifier === press?.finger);
    if (!touch) return;
    const { start, trail } = press;
    const spot = { x: touch.clientX, y: touch.clientY };
    trail.push({ ...spot, at: event.timeStamp });
    if (trail.length > 32) trail.shift();
    if (!press.drag) {
      const way = wayOf(spot.x - start.x, spot.y - start.y);
      if (!way) return;
      clearTimeout(press.timer);
      /* A browser that is scrolling already does not let itself be stopped. */
      press.drag = event.cancelable ? gestures().drag?.(way, start, spot) : undefined;
      if (!press.drag) return leave();
    }
    if (event.cancelable) event.preventDefault();
    press.drag.move(spot);
  };
  const onEnd = (event: TouchEvent) => {
    if (!press) return;
    /* The click that would follow is none. */
    if (press.drag && event.cancelable) event.preventDefault();
    leave(event.type === 'touchend' ? speedOf(press.trail, event.timeStamp) : undefined);
  };
  const onStart = (event: TouchEvent) => {
    leave();
    const [touch] = event.touches;
    if (!touch || event.touches.length > 1 || !(event.target instanceof Element)) return;
    if (event.target.closest(ownsFingers)) return;
    const start = { x: touch.clientX, y: touch.clientY, at: event.timeStamp, target: event.target };
    const listening = new AbortController();
    const timer = setTimeout(() => {
      if (press) press.drag = gestures().hold?.(start);
    }, holdMs);
    const trail: Sample[] = [start];
    press = { finger: touch.identifier, start, trail, timer, listening, drag: undefined };
    /* At the touched element itself: it may leave a list that scrolls, and is told about its finger even then. */
    const { signal } = listening;
    event.target.addEventListener('touchmove', onMove as EventListener, { passive: false, signal });
    event.target.addEventListener('touchend', onEnd as EventListener, { signal });
    event.target.addEventListener('touchcancel', onEnd as EventListener, { signal });
  };

  const { signal } = watching;
  element.addEventListener('touchstart', onStart, { passive: true, signal });
  /* Browsers look before the first touch for whether somebody may want to stop the scrolling here. */
  element.addEventListener('touchmove', nothing, { passive: false, signal });
  /* What is held is meant by us: neither the browser's own drag nor its menu. */
  const stop = (event: Event) => {
    if (!press) return;
    event.preventDefault();
    event.stopPropagation();
  };
  element.addEventListener('dragstart', stop, { capture: true, signal });
  element.addEventListener('contextmenu', stop, { capture: true, signal });
  return () => {
    watching.abort();
    leave();
  };
}
