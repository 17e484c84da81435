import type { KeyboardEvent } from 'react';
import type { Media } from './use-media.ts';

export const rates = [0.5, 0.75, 1, 1.25, 1.5, 1.75, 2] as const;

/** The next speed up (1) or down (-1). */
export function nextRate(rate: number, way: 1 | -1): number {
  const beyond = rates.filter((each) => (way > 0 ? each > rate + 0.001 : each < rate - 0.001));
  return (way > 0 ? beyond[0] : beyond.at(-1)) ?? rate;
}

const loudness = 0.1;
/** Seconds. */
const leaps: Readonly<Record<string, number>> = { ArrowLeft: -5, ArrowRight: 5, j: -10, l: 10 };

/**
 * The keys of a player, as other players have them. With Shift, the arrows lead to other files.
 * @returns whether it was one of them
 */
export function playByKey(
  event: KeyboardEvent,
  media: Media,
  more: Readonly<Record<string, () => void>> = {},
): boolean {
  const { key, target } = event;
  if (event.ctrlKey || event.metaKey || event.altKey) return false;
  const within = (selector: string) => target instanceof Element && target.closest(selector) !== null;
  if (within('select, input:not([type=range]), .details')) return false;
  if (key === ' ' && within('button, [role=menuitem]')) return false;
  if (key.startsWith('Arrow') && (event.shiftKey || within('.media-volume, [role=menu]'))) return false;
  const { time, volume, rate } = media.playing;
  const keys: Readonly<Record<string, () => void>> = {
    ' ': media.toggle,
    k: media.toggle,
    m: media.toggleMute,
    '>': () => media.setRate(nextRate(rate, 1)),
    '<': () => media.setRate(nextRate(rate, -1)),
    ...more,
  };
  const leap = leaps[key];
  const louder = key === 'ArrowUp' ? loudness : key === 'ArrowDown' ? -loudness : undefined;
  if (leap !== undefined) media.seek(time + leap);
  else if (louder !== undefined) media.setVolume(volume + louder);
  else if (keys[key]) keys[key]();
  else return false;
  return true;
}
