import { describe, expect, it } from 'vitest';
import { Semaphore } from './semaphore.ts';
import { SpeedMeter, secondsFor } from './speed.ts';

describe('SpeedMeter', () => {
  it('tells the speed of the last seconds, and falls to nothing', () => {
    const meter = new SpeedMeter();
    for (let at = 0; at <= 4000; at += 100) meter.add(100, at);
    expect(meter.rate(4000)).toBeGreaterThan(950);
    expect(meter.rate(4000)).toBeLessThan(1080);
    expect(meter.rate(8000)).toBeLessThan(600);
    expect(meter.rate(20_000)).toBe(0);
  });

  it('tells nothing before there is something to tell', () => {
    const meter = new SpeedMeter();
    meter.add(1_000_000, 0);
    expect(meter.rate(1)).toBe(0);
    expect(secondsFor(10, 0)).toBeUndefined();
    expect(secondsFor(15, 10)).toBe(2);
  });
});

describe('Semaphore', () => {
  it('lets in at most so many, in order, and forgets who gave up', async () => {
    const places = new Semaphore(1);
    const order: number[] = [];
    const { signal } = new AbortController();
    const giveUp = new AbortController();
    let open: () => void = () => {};
    const first = places.run(signal, () => new Promise<void>((resolve) => (open = resolve)));
    const second = places.run(giveUp.signal, async () => order.push(2));
    const third = places.run(signal, async () => order.push(3));
    giveUp.abort();
    await expect(second).rejects.toThrow();
    open();
    await Promise.all([first, third]);
    expect(order).toEqual([3]);
  });
});
