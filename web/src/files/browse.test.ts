import { describe, expect, it } from 'vitest';
import {
  clear,
  moveCursor,
  noSelection,
  selectAll,
  selectOnly,
  selectRange,
  selectThese,
  settle,
  shownOf,
  toggle,
} from './selection.ts';
import { nextIndex } from './steps.ts';
import { TypeAhead } from './type-ahead.ts';
import { tilesInBand } from './view/band-geometry.ts';
import { rowsInView } from './windowing.ts';

const shown = shownOf(['a', 'b', 'c', 'd', 'e', 'f']);
const ids = (selection: { ids: ReadonlySet<string> }) => [...selection.ids].sort().join('');

describe('selection', () => {
  it('takes one, one more, one less', () => {
    const one = selectOnly('b');
    expect(ids(one)).toBe('b');
    const two = toggle(one, 'd');
    expect(ids(two)).toBe('bd');
    expect(ids(toggle(two, 'b'))).toBe('d');
    expect(ids(one)).toBe('b');
  });

  it('extends from the anchor, both ways, and does not move it', () => {
    const start = selectOnly('c');
    const down = selectRange(start, shown, 'e');
    expect(ids(down)).toBe('cde');
    const up = selectRange(down, shown, 'a');
    expect(ids(up)).toBe('abc');
    expect(up.anchor).toBe('c');
    expect(up.cursor).toBe('a');
  });

  it('adds a range to what was selected with Ctrl+Shift', () => {
    const start = toggle(selectOnly('a'), 'd');
    expect(ids(selectRange(start, shown, 'f', true))).toBe('adef');
  });

  it('starts a range at the top when nothing was touched before', () => {
    expect(ids(selectRange(noSelection, shown, 'b'))).toBe('ab');
  });

  it('selects all, clears, moves the keyboard alone', () => {
    const all = selectAll(selectOnly('b'), shown);
    expect(all.ids.size).toBe(6);
    const none = clear(all);
    expect(none.ids.size).toBe(0);
    expect(none.cursor).toBe('b');
    const moved = moveCursor(selectOnly('b'), 'e');
    expect(ids(moved)).toBe('b');
    expect(moved.cursor).toBe('e');
  });

  it('takes what a rubber band touches', () => {
    expect(ids(selectThese(['b', 'c'], new Set(['f'])))).toBe('bcf');
  });

  it('lets go of what is gone and stands on its neighbour', () => {
    const selection = selectRange(selectOnly('b'), shown, 'c');
    const settled = settle(selection, shown, shownOf(['a', 'd', 'e', 'f']));
    expect(settled.ids.size).toBe(0);
    expect(settled.cursor).toBe('d');
    expect(settle(selectOnly('f'), shown, shownOf(['a', 'b'])).cursor).toBe('b');
    expect(settle(selectOnly('f'), shown, shownOf([])).cursor).toBeUndefined();
    const kept = selectOnly('a');
    expect(settle(kept, shown, shownOf(['c', 'a']))).toBe(kept);
  });
});

