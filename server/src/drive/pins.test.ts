import { FileUri } from '@canopy/contract';
import { expect, it } from 'vitest';
import { Pins } from './pins.ts';
import type { Pin } from './ports.ts';

const caller = { userId: 1 } as Parameters<Pins['order']>[0];

function pinsOf(...names: string[]) {
  let kept: readonly Pin[] = names.map((name) => ({ uri: FileUri.parse(`cloudreve://my/${name}`).toString(), name }));
  const pins = new Pins({
    view: async () => undefined,
    saveView: async () => {},
    changePins: async (_, change) => {
      kept = change(kept) ?? kept;
    },
  });
  const order = (...wanted: string[]) => pins.order(caller, { uris: wanted.map((name) => `cloudreve://my/${name}`) });
  return { order, names: () => kept.map(({ name }) => name) };
}

it('puts pins into an order, and loses none of them', async () => {
  const { order, names } = pinsOf('a', 'b', 'c d', 'e');
  await order('c d', 'never pinned', 'a', 'c%20d/');
  expect(names()).toEqual(['a', 'c d', 'b', 'e']);
  await order('e');
  expect(names()).toEqual(['e', 'a', 'c d', 'b']);
});

it('refuses an order with something in it that is no place', async () => {
  const { order, names } = pinsOf('a', 'b');
  await expect(order('b', '%zz', 'a')).rejects.toMatchObject({ code: 40001 });
  expect(names()).toEqual(['a', 'b']);
});
