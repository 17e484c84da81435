import { randomBytes } from 'node:crypto';
import { ErrorCode, IdKind } from '@canopy/contract';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { MemoryDisk } from '../blobs/drivers/memory/index.ts';
import { describeOnEveryDatabase } from '../test/databases.ts';
import type { TestUser } from '../test/drive.ts';
import { insertTestPolicy } from '../test/policies.ts';
import { openTestTransfers, type TestTransfers } from '../test/transfers.ts';
import { uploadPath, uploadSteps } from '../test/uploads.ts';

describeOnEveryDatabase('upload sessions', (current) => {
  const disk = new MemoryDisk();
  let test: TestTransfers;
  let me: TestUser;

  beforeAll(async () => {
    test = await openTestTransfers(current(), disk);
    me = await test.user();
  });
  afterAll(() => test.close());

  const { fresh, open, session, chunk, place, file, expectSound } = uploadSteps({
    current,
    test: () => test,
    me: () => me,
    disk,
  });

  describe('opening', () => {
    it('refuses a taken name, and a second upload of the same place', async () => {
      const uri = fresh();
      await session(uri, 10);
      expect(await open(uri, 5)).toMatchObject({ code: ErrorCode.OBJECT_EXIST });
      const locked = await open(uri, 5, { entity_type: 'version' });
      expect(locked).toMatchObject({ code: 40073, msg: 'Lock conflict', data: [{ path: uri, type: 0 }] });
      expect(await open('cloudreve://my', 5)).toMatchObject({ code: 40004 });
      expect(await open(fresh(), 5, { entity_type: 'live_photo' })).toMatchObject({ code: 40016 });
    });

    it.each([
      [{ uri: 'cloudreve://my/a:b', size: 1 }, 40052],
      [{ uri: 'cloudreve://my/a%3Fb/c', size: 1 }, 40052],
      [{ uri: 'cloudreve://my/x', size: -1 }, 40001],
      [{ uri: 'cloudreve://my/x' }, 40001],
      [{ uri: 'cloudreve://my/x', size: 'big' }, 40001],
      [{ uri: 'cloudreve://my/x', size: 1, policy_id: 'default' }, 40001],
      [{ uri: 'cloudreve://my/x', size: 1, previous: 'zzzz' }, 40001],
      [{ uri: 'cloudreve://my/x', size: 1, metadata: { 'exif:x': 'y' } }, 40001],
      [{ uri: 'cloudreve://my/x', size: 1, entity_type: 'other' }, 40001],
      [{ uri: 'cloudreve://trash/x', size: 1 }, 403],
      [{ uri: 'nonsense', size: 1 }, 40001],
      [{ uri: 'cloudreve://my/x', size: 2e12 }, 40051],
    ])('refuses %o', async (json, code) => {
      expect((await test.call('PUT', uploadPath, { as: me, json })).json).toMatchObject({ code });
      await expectSound();
    });

    it('refuses strangers and ways through files', async () => {
      expect((await test.call('PUT', uploadPath, { json: { uri: fresh(), size: 1 } })).json).toMatchObject({
        code: 401,
      });
      const uri = fresh();
      await test.fill(me.actor, uri, 5);
      expect(await open(`${uri}/below`, 1)).toMatchObject({ code: 403 });
    });

    it('obeys the policy', async () => {
      await test.setPolicy({ maxSize: 100, settings: { file_type: ['exe'], is_file_type_deny_list: true } });
      expect(await open('cloudreve://my/virus.EXE', 1)).toMatchObject({ code: 40052 });
      expect(await open(fresh(), 101)).toMatchObject({ code: 40049 });
      const whole = await session(fresh(), 100);
      expect(whole.chunk_size).toBe(0);
      expect(whole.storage_policy).toMatchObject({ max_size: 100, denied_suffix: ['exe'] });
      expect(await chunk(whole.session_id, 1, randomBytes(100))).toMatchObject({ code: 40012 });
      expect(await chunk(whole.session_id, 0, randomBytes(100))).toMatchObject({ code: 0 });
      await test.setPolicy({ settings: { chunk_size: 1000 } });
      const own = test.ids.encode(IdKind.POLICY, test.policyId);
      await session(fresh(), 1, { policy_id: own });
      await session(fresh(), 1, { policy_id: '' });
      const missing = test.ids.encode(IdKind.POLICY, 4711);
      expect(await open(fresh(), 1, { policy_id: missing })).toMatchObject({ code: 40035 });
    });

    it('goes to the mounted policy, and new versions to where the file is', async () => {
      const mounted = await insertTestPolicy(current());
      const [own, other] = [test.policyId, mounted].map((id) => test.ids.encode(IdKind.POLICY, id));
      const user = await test.user({ policyIds: [test.policyId, mounted] });
      const old = 'cloudreve://my/footage/old';
      const made = await session(old, 1, {}, user);
      await chunk(made.session_id, 0, randomBytes(1), { as: user });
      await test.drive.mounts.mount(user.actor, { uri: 'cloudreve://my/footage', policy_id: other ?? '' });

      const after = await session('cloudreve://my/footage/deep/new', 1, { policy_id: other }, user);
      expect(after.storage_policy?.id).toBe(other);
      expect(await open('cloudreve://my/footage/new', 1, { policy_id: own }, user)).toMatchObject({ code: 40057 });
      // Clients tell the policy of the folder, also for a version.
      const more = { entity_type: 'version', policy_id: other };
      const version = await session(old, 1, more, user);
      expect(version.storage_policy?.id).toBe(own);
      await chunk(version.session_id, 0, randomBytes(1), { as: user });

      const put = (uri: string) =>
        test.call('PUT', `/api/v4/file/content?uri=${uri}`, { as: user, raw: randomBytes(3) });
      for (const name of ['edited', 'old']) {
        expect((await put(`cloudreve://my/footage/${name}`)).json).toMatchObject({ code: 0 });
      }
      const rows = await current()
        .read.selectFrom('files')
        .innerJoin('entities', 'entities.id', 'files.primary_entity')
        .select(['files.name', 'entities.policy_id'])
        .where('files.owner_id', '=', user.id)
        .orderBy('files.name')
        .execute();
      expect(rows).toEqual([
        { name: 'edited', policy_id: mounted },
        { name: 'old', policy_id: test.policyId },
      ]);
      await expectSound(user);
    });

    it('never promises more space than there is', async () => {
      const poor = await test.user({ capacity: 1000 });
      const answers = await Promise.all(
        Array.from({ length: 20 }, (_, i) => open(`cloudreve://my/p${i}`, 100, {}, poor)),
      );
      expect(answers.filter((answer) => answer.code === 0)).toHaveLength(10);
      expect(answers.filter((answer) => answer.code === 40051)).toHaveLength(10);
      expect(await test.used(poor.id)).toBe(1000);
      await expectSound(poor);
    });
  });

  describe('versions', () => {
    it('become the current one at the end, and old ones go', async () => {
      const keeper = await test.user({ versions: { enabled: true, extensions: [], max: 2 } });
      const uri = 'cloudreve://my/v.txt';
      for (const text of ['one', 'two!', 'three']) {
        const { session_id } = await session(uri, text.length, { entity_type: 'version' }, keeper);
        expect(await chunk(session_id, 0, Buffer.from(text), { as: keeper })).toMatchObject({ code: 0 });
      }
      const row = (await place(uri, keeper)).chain.at(-1);
      expect(row?.size).toBe(5);
      expect(await test.drive.entities.of(current().read, row?.id ?? 0)).toHaveLength(2);
      expect(await test.used(keeper.id)).toBe(9);
      const stale = test.ids.encode(IdKind.ENTITY, (row?.primary_entity ?? 0) + 100);
      expect(await open(uri, 1, { entity_type: 'version', previous: stale }, keeper)).toMatchObject({ code: 40076 });
      const fine = test.ids.encode(IdKind.ENTITY, row?.primary_entity ?? 0);
      await session(uri, 1, { entity_type: 'version', previous: fine }, keeper);
    });

    it('take metadata and live photos along', async () => {
      const uri = fresh();
      const first = await session(uri, 1, { metadata: { 'tag:red': '#f00' } });
      await chunk(first.session_id, 0, Buffer.from('a'));
      for (const size of [2, 3]) {
        const { session_id } = await session(uri, size, { entity_type: 'live_photo' });
        expect(await chunk(session_id, 0, randomBytes(size))).toMatchObject({ code: 0 });
      }
      const row = await file(uri);
      expect(row?.size).toBe(1);
      const held = await test.drive.entities.of(current().read, row?.id ?? 0);
      expect(held.map(({ type, size }) => [type, size])).toEqual([
        [2, 3],
        [0, 1],
      ]);
      expect(await test.drive.metadata.of(current().read, row?.id ?? 0)).toEqual({ 'tag:red': '#f00' });
      await expectSound();
    });
  });

  describe('cancelling', () => {
    const cancel = async (id: string, uri: string, as: TestUser | undefined = me) =>
      (await test.call('DELETE', uploadPath, { as, json: { id, uri } })).json;

    it('leaves nothing', async () => {
      const uri = fresh();
      const used = await test.used(me.id);
      const { session_id } = await session(uri, 2000);
      await chunk(session_id, 1, randomBytes(1000));
      const pieces = disk.paths().filter((path) => path.endsWith('.part'));
      expect(await cancel(session_id, uri)).toEqual({ code: 0, msg: '' });
      expect((await place(uri)).missing).toHaveLength(1);
      expect(await test.used(me.id)).toBe(used);
      expect(disk.paths().filter((path) => path.endsWith('.part'))).toHaveLength(pieces.length - 1);
      expect(await chunk(session_id, 0, randomBytes(1000))).toMatchObject({ code: 40011 });
      expect(await cancel(session_id, uri)).toMatchObject({ code: 40016 });
      await session(uri, 5);
    });

    it('keeps the file that was there before', async () => {
      const uri = fresh();
      await test.fill(me.actor, uri, 5);
      const { session_id } = await session(uri, 7, { entity_type: 'version' });
      expect(await cancel(session_id, uri)).toMatchObject({ code: 0 });
      const row = await file(uri);
      expect(row?.size).toBe(5);
      expect(await test.drive.metadata.of(current().read, row?.id ?? 0)).toEqual({});
      await expectSound();
    });

    it('is for who uploads, and for the right file', async () => {
      const [uri, other] = [fresh(), fresh()];
      const { session_id } = await session(uri, 5);
      await session(other, 5);
      expect(await cancel(session_id, other)).toMatchObject({ code: 404 });
      expect(await cancel(crypto.randomUUID(), uri)).toMatchObject({ code: 40073 });
      expect(await cancel(session_id, 'cloudreve://my/none')).toMatchObject({ code: 40016 });
      expect((await test.call('DELETE', uploadPath, { json: { id: session_id, uri } })).json).toMatchObject({
        code: 401,
      });
    });

    it('clears what an expired session left', async () => {
      const uri = fresh();
      const { session_id } = await session(uri, 5);
      test.clock.advance(86_400_001);
      expect(await cancel(session_id, uri)).toMatchObject({ code: 0 });
      expect((await place(uri)).missing).toHaveLength(1);
    });
  });
});
