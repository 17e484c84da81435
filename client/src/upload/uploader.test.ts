import fc from 'fast-check';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { CanopyClient } from '../client.ts';
import { NetworkError, PayloadTooLargeError, SourceChangedError } from '../errors.ts';
import { FakeServer, type Fault, type Kind, tokenOf } from '../node/test/fake-server.ts';
import { MemorySession } from '../session.ts';
import { MemoryResumeStore } from './resume.ts';
import type { NetworkMonitor } from './retry.ts';
import type { UploadEntry, UploadSource, UploadState } from './types.ts';
import { Uploader, type UploaderOptions } from './uploader.ts';

const folder = 'cloudreve://my/Home';
const text = 'The quick brown fox jumps over the lazy dog.';

let server: FakeServer;
beforeEach(async () => {
  server = await new FakeServer().start();
});
afterEach(() => server.stop());

function source(name: string, content: string, lastModified = 1_700_000_000_123): UploadSource {
  const bytes = new TextEncoder().encode(content);
  return { name, size: bytes.length, lastModified, type: '', slice: (start, end) => bytes.slice(start, end) };
}

function entry(relativePath: string, content = text): UploadEntry {
  return { relativePath, file: source(relativePath.slice(relativePath.lastIndexOf('/') + 1), content) };
}

function uploader(options: UploaderOptions = {}, session = new MemorySession()): Uploader {
  const client = new CanopyClient({ baseUrl: server.url, session });
  return new Uploader(client, { retryBaseMs: 1, attempts: 4, ...options });
}

/** Waits for a state. */
function until(up: Uploader, fits: (state: UploadState) => boolean): Promise<UploadState> {
  return new Promise((resolve) => {
    const look = () => {
      if (!fits(up.getSnapshot())) return;
      stop();
      resolve(up.getSnapshot());
    };
    const stop = up.subscribe(look);
    look();
  });
}

/** A fault for the nth request of a kind. */
function failing(kind: Kind, fault: Fault, times = 1): void {
  let left = times;
  server.fault = (each) => (each === kind && left-- > 0 ? fault : undefined);
}

