import { beforeAll, expect, it } from 'vitest';
import type { Transactor } from '../db/index.ts';
import { describeOnEveryDatabase } from '../test/databases.ts';
import { openTestDrive, type TestDrive } from '../test/drive.ts';
import { changeAt } from './journal.ts';

describeOnEveryDatabase('the journal', (current) => {
  let test: TestDrive;
  beforeAll(async () => {
    test = await openTestDrive(current());
  });

  it('numbers the lines of one tree in the order of their commits, whoever writes them', async () => {
    const me = await test.user();
    await test.drive.creator.create(me.actor, { uri: 'cloudreve://my/a', type: 'folder' });
    const root = await current().write((tx) => test.drive.tree.root(tx.db, me.id));
    if (!root) throw new Error('the drive was not made');
    const order: string[] = [];
    await current().write(async (tx) => {
      const watched: Transactor = {
        dialect: tx.dialect,
        get db() {
          order.push('write');
          return tx.db;
        },
        afterCommit: (hook) => tx.afterCommit(hook),
        indexChanged: () => tx.indexChanged(),
        async lockTree(ownerId) {
          order.push(`lock ${ownerId}`);
          await tx.lockTree(ownerId);
        },
      };
      await test.drive.journal.append(watched, me.id, me.actor, [changeAt('unshare', root)]);
    });
    expect(order.slice(0, 2)).toEqual([`lock ${me.id}`, 'write']);
  });

  it('locks a tree once in a transaction', async () => {
    const me = await test.user();
    await current().write(async (tx) => {
      const locked = tx.lockTree(me.id);
      expect(tx.lockTree(me.id)).toBe(locked);
      await locked;
    });
  });
});
