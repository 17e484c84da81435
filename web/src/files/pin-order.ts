/** The order of pins. The server appends what is pinned, so whatever has to stand behind another is pinned once more. */
import type { User } from '@canopy/contract';
import { client } from '../api/index.ts';
import type { Translator } from '../i18n/index.tsx';
import { bindWords } from '../i18n/words.ts';
import { createOutcomes } from './outcomes.ts';
import { patiently } from './patience.ts';
import { staying } from './pin-places.ts';
import { pinWords } from './pin-words.ts';
import { change } from './pins.ts';

type Pin = NonNullable<User['pined']>[number];

/** Puts pins into an order; those that it does not name come last, as they stood. @returns the order before */
async function arrange(order: readonly string[]): Promise<string[]> {
  let before: string[] = [];
  let after: Pin[] = [];
  const place = ({ uri }: Pin) => (order.includes(uri) ? order.indexOf(uri) : order.length);
  await change(
    (pins) => {
      before = pins.map(({ uri }) => uri);
      after = [...pins].sort((a, b) => place(a) - place(b));
      return after;
    },
    async () => {
      const first = staying(
        before,
        after.map(({ uri }) => uri),
      );
      for (const { uri, name } of after.slice(first)) {
        await client.call('unpinFile', { body: { uri } });
        /* Between the two it is on no list: a broken connection is waited for. */
        const run = { signal: new AbortController().signal, trouble: () => {}, report: () => {} };
        await patiently(run, () => client.call('pinFile', { body: { uri, ...(name ? { name } : {}) } }));
      }
    },
  );
  return before;
}

/** Puts the pins into an order, and says so of the one that was moved. Settles without throwing. */
export async function arrangePins(order: readonly string[], name: string, t: Translator): Promise<boolean> {
  const w = bindWords(pinWords, t);
  const { done, failed } = createOutcomes(t);
  try {
    const before = await arrange(order);
    return done(w('didMovePin', { name }), { undo: async () => void (await arrange(before)) });
  } catch (error) {
    return failed(error, (reason) => w('failPin', { reason }));
  }
}
