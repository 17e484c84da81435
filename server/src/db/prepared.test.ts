import { expect, it } from 'vitest';
import { describeOnEveryDatabase } from '../test/databases.ts';
import { Prepared } from './index.ts';

describeOnEveryDatabase('a prepared statement', (current) => {
  it('runs again with other arguments, outside and inside a transaction', async () => {
    const put = new Prepared((db, key: string, value: string) => db.insertInto('settings').values({ key, value }));
    const get = new Prepared((db, key: string, limit: number) =>
      db.selectFrom('settings').selectAll().where('key', '=', key).limit(limit),
    );
    const change = new Prepared((db, value: string, key: string) =>
      db.updateTable('settings').set({ value }).where('key', '=', key),
    );
    await current().write(async (tx) => {
      await put.run(tx.db, 'a', '1');
      await put.run(tx.db, 'b', '2');
      expect(await get.first(tx.db, 'b', 1)).toEqual({ key: 'b', value: '2' });
    });
    expect(await get.all(current().read, 'a', 5)).toEqual([{ key: 'a', value: '1' }]);
    expect(await current().write((tx) => change.run(tx.db, '3', 'a'))).toBe(1);
    expect(await current().write((tx) => change.run(tx.db, '3', 'none'))).toBe(0);
    expect(await get.first(current().read, 'a', 1)).toEqual({ key: 'a', value: '3' });
    expect(await get.first(current().read, 'c', 1)).toBeUndefined();
  });
});
