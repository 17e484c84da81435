import { type ApiError, ErrorCode } from '@canopy/contract';
import { beforeAll, beforeEach, expect, it, vi } from 'vitest';
import { describeOnEveryDatabase } from '../test/databases.ts';
import { openTestDrive, type TestDrive, type TestUser, testLimits } from '../test/drive.ts';
import { removedAtOnce } from './purge.ts';

describeOnEveryDatabase('the trash', (current) => {
  let test: TestDrive;
  let me: TestUser;
  beforeAll(async () => {
    test = await openTestDrive(current());
  });
  beforeEach(async () => {
    me = await test.user();
    test.purges.length = 0;
  });
  const create = (uri: string, type: 'file' | 'folder' = 'folder') =>
    test.drive.creator.create(me.actor, { uri, type });
  const trashed = async () => (await test.drive.lister.list(me.caller, { uri: 'cloudreve://trash' })).files;
  const info = (uri: string) => test.drive.inspector.info(me.caller, { uri, extended: true });
  const errorOf = (work: Promise<unknown>): Promise<ApiError> =>
    work.then(
      () => {
        throw new Error('it should have failed');
      },
      (error) => error,
    );
  async function findings(): Promise<string[]> {
    const texts: string[] = [];
    for await (const finding of test.drive.fsck.findings()) texts.push(finding.text);
    return texts;
  }

  it('gives back exactly what it took', async () => {
    await create('cloudreve://my/d/e');
    await test.fill(me.actor, 'cloudreve://my/d/e/x.txt', 7);
    await test.drive.metadataEditor.patch(me.actor, {
      uris: ['cloudreve://my/d'],
      patches: [{ key: 'tag:x', value: '#fff' }],
    });
    const { updated_at: _before, ...before } = await info('cloudreve://my/d');
    await test.drive.trash.delete(me.actor, { uris: ['cloudreve://my/d'] });
    expect(await errorOf(info('cloudreve://my/d/e'))).toMatchObject({ code: ErrorCode.PATH_NOT_EXIST });
    expect(await test.used(me.id)).toBe(7);
    const [item] = await trashed();
    const seconds = Math.floor(test.clock.now() / 1000) + testLimits.trashRetention;
    expect(item).toMatchObject({
      name: 'd',
      metadata: {
        'sys:restore_uri': 'cloudreve://my/d',
        'sys:expected_collect_time': String(seconds),
        'tag:x': '#fff',
      },
    });
    await test.drive.restorer.restore(me.actor, { uris: [item?.path ?? ''] });
    expect(await info('cloudreve://my/d')).toMatchObject(before);
    expect(await info('cloudreve://my/d/e/x.txt')).toMatchObject({ size: 7 });
    expect(await trashed()).toEqual([]);
  });

  it('restores one after the other, and tells what failed', async () => {
    await create('cloudreve://my/p/x', 'file');
    await create('cloudreve://my/y', 'file');
    await test.drive.trash.delete(me.actor, { uris: ['cloudreve://my/p/x', 'cloudreve://my/y'] });
    await test.drive.trash.delete(me.actor, { uris: ['cloudreve://my/p'], skip_soft_delete: true });
    await create('cloudreve://my/y', 'file');
    await test.drive.trash.delete(me.actor, { uris: ['cloudreve://my/y'] });
    const uris = (await trashed()).map((item) => item.path ?? '');
    expect(uris).toHaveLength(3);
    const error = await errorOf(test.drive.restorer.restore(me.actor, { uris: [...uris, 'cloudreve://trash/ghost'] }));
    expect(error.code).toBe(ErrorCode.BATCH_PARTIAL);
    const codes = Object.values(error.aggregated ?? {}).map((item) => item.code);
    expect(codes.sort()).toEqual([ErrorCode.OBJECT_EXIST, ErrorCode.PATH_NOT_EXIST, ErrorCode.PATH_NOT_EXIST]);
    expect((await trashed()).map((item) => item.name)).toEqual(['x', 'y']);
    expect(await info('cloudreve://my/y')).toMatchObject({ type: 0 });
  });

  it('moves what is trashed to a chosen folder', async () => {
    await create('cloudreve://my/x.txt', 'file');
    await create('cloudreve://my/to');
    await test.drive.trash.delete(me.actor, { uris: ['cloudreve://my/x.txt'] });
    const [item] = await trashed();
    const uris = [item?.path ?? ''];
    const copied = await errorOf(test.drive.mover.moveOrCopy(me.actor, { uris, dst: 'cloudreve://my/to', copy: true }));
    expect(copied.aggregated?.[uris[0] ?? '']?.code).toBe(ErrorCode.NO_PERMISSION);
    const back = await errorOf(
      test.drive.mover.moveOrCopy(me.actor, { uris: ['cloudreve://my/to'], dst: 'cloudreve://trash' }),
    );
    expect(back.code).toBe(ErrorCode.NO_PERMISSION);
    await test.drive.mover.moveOrCopy(me.actor, { uris, dst: 'cloudreve://my/to' });
    expect(await info('cloudreve://my/to/x.txt')).toMatchObject({ name: 'x.txt', metadata: {} });
  });

  it('refuses to trash twice, and to delete roots', async () => {
    await create('cloudreve://my/x.txt', 'file');
    await test.drive.trash.delete(me.actor, { uris: ['cloudreve://my/x.txt'] });
    const [item] = await trashed();
    const uris = [item?.path ?? '', 'cloudreve://my/ghost', 'cloudreve://my/'];
    const error = await errorOf(test.drive.trash.delete(me.actor, { uris }));
    expect(error.message).toBe('One or more operation failed');
    expect(error.aggregated).toMatchObject({
      [item?.path ?? '']: { code: ErrorCode.NO_PERMISSION },
      'cloudreve://my': { code: ErrorCode.NO_PERMISSION },
    });
    const forGood = await errorOf(
      test.drive.trash.delete(me.actor, { uris: ['cloudreve://my', 'cloudreve://trash'], skip_soft_delete: true }),
    );
    expect(Object.values(forGood.aggregated ?? {}).map((each) => each.code)).toEqual([403, 403]);
    const unlink = await errorOf(test.drive.trash.delete(me.actor, { uris: [item?.path ?? ''], unlink: true }));
    expect(unlink.code).toBe(ErrorCode.NO_PERMISSION);
  });

  it('gives the quota back when something is deleted for good', async () => {
    await create('cloudreve://my/d');
    await test.fill(me.actor, 'cloudreve://my/d/x', 10);
    await test.fill(me.actor, 'cloudreve://my/d/x', 20);
    await create('cloudreve://my/copies');
    await test.drive.mover.moveOrCopy(me.actor, {
      uris: ['cloudreve://my/d'],
      dst: 'cloudreve://my/copies',
      copy: true,
    });
    expect(await test.used(me.id)).toBe(60);
    await test.drive.trash.delete(me.actor, { uris: ['cloudreve://my/d'], skip_soft_delete: true });
    expect(await test.used(me.id)).toBe(30);
    await test.drive.trash.delete(me.actor, { uris: ['cloudreve://my/copies'] });
    await test.drive.trash.empty(me.actor);
    expect(await test.used(me.id)).toBe(0);
    expect(test.purges).toEqual([]);
    expect(await findings()).toEqual([]);
  });

  it('leaves big trees to the job, which can be interrupted', async () => {
    const { database, drive } = test;
    await create('cloudreve://my/big/sub');
    const root = await database.read
      .selectFrom('files')
      .selectAll()
      .where('owner_id', '=', me.id)
      .where('name', '=', 'sub')
      .executeTakeFirstOrThrow();
    const rows = Array.from({ length: removedAtOnce + 200 }, (_, index) => ({
      owner_id: me.id,
      parent_id: root.id,
      name: `n${index}`,
      kind: index % 3 === 0 ? 1 : 0,
      size: 0,
      symbolic: 0,
      created_at: 1,
      updated_at: 1,
    }));
    await database.write(async (tx) => {
      for (let at = 0; at < rows.length; at += 200) await drive.tree.insertMany(tx, rows.slice(at, at + 200));
    });
    await test.fill(me.actor, 'cloudreve://my/big/sub/n0/deep', 9);
    await drive.trash.delete(me.actor, { uris: ['cloudreve://my/big'], skip_soft_delete: true });
    expect(test.purges).toEqual([me.id]);
    expect(await errorOf(info('cloudreve://my/big'))).toMatchObject({ code: ErrorCode.PATH_NOT_EXIST });
    await create('cloudreve://my/big');
    expect(await findings()).toEqual([]);
    const interrupted = new AbortController();
    interrupted.abort();
    // A run that was stopped must not look like one that came to its end: its job would count as done.
    await expect(drive.purger.run(me.id, interrupted.signal)).rejects.toThrow();
    expect(await findings()).toEqual([]);
    test.purges.length = 0;
    await drive.purger.resume();
    expect(test.purges).toEqual([me.id]);
    await drive.purger.run(me.id);
    test.purges.length = 0;
    await drive.purger.resume();
    expect(test.purges).toEqual([]);
    expect(await test.used(me.id)).toBe(0);
    const left = await database.read
      .selectFrom('files')
      .select('name')
      .where('owner_id', '=', me.id)
      .orderBy('id')
      .execute();
    expect(left.map((row) => row.name)).toEqual(['', 'big']);
    expect(await findings()).toEqual([]);
  });

  it('spares what was restored and deleted again while it looked', async () => {
    await test.drive.trash.expire();
    await create('cloudreve://my/dear', 'file');
    await test.drive.trash.delete(me.actor, { uris: ['cloudreve://my/dear'] });
    test.clock.advance(testLimits.trashRetention * 1000 + 5_000);
    const { metadata } = test.drive;
    const look = metadata.withKey.bind(metadata);
    const spy = vi.spyOn(metadata, 'withKey').mockImplementationOnce(async (...question) => {
      const found = await look(...question);
      await test.drive.restorer.restore(me.actor, { uris: [(await trashed())[0]?.path ?? ''] });
      await test.drive.trash.delete(me.actor, { uris: ['cloudreve://my/dear'] });
      return found;
    });
    await test.drive.trash.expire();
    spy.mockRestore();
    expect((await trashed()).map((item) => item.name)).toEqual(['dear']);
  });

  it('expires what its time is over for, and only that', async () => {
    test.clock.advance(2 * testLimits.trashRetention * 1000);
    await test.drive.trash.expire();
    await create('cloudreve://my/old', 'file');
    await create('cloudreve://my/broken', 'file');
    await test.drive.trash.delete(me.actor, { uris: ['cloudreve://my/old', 'cloudreve://my/broken'] });
    test.clock.advance(testLimits.trashRetention * 1000 - 5_000);
    await create('cloudreve://my/new', 'file');
    await test.drive.trash.delete(me.actor, { uris: ['cloudreve://my/new'] });
    expect(await test.drive.trash.expire()).toBe(0);
    const broken = (await trashed()).find((item) => item.name === 'broken');
    await test.database.write((tx) =>
      test.drive.metadata.put(tx, [
        { file_id: test.ids.decode(2, broken?.id ?? ''), key: 'sys:expected_collect_time', value: 'soon' },
      ]),
    );
    expect(await test.drive.trash.expire()).toBe(1);
    test.clock.advance(10_000);
    expect(await test.drive.trash.expire()).toBe(1);
    expect((await trashed()).map((item) => item.name)).toEqual(['new']);
  });
});
