import { describe, expect, it } from 'vitest';
import { createTurn, mapInTurns } from './breathe.ts';

describe('createTurn', () => {
  it('is over after some time, and begins anew when the page had its turn', async () => {
    let now = 100;
    const turn = createTurn(() => now);
    expect(turn.isOver()).toBe(false);
    now += 20;
    expect(turn.isOver()).toBe(true);
    await turn.take();
    expect(turn.isOver()).toBe(false);
  });
});

describe('mapInTurns', () => {
  it('keeps the order, and lets the page go first whenever its time has come', async () => {
    let now = 0;
    const order: string[] = [];
    const made = mapInTurns(
      ['a', 'b', 'c', 'd'],
      (item) => {
        now += 7;
        order.push(item);
        return item.toUpperCase();
      },
      createTurn(() => now),
    );
    order.push('the page');
    expect(await made).toEqual(['A', 'B', 'C', 'D']);
    expect(order).toEqual(['a', 'b', 'the page', 'c', 'd']);
  });

  it('shares a turn among those who begin together', async () => {
    let now = 0;
    const order: string[] = [];
    const turn = createTurn(() => now);
    const work = (items: string[]) =>
      mapInTurns(
        items,
        (item) => {
          now += 7;
          order.push(item);
        },
        turn,
      );
    const both = [work(['a', 'b', 'c']), work(['x', 'y', 'z'])];
    order.push('the page');
    await Promise.all(both);
    expect(order.slice(0, 4)).toEqual(['a', 'b', 'x', 'the page']);
    expect(order).toHaveLength(7);
  });
});
