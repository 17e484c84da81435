import { FileUri } from '@canopy/contract';
import { beforeAll, expect, it } from 'vitest';
import { EventStore } from '../events/store.ts';
import { IndexStore } from '../search/index-store.ts';
import { describeOnEveryDatabase } from '../test/databases.ts';
import { openTestHistory, type TestHistory } from '../test/history.ts';

const day = 86_400_000;
const my = (...names: string[]) =>
  FileUri.root('my')
    .join(...names)
    .toString();

describeOnEveryDatabase('old changes', (current) => {
  let test: TestHistory;
  beforeAll(async () => {
    test = await openTestHistory(current());
  });

  it('are forgotten in their time, but not before everybody has read them', async () => {
    const user = await test.user();
    for (let index = 0; index < 3; index++) await test.fill(user.actor, my(`old ${index}`), 1);
    const between = new Date(test.clock.now() + day).toISOString();
    const old = await test.now(user);
    test.clock.advance(2 * day);
    await test.fill(user.actor, my('new'), 1);
    test.chosen.journal_retention = (2 * day) / 1000;
    test.clock.advance(day);

    let behind: number | undefined = 4;
    test.history.retention.keepFor(async () => behind);
    expect(await test.history.retention.run()).toBe(4);
    behind = undefined;
    expect(await test.history.retention.run()).toBe(2);
    expect(await test.history.retention.run()).toBe(0);
    test.chosen.journal_retention = 0;
    test.clock.advance(1_000 * day);
    expect(await test.history.retention.run()).toBe(0);

    const rewind = (moment: string) => test.history.rewinder.rewind(user.actor, { uri: my(), moment });
    for (const moment of ['2025-12-31T00:00:00Z', test.history.moments.encode(1)]) {
      await expect(rewind(moment)).rejects.toMatchObject({ code: 40001 });
    }
    const listed = await test.history.changes.list(user.caller, { uri: my(), from: '2020-01-01T00:00:00Z' });
    expect(listed.changes.map(({ name }) => name)).toEqual(['new', 'new']);
    expect(listed.horizon).toBe('2026-01-01T00:00:00.000Z');
    expect(await rewind(between)).toMatchObject({ trashed: 1, moment: old });
  });

  it('are still to be told as long as a client or the index is behind', async () => {
    const events = new EventStore(test.database);
    const index = new IndexStore();
    const user = await test.user();
    const untold = () => events.oldestUntold();
    const unread = () => index.oldestUnread(test.database.read);
    await test.fill(user.actor, my('a'), 1);
    const root = await test.drive.tree.root(test.database.read, user.id);
    const key = { userId: user.id, clientId: 'c', folderId: root?.id ?? 0 };
    const known = await events.newest(user.id);
    await test.database.write((tx) => events.save(tx, key, known, 0));
    await test.database.write((tx) => index.begin(tx, user.id));
    expect([await untold(), await unread()]).toEqual([undefined, undefined]);
    await test.fill(user.actor, my('a'), 2);
    expect([await untold(), await unread()]).toEqual([known, known]);
    const newest = await events.newest(user.id);
    await test.database.write((tx) => events.save(tx, key, newest, 0));
    await test.database.write((tx) => index.advance(tx, user.id, known, newest));
    expect([await untold(), await unread()]).toEqual([undefined, undefined]);
  });
});
