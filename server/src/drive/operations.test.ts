import { type ApiError, ErrorCode, IdKind } from '@canopy/contract';
import { beforeAll, beforeEach, expect, it } from 'vitest';
import { describeOnEveryDatabase } from '../test/databases.ts';
import { openTestDrive, type TestDrive, type TestUser, testLimits } from '../test/drive.ts';

describeOnEveryDatabase('changing the tree', (current) => {
  let test: TestDrive;
  let me: TestUser;
  beforeAll(async () => {
    test = await openTestDrive(current());
  });
  beforeEach(async () => {
    me = await test.user();
  });
  const create = (uri: string, type: 'file' | 'folder' = 'folder', metadata?: Record<string, string>) =>
    test.drive.creator.create(me.actor, { uri, type, ...(metadata && { metadata }) });
  const rename = (uri: string, new_name: string) => test.drive.renamer.rename(me.actor, { uri, new_name });
  const move = (uris: string[], dst: string, copy = false) =>
    test.drive.mover.moveOrCopy(me.actor, { uris, dst, copy });
  const patch = (uris: string[], ...patches: { key: string; value?: string; remove?: boolean }[]) =>
    test.drive.metadataEditor.patch(me.actor, { uris, patches });
  const info = (uri: string, rest: object = {}) => test.drive.inspector.info(me.caller, { uri, ...rest });
  const errorOf = (work: Promise<unknown>): Promise<ApiError> =>
    work.then(
      () => {
        throw new Error('it should have failed');
      },
      (error) => error,
    );
  const codeOf = async (work: Promise<unknown>) => (await errorOf(work)).code;

  it('renames', async () => {
    await create('cloudreve://my/a.jpg', 'file', { 'thumb:disabled': '' });
    await create('cloudreve://my/b', 'folder');
    test.clock.advance(1000);
    expect(await rename('cloudreve://my/a.jpg', 'c d.JPG')).toMatchObject({
      name: 'c d.JPG',
      path: 'cloudreve://my/c%20d.JPG',
      metadata: null,
      updated_at: new Date(test.clock.now()).toISOString(),
    });
    expect((await info('cloudreve://my/c%20d.JPG')).metadata).toEqual({ 'thumb:disabled': '' });
    await rename('cloudreve://my/c d.JPG', 'c d.png');
    expect((await info('cloudreve://my/c%20d.png')).metadata).toEqual({});
    await rename('cloudreve://my/c d.png', 'c d.png');
    expect(await codeOf(rename('cloudreve://my/c d.png', 'b'))).toBe(ErrorCode.OBJECT_EXIST);
    expect(await codeOf(rename('cloudreve://my/b', 'x/y'))).toBe(ErrorCode.ILLEGAL_OBJECT_NAME);
    expect(await codeOf(rename('cloudreve://my/b', '..'))).toBe(ErrorCode.ILLEGAL_OBJECT_NAME);
    expect(await codeOf(rename('cloudreve://my/c d.png', 'x.forbidden'))).toBe(ErrorCode.ILLEGAL_OBJECT_NAME);
    expect(await codeOf(rename('cloudreve://my/ghost', 'x'))).toBe(ErrorCode.PATH_NOT_EXIST);
    expect(await codeOf(rename('cloudreve://my', 'x'))).toBe(ErrorCode.NO_PERMISSION);
    expect(await codeOf(rename('cloudreve://trash/x', 'y'))).toBe(ErrorCode.NO_PERMISSION);
  });

  it('moves some and tells what it could not', async () => {
    await create('cloudreve://my/from/x', 'file');
    await create('cloudreve://my/to/deep');
    const error = await errorOf(
      move(['cloudreve://my/from/x', 'cloudreve://my/ghost/', 'cloudreve://my/to'], 'cloudreve://my/to/deep'),
    );
    expect(error.code).toBe(ErrorCode.BATCH_PARTIAL);
    expect(error.aggregated).toMatchObject({
      'cloudreve://my/ghost': { code: ErrorCode.PATH_NOT_EXIST },
      'cloudreve://my/to': { code: ErrorCode.NO_PERMISSION },
    });
    expect(await info('cloudreve://my/to/deep/x')).toMatchObject({ type: 0 });
    await move(['cloudreve://my/to/deep/x'], 'cloudreve://my/to/deep');
    expect(await codeOf(move(['cloudreve://my/to'], 'cloudreve://my/ghost'))).toBe(ErrorCode.PATH_NOT_EXIST);
    expect(await codeOf(move(['cloudreve://my/to'], 'cloudreve://my/to/deep/x'))).toBe(ErrorCode.NO_PERMISSION);
    test.settings.maxBatchedFile = 1;
    const tooMany = await errorOf(move(['cloudreve://my/a', 'cloudreve://my/b'], 'cloudreve://my/to'));
    test.settings.maxBatchedFile = 3000;
    expect(tooMany).toMatchObject({ code: ErrorCode.TOO_MANY_URIS, message: 'Maximum allowed batch size: 1' });
    expect(await codeOf(move(['cloudreve://my/to', 'nonsense'], 'cloudreve://my/from'))).toBe(ErrorCode.PARAM_INVALID);
  });

  it('copies trees that share their blobs, and pays for them once', async () => {
    await create('cloudreve://my/a/b');
    const first = await test.fill(me.actor, 'cloudreve://my/a/b/x', 10);
    const second = await test.fill(me.actor, 'cloudreve://my/a/b/x', 20);
    await patch(['cloudreve://my/a/b/x'], { key: 'tag:t', value: '' });
    await create('cloudreve://my/to');
    await move(['cloudreve://my/a'], 'cloudreve://my/to', true);
    const copy = await info('cloudreve://my/to/a/b/x', { extended: true });
    expect(copy).toMatchObject({ size: 20, metadata: { 'tag:t': '' }, extended_info: { storage_used: 30 } });
    expect(copy.extended_info?.entities?.map((entity) => entity.id)).toEqual(
      [second, first].map((id) => test.ids.encode(IdKind.ENTITY, id)),
    );
    expect(await test.used(me.id)).toBe(60);
    expect(await codeOf(move(['cloudreve://my/a'], 'cloudreve://my/to', true))).toBe(ErrorCode.OBJECT_EXIST);
    expect(await codeOf(move(['cloudreve://my/a'], 'cloudreve://my', true))).toBe(ErrorCode.OBJECT_EXIST);
  });

  it('copies nothing when there is no room, or too much to walk', async () => {
    const poor = await test.user({ capacity: 15 });
    me = poor;
    await create('cloudreve://my/a');
    await test.fill(me.actor, 'cloudreve://my/a/x', 10);
    await create('cloudreve://my/to');
    expect(await codeOf(move(['cloudreve://my/a'], 'cloudreve://my/to', true))).toBe(ErrorCode.INSUFFICIENT_CAPACITY);
    expect(await test.used(me.id)).toBe(10);
    const lazy = { ...me.actor, caller: { ...me.caller, group: { ...testLimits, maxWalkedFiles: 1 } } };
    const request = { uris: ['cloudreve://my/a'], dst: 'cloudreve://my/to', copy: true };
    expect(await codeOf(test.drive.mover.moveOrCopy(lazy, request))).toBe(ErrorCode.FILE_COUNT_LIMIT);
    expect(await codeOf(info('cloudreve://my/to/a'))).toBe(ErrorCode.PATH_NOT_EXIST);
  });

  it('hands what an administrator moves to another tree over to its owner', async () => {
    const admin = await test.user({ admin: true });
    await create('cloudreve://my/a/b');
    await test.fill(me.actor, 'cloudreve://my/a/b/x', 10);
    await test.drive.creator.create(admin.actor, { uri: 'cloudreve://my/in', type: 'folder' });
    const uri = `cloudreve://${test.ids.encode(IdKind.USER, me.id)}@my/a`;
    await test.drive.mover.moveOrCopy(admin.actor, { uris: [uri], dst: 'cloudreve://my/in' });
    expect([await test.used(me.id), await test.used(admin.id)]).toEqual([0, 10]);
    expect(await test.drive.inspector.info(admin.caller, { uri: 'cloudreve://my/in/a/b/x' })).toMatchObject({
      owned: true,
      size: 10,
    });
    for await (const finding of test.drive.fsck.findings()) throw new Error(finding.text);
  });

  it('changes metadata by the rules', async () => {
    await create('cloudreve://my/f', 'file');
    const uris = ['cloudreve://my/f'];
    await patch(uris, { key: 'tag:a:b c', value: '#FF0000' }, { key: 'customize:emoji', value: '🌲' });
    await patch(uris, { key: 'props:rating', value: '5' }, { key: 'thumb:x', value: 'y' }, { key: 'dav:p', value: '' });
    expect((await info(uris[0] ?? '')).metadata).toEqual({
      'tag:a:b c': '#FF0000',
      'customize:emoji': '🌲',
      'props:rating': '5',
      'thumb:x': 'y',
      'dav:p': '',
    });
    await patch(
      uris,
      { key: 'tag:both', value: '' },
      { key: 'tag:both', remove: true },
      { key: 'thumb:x', remove: true },
    );
    expect((await info(uris[0] ?? '')).metadata).not.toHaveProperty('thumb:x');
    expect((await info(uris[0] ?? '')).metadata).not.toHaveProperty('tag:both');
    for (const bad of [
      { key: 'sys:x', value: '1' },
      { key: 'sys:shared_owner', remove: true },
      { key: 'sys:shared_owner', value: 'zz' },
      { key: 'tag:', value: '' },
      { key: 'tag:x', value: 'red' },
      { key: 'nonsense' },
      { key: 'exif:iso', value: '100' },
      { key: 'props:ghost', value: '' },
      { key: 'props:rating', value: '6' },
      { key: 'customize:icon_color', value: '' },
      { key: 'customize:emoji', value: 'x' },
      { key: 'dav:long', value: 'é'.repeat(33_000) },
    ]) {
      expect(await codeOf(patch(uris, bad)), bad.key).toBe(ErrorCode.PARAM_INVALID);
    }
    for (const colour of [
      '#abc',
      '#abcd',
      '#aabbcc',
      '#aabbccdd',
      'rgb(1, 2, 3)',
      'rgba(1,2,3,.5)',
      'hsl(10deg 20% 30%)',
      'hsla(1,2%,3%,1)',
    ]) {
      await patch(uris, { key: 'customize:icon_color', value: colour });
    }
    const partly = await errorOf(
      patch([...uris, 'cloudreve://my/ghost', 'cloudreve://my'], { key: 'tag:late', value: '' }),
    );
    expect(partly.aggregated).toMatchObject({
      'cloudreve://my/ghost': { code: ErrorCode.PATH_NOT_EXIST },
      'cloudreve://my': { code: ErrorCode.NO_PERMISSION },
    });
    expect((await info(uris[0] ?? '')).metadata).toHaveProperty('tag:late');
    await patch([]);
  });

  it('switches and deletes versions', async () => {
    const ofFile = async () => (await info('cloudreve://my/v.txt', { extended: true })).extended_info;
    const first = await test.fill(me.actor, 'cloudreve://my/v.txt', 1);
    const second = await test.fill(me.actor, 'cloudreve://my/v.txt', 2);
    const id = (entity: number) => test.ids.encode(IdKind.ENTITY, entity);
    const uri = 'cloudreve://my/v.txt';
    await test.drive.versionEditor.setCurrent(me.actor, { uri, version: id(first) });
    expect(await info(uri)).toMatchObject({ size: 1, primary_entity: id(first) });
    const remove = (version: string) => test.drive.versionEditor.remove(me.actor, { uri, version });
    expect(await codeOf(remove(id(first)))).toBe(ErrorCode.NO_PERMISSION);
    expect(await codeOf(remove(id(99_999)))).toBe(ErrorCode.ENTITY_NOT_EXIST);
    expect(await codeOf(remove('zzzz'))).toBe(ErrorCode.PARAM_INVALID);
    await remove(id(second));
    expect((await ofFile())?.entities).toHaveLength(1);
    expect(await test.used(me.id)).toBe(1);
    const folder = test.drive.versionEditor.setCurrent(me.actor, { uri: 'cloudreve://my', version: id(first) });
    expect(await codeOf(folder)).toBe(ErrorCode.NO_PERMISSION);
  });

  it('keeps as many versions as the owner wants', async () => {
    const cases = [
      [{ enabled: false, extensions: [], max: 10 }, 1],
      [{ enabled: true, extensions: [], max: 3 }, 3],
      [{ enabled: true, extensions: ['md'], max: 3 }, 1],
      [{ enabled: true, extensions: ['txt'], max: 0 }, 5],
    ] as const;
    for (const [versions, expected] of cases) {
      me = await test.user({ versions });
      for (let size = 1; size <= 5; size++) await test.fill(me.actor, 'cloudreve://my/v.TXT', size);
      const { extended_info, size } = await info('cloudreve://my/v.TXT', { extended: true });
      expect(extended_info?.entities?.map((entity) => entity.size)).toEqual([5, 4, 3, 2, 1].slice(0, expected));
      expect(size).toBe(5);
      expect(await test.used(me.id)).toBe(extended_info?.storage_used);
    }
  });

  it('sums folders up, keeps the sum for a while, and stops at the limit', async () => {
    await create('cloudreve://my/s/a/b');
    await test.fill(me.actor, 'cloudreve://my/s/x', 5);
    await test.fill(me.actor, 'cloudreve://my/s/a/b/y', 6);
    await test.fill(me.actor, 'cloudreve://my/s/a/b/y', 7);
    const summary = async () => (await info('cloudreve://my/s', { folder_summary: true })).folder_summary;
    expect(await summary()).toMatchObject({ size: 18, files: 2, folders: 2, completed: true });
    await create('cloudreve://my/s/new', 'file');
    expect(await summary()).toMatchObject({ files: 2 });
    test.clock.advance(301_000);
    expect(await summary()).toMatchObject({ files: 3 });
    test.clock.advance(301_000);
    const lazy = { ...me.caller, group: { ...testLimits, maxWalkedFiles: 2 } };
    const some = await test.drive.inspector.info(lazy, { uri: 'cloudreve://my/s', folder_summary: true });
    expect(some.folder_summary).toMatchObject({ completed: false });
    expect((some.folder_summary?.files ?? 0) + (some.folder_summary?.folders ?? 0)).toBe(2);
    test.clock.advance(301_000);
    // As many as there are is not too many.
    const exact = { ...me.caller, group: { ...testLimits, maxWalkedFiles: 5 } };
    const all = await test.drive.inspector.info(exact, { uri: 'cloudreve://my/s', folder_summary: true });
    expect(all.folder_summary).toMatchObject({ size: 18, files: 3, folders: 2, completed: true });
    await create('cloudreve://my/empty');
    expect((await info('cloudreve://my/empty', { folder_summary: true })).folder_summary).toMatchObject({
      ...{ size: 0, files: 0, folders: 0, completed: true },
    });
  });

  it('finds by id for owners and administrators, and never the root', async () => {
    const made = await create('cloudreve://my/p q/r');
    const by = (id: string, caller = me.caller) => test.drive.inspector.info(caller, { id });
    expect(await by(made.id)).toMatchObject({ path: 'cloudreve://my/p%20q/r' });
    const other = await test.user();
    const admin = await test.user({ admin: true });
    expect(await codeOf(by(made.id, other.caller))).toBe(ErrorCode.OWNER_ONLY);
    const owner = test.ids.encode(IdKind.USER, me.id);
    expect(await by(made.id, admin.caller)).toMatchObject({ path: `cloudreve://${owner}@my/p%20q/r`, owned: false });
    expect(await codeOf(by(test.ids.encode(IdKind.FILE, 999_999)))).toBe(ErrorCode.NOT_FOUND);
    expect(await codeOf(by('zzzz'))).toBe(ErrorCode.PARAM_INVALID);
    expect(await codeOf(info(''))).toBe(ErrorCode.PARAM_INVALID);
    expect(await codeOf(info('cloudreve://my'))).toBe(ErrorCode.NO_PERMISSION);
    await test.drive.trash.delete(me.actor, { uris: ['cloudreve://my/p q'] });
    expect(await codeOf(by(made.id))).toBe(ErrorCode.NOT_FOUND);
  });

  it('pins places', async () => {
    const pin = (uri: string, name?: string) => test.drive.pins.pin(me.caller, { uri, ...(name && { name }) });
    await pin('cloudreve://my/a b', 'D');
    await pin('cloudreve://my/a%20b/', 'D');
    expect(await codeOf(pin('cloudreve://my/a%20b'))).toBe(ErrorCode.OBJECT_EXIST);
    await test.drive.pins.unpin(me.caller, { uri: 'cloudreve://my/a b' });
    await test.drive.pins.unpin(me.caller, { uri: 'cloudreve://my/a b' });
    await pin('cloudreve://my/a%20b');
    expect(await codeOf(pin('nonsense'))).toBe(ErrorCode.PARAM_INVALID);
    const rename = (uri: string, name: string) => test.drive.pins.rename(me.caller, { uri, name });
    await rename('cloudreve://my/a b', 'Elsewhere');
    await pin('cloudreve://my/a%20b', 'Elsewhere');
    expect(await codeOf(rename('cloudreve://my/never pinned', 'x'))).toBe(ErrorCode.NOT_FOUND);
    expect(await codeOf(rename('nonsense', 'x'))).toBe(ErrorCode.PARAM_INVALID);
  });
});
