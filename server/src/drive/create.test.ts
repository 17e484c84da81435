import { ErrorCode, FileUri } from '@canopy/contract';
import { beforeAll, expect, it } from 'vitest';
import { describeOnEveryDatabase } from '../test/databases.ts';
import { anonymous, openTestDrive, type TestDrive, type TestUser } from '../test/drive.ts';
import type { TreeChanged } from './index.ts';

describeOnEveryDatabase('creating', (current) => {
  let test: TestDrive;
  let me: TestUser;
  beforeAll(async () => {
    test = await openTestDrive(current());
    me = await test.user();
  });
  const create = (uri: string, type: 'file' | 'folder' = 'folder', rest: object = {}) =>
    test.drive.creator.create(me.actor, { uri, type, ...rest });

  it('makes a folder with those on the way, and tells one change for each', async () => {
    const told: TreeChanged[] = [];
    const off = test.bus.on('drive.changed', (change) => void told.push(change));
    const made = await create('cloudreve://my/a/b c/d');
    off();
    expect(made).toMatchObject({
      type: 1,
      name: 'd',
      size: 0,
      metadata: null,
      path: 'cloudreve://my/a/b%20c/d',
      owned: true,
    });
    expect(made.capability).toBe('39/9AQ==');
    expect(told.map((change) => change.changes.map(({ kind, name }) => [kind, name]))).toEqual([
      [
        ['create', 'a'],
        ['create', 'b c'],
        ['create', 'd'],
      ],
    ]);
    expect(await test.database.read.selectFrom('journal').select('name').execute()).toHaveLength(3);
  });

  it('answers what is there, unless asked not to', async () => {
    const first = await create('cloudreve://my/twice');
    expect(await create('cloudreve://my/twice', 'folder', { metadata: { 'sys:nonsense': '' } })).toEqual(first);
    await expect(create('cloudreve://my/twice', 'file')).rejects.toMatchObject({ code: ErrorCode.OBJECT_EXIST });
    const strict = create('cloudreve://my/twice', 'folder', { err_on_conflict: true });
    await expect(strict).rejects.toMatchObject({ code: ErrorCode.OBJECT_EXIST });
    expect(await create('cloudreve://my')).toMatchObject({ type: 1, name: '' });
  });

  it('refuses names, ways through files, and places where nothing can be made', async () => {
    await create('cloudreve://my/f.txt', 'file');
    await expect(create('cloudreve://my/new/a:b')).rejects.toMatchObject({ code: ErrorCode.ILLEGAL_OBJECT_NAME });
    await expect(test.drive.locator.find(FileUri.parse('cloudreve://my/new'), me.caller)).resolves.toMatchObject({
      missing: ['new'],
    });
    await expect(create('cloudreve://my/x.forbidden', 'file')).rejects.toMatchObject({
      code: ErrorCode.ILLEGAL_OBJECT_NAME,
    });
    await expect(create('cloudreve://my/x.forbidden')).resolves.toMatchObject({ type: 1 });
    await expect(create('cloudreve://my/f.txt/below')).rejects.toMatchObject({ code: ErrorCode.NO_PERMISSION });
    await expect(create('cloudreve://trash/x')).rejects.toMatchObject({ code: ErrorCode.NO_PERMISSION });
    await expect(create('cloudreve://abcd@share/x')).rejects.toMatchObject({ code: ErrorCode.NOT_FOUND });
  });

  it('keeps trees apart', async () => {
    const other = await test.user();
    const admin = await test.user({ admin: true });
    const uri = `cloudreve://${test.ids.encode(1, me.id)}@my/by-admin`;
    const as = (actor: typeof me.actor) => test.drive.creator.create(actor, { uri, type: 'folder' });
    await expect(as(other.actor)).rejects.toMatchObject({ code: ErrorCode.NO_PERMISSION });
    await expect(as({ caller: anonymous, clientId: undefined })).rejects.toMatchObject({
      code: ErrorCode.LOGIN_REQUIRED,
    });
    expect(await as(admin.actor)).toMatchObject({ path: uri, owned: false });
    expect(await create('cloudreve://my/by-admin')).toMatchObject({ owned: true });
    const nobody = create('cloudreve://zzzz@my/x');
    await expect(nobody).rejects.toMatchObject({ code: ErrorCode.PATH_NOT_EXIST });
  });

  it('makes shortcuts that nothing can be put into', async () => {
    const metadata = { 'sys:shared_redirect': 'cloudreve://abcd@share', 'tag:x': '#fff' };
    await create('cloudreve://my/shortcut', 'folder', { metadata });
    await expect(create('cloudreve://my/shortcut/x')).rejects.toMatchObject({ code: ErrorCode.NO_PERMISSION });
    const bad = create('cloudreve://my/other', 'folder', { metadata: { 'sys:shared_redirect': 'cloudreve://my/x' } });
    await expect(bad).rejects.toMatchObject({ code: ErrorCode.PARAM_INVALID });
  });

  it('respects locks at the place and above it, and of nothing else', async () => {
    const place = await test.drive.locator.find(FileUri.parse('cloudreve://my/share'), me.caller);
    const expiresAt = test.clock.now() + 60_000;
    const request = { elements: ['share'], infinite: true, application: { type: 'upload' }, expiresAt };
    const token = await test.database.write((tx) => test.drive.locks.acquire(tx, place.scope, request));
    const locked = await create('cloudreve://my/share/x').catch((error) => error);
    expect(locked).toMatchObject({ code: ErrorCode.LOCK_CONFLICT, message: 'Lock conflict' });
    expect(locked.data).toMatchObject([
      { path: 'cloudreve://my/share', token, type: 0, owner: { application: { type: 'upload' } } },
    ]);
    await create('cloudreve://my/share2');
    await test.database.write((tx) => test.drive.locks.force(tx, [token]));
    await create('cloudreve://my/share/x');
  });
});
