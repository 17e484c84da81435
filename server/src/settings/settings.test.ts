import { expect, it, vi } from 'vitest';
import { EventBus, silentLog } from '../kernel/index.ts';
import { describeOnEveryDatabase } from '../test/databases.ts';
import { catalogue, Settings } from './index.ts';
import type { Setting } from './setting.ts';

describeOnEveryDatabase('settings', (current) => {
  const open = (bus = new EventBus(silentLog)) => Settings.open({ database: current(), bus, log: silentLog });

  it('answer their defaults until somebody chooses', async () => {
    const settings = await open();
    expect(settings.get('register_enabled')).toBe(true);
    expect(settings.get('max_page_size')).toBe(2000);
    expect(settings.get('file_viewers')[0]?.viewers.length).toBeGreaterThan(5);
    await settings.close();
  });

  it('have defaults that they accept themselves', () => {
    for (const [key, setting] of Object.entries(catalogue) as [string, Setting<unknown>][]) {
      expect(setting.accept(JSON.parse(JSON.stringify(setting.default))), key).toEqual(setting.default);
    }
  });

  it('are changed together or not at all', async () => {
    const settings = await open();
    await expect(settings.change({ siteName: 'Half', max_page_size: -1 })).rejects.toMatchObject({ code: 40001 });
    await settings.refresh();
    expect(settings.get('siteName')).toBe('Canopy');
    await expect(settings.change({ nosuch: 1 } as never)).rejects.toMatchObject({ code: 40001 });
    await settings.close();
  });

  it('are seen at once here, and by another process soon', async () => {
    const told = vi.fn();
    const bus = new EventBus(silentLog);
    bus.on('settings.changed', told);
    const [here, there] = [await open(), await open(bus)];
    await here.change({ siteName: 'Attic', default_group: 3 });
    expect(here.get('siteName')).toBe('Attic');
    await expect.poll(() => there.get('siteName'), { timeout: 10_000 }).toBe('Attic');
    expect(told).toHaveBeenCalledWith({ keys: expect.arrayContaining(['siteName', 'default_group']) });
    await here.change({ siteName: 'Canopy', default_group: 2 });
    expect(await current().read.selectFrom('settings').selectAll().execute()).toEqual([]);
    await Promise.all([here.close(), there.close()]);
  });

  it('fall back to the default when what is stored makes no sense', async () => {
    await current().write(async (tx) => {
      const rows = [
        { key: 'max_page_size', value: '"many"' },
        { key: 'siteName', value: '{broken' },
        { key: 'of_a_later_version', value: '1' },
      ];
      await tx.db.insertInto('settings').values(rows).execute();
    });
    const settings = await open();
    expect(settings.get('max_page_size')).toBe(2000);
    expect(settings.get('siteName')).toBe('Canopy');
    await settings.close();
  });
});
