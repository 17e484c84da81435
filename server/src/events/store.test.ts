import { expect, it } from 'vitest';
import { describeOnEveryDatabase } from '../test/databases.ts';
import { EventStore } from './store.ts';

describeOnEveryDatabase('the subscribers to events', (current) => {
  it('are remembered up to a number for each user, those seen last before others', async () => {
    const store = new EventStore(current());
    const key = (userId: number, folderId: number) => ({ userId, clientId: 'c', folderId });
    await current().write(async (tx) => {
      for (let folderId = 1; folderId <= 5; folderId++) await store.save(tx, key(1, folderId), 7, folderId * 10);
      await store.save(tx, key(2, 1), 7, 1);
      await store.keepNewest(tx, 1, 3);
      await store.keepNewest(tx, 2, 3);
    });
    const known = async (userId: number, folderId: number) =>
      (await store.position(key(userId, folderId))) !== undefined;
    expect(await Promise.all([1, 2, 3, 4, 5].map((folderId) => known(1, folderId)))).toEqual([
      false,
      false,
      true,
      true,
      true,
    ]);
    expect(await known(2, 1)).toBe(true);
  });
});
