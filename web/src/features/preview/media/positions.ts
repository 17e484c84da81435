/** How far one was in a video or a sound: remembered as long as the tab lives. */

const key = 'canopy.positions';
const kept = 50;
/** Nobody means to go on in the first or last seconds; of something short, in a twentieth of it. */
const edgeOf = (duration: number) => Math.min(5, duration / 20);

function read(): Record<string, number> {
  try {
    const value: unknown = JSON.parse(sessionStorage.getItem(key) ?? '{}');
    return typeof value === 'object' && value !== null ? (value as Record<string, number>) : {};
  } catch {
    return {};
  }
}

/** Where to go on, in seconds; 0 = at the beginning. */
export function positionOf(content: string): number {
  const at = read()[content];
  return typeof at === 'number' && Number.isFinite(at) ? at : 0;
}

export function rememberPosition(content: string, seconds: number, duration: number): void {
  const { [content]: _, ...others } = read();
  const edge = edgeOf(duration);
  const isWithin = seconds > edge && seconds < duration - edge;
  const all = Object.entries(others).slice(isWithin ? 1 - kept : -kept);
  if (isWithin) all.push([content, seconds]);
  try {
    sessionStorage.setItem(key, JSON.stringify(Object.fromEntries(all)));
  } catch {
    /* Without room for it, it begins anew. */
  }
}
