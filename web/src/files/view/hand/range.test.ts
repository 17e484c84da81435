import { expect, it } from 'vitest';
import { shownOf } from '../../selection.ts';
import { indexAt, type Lattice, selectTo } from './range.ts';

const list: Lattice = { start: { x: 0, y: 100 }, isRtl: false, columns: 1, columnWidth: 390, rowHeight: 64, count: 20 };

it('finds the row under a finger, and the nearest one where there is none', () => {
  expect(indexAt({ x: 5, y: 100 }, list)).toBe(0);
  expect(indexAt({ x: 389, y: 163 }, list)).toBe(0);
  expect(indexAt({ x: 200, y: 164 }, list)).toBe(1);
  expect(indexAt({ x: 200, y: -3000 }, list)).toBe(0);
  expect(indexAt({ x: 200, y: 9000 }, list)).toBe(19);
});

it('finds tiles in two dimensions, from either side', () => {
  const grid = { ...list, start: { x: 10, y: 100 }, columns: 3, columnWidth: 120, rowHeight: 130, count: 8 };
  expect(indexAt({ x: 140, y: 240 }, grid)).toBe(4);
  expect(indexAt({ x: 0, y: 240 }, grid)).toBe(3);
  expect(indexAt({ x: 380, y: 240 }, grid)).toBe(5);
  /* The last row is not full. */
  expect(indexAt({ x: 380, y: 370 }, grid)).toBe(7);
  const turned = { ...grid, start: { x: 380, y: 100 }, isRtl: true };
  expect(indexAt({ x: 370, y: 110 }, turned)).toBe(0);
  expect(indexAt({ x: 150, y: 240 }, turned)).toBe(4);
  expect(indexAt({ x: 10, y: 240 }, turned)).toBe(5);
});

const shown = shownOf(['a', 'b', 'c', 'd', 'e']);
const ids = (start: Parameters<typeof selectTo>[0], index: number) => [...selectTo(start, shown, index).ids].sort();

it('selects from the held item to the finger, both ways, and gives back what the finger left', () => {
  const start = { id: 'c', before: new Set(['e']) };
  expect(ids(start, 2)).toEqual(['c', 'e']);
  expect(ids(start, 3)).toEqual(['c', 'd', 'e']);
  expect(ids(start, 0)).toEqual(['a', 'b', 'c', 'e']);
  expect(selectTo(start, shown, 3)).toMatchObject({ anchor: 'c', cursor: 'c' });
});

it('takes out of the selection what starts on a selected item', () => {
  const start = { id: 'b', before: new Set(['a', 'b', 'c', 'd']) };
  expect(ids(start, 1)).toEqual(['a', 'c', 'd']);
  expect(ids(start, 3)).toEqual(['a']);
});
