import { expect, it } from 'vitest';
import { remember } from './memory.ts';

it('forgets the places that were left longest ago', () => {
  const places = new Map<string, number>();
  for (let place = 0; place < 200; place++) {
    remember(places, String(place), place);
    remember(places, 'home', place);
  }
  expect(places.size).toBe(50);
  expect(places.get('home')).toBe(199);
  expect(places.get('199')).toBe(199);
  expect(places.has('100')).toBe(false);
});
