import { type ApiError, ErrorCode, FileUri, IdKind } from '@canopy/contract';
import { beforeAll, beforeEach, expect, it } from 'vitest';
import { describeOnEveryDatabase } from '../test/databases.ts';
import { openTestDrive, type TestDrive, type TestUser } from '../test/drive.ts';
import { insertTestPolicy } from '../test/policies.ts';
import { policyOf } from './index.ts';

describeOnEveryDatabase('a mounted storage policy', (current) => {
  let test: TestDrive;
  let [first, second, third, foreign] = [0, 0, 0, 0];
  let me: TestUser;
  beforeAll(async () => {
    test = await openTestDrive(current());
    first = test.policyId;
    [second, third, foreign] = [
      await insertTestPolicy(current()),
      await insertTestPolicy(current()),
      await insertTestPolicy(current()),
    ];
  });
  beforeEach(async () => {
    me = await test.user({ policyIds: [first, second, third] });
    await test.drive.creator.create(me.actor, { uri: 'cloudreve://my/a/b/c', type: 'folder' });
  });
  const publicId = (policy: number) => test.ids.encode(IdKind.POLICY, policy);
  const mountId = (uri: string, policy_id: string, as = me) => test.drive.mounts.mount(as.actor, { uri, policy_id });
  const mount = (uri: string, policy: number, as = me) => mountId(uri, publicId(policy), as);
  const codeOf = (work: Promise<unknown>) =>
    work.then(
      () => 0,
      (error: ApiError) => error.code,
    );
  const policyAt = async (uri: string) => policyOf(await test.drive.locator.find(FileUri.parse(uri), me.caller));
  const details = async (uri: string) => {
    const answer = await test.drive.inspector.info(me.caller, { uri, extended: true });
    const { storage_policy, storage_policy_inherited } = answer.extended_info ?? {};
    return [storage_policy?.id, storage_policy_inherited];
  };
  const journal = () =>
    current()
      .read.selectFrom('journal')
      .selectAll()
      .where('owner_id', '=', me.id)
      .where('kind', '=', 'mount')
      .execute();

  it('is that of all folders below, up to the next mount', async () => {
    expect(await policyAt('cloudreve://my/a/b/c/new.txt')).toBe(first);
    await mount('cloudreve://my/a', second);
    await mount('cloudreve://my/a/b/c', third);
    expect(await policyAt('cloudreve://my/x')).toBe(first);
    expect(await policyAt('cloudreve://my/a')).toBe(second);
    expect(await policyAt('cloudreve://my/a/b/new.txt')).toBe(second);
    expect(await policyAt('cloudreve://my/a/b/c/many/new.txt')).toBe(third);
    expect(await details('cloudreve://my/a')).toEqual([`p${second}`, false]);
    expect(await details('cloudreve://my/a/b')).toEqual([`p${second}`, true]);
    const listing = await test.drive.lister.list(me.caller, { uri: 'cloudreve://my/a/b' });
    expect(listing.storage_policy?.id).toBe(`p${second}`);

    await mountId('cloudreve://my/a', '');
    expect(await policyAt('cloudreve://my/a/b/new.txt')).toBe(first);
    expect(await policyAt('cloudreve://my/a/b/c/new.txt')).toBe(third);
    expect(await details('cloudreve://my/a')).toEqual([`p${first}`, true]);
  });

  it('may be on the whole drive', async () => {
    await mount('cloudreve://my', third);
    expect(await policyAt('cloudreve://my/a/b')).toBe(third);
  });

  it('goes with a folder that is moved, and not with its copy', async () => {
    await mount('cloudreve://my/a/b', second);
    const root = 'cloudreve://my';
    await test.drive.mover.moveOrCopy(me.actor, { uris: ['cloudreve://my/a/b'], dst: root });
    expect(await policyAt('cloudreve://my/b/c')).toBe(second);
    await test.drive.mover.moveOrCopy(me.actor, { uris: ['cloudreve://my/b'], dst: 'cloudreve://my/a', copy: true });
    expect(await policyAt('cloudreve://my/a/b/c')).toBe(first);
  });

  it('leaves files where they are', async () => {
    await test.fill(me.actor, 'cloudreve://my/a/old.txt', 3);
    await mount('cloudreve://my/a', second);
    expect(await policyAt('cloudreve://my/a/old.txt')).toBe(first);
    expect(await details('cloudreve://my/a/old.txt')).toEqual([`p${first}`, false]);
    expect(await policyAt('cloudreve://my/a/new.txt')).toBe(second);
  });

  it('is passed over when the group may not use it any more', async () => {
    await mount('cloudreve://my/a', second);
    await mount('cloudreve://my/a/b', third);
    const owner = await test.owners.find(me.id);
    Object.assign(owner ?? {}, { policyIds: [first, second] });
    expect(await policyAt('cloudreve://my/a/b/c')).toBe(second);
    expect(await details('cloudreve://my/a/b')).toEqual([`p${second}`, true]);
    Object.assign(owner ?? {}, { policyIds: [] });
    expect(await policyAt('cloudreve://my/a/b/c')).toBeNull();
    Object.assign(owner ?? {}, { policyIds: [third] });
    expect(await policyAt('cloudreve://my/a')).toBe(third);
  });

  it('is journalled with what was before, so that it can be undone', async () => {
    await mount('cloudreve://my/a', second);
    await mount('cloudreve://my/a', second);
    await mount('cloudreve://my/a', third);
    await mountId('cloudreve://my/a', '');
    const details = (await journal()).map((line) => JSON.parse(line.detail ?? ''));
    expect(details).toEqual([
      { before: null, after: second },
      { before: second, after: third },
      { before: third, after: null },
    ]);
  });

  it('does not change when the folder was changed', async () => {
    const before = await test.drive.inspector.info(me.caller, { uri: 'cloudreve://my/a' });
    test.clock.advance(5000);
    await mount('cloudreve://my/a', second);
    expect(await test.drive.inspector.info(me.caller, { uri: 'cloudreve://my/a' })).toEqual(before);
  });

  it('is refused where it cannot be', async () => {
    await test.fill(me.actor, 'cloudreve://my/file', 1);
    const redirect = { 'sys:shared_redirect': 'cloudreve://abc@share' };
    await test.drive.creator.create(me.actor, { uri: 'cloudreve://my/short', type: 'folder', metadata: redirect });
    expect(await codeOf(mount('cloudreve://my/file', second))).toBe(ErrorCode.NO_PERMISSION);
    expect(await codeOf(mount('cloudreve://my/short', second))).toBe(ErrorCode.NO_PERMISSION);
    expect(await codeOf(mount('cloudreve://my/ghost', second))).toBe(ErrorCode.PATH_NOT_EXIST);
    expect(await codeOf(mount('cloudreve://trash', second))).toBe(ErrorCode.NO_PERMISSION);
    expect(await codeOf(mount('cloudreve://my/a', foreign))).toBe(ErrorCode.POLICY_NOT_ALLOWED);
    expect(await codeOf(mount('cloudreve://my/a', 4711))).toBe(ErrorCode.POLICY_NOT_EXIST);
    expect(await codeOf(mountId('cloudreve://my/a', '?'))).toBe(ErrorCode.PARAM_INVALID);
    const user = test.ids.encode(IdKind.USER, me.id);
    expect(await codeOf(mountId('cloudreve://my/a', user))).toBe(ErrorCode.PARAM_INVALID);
    const admin = await test.user({ admin: true });
    expect(await codeOf(mount(`cloudreve://${user}@my/a`, second, admin))).toBe(ErrorCode.OWNER_ONLY);
    const other = await test.user();
    expect(await codeOf(mount(`cloudreve://${user}@my/a`, second, other))).toBe(ErrorCode.NO_PERMISSION);
    expect(await journal()).toEqual([]);
  });

  it('waits for a lock', async () => {
    const scope = await test.drive.locator.open(FileUri.root('my'), me.caller);
    const lock = { elements: ['a'], infinite: true, application: { type: 'dav' }, expiresAt: test.clock.now() + 1000 };
    await current().write(async (tx) => {
      await tx.lockTree(me.id);
      await test.drive.locks.acquire(tx, scope, lock);
    });
    expect(await codeOf(mount('cloudreve://my/a/b', second))).toBe(ErrorCode.LOCK_CONFLICT);
    test.clock.advance(1001);
    expect(await codeOf(mount('cloudreve://my/a/b', second))).toBe(0);
  });

  it('is one of those that are offered', async () => {
    expect((await test.drive.mounts.available(me.caller)).map(({ id }) => id)).toEqual([
      `p${first}`,
      `p${second}`,
      `p${third}`,
    ]);
    const partly = await test.user({ policyIds: [third, 4711] });
    expect((await test.drive.mounts.available(partly.caller)).map(({ id }) => id)).toEqual([`p${third}`]);
  });
});
