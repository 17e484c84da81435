import { expect, it } from 'vitest';
import { givesWay, goesOn, type Sample, scrollSpeed, speedOf, wayOf } from './rules.ts';

it('lets a finger tremble, and takes what is not clearly sideways for scrolling', () => {
  expect(wayOf(0, 0)).toBeUndefined();
  expect(wayOf(6, -7)).toBeUndefined();
  expect(wayOf(12, 1)).toBe('across');
  expect(wayOf(-40, 19)).toBe('across');
  expect(wayOf(40, 21)).toBe('down');
  expect(wayOf(-30, -30)).toBe('up');
  expect(wayOf(0, 11)).toBe('down');
});

const trail = (...samples: readonly (readonly [at: number, x: number, y: number])[]): Sample[] =>
  samples.map(([at, x, y]) => ({ at, x, y }));

it('measures the speed of what a finger did last', () => {
  expect(speedOf(trail([0, 0, 0], [50, 100, -50]), 50)).toEqual({ x: 2, y: -1 });
  expect(speedOf(trail([0, 500, 0], [950, 0, 0], [1000, 0, 40]), 1000)).toEqual({ x: 0, y: 0.8 });
  expect(speedOf([], 10)).toEqual({ x: 0, y: 0 });
  expect(speedOf(trail([0, 0, 0]), 10)).toEqual({ x: 0, y: 0 });
});

it('takes a finger that waits before it leaves for one that stands', () => {
  const thrown = trail([0, 0, 0], [20, 0, 60], [40, 0, 120]);
  expect(speedOf(thrown, 40).y).toBe(3);
  expect(speedOf(thrown, 120).y).toBeLessThan(1);
  expect(speedOf(thrown, 300).y).toBe(0);
});

it('finishes what was moved by half or thrown, and takes back what was not', () => {
  expect(goesOn(49, 100, 0)).toBe(false);
  expect(goesOn(51, 100, 0.2)).toBe(true);
  expect(goesOn(20, 100, 0.6)).toBe(true);
  expect(goesOn(90, 100, -0.6)).toBe(false);
  expect(goesOn(0, 100, 2)).toBe(false);
});

it('gives way less the further it is pulled', () => {
  expect(givesWay(-5, 100)).toBe(0);
  expect(givesWay(10, 100)).toBeCloseTo(9.09, 2);
  expect(givesWay(100, 100)).toBe(50);
  expect(givesWay(100_000, 100)).toBeLessThan(100);
});

it('scrolls near the edges only, faster the nearer, and no faster beyond them', () => {
  expect(scrollSpeed(400, 100, 800)).toBe(0);
  expect(scrollSpeed(172, 100, 800)).toBe(0);
  expect(scrollSpeed(136, 100, 800)).toBe(-0.25);
  expect(scrollSpeed(100, 100, 800)).toBe(-1);
  expect(scrollSpeed(-50, 100, 800)).toBe(-1);
  expect(scrollSpeed(764, 100, 800)).toBe(0.25);
  expect(scrollSpeed(900, 100, 800)).toBe(1);
  expect(scrollSpeed(50, 0, 100)).toBe(0);
  expect(scrollSpeed(50, 100, 100)).toBe(0);
});
