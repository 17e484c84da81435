/** Ways up a tree that is known by where each thing in it is. */
import type { Spot } from './line.ts';

/** Deeper than this nothing is looked for: a guard against a damaged tree. */
export const deepest = 4_096;

/** The path from the top down to something, by where each step is; undefined = it is not below the top. */
export function pathBelow(top: number, id: number, spotOf: (id: number) => Spot | undefined): string | undefined {
  const names: string[] = [];
  let at = id;
  while (at !== top) {
    const spot = spotOf(at);
    if (!spot || spot.parentId === null || names.length > deepest) return undefined;
    names.push(spot.name);
    at = spot.parentId;
  }
  return names.reverse().join('/');
}

/** Whether the way up from `id` meets what is known to be within. Remembers the whole way. */
export function climb(
  known: Map<number, boolean>,
  id: number,
  above: (id: number) => number | null | undefined,
): boolean {
  const climbed: number[] = [];
  let at: number | null | undefined = id;
  while (at !== null && at !== undefined && !known.has(at) && climbed.length < deepest) {
    climbed.push(at);
    at = above(at);
  }
  const within = at !== null && at !== undefined && (known.get(at) ?? false);
  for (const step of climbed) known.set(step, within);
  return within;
}
