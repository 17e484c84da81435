import { GroupPermission } from '@canopy/contract';
import BetterSqlite from 'better-sqlite3';
import { beforeAll, expect, it, vi } from 'vitest';
import { CountingDatabase } from '../test/counting-database.ts';
import { describeOnEveryDatabase } from '../test/databases.ts';
import { openTestDrive, type TestDrive, type TestUser } from '../test/drive.ts';
import { openTestSearch } from '../test/search.ts';

/** Statements of a step, those of the index and of others that forget with the tree included. */
const mostStatements = 40;
/** Rows that a step of at most 500 objects finds or changes, in some ten tables. */
const mostRows = 8_000;

/** What is proved here: how much is removed changes how many transactions that takes, and nothing of one of them. */
describeOnEveryDatabase('a removal', (current) => {
  let counting: CountingDatabase;
  let test: TestDrive;
  let me: TestUser;
  let search: ReturnType<typeof openTestSearch>;
  beforeAll(async () => {
    counting = new CountingDatabase(current());
    test = await openTestDrive(counting);
    search = openTestSearch(test);
    me = await test.user();
  });

  /** A folder with so many indexed files, each with a blob of its own, in folders of a hundred when `spread`. */
  async function fill(name: string, count: number, spread: boolean): Promise<void> {
    const { drive, policyId, database } = test;
    await drive.creator.create(me.actor, { uri: `cloudreve://my/${name}`, type: 'folder' });
    const file = { owner_id: me.id, size: 5, policy_id: policyId, symbolic: 0, created_at: 1, updated_at: 1 };
    await database.write(async (tx) => {
      const of = (parent_id: number, text: string, kind: number) => ({ ...file, parent_id, name: text, kind });
      const [top] = await tx.db.selectFrom('files').select('id').where('name', '=', name).execute();
      for (let at = 0; at < count; at += 100) {
        let parent = top?.id ?? 0;
        if (spread) [{ id: parent } = { id: 0 }] = await drive.tree.insertMany(tx, [of(parent, `folder ${at}`, 1)]);
        const names = Array.from({ length: 100 }, (_, index) => `file ${at + index}.txt`);
        const made = await drive.tree.insertMany(
          tx,
          names.map((text) => of(parent, text, 0)),
        );
        const blob = { type: 0, size: 5, policy_id: policyId, checksum: null, created_by: me.id };
        const entities = await tx.db
          .insertInto('entities')
          .values(names.map((text) => ({ ...blob, source: text, reference_count: 0, created_at: 1, updated_at: 1 })))
          .returning('id')
          .execute();
        const links = made.map(({ id }, index) => ({ file_id: id, entity_id: entities[index]?.id ?? 0 }));
        await drive.entities.linkMany(tx, links);
        await tx.db
          .updateTable('users')
          .set({ storage_used: names.length * 5 * (at / 100 + 1) })
          .execute();
      }
    });
    await search.indexer.restart(me.id);
    await search.indexer.finish(me.id);
  }

  /** The transactions in which it goes, and how many statements SQLite had to prepare for them. */
  async function remove(name: string) {
    const { drive, database } = test;
    const permissions = new Set([GroupPermission.ADVANCE_DELETE]);
    const caller = { ...me.caller, group: { ...me.caller.group, permissions } };
    const prepare = vi.spyOn(BetterSqlite.prototype, 'prepare');
    // A machine that is now fast and now slow: steps of many sizes.
    let [now, looks] = [0, 0];
    const monotonic = vi.spyOn(test.clock, 'monotonic').mockImplementation(() => {
      now += 3 + ((looks++ * 7) % 23);
      return now;
    });
    counting.transactions.length = 0;
    await drive.trash.delete({ ...me.actor, caller }, { uris: [`cloudreve://my/${name}`], skip_soft_delete: true });
    await drive.purger.run(me.id);
    const steps = [...counting.transactions];
    await search.indexer.finish(me.id);
    const prepared = prepare.mock.calls.length;
    prepare.mockRestore();
    monotonic.mockRestore();
    const left = await database.read.selectFrom('files').select('name').where('owner_id', '=', me.id).execute();
    expect(left.map((row) => row.name)).toEqual(['']);
    expect(await database.read.selectFrom('search_names').select('file_id').execute()).toEqual([]);
    return { steps, prepared };
  }
  const most = (steps: CountingDatabase['transactions'], what: 'statements' | 'rows') =>
    Math.max(...steps.map((step) => step[what]));

  it.each([
    ['one folder', false],
    ['many folders', true],
  ])('goes in steps of bounded size: %s', async (name, spread) => {
    await fill(`few, ${name}`, 700, spread);
    const few = await remove(`few, ${name}`);
    await fill(`many, ${name}`, 4_300, spread);
    const many = await remove(`many, ${name}`);
    expect(many.steps.length).toBeGreaterThan(few.steps.length);
    expect(many.steps.length).toBeLessThan(150);
    for (const { steps } of [few, many]) {
      expect(most(steps, 'statements')).toBeLessThan(mostStatements);
      expect(most(steps, 'rows')).toBeLessThan(mostRows);
    }
    // Statements that are kept by their text, and those of a step of each size: memory that a removal would take.
    expect(many.prepared).toBeLessThan(20);
  });
});
