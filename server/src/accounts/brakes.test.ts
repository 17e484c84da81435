import { describe, expect, it } from 'vitest';
import { ManualClock } from '../kernel/index.ts';
import { describeOnEveryDatabase } from '../test/databases.ts';
import { Brakes, networkOf } from './brakes.ts';
import { removeExpiredCredentials } from './expiry.ts';

describeOnEveryDatabase('brakes', (current) => {
  const clock = new ManualClock();
  const brakes = () => new Brakes({ database: current(), clock });
  /** How many tries in a row are let through. */
  async function tries(account: string, address: string, most = 100): Promise<number> {
    for (let count = 0; count < most; count += 1) {
      if (!(await brakes().begin('sign-in', account, address))) return count;
    }
    return most;
  }

  it('let a few failures through, then make each try wait longer', async () => {
    expect(await tries('a', '192.0.2.1')).toBe(5);
    clock.advance(1_001);
    expect(await tries('a', '192.0.2.1')).toBe(1);
    clock.advance(1_001);
    expect(await tries('a', '192.0.2.1')).toBe(0);
    clock.advance(1_000);
    expect(await tries('a', '192.0.2.1')).toBe(1);
  });

  it('hold for another process, and for all tries that come at once', async () => {
    const results = await Promise.all(
      Array.from({ length: 20 }, () => brakes().begin('sign-in', 'parallel', '192.0.2.2')),
    );
    expect(results.filter(Boolean)).toHaveLength(5);
  });

  it('forget an account that proved itself, and count no failure to the address', async () => {
    for (let round = 0; round < 50; round += 1) {
      const attempt = await brakes().begin('sign-in', 'known', '192.0.2.3');
      await attempt?.succeeded();
      expect(attempt, `round ${round}`).toBeDefined();
    }
  });

  it('stop one address that tries many accounts', async () => {
    let let_through = 0;
    for (let account = 0; account < 40; account += 1) {
      if (await brakes().begin('sign-in', `victim${account}`, '2001:db8::1')) let_through += 1;
    }
    expect(let_through).toBe(30);
    expect(await brakes().begin('sign-in', 'one more', '2001:db8::ffff')).toBeUndefined();
    expect(await brakes().begin('sign-in', 'one more', '2001:db8:0:1::1')).toBeDefined();
  });

  it('forget after an hour of quiet, and are swept', async () => {
    expect(await tries('b', '192.0.2.4')).toBe(5);
    clock.advance(3_600_001);
    expect(await tries('b', '192.0.2.4')).toBe(5);
    clock.advance(3_600_001);
    await removeExpiredCredentials(current(), clock);
    expect(await current().read.selectFrom('brakes').select('key').execute()).toEqual([]);
  });

  it('do not lock anybody out when the clock is put back', async () => {
    expect(await tries('c', '192.0.2.5')).toBe(5);
    clock.jumpTo(clock.now() - 86_400_000);
    expect(await tries('c', '192.0.2.5', 1)).toBe(1);
  });
});

describe('networkOf', () => {
  it('takes an IPv6 network for one, and a mapped address for the IPv4 one', () => {
    expect(networkOf('2001:db8:1:2:3:4:5:6')).toBe(networkOf('2001:db8:1:2::'));
    expect(networkOf('::ffff:192.0.2.1')).toBe('192.0.2.1');
    expect(networkOf('nonsense')).toBe('nonsense');
  });
});