describe('Uploader', () => {
  it('uploads in chunks, at most as many at a time as the policy says', async () => {
    const up = uploader({ parallelChunks: 8 });
    up.add([entry('a.txt')], { folder });
    const state = await up.settled();
    expect(server.text(`${folder}/a.txt`)).toBe(text);
    expect(server.files.get(`${folder}/a.txt`)?.modified).toBe(1_700_000_000_123);
    expect(server.mostChunksInFlight).toBeLessThanOrEqual(3);
    expect(state.rows[0]).toMatchObject({ status: 'done', filesDone: 1, bytesDone: 44, bytesTotal: 44 });
    expect(state).toMatchObject({ active: false, filesSettled: 1, filesTotal: 1 });
  });

  it('uploads empty files, empty folders, and files whole when there are no chunks', async () => {
    const up = uploader();
    server.chunkSize = 0;
    up.add([entry('Trip/empty.txt', ''), entry('Trip/b.txt'), { relativePath: 'Trip/Later', file: undefined }], {
      folder,
    });
    const state = await up.settled();
    expect(server.text(`${folder}/Trip/empty.txt`)).toBe('');
    expect(server.text(`${folder}/Trip/b.txt`)).toBe(text);
    expect(server.folders).toContain(`${folder}/Trip/Later`);
    expect(state.rows).toHaveLength(1);
    expect(state.rows[0]).toMatchObject({ kind: 'folder', name: 'Trip', status: 'done', filesDone: 2, filesTotal: 2 });
  });

  it.each<[string, Kind, Fault]>([
    ['a cut connection', 'chunk', 'cut'],
    ['a lost answer', 'chunk', 'lost'],
    ['a proxy that is overloaded', 'chunk', 503],
    ['a failing storage', 'chunk', { code: 50004 }],
    ['a session whose answer got lost', 'create', 'lost'],
    ['a cut session request', 'create', 'cut'],
  ])('goes on after %s', async (_, kind, fault) => {
    failing(kind, fault, 2);
    const up = uploader();
    up.add([entry('a.txt')], { folder });
    const state = await up.settled();
    expect(state.rows[0]).toMatchObject({ status: 'done', bytesDone: 44 });
    expect(server.text(`${folder}/a.txt`)).toBe(text);
    expect(server.sessions.size).toBe(0);
  });

  it('sees that the file is complete when only the last answer got lost', async () => {
    server.chunkSize = 0;
    failing('chunk', 'lost');
    const up = uploader();
    up.add([entry('a.txt')], { folder });
    expect((await up.settled()).rows[0]).toMatchObject({ status: 'done' });
    expect(server.log.filter((each) => each === 'create')).toHaveLength(1);
  });

  it('begins anew when the session has expired', async () => {
    const up = uploader();
    let dropped = false;
    server.fault = (kind, index) => {
      if (kind === 'chunk' && index === 3 && !dropped) {
        dropped = true;
        server.sessions.clear();
        server.files.clear();
      }
      return undefined;
    };
    up.add([entry('a.txt')], { folder });
    expect((await up.settled()).rows[0]).toMatchObject({ status: 'done', bytesDone: 44 });
    expect(server.text(`${folder}/a.txt`)).toBe(text);
  });

  it('does not repeat what is final, and leaves nothing behind', async () => {
    failing('chunk', 413, 100);
    const up = uploader();
    up.add([entry('a.txt')], { folder });
    const state = await up.settled();
    expect(state.rows[0]?.status).toBe('failed');
    expect(state.rows[0]?.failures[0]?.error).toBeInstanceOf(PayloadTooLargeError);
    expect(server.log.filter((each) => each === 'chunk 0')).toHaveLength(1);
    expect(server.files.size).toBe(0);

    server.fault = () => undefined;
    up.retry();
    expect((await up.settled()).rows[0]).toMatchObject({ status: 'done', filesFailed: 0, bytesDone: 44 });
  });

  it('gives up a server that stays away, keeps the session, and goes on when told', async () => {
    failing('chunk', 'cut', 1000);
    const up = uploader();
    up.add([entry('a.txt')], { folder });
    const state = await up.settled();
    expect(state.rows[0]?.failures[0]?.error).toBeInstanceOf(NetworkError);
    expect(server.sessions.size).toBe(1);
    server.fault = () => undefined;
    up.retry(state.rows[0]?.id);
    expect((await up.settled()).rows[0]?.status).toBe('done');
    expect(server.log.filter((each) => each === 'create')).toHaveLength(1);
  });

  it('waits while offline without counting, and goes on by itself', async () => {
    let online = true;
    const listeners = new Set<() => void>();
    const monitor: NetworkMonitor = {
      isOnline: () => online,
      subscribe: (listener) => {
        listeners.add(listener);
        return () => listeners.delete(listener);
      },
    };
    server.fault = (kind) => {
      if (kind === 'chunk' && server.log.length === 3) online = false;
      return online ? undefined : 'cut';
    };
    const up = uploader({ monitor });
    up.add([entry('a.txt')], { folder });
    await until(up, (state) => state.rows[0]?.trouble instanceof NetworkError);
    online = true;
    for (const listener of [...listeners]) listener();
    expect((await up.settled()).rows[0]?.status).toBe('done');
    expect(server.text(`${folder}/a.txt`)).toBe(text);
  });

  it('pauses and resumes one row or all, without sending anything twice', async () => {
    server.hold();
    server.concurrency = 1;
    server.fault = (_, index) => (index === 2 ? 'hold' : undefined);
    const up = uploader();
    const [id] = up.add([entry('a.txt')], { folder });
    await until(up, (state) => state.rows[0]?.bytesDone === 16);
    up.pause(id);
    expect(await up.settled()).toMatchObject({ active: false, paused: true });
    expect(up.getSnapshot().rows[0]?.status).toBe('paused');
    server.release();
    server.fault = () => undefined;
    up.resume();
    await up.settled();
    expect(server.text(`${folder}/a.txt`)).toBe(text);
    expect(server.log.filter((each) => each === 'chunk 0')).toHaveLength(1);
    expect(server.log.filter((each) => each === 'create')).toHaveLength(1);
  });

  it('takes back what was begun when it is cancelled, and only that', async () => {
    server.hold();
    server.fault = (_, index) => (index === 3 ? 'hold' : undefined);
    const up = uploader();
    up.add([entry('Trip/done.txt', 'x'), entry('Trip/a.txt'), entry('Trip/b.txt')], { folder });
    await until(
      up,
      (state) => (state.rows[0]?.filesDone ?? 0) === 1 && state.rows[0]?.bytesDone === 1 + 40 + 40 - 8 - 8 + 4 + 4,
    );
    up.cancel();
    await up.settled();
    server.release();
    expect([...server.files.keys()]).toEqual([`${folder}/Trip/done.txt`]);
    expect(up.getSnapshot()).toMatchObject({ filesTotal: 0, active: false });
    up.clear();
    await up.settled();
    expect(up.getSnapshot().rows).toEqual([]);
  });

  it('goes on with what an earlier visit began', async () => {
    const resume = new MemoryResumeStore();
    server.hold();
    server.concurrency = 1;
    server.fault = (_, index) => (index === 4 ? 'hold' : undefined);
    const before = uploader({ resume });
    before.add([entry('a.txt')], { folder });
    await until(before, (state) => state.rows[0]?.bytesDone === 32);
    before.pause();
    await before.settled();
    server.release();
    server.fault = () => undefined;

    const after = uploader({ resume });
    expect(await after.unfinished()).toMatchObject([{ name: 'a.txt', size: 44, received: [0, 1, 2, 3] }]);
    after.add([entry('a.txt')], { folder });
    await after.settled();
    expect(server.text(`${folder}/a.txt`)).toBe(text);
    expect(server.log.filter((each) => each.startsWith('chunk'))).toHaveLength(7);
    expect(await after.unfinished()).toEqual([]);
  });

  it('does not go on with another file of the same name, size and time', async () => {
    const resume = new MemoryResumeStore();
    server.hold();
    server.concurrency = 1;
    server.fault = (_, index) => (index === 4 ? 'hold' : undefined);
    const before = uploader({ resume });
    before.add([entry('a.txt')], { folder });
    await until(before, (state) => state.rows[0]?.bytesDone === 32);
    before.pause();
    await before.settled();
    server.release();
    server.fault = () => undefined;

    const other = text.replace('quick', 'QUICK');
    const after = uploader({ resume });
    after.add([entry('a.txt', other)], { folder });
    await after.settled();
    expect(server.text(`${folder}/a.txt`)).toBe(other);
  });

  it('discards what an earlier visit began', async () => {
    const resume = new MemoryResumeStore();
    failing('chunk', 'cut', 1000);
    const before = uploader({ resume });
    before.add([entry('a.txt')], { folder });
    await before.settled();
    const [record] = await before.unfinished();
    if (record) await before.discard(record);
    expect(server.files.size).toBe(0);
    expect(await before.unfinished()).toEqual([]);
  });

  it('asks about taken names once for all', async () => {
    for (const name of ['a.txt', 'b.txt', 'c.txt']) server.put(`${folder}/${name}`, 'old');
    const up = uploader();
    up.add([entry('a.txt'), entry('b.txt'), entry('new.txt'), entry('c.txt')], { folder });
    const asking = await up.settled();
    expect(asking.conflicts.map((each) => each.relativePath).sort()).toEqual(['a.txt', 'b.txt', 'c.txt']);
    const first = asking.conflicts.find((each) => each.relativePath === 'a.txt');
    expect(first).toMatchObject({ bothName: 'a (2).txt', unfinished: false, existing: { size: 3 } });
    expect(asking.rows.map((row) => row.status)).toEqual(['asking', 'asking', 'done', 'asking']);

    up.resolve(first?.id ?? '', 'both');
    await up.settled();
    expect(server.text(`${folder}/a%20(2).txt`)).toBe(text);
    up.resolve(up.getSnapshot().conflicts[0]?.id ?? '', 'replace', { all: true });
    const state = await up.settled();
    expect(state.conflicts).toEqual([]);
    expect(server.text(`${folder}/b.txt`)).toBe(text);
    expect(server.text(`${folder}/c.txt`)).toBe(text);
    expect(state.rows[0]?.name).toBe('a (2).txt');
  });

  it('takes an answer for all also for what was added in other calls, and for what has not begun', async () => {
    for (const name of ['a.txt', 'b.txt', 'c.txt']) server.put(`${folder}/${name}`, 'old');
    const up = uploader({ parallelFiles: 1 });
    up.add([entry('a.txt')], { folder });
    up.add([entry('b.txt')], { folder });
    const asking = await until(up, (state) => state.conflicts.length > 0);
    up.resolve(asking.conflicts[0]?.id ?? '', 'replace', { all: true });
    expect((await up.settled()).conflicts).toEqual([]);
    expect(server.text(`${folder}/b.txt`)).toBe(text);
    up.add([entry('c.txt')], { folder });
    expect((await up.settled()).conflicts).toHaveLength(1);
  });

  it('skips, and finds the next free number', async () => {
    for (const name of ['a.txt', 'a%20(2).txt']) server.put(`${folder}/${name}`, 'old');
    const up = uploader();
    up.add([entry('a.txt')], { folder, conflict: 'skip' });
    expect((await up.settled()).rows[0]).toMatchObject({ status: 'done', filesSkipped: 1, filesDone: 0 });
    up.add([entry('a.txt')], { folder, conflict: 'both' });
    await up.settled();
    expect(server.text(`${folder}/a%20(3).txt`)).toBe(text);
    expect(server.text(`${folder}/a.txt`)).toBe('old');
  });

  it('counts identical files as uploaded when it goes on with a folder', async () => {
    server.put(`${folder}/Trip/a.txt`, text, 1_700_000_000_123);
    server.put(`${folder}/Trip/b.txt`, text, 5);
    const up = uploader();
    up.add([entry('Trip/a.txt'), entry('Trip/b.txt'), entry('Trip/c.txt')], { folder, skipIdentical: true });
    const state = await up.settled();
    expect(state.rows[0]).toMatchObject({ filesSkipped: 1, filesDone: 1, conflicts: 1 });
    expect(state.conflicts[0]?.relativePath).toBe('Trip/b.txt');
  });

  it('replaces an unfinished upload when told to', async () => {
    server.put(`${folder}/a.txt`, 'old');
    const stuck = server.files.get(`${folder}/a.txt`);
    if (stuck) stuck.session = 'somebody';
    const up = uploader();
    up.add([entry('a.txt')], { folder });
    const state = await up.settled();
    expect(state.conflicts[0]?.unfinished).toBe(true);
    up.resolve(state.conflicts[0]?.id ?? '', 'replace');
    expect((await up.settled()).rows[0]?.status).toBe('done');
    expect(server.text(`${folder}/a.txt`)).toBe(text);
  });

  it('stops when nobody is signed in any more, and goes on for the same person only', async () => {
    server.token = 'good';
    const user = { id: 'u1', nickname: 'Mira', created_at: '' };
    const session = new MemorySession({ user, token: tokenOf('good') });
    const up = uploader({}, session);
    server.hold();
    server.fault = (_, index) => (index === 4 ? 'hold' : undefined);
    up.add([entry('a.txt')], { folder });
    await until(up, (state) => (state.rows[0]?.bytesDone ?? 0) >= 32);
    server.fault = (kind) => (kind === 'refresh' ? { code: 40020 } : undefined);
    server.token = 'other';
    server.release();
    await until(up, (state) => state.needsSignIn);
    await up.settled();
    expect(session.get()).toBeUndefined();
    server.fault = () => undefined;
    session.set({ user, token: tokenOf('other') });
    expect((await up.settled()).rows[0]?.status).toBe('done');
    expect(server.text(`${folder}/a.txt`)).toBe(text);

    up.add([entry('b.txt')], { folder });
    session.set({ user: { ...user, id: 'u2' }, token: tokenOf('other') });
    expect((await up.settled()).rows).toEqual([]);
  });

  it('tells a file that changed under way', async () => {
    const up = uploader();
    const file = { ...source('a.txt', text), slice: () => new Uint8Array(3) };
    up.add([{ relativePath: 'a.txt', file }], { folder });
    const state = await up.settled();
    expect(state.rows[0]?.failures[0]?.error).toBeInstanceOf(SourceChangedError);
    expect(server.files.size).toBe(0);
  });

  it('fails names that cannot be, and uploads the rest', async () => {
    const up = uploader();
    up.add([entry('Trip/../x.txt'), entry('Trip/ok.txt')], { folder });
    expect((await up.settled()).rows[0]).toMatchObject({ status: 'failed', filesFailed: 1, filesDone: 1 });
  });

  it('goes on without a memory when the store fails', async () => {
    const broken = () => Promise.reject(new Error('full'));
    const failures: unknown[] = [];
    const resume = { get: broken, set: broken, delete: broken, list: broken };
    const up = uploader({ resume, onResumeFailure: (error) => failures.push(error) });
    up.add([entry('a.txt')], { folder });
    await up.settled();
    expect(server.text(`${folder}/a.txt`)).toBe(text);
    expect(failures).toHaveLength(1);
  });

  it('takes a queue of 50,000 files lightly', () => {
    const up = uploader({ parallelFiles: 0 });
    const file = source('x', text);
    const entries = Array.from({ length: 50_000 }, (_, i) => ({ relativePath: `Big/${i >> 8}/${i}`, file }));
    const started = performance.now();
    up.add(entries, { folder });
    expect(performance.now() - started).toBeLessThan(500);
  });

  it('ends with equal bytes or a clean error, whatever fails', async () => {
    const fault = fc.oneof(
      { weight: 6, arbitrary: fc.constant(undefined) },
      { weight: 3, arbitrary: fc.constantFrom<Fault>('cut', 'lost', 500, 503, { code: 50004 }, { code: -1 }) },
      { weight: 1, arbitrary: fc.constantFrom<Fault>({ code: 40011 }, { code: 40051 }, 413) },
    );
    await fc.assert(
      fc.asyncProperty(
        fc.array(fault, { maxLength: 40 }),
        fc.array(fc.string({ maxLength: 60 }), { minLength: 1, maxLength: 4 }),
        fc.integer({ min: 0, max: 16 }),
        async (faults, contents, chunkSize) => {
          server.files.clear();
          server.sessions.clear();
          server.chunkSize = chunkSize;
          let next = 0;
          server.fault = () => faults[next++];
          const up = uploader();
          up.add(
            contents.map((content, i) => entry(`Trip/${i}.txt`, content)),
            { folder },
          );
          const state = await up.settled();
          server.fault = () => undefined;
          const failed = new Set(state.rows[0]?.failures.map((failure) => failure.relativePath));
          contents.forEach((content, i) => {
            if (!failed.has(`Trip/${i}.txt`)) expect(server.text(`${folder}/Trip/${i}.txt`)).toBe(content);
          });
          up.retry();
          const after = await up.settled();
          expect(after.conflicts).toEqual([]);
          expect(after.rows[0]).toMatchObject({ status: 'done', bytesDone: after.rows[0]?.bytesTotal });
          contents.forEach((content, i) => {
            expect(server.text(`${folder}/Trip/${i}.txt`)).toBe(content);
          });
          expect([...server.files.values()].filter((file) => file.session !== undefined)).toEqual([]);
        },
      ),
      {
        numRuns: 150,
        examples: [
          [['lost', undefined, undefined, undefined, undefined, 'cut'], ['', ''], 0],
          [[undefined, 413, undefined, undefined, 'cut'], ['   '], 1],
        ],
      },
    );
  });
});
