import { createHash } from 'node:crypto';
import { FileUri, type UploadCredential } from '@canopy/contract';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { type Fault, MemoryDisk } from '../blobs/drivers/memory/index.ts';
import type { TestUser } from '../test/drive.ts';
import { openTestDatabase } from '../test/open-database.ts';
import { type Answer, openTestTransfers, type TestTransfers } from '../test/transfers.ts';

/* Uploads under everything that lines and disks do: in the end the bytes are right, or there is a clean error. */

const chunkSize = 1000;
const uploadPath = '/api/v4/file/upload';

/** One request of a client that may be broken. */
type Move =
  | { readonly kind: 'send'; readonly chunk: number }
  | { readonly kind: 'cut'; readonly chunk: number; readonly after: number }
  | { readonly kind: 'wrong length'; readonly chunk: number; readonly length: number }
  | { readonly kind: 'restart' };

async function withTransfers(work: (test: TestTransfers, me: TestUser, disk: MemoryDisk) => Promise<void>) {
  const disk = new MemoryDisk();
  const { database, close } = await openTestDatabase('sqlite');
  const test = await openTestTransfers(database, disk, { settings: { chunk_size: chunkSize } });
  try {
    await work(test, await test.user(), disk);
  } finally {
    await test.close();
    await close();
  }
}

const bytesOf = (size: number, seed: number) => {
  const bytes = Buffer.alloc(size);
  let state = seed;
  for (let i = 0; i < size; i++) {
    state = (state * 1_103_515_245 + 12_345) & 0x7fffffff;
    bytes[i] = state >> 16;
  }
  return bytes;
};

async function open(test: TestTransfers, me: TestUser, uri: string, size: number): Promise<UploadCredential> {
  const { json } = await test.call('PUT', uploadPath, { as: me, json: { uri, size, entity_type: 'version' } });
  if (json.code !== 0) throw Object.assign(new Error(json.msg), { code: json.code });
  return json.data as UploadCredential;
}

async function download(test: TestTransfers, me: TestUser, uri: string): Promise<Answer> {
  const { json } = await test.call('POST', '/api/v4/file/url', { as: me, json: { uris: [uri] } });
  const [link] = (json.data as { urls: { url: string }[] }).urls;
  return test.call('GET', link?.url ?? '');
}

/** Space charged = what files hold, and every finished entity has its blob. */
async function expectSound(test: TestTransfers, me: TestUser): Promise<void> {
  const held = await test.database.read
    .selectFrom('file_entities')
    .innerJoin('entities', 'entities.id', 'file_entities.entity_id')
    .select((eb) => eb.fn.sum<number>('entities.size').as('bytes'))
    .executeTakeFirstOrThrow();
  expect(await test.used(me.id)).toBe(Number(held.bytes ?? 0));
  const broken = await test.database.read
    .selectFrom('entities')
    .select(['id', 'source', 'size'])
    .where('upload_session_id', 'is', null)
    .where('reference_count', '>', 0)
    .execute();
  for (const { source, size } of broken) expect((await test.store.stat(source))?.size).toBe(size);
}

describe('random schedules of chunks', () => {
  const size = fc.integer({ min: 0, max: 5500 });
  const moves = (chunks: number) => {
    const chunk = fc.nat({ max: chunks - 1 });
    const move: fc.Arbitrary<Move> = fc.oneof(
      { weight: 6, arbitrary: fc.record({ kind: fc.constant('send' as const), chunk }) },
      { weight: 2, arbitrary: fc.record({ kind: fc.constant('cut' as const), chunk, after: fc.nat({ max: 900 }) }) },
      {
        weight: 1,
        arbitrary: fc.record({ kind: fc.constant('wrong length' as const), chunk, length: fc.nat({ max: 1200 }) }),
      },
      { weight: 1, arbitrary: fc.record({ kind: fc.constant('restart' as const) }) },
    );
    // Moves of one group run at the same time.
    return fc.array(fc.array(move, { minLength: 1, maxLength: 4 }), { maxLength: 8 });
  };
  const schedule = size.chain((bytes) => {
    const chunks = Math.max(1, Math.ceil(bytes / chunkSize));
    return fc.record({ size: fc.constant(bytes), groups: moves(chunks), seed: fc.nat() });
  });

  it('end with the right bytes or a clean error', async () => {
    await withTransfers(async (test, me) => {
      let number = 0;
      await fc.assert(
        fc.asyncProperty(schedule, async ({ size: total, groups, seed }) => {
          const uri = `cloudreve://my/s${++number}`;
          const bytes = bytesOf(total, seed);
          const chunks = Math.max(1, Math.ceil(total / chunkSize));
          const { session_id } = await open(test, me, uri, total);
          const piece = (i: number) => bytes.subarray(i * chunkSize, (i + 1) * chunkSize);
          const acknowledged = new Set<number>();
          const post = (i: number, raw: Uint8Array | AsyncIterable<Uint8Array>, headers = {}) =>
            test.call('POST', `${uploadPath}/${session_id}/${i}`, { as: me, raw, headers });
          const play = async (move: Move): Promise<void> => {
            if (move.kind === 'restart') return;
            if (move.kind === 'send') {
              const { json } = await post(move.chunk, piece(move.chunk));
              expect([0, 40011, 50004]).toContain(json.code);
              if (json.code === 0) acknowledged.add(move.chunk);
              return;
            }
            if (move.kind === 'wrong length') {
              if (move.length === piece(move.chunk).length) return;
              const { json } = await post(move.chunk, Buffer.alloc(move.length));
              expect([40013, 40011]).toContain(json.code);
              return;
            }
            const whole = piece(move.chunk);
            if (whole.length === 0) return;
            const headers = { 'content-length': whole.length };
            await post(move.chunk, cutAfter(Buffer.alloc(whole.length, 1), move.after), headers).catch(() => {});
          };
          for (const group of groups) {
            if (group.some((move) => move.kind === 'restart')) await test.restart();
            await Promise.all(group.map(play));
            for (const move of group) if (move.kind === 'cut') acknowledged.delete(move.chunk);
          }
          // What a client does in the end: sends what was not acknowledged, or was sent again without success.
          for (let i = 0; i < chunks; i++) {
            if (acknowledged.has(i)) continue;
            const { json } = await post(i, piece(i));
            expect([0, 40011]).toContain(json.code);
          }
          const { body, status } = await download(test, me, uri);
          expect(status).toBe(200);
          expect(sum(body)).toBe(sum(bytes));
        }),
        { numRuns: Number(process.env.CANOPY_TEST_RUNS ?? 60) },
      );
      await expectSound(test, me);
      const left = test.disk.paths().filter((path) => path.endsWith('.part'));
      expect(left).toEqual([]);
    });
  }, 600_000);
});

