import { describe, expect, it } from 'vitest';
import { createTurn } from './breathe.ts';

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
