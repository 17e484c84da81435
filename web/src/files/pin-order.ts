/** The order of pins, by their URIs, with its words. */
import type { User } from '@canopy/contract';
import { client, currentMe } from '../api/index.ts';
import type { Translator } from '../i18n/index.tsx';
import { bindWords } from '../i18n/words.ts';
import { createOutcomes } from './outcomes.ts';
import { pinWords } from './pin-words.ts';
import { pinnedPlaces } from './pinned.ts';
import { change } from './pins.ts';

type Pin = NonNullable<User['pined']>[number];

/** The order with one of them before or after another. */
export function besides(order: readonly string[], moved: string, target: string, side: 'before' | 'after'): string[] {
  const others = order.filter((uri) => uri !== moved);
  return others.toSpliced(others.indexOf(target) + (side === 'after' ? 1 : 0), 0, moved);
}

/** Puts pins into an order; those that it does not name come last, as they stood. @returns the order before */
async function arrange(order: readonly string[]): Promise<string[]> {
  let before: string[] = [];
  const place = ({ uri }: Pin) => (order.includes(uri) ? order.indexOf(uri) : order.length);
  await change(
    (pins) => {
      before = pins.map(({ uri }) => uri);
      return pins.toSorted((a, b) => place(a) - place(b));
    },
    () => client.call('orderPins', { body: { uris: [...order] } }),
  );
  return before;
}

/** Puts a pin before or after another, and says so. Settles without throwing. */
export async function movePin(
  moved: string,
  target: string,
  side: 'before' | 'after',
  t: Translator,
): Promise<boolean> {
  const w = bindWords(pinWords, t);
  const { done, failed } = createOutcomes(t);
  const pins = pinnedPlaces(currentMe()).map(({ uri, name }) => ({ uri: uri.toString(), name }));
  const name = pins.find(({ uri }) => uri === moved)?.name ?? '';
  const order = pins.map(({ uri }) => uri);
  try {
    const before = await arrange(besides(order, moved, target, side));
    return done(w('didMovePin', { name }), { undo: async () => void (await arrange(before)) });
  } catch (error) {
    return failed(error, (reason) => w('failPin', { reason }));
  }
}
