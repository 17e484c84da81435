import { ErrorCode, GroupPermission } from '@canopy/contract';
import { beforeAll, beforeEach, expect, it, vi } from 'vitest';
import { describeOnEveryDatabase } from '../test/databases.ts';
import { openTestDrive, type TestDrive, type TestUser, testLimits } from '../test/drive.ts';
import { removedAtOnce } from './purge.ts';

const many = removedAtOnce + 350;

describeOnEveryDatabase('a trash with too much for one request', (current) => {
  let test: TestDrive;
  let me: TestUser;
  beforeAll(async () => {
    test = await openTestDrive(current());
  });
  beforeEach(async () => {
    me = await test.user();
    await test.drive.creator.create(me.actor, { uri: 'cloudreve://my/d/e', type: 'folder' });
    await put('d', many);
    await test.fill(me.actor, 'cloudreve://my/d/e/paid', 9);
    test.purges.length = 0;
  });

  /** So many small files in a folder; every tenth is a folder with another in it. */
  async function put(folder: string, count: number): Promise<void> {
    const { database, drive } = test;
    const parent = await database.read
      .selectFrom('files')
      .selectAll()
      .where('owner_id', '=', me.id)
      .where('name', '=', folder)
      .executeTakeFirstOrThrow();
    const file = { owner_id: me.id, size: 0, policy_id: test.policyId, symbolic: 0, created_at: 1, updated_at: 1 };
    const row = (parent_id: number, name: string, kind: number) => ({ ...file, parent_id, name, kind });
    await database.write(async (tx) => {
      const names = Array.from({ length: count }, (_, index) => `n${index}`);
      for (let at = 0; at < count; at += 200) {
        const rows = names.slice(at, at + 200).map((name, index) => row(parent.id, name, index % 10 === 0 ? 1 : 0));
        const made = await drive.tree.insertMany(tx, rows);
        const folders = made.filter(({ name }) => rows.some((each) => each.name === name && each.kind === 1));
        await drive.tree.insertMany(
          tx,
          folders.map(({ id }) => row(id, 'inner', 1)),
        );
      }
    });
  }
  const listed = async (uri: string) => (await test.drive.lister.list(me.caller, { uri, page_size: 2000 })).files;
  /** Trashes every item of the folder by itself. */
  async function trashAll(): Promise<string[]> {
    const uris = (await listed('cloudreve://my/d')).map((file) => file.path ?? '');
    await test.drive.trash.delete(me.actor, { uris });
    return uris;
  }
  async function findings(): Promise<string[]> {
    const texts: string[] = [];
    for await (const finding of test.drive.fsck.findings()) texts.push(finding.text);
    return texts;
  }
  const rowsLeft = async () =>
    (
      await test.database.read.selectFrom('files').select('name').where('owner_id', '=', me.id).orderBy('id').execute()
    ).map((row) => row.name);

  it('is empty at once, and what comes into it later stays', async () => {
    await trashAll();
    const [old] = await listed('cloudreve://trash');
    expect(await listed('cloudreve://trash')).toHaveLength(many + 1);
    await test.drive.trash.empty(me.actor);
    expect(test.purges).toEqual([me.id]);
    expect(await listed('cloudreve://trash')).toEqual([]);
    expect(await listed('cloudreve://trash?name=n')).toEqual([]);
    test.settings.useCursorPagination = false;
    expect(await listed('cloudreve://trash')).toEqual([]);
    test.settings.useCursorPagination = true;
    const gone = { uris: [old?.path ?? ''] };
    const error = { aggregated: { [gone.uris[0] ?? '']: { code: ErrorCode.PATH_NOT_EXIST } } };
    await expect(test.drive.restorer.restore(me.actor, gone)).rejects.toMatchObject(error);
    await expect(test.drive.trash.delete(me.actor, { ...gone, skip_soft_delete: true })).rejects.toMatchObject(error);
    await expect(test.drive.inspector.info(me.caller, { id: old?.id ?? '' })).rejects.toMatchObject({
      code: ErrorCode.PATH_NOT_EXIST,
    });
    await test.drive.creator.create(me.actor, { uri: 'cloudreve://my/young', type: 'file' });
    await test.drive.trash.delete(me.actor, { uris: ['cloudreve://my/young'] });
    expect(await findings()).toEqual([]);

    await test.drive.purger.run(me.id);
    expect(await rowsLeft()).toEqual(['', 'd', 'young']);
    expect((await listed('cloudreve://trash')).map((file) => file.name)).toEqual(['young']);
    expect(await test.used(me.id)).toBe(0);
    const told = await test.database.read
      .selectFrom('journal')
      .select(({ fn }) => fn.countAll().as('n'))
      .where('owner_id', '=', me.id)
      .where('kind', '=', 'delete')
      .executeTakeFirstOrThrow();
    expect(Number(told.n)).toBe(many + 1);
    expect(await findings()).toEqual([]);
  });

  it('goes on where a step failed, also when its job was lost', async () => {
    await trashAll();
    await test.drive.trash.empty(me.actor);
    for (const failing of [1, 3]) {
      let step = 0;
      const remove = test.drive.entities.unlinkAll.bind(test.drive.entities);
      const spy = vi.spyOn(test.drive.entities, 'unlinkAll').mockImplementation(async (...question) => {
        const done = await remove(...question);
        if (++step === failing) throw new Error('the disk is full');
        return done;
      });
      await expect(test.drive.purger.run(me.id)).rejects.toThrow('full');
      spy.mockRestore();
      expect(await findings()).toEqual([]);
    }
    test.purges.length = 0;
    await test.drive.purger.resume();
    expect(test.purges).toEqual([me.id]);
    await test.drive.purger.run(me.id);
    test.purges.length = 0;
    await test.drive.purger.resume();
    expect(test.purges).toEqual([]);
    expect(await rowsLeft()).toEqual(['', 'd']);
    expect(await test.used(me.id)).toBe(0);
    expect(await findings()).toEqual([]);
  });

  it('keeps stored objects of a big tree where that was asked for, and only of that', async () => {
    const permissions = new Set([GroupPermission.ADVANCE_DELETE]);
    const caller = { ...me.caller, group: { ...me.caller.group, permissions } };
    await test.drive.creator.create(me.actor, { uri: 'cloudreve://my/other', type: 'folder' });
    await test.fill(me.actor, 'cloudreve://my/other/paid', 4);
    await put('other', many);
    const of = (uri: string, unlink: boolean) =>
      test.drive.trash.delete({ ...me.actor, caller }, { uris: [uri], skip_soft_delete: true, unlink });
    await of('cloudreve://my/d', true);
    await of('cloudreve://my/other', false);
    await test.drive.purger.run(me.id);
    const blobs = await test.database.read
      .selectFrom('entities')
      .select(['size', 'reference_count'])
      .where('created_by', '=', me.id)
      .orderBy('id')
      .execute();
    expect(blobs).toEqual([{ size: 4, reference_count: 0 }]);
    expect(await rowsLeft()).toEqual(['']);
    expect(await test.used(me.id)).toBe(0);
    expect(await findings()).toEqual([]);
  });

  it('loses what its time is over for, in steps', async () => {
    await trashAll();
    test.clock.advance(testLimits.trashRetention * 1000 + 5_000);
    expect(await test.drive.trash.expire()).toBeGreaterThanOrEqual(many + 1);
    await test.drive.purger.run(me.id);
    expect(await rowsLeft()).toEqual(['', 'd']);
    expect(await findings()).toEqual([]);
  });
});
