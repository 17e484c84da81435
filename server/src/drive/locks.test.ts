import { type ApiError, ErrorCode, FileUri } from '@canopy/contract';
import fc from 'fast-check';
import { beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { describeOnEveryDatabase } from '../test/databases.ts';
import { openTestDrive, type TestDrive, type TestUser } from '../test/drive.ts';
import { lockPath } from './index.ts';

describeOnEveryDatabase('a lock', (current) => {
  let test: TestDrive;
  let me: TestUser;
  beforeAll(async () => {
    test = await openTestDrive(current());
  });
  beforeEach(async () => {
    me = await test.user();
    for (const path of ['a/b/c', 'ab', 'to']) {
      await test.drive.creator.create(me.actor, { uri: `cloudreve://my/${path}`, type: 'folder' });
    }
  });
  const lock = async (path: string, infinite: boolean, type = 'upload') => {
    const scope = await test.drive.locator.open(FileUri.parse('cloudreve://my'), me.caller);
    const request = { elements: path.split('/'), infinite, application: { type }, expiresAt: test.clock.now() + 1000 };
    return test.database.write(async (tx) => {
      await tx.lockTree(me.id);
      return test.drive.locks.acquire(tx, scope, request);
    });
  };
  const codeOf = (work: Promise<unknown>) =>
    work.then(
      () => 0,
      (error) => (error as ApiError).code,
    );
  const rename = (path: string) =>
    codeOf(test.drive.renamer.rename(me.actor, { uri: `cloudreve://my/${path}`, new_name: 'renamed' }));
  const tag = (path: string) =>
    codeOf(
      test.drive.metadataEditor.patch(me.actor, { uris: [`cloudreve://my/${path}`], patches: [{ key: 'tag:x' }] }),
    );

  it('stops changes of the place, above and below it, and no others', async () => {
    await lock('a/b', true);
    expect(await rename('a')).toBe(ErrorCode.LOCK_CONFLICT);
    expect(await rename('a/b')).toBe(ErrorCode.LOCK_CONFLICT);
    expect(await rename('a/b/c')).toBe(ErrorCode.LOCK_CONFLICT);
    expect(await tag('a/b/c')).toBe(ErrorCode.LOCK_CONFLICT);
    expect(await tag('a')).toBe(0);
    const move = (uri: string, dst: string, copy = false) =>
      codeOf(
        test.drive.mover.moveOrCopy(me.actor, { uris: [`cloudreve://my/${uri}`], dst: `cloudreve://my/${dst}`, copy }),
      );
    expect(await move('ab', 'a/b')).toBe(ErrorCode.LOCK_CONFLICT);
    expect(await move('a/b', 'to', true)).toBe(0);
    expect(await move('a/b', 'to')).toBe(ErrorCode.OBJECT_EXIST);
    const gone = test.drive.trash.delete(me.actor, { uris: ['cloudreve://my/ab', 'cloudreve://my/a'] });
    expect(await codeOf(gone)).toBe(ErrorCode.LOCK_CONFLICT);
    expect(await rename('ab')).toBe(0);
  });

  it('of one place alone stops what reaches below, and nothing beside it', async () => {
    await lock('a', false);
    expect(await rename('a/b')).toBe(0);
    expect(await rename('a')).toBe(ErrorCode.LOCK_CONFLICT);
    expect(await tag('a')).toBe(ErrorCode.LOCK_CONFLICT);
  });

  it('ends by itself, by release and by force', async () => {
    const token = await lock('a', true);
    expect(await codeOf(lock('a/b', false))).toBe(ErrorCode.LOCK_CONFLICT);
    expect(await codeOf(test.drive.unlock([token, 'nonsense']))).toBe(ErrorCode.PARAM_INVALID);
    expect(await rename('a')).toBe(ErrorCode.LOCK_CONFLICT);
    expect(await codeOf(test.drive.unlock(['\0']))).toBe(ErrorCode.PARAM_INVALID);
    await test.drive.unlock([]);
    await test.drive.unlock([token, token]);
    expect(await codeOf(test.drive.unlock([token]))).toBe(ErrorCode.PARAM_INVALID);
    const other = await lock('a', true);
    test.clock.advance(1001);
    expect(await codeOf(test.drive.unlock([other]))).toBe(ErrorCode.PARAM_INVALID);
    expect(await rename('a')).toBe(0);
    await test.drive.sweepLocks();
    expect(await test.database.read.selectFrom('locks').selectAll().where('token', '=', other).execute()).toEqual([]);
  });

  it('does not stop its holder', async () => {
    const token = await lock('a', true);
    const scope = await test.drive.locator.open(FileUri.parse('cloudreve://my'), me.caller);
    await test.database.write(async (tx) => {
      await test.drive.locks.demandFree(tx, scope, [{ elements: ['a', 'b'], infinite: true }], [token]);
      expect(await test.drive.locks.find(tx.db, token)).toMatchObject({ path: '/a/' });
      expect(await test.drive.locks.extend(tx, token, test.clock.now() + 5000)).toBe(true);
      await test.drive.locks.release(tx, [token]);
    });
    expect(await rename('a')).toBe(0);
  });

  it('is told with its type, and without its token to strangers', async () => {
    await lock('a/b', true, 'viewer');
    const admin = await test.user({ admin: true });
    const uri = `cloudreve://${test.ids.encode(1, me.id)}@my/a`;
    const seen = await test.drive.trash.delete(admin.actor, { uris: [uri] }).catch((error) => error);
    expect(seen.data).toEqual([
      { owner: { application: { type: 'viewer' }, owner: test.ids.encode(1, me.id) }, type: 1 },
    ]);
    const own = await test.drive.trash.delete(me.actor, { uris: ['cloudreve://my/a'] }).catch((error) => error);
    expect(own.data).toMatchObject([{ path: 'cloudreve://my/a/b', type: 1 }]);
  });

  it('is found among very many', async () => {
    await test.drive.creator.create(me.actor, { uri: 'cloudreve://my/many', type: 'folder' });
    for (let n = 0; n < 150; n++) await lock(`many/${n}`, true);
    expect(await rename('many')).toBe(ErrorCode.LOCK_CONFLICT);
    expect(await codeOf(lock('many/7', false))).toBe(ErrorCode.LOCK_CONFLICT);
    expect(await codeOf(lock('many/7/x/y', false))).toBe(ErrorCode.LOCK_CONFLICT);
    expect(await codeOf(lock('many/70/x', false))).toBe(ErrorCode.LOCK_CONFLICT);
    expect(await codeOf(lock('many/700', true))).toBe(0);
    expect(await codeOf(lock('many', false))).toBe(0);
    expect(await rename('ab')).toBe(0);
  });
});

describe('the path of a lock', () => {
  it('is a prefix exactly of what lies below', () => {
    const name = fc.constantFrom('a', 'ab', 'a b', '!', "'", '%', 'é', '0', '~');
    fc.assert(
      fc.property(fc.array(name, { maxLength: 4 }), fc.array(name, { maxLength: 4 }), (one, other) => {
        const below = one.every((element, depth) => other[depth] === element);
        expect(lockPath(other).startsWith(lockPath(one))).toBe(below);
      }),
    );
  });
});
