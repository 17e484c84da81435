import { describe, expect, it } from 'vitest';
import { ManualClock } from '../kernel/index.ts';
import { anonymous } from '../test/drive.ts';
import { GuessBrake } from './guess-brake.ts';

describe('guessing passwords of links', () => {
  const from = (address: string) => ({ ...anonymous, address });
  const guess = (brake: GuessBrake, times: number, caller = from('192.0.2.1')) => {
    for (let i = 0; i < times; i++) brake.failed(1, caller);
  };

  it('costs nothing for a few tries, and ever more time after that', () => {
    const clock = new ManualClock();
    const brake = new GuessBrake(clock);
    guess(brake, 10);
    expect(brake.mayTry(1, from('192.0.2.1'))).toBe(true);
    guess(brake, 1);
    expect(brake.mayTry(1, from('192.0.2.1'))).toBe(false);
    clock.advance(1_000);
    expect(brake.mayTry(1, from('192.0.2.1'))).toBe(true);
    guess(brake, 1);
    clock.advance(1_999);
    expect(brake.mayTry(1, from('192.0.2.1'))).toBe(false);
    guess(brake, 40);
    clock.advance(5 * 60_000);
    expect(brake.mayTry(1, from('192.0.2.1'))).toBe(true);
    clock.advance(60 * 60_000);
    guess(brake, 1);
    expect(brake.mayTry(1, from('192.0.2.1'))).toBe(true);
  });

  it('slows down nobody else, and no other link', () => {
    const brake = new GuessBrake(new ManualClock());
    guess(brake, 20);
    expect(brake.mayTry(2, from('192.0.2.1'))).toBe(true);
    expect(brake.mayTry(1, from('192.0.2.2'))).toBe(true);
    guess(brake, 20, from('2001:db8::1'));
    // Who has one address of a network has all of them.
    expect(brake.mayTry(1, from('2001:db8::2'))).toBe(false);
    expect(brake.mayTry(1, from('2001:db8:0:1::2'))).toBe(true);
  });

  it('keeps a bounded number of guessers', () => {
    const brake = new GuessBrake(new ManualClock());
    guess(brake, 20);
    for (let i = 0; i < 10_000; i++) brake.failed(2, from(`10.${i >> 16}.${(i >> 8) & 255}.${i & 255}`));
    expect(brake.mayTry(1, from('192.0.2.1'))).toBe(true);
  });
});
