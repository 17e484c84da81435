import { expect, it } from 'vitest';
import { describeOnEveryDatabase } from '../test/databases.ts';
import { Prepared, PreparedList } from './index.ts';

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

  it('takes lists of any length', async () => {
    const id = (n: number) => ({ key: `k${n}`, kind: 'list', value: '', expires_at: n });
    await current().write(async (tx) => {
      for (let n = 1; n <= 2500; n += 500) {
        await tx.db
          .insertInto('tickets')
          .values(Array.from({ length: 500 }, (_, index) => id(n + index)))
          .execute();
      }
    });
    const byNumber = new PreparedList((db, numbers) =>
      db.selectFrom('tickets').select('expires_at').where('expires_at', 'in', numbers),
    );
    for (const length of [0, 1, 2, 3, 4, 5, 1000, 1024, 1025, 2500]) {
      const wanted = Array.from({ length }, (_, index) => index + 1);
      const found = (await byNumber.all(current().read, wanted)).map((row) => row.expires_at);
      expect(found.sort((a, b) => a - b)).toEqual(wanted);
    }
  });
});
