import { createHash, randomBytes } from 'node:crypto';
import type { IncomingMessage } from 'node:http';
import { setTimeout } from 'node:timers/promises';
import { ErrorCode, FileUri, IdKind, type UploadCredential } from '@canopy/contract';
import BetterSqlite from 'better-sqlite3';
import { CompiledQuery } from 'kysely';
import { afterAll, beforeAll, describe, expect, it, vi } from 'vitest';
import { MemoryDisk } from '../blobs/drivers/memory/index.ts';
import { describeOnEveryDatabase } from '../test/databases.ts';
import type { TestUser } from '../test/drive.ts';
import { insertTestPolicy } from '../test/policies.ts';
import { type Call, openTestTransfers, type TestTransfers } from '../test/transfers.ts';
import { UploadStore } from './upload-store.ts';

const uploadPath = '/api/v4/file/upload';

describeOnEveryDatabase('uploads', (current) => {
  const disk = new MemoryDisk();
  let test: TestTransfers;
  let me: TestUser;
  let number = 0;

  beforeAll(async () => {
    test = await openTestTransfers(current(), disk);
    me = await test.user();
  });
  afterAll(() => test.close());

  const fresh = () => `cloudreve://my/file-${++number}.bin`;
  const open = async (uri: string, size: number, more: object = {}, as = me) =>
    (await test.call('PUT', uploadPath, { as, json: { uri, size, ...more } })).json;
  const session = async (uri: string, size: number, more: object = {}, as = me) => {
    const answer = await open(uri, size, more, as);
    expect(answer).toMatchObject({ code: 0 });
    return answer.data as UploadCredential;
  };
  const chunk = async (id: string, index: number | string, raw: Call['raw'], more: Call = {}) =>
    (await test.call('POST', `${uploadPath}/${id}/${index}`, { as: me, ...(raw && { raw }), ...more })).json;
  const place = (uri: string, as = me) => test.drive.locator.find(FileUri.parse(uri), as.caller);
  const file = async (uri: string) => (await place(uri)).chain.at(-1);

  async function content(uri: string): Promise<Buffer> {
    const row = await file(uri);
    const entity = await current()
      .read.selectFrom('entities')
      .selectAll()
      .where('id', '=', row?.primary_entity ?? 0)
      .executeTakeFirstOrThrow();
    const blob = await test.store.open(entity.source);
    const pieces: Uint8Array[] = [];
    for await (const piece of blob.read(0, blob.size)) pieces.push(piece);
    await blob.close();
    return Buffer.concat(pieces);
  }

  /** Waits until the server has begun to write what a request brings. */
  async function inHand(): Promise<void> {
    for (let i = 0; i < 500 && disk.openFiles === 0; i++) await setTimeout(10);
  }

  /** What must hold at any time: the space charged is the sum of what the files hold. */
  async function expectSound(user = me) {
    const held = await current()
      .read.selectFrom('file_entities')
      .innerJoin('files', 'files.id', 'file_entities.file_id')
      .innerJoin('entities', 'entities.id', 'file_entities.entity_id')
      .select((eb) => eb.fn.sum<number>('entities.size').as('bytes'))
      .where('files.owner_id', '=', user.id)
      .executeTakeFirstOrThrow();
    expect(await test.used(user.id)).toBe(Number(held.bytes ?? 0));
  }

  describe('a small file', () => {
    it('goes up in one chunk', async () => {
      const uri = 'cloudreve://my/new/deep/hello.txt';
      const opened = await session(uri, 11, { last_modified: 1_700_000_000_000, mime_type: 'text/plain' });
      expect(opened).toMatchObject({ upload_id: '', chunk_size: 1000, uri });
      expect(opened.expires).toBe(Math.floor(test.clock.now() / 1000) + 86_400);
      expect(opened.callback_secret).toHaveLength(32);
      const before = await file(uri);
      expect(before).toMatchObject({ size: 0, primary_entity: null });
      expect(await test.drive.metadata.of(current().read, before?.id ?? 0)).toEqual({
        'sys:upload_session_id': opened.session_id,
      });
      expect(await chunk(opened.session_id, 0, Buffer.from('hello world'))).toEqual({ code: 0, msg: '' });
      expect((await content(uri)).toString()).toBe('hello world');
      const after = await file(uri);
      expect(after).toMatchObject({ size: 11, updated_at: 1_700_000_000_000 });
      expect(await test.drive.metadata.of(current().read, after?.id ?? 0)).toEqual({});
      const entity = await current()
        .read.selectFrom('entities')
        .selectAll()
        .where('id', '=', after?.primary_entity ?? 0)
        .executeTakeFirstOrThrow();
      expect(entity).toMatchObject({
        checksum: `sha256:${createHash('sha256').update('hello world').digest('hex')}`,
        reference_count: 1,
        upload_session_id: null,
        created_by: me.id,
      });
      expect(await current().read.selectFrom('locks').selectAll().execute()).toEqual([]);
      expect(await chunk(opened.session_id, 0, Buffer.from('hello world'))).toMatchObject({ code: 40011 });
      await expectSound();
    });

    it('does not take over a time that no calendar has, which nobody could list', async () => {
      for (const last_modified of [Number.MAX_SAFE_INTEGER, 253_402_300_800_000, -1]) {
        const uri = fresh();
        const { session_id } = await session(uri, 1, { last_modified });
        expect(await chunk(session_id, 0, Buffer.from('x'))).toMatchObject({ code: 0 });
        expect((await file(uri))?.updated_at).toBe(test.clock.now());
      }
    });

    it('may be empty, without any header', async () => {
      const uri = fresh();
      const { session_id } = await session(uri, 0);
      expect(await chunk(session_id, 0, undefined)).toMatchObject({ code: 0 });
      expect((await file(uri))?.primary_entity).not.toBeNull();
      expect((await content(uri)).length).toBe(0);
    });

    it('tells its length by another header in chunked encoding', async () => {
      const uri = fresh();
      const { session_id } = await session(uri, 5);
      const headers = { 'transfer-encoding': 'chunked', 'x-expected-entity-length': 5 };
      expect(await chunk(session_id, 0, Buffer.from('hello'), { headers })).toMatchObject({ code: 0 });
      expect((await content(uri)).toString()).toBe('hello');
    });
  });

  describe('a large file', () => {
    const bytes = randomBytes(4321);
    const piece = (i: number) => bytes.subarray(i * 1000, (i + 1) * 1000);

    it('goes up in any order, in parallel and again, over a restart', async () => {
      const uri = fresh();
      const { session_id } = await session(uri, bytes.length);
      expect(await chunk(session_id, 3, piece(3))).toMatchObject({ code: 0 });
      await test.restart();
      const answers = await Promise.all([0, 4, 2].map((i) => chunk(session_id, i, piece(i))));
      expect(answers.map((answer) => answer.code)).toEqual([0, 0, 0]);
      expect(await chunk(session_id, 3, piece(3))).toMatchObject({ code: 0 });
      expect((await file(uri))?.primary_entity).toBeNull();
      expect(await chunk(session_id, 1, piece(1))).toMatchObject({ code: 0 });
      expect((await content(uri)).equals(bytes)).toBe(true);
      const sums = [0, 1, 2, 3, 4].map((i) => createHash('sha256').update(piece(i)).digest());
      const entity = await current()
        .read.selectFrom('entities')
        .select('checksum')
        .where('id', '=', (await file(uri))?.primary_entity ?? 0)
        .executeTakeFirstOrThrow();
      expect(entity.checksum).toBe(`sha256:1000:${createHash('sha256').update(Buffer.concat(sums)).digest('hex')}`);
      expect(await current().read.selectFrom('upload_chunks').selectAll().execute()).toEqual([]);
      await expectSound();
    });

    it('completes once when the last two chunks end together', async () => {
      for (let round = 0; round < 10; round++) {
        const uri = fresh();
        const { session_id } = await session(uri, 1500);
        const answers = await Promise.all([
          chunk(session_id, 0, piece(0)),
          chunk(session_id, 1, piece(1).subarray(0, 500)),
        ]);
        expect(answers).toEqual([
          { code: 0, msg: '' },
          { code: 0, msg: '' },
        ]);
        expect((await content(uri)).equals(bytes.subarray(0, 1500))).toBe(true);
      }
    });

    it('forgets a chunk whose second try breaks', async () => {
      const uri = fresh();
      const { session_id } = await session(uri, 2000);
      expect(await chunk(session_id, 0, piece(0))).toMatchObject({ code: 0 });
      async function* broken() {
        yield randomBytes(500);
        await inHand();
        throw new Error('the line went down');
      }
      await expect(chunk(session_id, 0, broken(), { headers: { 'content-length': 1000 } })).rejects.toThrow();
      expect(await chunk(session_id, 1, piece(1))).toMatchObject({ code: 0 });
      expect((await file(uri))?.primary_entity).toBeNull();
      expect(await chunk(session_id, 0, piece(0))).toMatchObject({ code: 0 });
      expect((await content(uri)).equals(bytes.subarray(0, 2000))).toBe(true);
    });

    it('keeps a chunk when a try of it is taken up whose sender has gone', async () => {
      const uri = fresh();
      const { session_id } = await session(uri, 2000);
      expect(await chunk(session_id, 0, piece(0))).toMatchObject({ code: 0 });
      const headers = { 'content-length': '1000' };
      for (const gone of [
        { complete: false, destroyed: true, socket: { destroyed: true, readableEnded: false } },
        { complete: false, destroyed: false, socket: { destroyed: false, readableEnded: true } },
      ]) {
        const late = { headers, ...gone } as unknown as IncomingMessage;
        const received = test.transfers.chunks.receive(me.actor, session_id, 0, late);
        await expect(received).rejects.toMatchObject({ code: ErrorCode.IO_FAILED });
      }
      expect(await chunk(session_id, 1, piece(1))).toMatchObject({ code: 0 });
      expect((await content(uri)).equals(bytes.subarray(0, 2000))).toBe(true);
    });

    it('goes on when everything was stored but a crash came before the end', async () => {
      const uri = fresh();
      const { session_id } = await session(uri, 2000);
      await chunk(session_id, 0, piece(0));
      // The blob is complete and named, the rows are there, the transaction is not.
      const opened = await current()
        .read.selectFrom('upload_sessions')
        .innerJoin('entities', 'entities.id', 'upload_sessions.entity_id')
        .select('entities.source')
        .where('upload_sessions.id', '=', session_id)
        .executeTakeFirstOrThrow();
      async function* one() {
        yield piece(1);
      }
      const sha256 = await test.store.writeAt(opened.source, 1000, 1000, one());
      await current().write(async (tx) => {
        await tx.db.insertInto('upload_chunks').values({ session_id, chunk: 1, sha256 }).execute();
        await tx.db.updateTable('upload_sessions').set({ received: 2 }).where('id', '=', session_id).execute();
      });
      await test.store.commit(opened.source, 2000);
      await test.restart();
      expect(await chunk(session_id, 1, piece(1))).toMatchObject({ code: 0 });
      expect((await content(uri)).equals(bytes.subarray(0, 2000))).toBe(true);
    });

    it('gives way to a newer try of the same chunk', async () => {
      const uri = fresh();
      const { session_id } = await session(uri, 2000);
      let goOn = () => {};
      const waiting = new Promise<void>((resolve) => {
        goOn = resolve;
      });
      let sentHalf = () => {};
      const half = new Promise<void>((resolve) => {
        sentHalf = resolve;
      });
      async function* stalled() {
        yield randomBytes(500);
        sentHalf();
        await waiting;
        yield randomBytes(500);
      }
      const older = chunk(session_id, 0, stalled(), { headers: { 'content-length': 1000 } });
      await half;
      await inHand();
      const newer = chunk(session_id, 0, piece(0));
      expect(await newer).toMatchObject({ code: 0 });
      goOn();
      expect(await older).toMatchObject({ code: 50004 });
      expect(await chunk(session_id, 1, piece(1))).toMatchObject({ code: 0 });
      expect((await content(uri)).equals(bytes.subarray(0, 2000))).toBe(true);
    });
  });

  describe('refusals of chunks', () => {
    it.each([
      ['wrong index', 99, 10, 40012],
      ['negative index', -1, 10, 40001],
      ['index that is no number', 'x', 10, 40001],
      ['wrong length', 0, 10, 40013],
      ['too long', 0, 1001, 40013],
      ['remainder of another length', 2, 1000, 40013],
    ])('%s', async (_name, index, length, code) => {
      const { session_id } = await session(fresh(), 2500);
      expect(await chunk(session_id, index, randomBytes(length))).toMatchObject({ code });
    });

    it('no length at all', async () => {
      const { session_id } = await session(fresh(), 5);
      const headers = { 'transfer-encoding': 'chunked' };
      expect(await chunk(session_id, 0, Buffer.from('hello'), { headers })).toMatchObject({ code: 40013 });
    });

    it('of other users, unknown sessions, expired sessions', async () => {
      const other = await test.user();
      const { session_id } = await session(fresh(), 5);
      expect(await chunk(session_id, 0, Buffer.from('hello'), { as: other })).toMatchObject({ code: 40011 });
      expect(await chunk(session_id, 0, Buffer.from('hello'), { as: undefined })).toMatchObject({ code: 40011 });
      const unknown = '00000000-0000-0000-0000-000000000000';
      expect(await chunk(unknown, 0, Buffer.from('hello'))).toMatchObject({ code: 40011 });
      test.clock.advance(86_400_000);
      expect(await chunk(session_id, 0, Buffer.from('hello'))).toMatchObject({ code: 40011 });
    });

    it('when the lock is broken', async () => {
      const { session_id } = await session(fresh(), 5);
      const { lock_token } = await current()
        .read.selectFrom('upload_sessions')
        .select('lock_token')
        .where('id', '=', session_id)
        .executeTakeFirstOrThrow();
      await current().write((tx) => test.drive.locks.force(tx, [lock_token]));
      expect(await chunk(session_id, 0, Buffer.from('hello'))).toMatchObject({ code: 40073 });
    });

    it('reads the whole body before it answers, so that the answer is read', async () => {
      const { session_id } = await session(fresh(), 5);
      expect(await chunk(session_id, 0, randomBytes(8_000_000))).toMatchObject({ code: 40013 });
    });
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
      expect(await cancel(randomUuid(), uri)).toMatchObject({ code: 40073 });
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

  describe('the sweeper', () => {
    it('looks at unfinished uploads alone', async () => {
      if (current().dialect !== 'sqlite') return;
      // Nobody asked this before: a statement is prepared once.
      const prepare = vi.spyOn(BetterSqlite.prototype, 'prepare');
      await new UploadStore().lostPlaceholders(current().read, 0, 100);
      const sql = prepare.mock.calls.map(([text]) => text).find((text) => text.includes('"file_entities"')) ?? '';
      prepare.mockRestore();
      const explained = CompiledQuery.raw(`explain query plan ${sql}`, [0, 100]);
      const { rows } = await current().read.executeQuery<{ detail: string }>(explained);
      expect(rows[0]?.detail).toContain('entities_unfinished');
    });

    it('ends expired sessions and placeholders without one, and nothing else', async () => {
      const [expired, lost, alive] = [fresh(), fresh(), fresh()];
      await session(expired, 5);
      test.clock.advance(86_400_001);
      const { session_id } = await session(lost, 5);
      const running = await session(alive, 5);
      await current().write(async (tx) => {
        await tx.db.deleteFrom('upload_sessions').where('id', '=', session_id).execute();
        await tx.db
          .deleteFrom('locks')
          .where('path', 'like', `%${lost.slice(-10)}%`)
          .execute();
      });
      await test.transfers.cancellation.sweep();
      expect((await place(expired)).missing).toHaveLength(1);
      expect((await place(lost)).missing).toHaveLength(1);
      expect(await chunk(running.session_id, 0, Buffer.from('hello'))).toMatchObject({ code: 0 });
      await expectSound();
    });

    it.each(['expired', 'lost'])('locks the tree of the new owner when what is %s was given away', async (which) => {
      const [uri, other] = [fresh(), await test.user()];
      const admin = await test.user({ admin: true });
      await test.fill(other.actor, 'cloudreve://my/own.bin', 1);
      await test.fill(me.actor, uri, 5);
      const { session_id } = await session(uri, 7, { entity_type: 'version' });
      const giveAway = () => {
        const [from, dst] = [me, other].map(({ id }) => FileUri.root('my', test.ids.encode(IdKind.USER, id)));
        const uris = [from?.join(...FileUri.parse(uri).elements).toString() ?? ''];
        return test.drive.mover.moveOrCopy(admin.actor, { uris, dst: dst?.toString() ?? '' });
      };
      test.clock.advance(86_400_001);
      const { lostPlaceholders } = UploadStore.prototype;
      const look = vi.spyOn(UploadStore.prototype, 'lostPlaceholders');
      if (which === 'expired') await giveAway();
      else {
        await current().write((tx) => tx.db.deleteFrom('upload_sessions').where('id', '=', session_id).execute());
        look.mockImplementationOnce(async function (this: UploadStore, ...given) {
          const found = await lostPlaceholders.apply(this, given);
          await giveAway();
          return found;
        });
      }
      // The trees that are locked by then, whenever something is taken off a file.
      const locked: number[][] = [];
      const { entities } = test.drive;
      const unlink = entities.unlink.bind(entities);
      const unlinked = vi.spyOn(entities, 'unlink').mockImplementation((tx, ...rest) => {
        locked.push(vi.mocked(tx.lockTree).mock.calls.map(([id]) => id));
        return unlink(tx, ...rest);
      });
      const write = current().write.bind(current());
      const written = vi.spyOn(current(), 'write').mockImplementation((work) =>
        write((tx) => {
          vi.spyOn(tx, 'lockTree');
          return work(tx);
        }),
      );
      try {
        await test.transfers.cancellation.sweep();
      } finally {
        for (const spy of [look, unlinked, written]) spy.mockRestore();
      }
      expect(locked).toEqual([[other.id]]);
      const moved = await place(uri, other);
      expect(moved.chain.at(-1)).toMatchObject({ size: 5, owner_id: other.id });
      for (const user of [me, other]) await expectSound(user);
    });
  });
});

function randomUuid(): string {
  return crypto.randomUUID();
}
