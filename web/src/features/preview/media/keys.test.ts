import { describe, expect, it } from 'vitest';
import { clock } from './clock.ts';
import { nextRate } from './keys.ts';

describe('playing', () => {
  it('says times as people do', () => {
    expect([0, 9.9, 65, 3599, 3600, 36_125].map(clock)).toEqual([
      '0:00',
      '0:09',
      '1:05',
      '59:59',
      '1:00:00',
      '10:02:05',
    ]);
    expect(clock(-3)).toBe('0:00');
  });

  it('steps through speeds, and stops at the ends', () => {
    expect(nextRate(1, 1)).toBe(1.25);
    expect(nextRate(1, -1)).toBe(0.75);
    expect(nextRate(2, 1)).toBe(2);
    expect(nextRate(0.5, -1)).toBe(0.5);
    expect(nextRate(1.1, 1)).toBe(1.25);
  });
});
