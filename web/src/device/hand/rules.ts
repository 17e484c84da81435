/**
 * What a finger means: the rules of every gesture, without the page. Lengths are CSS pixels, times milliseconds, speeds
 * pixels a millisecond.
 */

export interface Spot {
  readonly x: number;
  readonly y: number;
}

export interface Sample extends Spot {
  readonly at: number;
}

/** A finger that lies still trembles by as much. */
const slop = 10;

/** A finger that lies still for so long means what lies under it. */
export const holdMs = 480;

export type Way = 'across' | 'up' | 'down';

/** How many times further sideways than up or down a finger must go for that to be meant. */
const clearlyAcross = 2;

/**
 * Which way a finger went from where it came down; undefined while it is still there. What is neither clearly the one
 * nor the other is up or down, because a list that does not scroll is worse than a row that does not move.
 */
export function wayOf(dx: number, dy: number): Way | undefined {
  if (Math.hypot(dx, dy) <= slop) return undefined;
  if (Math.abs(dx) > clearlyAcross * Math.abs(dy)) return 'across';
  return dy > 0 ? 'down' : 'up';
}

/** Only what the finger did last is its speed: who moves fast and then waits has changed his mind. */
const recentMs = 100;

/** The speed with which a finger left, from where it was when. */
export function speedOf(trail: readonly Sample[], now: number): Spot {
  const recent = trail.filter(({ at }) => now - at <= recentMs);
  const [first] = recent;
  const last = recent.at(-1);
  if (!first || !last || first === last) return { x: 0, y: 0 };
  /* To now, not to the last move: a finger that stands still does not tell so. */
  const passed = Math.max(1, now - first.at);
  return { x: (last.x - first.x) / passed, y: (last.y - first.y) / passed };
}

/** From this speed on a thing is thrown, not placed. */
const thrown = 0.5;

/**
 * Whether what was moved by `moved` of `whole` goes on to its end when it is let go, or back to where it was. A throw
 * decides, whichever way it goes; without one, the half.
 */
export function goesOn(moved: number, whole: number, speed: number): boolean {
  if (Math.abs(speed) >= thrown) return speed > 0 && moved > 0;
  return moved > whole / 2;
}

/** How far a thing gives way that is pulled by `pulled`: less and less, never as far as `most`. */
export function givesWay(pulled: number, most: number): number {
  return pulled <= 0 ? 0 : (most * pulled) / (pulled + most);
}

/** Within so much of an edge a list scrolls towards it. */
const edge = 72;
/** At the edge itself, about a row in 60 ms. */
const fastest = 1;

/** How fast a list that is seen from `top` to `bottom` scrolls under a finger at `y`; upwards is negative. */
export function scrollSpeed(y: number, top: number, bottom: number): number {
  /* Of a low window something stays where nothing scrolls. */
  const zone = Math.min(edge, (bottom - top) / 4);
  if (zone <= 0) return 0;
  const up = Math.min(1, Math.max(0, (top + zone - y) / zone));
  const down = Math.min(1, Math.max(0, (y - bottom + zone) / zone));
  /* Slow at first, so that one row more can be had. */
  return fastest * (down * down - up * up);
}