describe('faults of the disk in the middle of transfers', () => {
  const bytes = bytesOf(2500, 7);
  const faults: readonly Fault[] = ['EIO', 'ENOSPC', 'EMFILE', 'short'];

  async function upload(test: TestTransfers, me: TestUser, uri: string): Promise<number> {
    const { session_id } = await open(test, me, uri, bytes.length);
    let code = 0;
    for (const i of [1, 0, 2]) {
      const raw = bytes.subarray(i * chunkSize, (i + 1) * chunkSize);
      const { json } = await test.call('POST', `${uploadPath}/${session_id}/${i}`, { as: me, raw });
      code ||= json.code;
    }
    if (code !== 0) await test.call('DELETE', uploadPath, { as: me, json: { id: session_id, uri } });
    return code;
  }

  async function put(test: TestTransfers, me: TestUser, uri: string): Promise<number> {
    const path = `/api/v4/file/content?uri=${encodeURIComponent(uri)}`;
    return (await test.call('PUT', path, { as: me, raw: bytes })).json.code;
  }

  it.each([
    ['upload', upload],
    ['content update', put],
  ])('%s: the old state or the new one, a clear code, no descriptor left', async (_name, act) => {
    await withTransfers(async (test, me, disk) => {
      for (const fault of faults) {
        for (let n = 1; ; n++) {
          const uri = `cloudreve://my/${fault}-${n}`;
          await test.fill(me.actor, uri, 0);
          const place = await test.drive.locator.find(FileUri.parse(uri), me.caller);
          const before = place.chain.at(-1)?.primary_entity;
          const calls = disk.calls;
          disk.failCall(n, fault);
          const code = await act(test, me, uri);
          const reached = disk.calls - calls >= n;
          disk.heal();
          expect([0, 50004], `${fault} at call ${n}`).toContain(code);
          expect(disk.openFiles, `${fault} at call ${n}`).toBe(0);
          const row = (await test.drive.locator.find(FileUri.parse(uri), me.caller)).chain.at(-1);
          if (code === 0) {
            expect(row?.size).toBe(bytes.length);
            expect(sum((await download(test, me, uri)).body)).toBe(sum(bytes));
          } else {
            expect(row?.primary_entity).toBe(before);
          }
          if (!reached) break;
        }
      }
      const charged = await test.used(me.id);
      disk.cutPower();
      await test.restart();
      expect(await test.used(me.id)).toBe(charged);
      const files = await test.database.read
        .selectFrom('files')
        .select(['name', 'size'])
        .where('size', '>', 0)
        .execute();
      for (const { name } of files) {
        expect(sum((await download(test, me, `cloudreve://my/${name}`)).body), name).toBe(sum(bytes));
      }
    });
  });
});

async function* cutAfter(bytes: Uint8Array, after: number): AsyncIterable<Uint8Array> {
  yield bytes.subarray(0, Math.min(after, bytes.length - 1));
  // Long enough that the server has begun with it, most of the time.
  await new Promise((resolve) => setImmediate(() => setImmediate(resolve)));
  throw new Error('the line went down');
}

function sum(bytes: Uint8Array): string {
  return createHash('sha256').update(bytes).digest('hex');
}
