import { expect, it } from 'vitest';
import { besides, staying } from './pin-places.ts';

it('puts one before or after another', () => {
  expect(besides(['a', 'b', 'c'], 'c', 'a', 'before')).toEqual(['c', 'a', 'b']);
  expect(besides(['a', 'b', 'c'], 'a', 'b', 'after')).toEqual(['b', 'a', 'c']);
  expect(besides(['a', 'b', 'c'], 'a', 'b', 'before')).toEqual(['a', 'b', 'c']);
});

it('pins only what has to stand behind something that stood behind it', () => {
  const order = ['a', 'b', 'c', 'd'];
  expect(staying(order, order)).toBe(4);
  expect(staying(order, ['a', 'c', 'd', 'b'])).toBe(3);
  expect(staying(order, ['a', 'c', 'b', 'd'])).toBe(2);
  expect(staying(order, ['d', 'a', 'b', 'c'])).toBe(1);
});

it('comes to the order wanted by appending the rest, whatever the order was', () => {
  const order = ['a', 'b', 'c', 'd'];
  const orders = order.flatMap((uri) => order.flatMap((target) => [besides(order, uri, target, 'after')]));
  for (const wanted of orders) {
    const rest = wanted.slice(staying(order, wanted));
    expect([...order.filter((uri) => !rest.includes(uri)), ...rest]).toEqual(wanted);
  }
});