describe('keyboard', () => {
  /* 0 1 2 / 3 4 5 / 6 7 */
  const grid = (index: number, rtl = false) => ({ index, count: 8, columns: 3, rows: 2, rtl });
  it('walks in two dimensions', () => {
    expect(nextIndex('ArrowDown', grid(1))).toBe(4);
    expect(nextIndex('ArrowDown', grid(5))).toBe(7);
    expect(nextIndex('ArrowDown', grid(6))).toBe(6);
    expect(nextIndex('ArrowUp', grid(1))).toBe(1);
    expect(nextIndex('ArrowUp', grid(7))).toBe(4);
    expect(nextIndex('ArrowRight', grid(2))).toBe(3);
    expect(nextIndex('ArrowLeft', grid(0))).toBe(0);
    expect(nextIndex('ArrowRight', grid(7))).toBe(7);
    expect(nextIndex('ArrowRight', grid(4, true))).toBe(3);
  });

  it('goes to the ends and by pages', () => {
    expect(nextIndex('Home', grid(5))).toBe(0);
    expect(nextIndex('End', grid(0))).toBe(7);
    expect(nextIndex('PageDown', grid(0))).toBe(3);
    expect(nextIndex('PageDown', grid(5))).toBe(7);
    expect(nextIndex('PageUp', grid(4))).toBe(1);
    const list = { index: 10, count: 100, columns: 1, rows: 20 };
    expect(nextIndex('PageDown', list)).toBe(29);
    expect(nextIndex('PageUp', list)).toBe(0);
    expect(nextIndex('PageDown', { ...list, index: 95 })).toBe(99);
    expect(nextIndex('ArrowRight', list)).toBeUndefined();
    expect(nextIndex('ArrowDown', { ...list, count: 0 })).toBeUndefined();
  });

  it('never leaves the list', () => {
    for (const key of ['ArrowDown', 'ArrowUp', 'ArrowLeft', 'ArrowRight', 'Home', 'End', 'PageUp', 'PageDown']) {
      for (let count = 1; count < 12; count++) {
        for (let columns = 1; columns < 5; columns++) {
          for (let index = 0; index < count; index++) {
            const to = nextIndex(key, { index, count, columns, rows: 2 });
            if (to !== undefined) expect(to >= 0 && to < count, `${key} ${index}/${count} in ${columns}`).toBe(true);
          }
        }
      }
    }
  });

  it('finds by typing', () => {
    const names = ['Apple', 'Banana', 'berry', 'Cherry', 'bean soup'];
    const typing = new TypeAhead();
    expect(typing.find('b', names, 0, 0)).toBe(1);
    expect(typing.find('e', names, 1, 100)).toBe(2);
    expect(typing.find('a', names, 2, 200)).toBe(4);
    expect(typing.isTyping(300)).toBe(true);
    expect(typing.isTyping(5000)).toBe(false);
    expect(typing.find('z', names, 2, 5000)).toBeUndefined();
    const again = new TypeAhead();
    expect(again.find('b', names, 0, 0)).toBe(1);
    expect(again.find('b', names, 1, 100)).toBe(2);
    expect(again.find('b', names, 2, 200)).toBe(4);
  });

  it('begins a new word after another key', () => {
    const typing = new TypeAhead();
    expect(typing.find('b', ['apple', 'bean', 'ear'], 0, 0)).toBe(1);
    typing.end();
    expect(typing.isTyping(50)).toBe(false);
    expect(typing.find('e', ['apple', 'bean', 'ear'], 1, 100)).toBe(2);
  });
});

describe('windowing', () => {
  const view = { scrollTop: 0, height: 800, rowHeight: 40, count: 100_000, overscan: 8 };
  it('draws a screen and a bit', () => {
    const rows = rowsInView(view);
    expect(rows.start).toBe(0);
    expect(rows.end).toBeGreaterThanOrEqual(20);
    expect(rows.end).toBeLessThanOrEqual(32);
  });

  it('always covers what is in view', () => {
    for (let scrollTop = 0; scrollTop < 4_000_000; scrollTop += 7919) {
      const { start, end } = rowsInView({ ...view, scrollTop });
      expect(start * 40).toBeLessThanOrEqual(scrollTop);
      expect(end * 40).toBeGreaterThanOrEqual(Math.min(scrollTop + 800, 4_000_000));
      expect(end - start).toBeLessThan(40);
    }
  });

  it('copes with short and unmeasured lists', () => {
    expect(rowsInView({ ...view, count: 0 })).toEqual({ start: 0, end: 0 });
    expect(rowsInView({ ...view, count: 3 })).toEqual({ start: 0, end: 3 });
    expect(rowsInView({ ...view, rowHeight: 0 })).toEqual({ start: 0, end: 8 });
  });
});

describe('rubber band', () => {
  /* Three columns of 100 x 80, starting at (40, 4); seven tiles. */
  const geometry = { columns: 3, rowHeight: 80, columnWidth: 100, left: 40, top: 4, count: 7 };
  const band = (left: number, top: number, width: number, height: number) =>
    tilesInBand({ left, top, width, height }, geometry);

  it('takes every tile it touches', () => {
    expect(band(45, 10, 10, 10)).toEqual([0]);
    expect(band(130, 70, 20, 30)).toEqual([0, 1, 3, 4]);
    expect(band(0, 0, 1000, 1000)).toEqual([0, 1, 2, 3, 4, 5, 6]);
  });

  it('takes nothing beside them', () => {
    expect(band(0, 10, 20, 20)).toEqual([]);
    expect(band(250, 170, 60, 60)).toEqual([]);
  });
});
