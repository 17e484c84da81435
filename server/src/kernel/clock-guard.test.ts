import { beforeEach, describe, expect, it, vi } from 'vitest';
import { ManualClock } from './clock.ts';
import { ClockGuard, type ClockMemory, type ClockRecord } from './clock-guard.ts';
import { silentLog } from './log.ts';

const minute = 60_000;
const hour = 60 * minute;
const day = 24 * hour;
const years = 365 * day;

describe('the guard of the clock', () => {
  let clock: ManualClock;
  let record: ClockRecord | undefined;
  let confirmed: number | undefined;
  let guard: ClockGuard;
  const memory: ClockMemory = {
    load: async () => record,
    save: async (given) => {
      record = given;
    },
    confirmedAt: async () => confirmed,
  };
  const error = vi.fn();
  const open = async () => {
    guard = await ClockGuard.open(clock, memory, { ...silentLog, error });
  };
  /** Runs evenly, looking every so often. */
  async function run(milliseconds: number, step = 30 * minute): Promise<void> {
    for (let left = milliseconds; left > 0; left -= step) {
      clock.advance(Math.min(step, left));
      await guard.look();
    }
  }
  /** As after the end of the process: the monotonic clock begins anew. */
  async function restart(after: number): Promise<void> {
    clock = new ManualClock(clock.now() + after);
    await open();
  }
  beforeEach(async () => {
    clock = new ManualClock();
    [record, confirmed] = [undefined, undefined];
    error.mockClear();
    await open();
  });

  it('believes a clock that runs, sleeps over night, or is set right by minutes', async () => {
    await run(3 * day);
    clock.jumpTo(clock.now() + 8 * hour);
    expect(guard.mayRemove()).toBe(true);
    clock.jumpTo(clock.now() - 20 * minute);
    expect(guard.mayRemove()).toBe(true);
    expect(guard.complaint).toBeUndefined();
    expect(error).not.toHaveBeenCalled();
  });

  it.each([
    ['a day ahead', Date.UTC(2026, 0, 2)],
    ['2038', Date.UTC(2038, 0, 19, 3, 14, 8)],
    ['2106', Date.UTC(2106, 1, 7, 6, 28, 16)],
    ['1970', 0],
    ['before 1970', -5],
  ])('lets nothing be removed after a jump to %s, and goes on when the clock is back', async (_name, to) => {
    await run(hour);
    clock.jumpTo(to);
    expect(guard.mayRemove()).toBe(false);
    expect(guard.complaint).toContain('canopy clock confirm');
    expect(error).toHaveBeenCalledTimes(1);
    await run(2 * hour);
    expect(guard.mayRemove()).toBe(false);
    expect(error).toHaveBeenCalledTimes(1);
    clock.jumpTo(Date.UTC(2026, 0, 1) + 3 * hour);
    expect(guard.mayRemove()).toBe(true);
    expect(guard.complaint).toBeUndefined();
  });

  it('believes a clock that ran evenly for a day, and begins anew at each jump', async () => {
    clock.jumpTo(clock.now() + years);
    await run(20 * hour);
    clock.jumpTo(clock.now() + years);
    await run(23 * hour);
    expect(guard.mayRemove()).toBe(false);
    await run(2 * hour);
    expect(guard.mayRemove()).toBe(true);
    await run(day);
    expect(guard.mayRemove()).toBe(true);
  });

  it('believes an operator, if he speaks of this clock', async () => {
    clock.jumpTo(clock.now() + years);
    confirmed = clock.now() - years;
    await run(minute);
    expect(guard.mayRemove()).toBe(false);
    confirmed = clock.now() + years;
    await run(minute);
    expect(guard.mayRemove()).toBe(false);
    confirmed = clock.now();
    await run(minute);
    expect(guard.mayRemove()).toBe(true);
    // What was said of one jump is not said of the next.
    clock.jumpTo(clock.now() + years);
    await run(minute);
    expect(guard.mayRemove()).toBe(false);
  });

  it('finds out at the start what happened while the drive was off', async () => {
    await run(hour);
    await restart(20 * hour);
    expect(guard.mayRemove()).toBe(true);
    await restart(30 * day);
    expect(guard.mayRemove()).toBe(false);
    await run(day);
    expect(guard.mayRemove()).toBe(true);
    await restart(-2 * hour);
    expect(guard.mayRemove()).toBe(false);
  });

  it('is not fooled by a restart while the clock is wrong, and counts on', async () => {
    clock.jumpTo(clock.now() + years);
    await run(13 * hour);
    await restart(minute);
    expect(guard.mayRemove()).toBe(false);
    await run(10 * hour);
    expect(guard.mayRemove()).toBe(false);
    await restart(7 * day);
    await run(2 * hour);
    expect(guard.mayRemove()).toBe(true);
  });

  it('takes a clock that was set right while the drive was off', async () => {
    clock.jumpTo(clock.now() + years);
    await run(13 * hour);
    await restart(-years);
    expect(guard.mayRemove()).toBe(true);
  });

  it('takes a confirmation given while the drive was off', async () => {
    await run(hour);
    confirmed = clock.now() + 60 * day;
    await restart(60 * day + minute);
    expect(guard.mayRemove()).toBe(true);
  });
});
