import { createHash, randomBytes } from 'node:crypto';
import type { IncomingMessage } from 'node:http';
import { ErrorCode } from '@canopy/contract';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { MemoryDisk } from '../blobs/drivers/memory/index.ts';
import { describeOnEveryDatabase } from '../test/databases.ts';
import type { TestUser } from '../test/drive.ts';
import { openTestTransfers, type TestTransfers } from '../test/transfers.ts';
import { uploadSteps } from '../test/uploads.ts';

describeOnEveryDatabase('uploads', (current) => {
  const disk = new MemoryDisk();
  let test: TestTransfers;
  let me: TestUser;

  beforeAll(async () => {
    test = await openTestTransfers(current(), disk);
    me = await test.user();
  });
  afterAll(() => test.close());

  const { fresh, session, chunk, file, content, inHand, expectSound } = uploadSteps({
    current,
    test: () => test,
    me: () => me,
    disk,
  });

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
});
