// @vitest-environment jsdom
import { expect, it } from 'vitest';
import { besides } from './pin-order.ts';

it('puts one before or after another', () => {
  expect(besides(['a', 'b', 'c'], 'c', 'a', 'before')).toEqual(['c', 'a', 'b']);
  expect(besides(['a', 'b', 'c'], 'a', 'b', 'after')).toEqual(['b', 'a', 'c']);
  expect(besides(['a', 'b', 'c'], 'a', 'b', 'before')).toEqual(['a', 'b', 'c']);
});
