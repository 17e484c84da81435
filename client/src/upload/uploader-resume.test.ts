import { describe, expect, it } from 'vitest';
import { tokenOf } from '../node/test/fake-server.ts';
import { MemorySession } from '../session.ts';
import { MemoryResumeStore } from './resume.ts';
import { entry, folder, text, until, useServer } from './test/uploading.ts';

const { failing, server, uploader } = useServer();

/** What a visit remembers that began `a.txt` and ended after four of its chunks. */
async function beganEarlier(): Promise<MemoryResumeStore> {
  const resume = new MemoryResumeStore();
  server().hold();
  server().concurrency = 1;
  server().fault = (_, index) => (index === 4 ? 'hold' : undefined);
  const before = uploader({ resume });
  before.add([entry('a.txt')], { folder });
  await until(before, (state) => state.rows[0]?.bytesDone === 32);
  before.pause();
  await before.settled();
  server().release();
  server().fault = () => undefined;
  return resume;
}

describe('the queue, interrupted', () => {
  it('pauses and resumes one row or all, without sending anything twice', async () => {
    server().hold();
    server().concurrency = 1;
    server().fault = (_, index) => (index === 2 ? 'hold' : undefined);
    const up = uploader();
    const [id] = up.add([entry('a.txt')], { folder });
    await until(up, (state) => state.rows[0]?.bytesDone === 16);
    up.pause(id);
    expect(await up.settled()).toMatchObject({ active: false, paused: true });
    expect(up.getSnapshot().rows[0]?.status).toBe('paused');
    server().release();
    server().fault = () => undefined;
    up.resume();
    await up.settled();
    expect(server().text(`${folder}/a.txt`)).toBe(text);
    expect(server().log.filter((each) => each === 'chunk 0')).toHaveLength(1);
    expect(server().log.filter((each) => each === 'create')).toHaveLength(1);
  });

  it('takes back what was begun when it is cancelled, and only that', async () => {
    server().hold();
    server().fault = (_, index) => (index === 3 ? 'hold' : undefined);
    const up = uploader();
    up.add([entry('Trip/done.txt', 'x'), entry('Trip/a.txt'), entry('Trip/b.txt')], { folder });
    await until(
      up,
      (state) => (state.rows[0]?.filesDone ?? 0) === 1 && state.rows[0]?.bytesDone === 1 + 40 + 40 - 8 - 8 + 4 + 4,
    );
    up.cancel();
    await up.settled();
    server().release();
    expect([...server().files.keys()]).toEqual([`${folder}/Trip/done.txt`]);
    expect(up.getSnapshot()).toMatchObject({ filesTotal: 0, active: false });
    up.clear();
    await up.settled();
    expect(up.getSnapshot().rows).toEqual([]);
  });

  it('takes back a session that comes only when its upload is cancelled', async () => {
    server().hold();
    server().fault = (kind) => (kind === 'create' ? 'hold' : undefined);
    const up = uploader();
    up.add([entry('a.txt')], { folder });
    await expect.poll(() => server().log).toContain('create');
    up.cancel();
    await up.settled();
    server().release();
    await expect.poll(() => server().log).toContain('cancel');
    expect(server().files.size).toBe(0);
  });

  it('goes on with what an earlier visit began', async () => {
    const resume = await beganEarlier();
    const after = uploader({ resume });
    expect(await after.unfinished()).toMatchObject([{ name: 'a.txt', size: 44, received: [0, 1, 2, 3] }]);
    after.add([entry('a.txt')], { folder });
    await after.settled();
    expect(server().text(`${folder}/a.txt`)).toBe(text);
    expect(server().log.filter((each) => each.startsWith('chunk'))).toHaveLength(7);
    expect(await after.unfinished()).toEqual([]);
  });

  it('does not go on with another file of the same name, size and time', async () => {
    const resume = await beganEarlier();
    const other = text.replace('quick', 'QUICK');
    const after = uploader({ resume });
    after.add([entry('a.txt', other)], { folder });
    await after.settled();
    expect(server().text(`${folder}/a.txt`)).toBe(other);
  });

  it('discards what an earlier visit began', async () => {
    const resume = new MemoryResumeStore();
    failing('chunk', 'cut', 1000);
    const before = uploader({ resume });
    before.add([entry('a.txt')], { folder });
    await before.settled();
    const [record] = await before.unfinished();
    if (record) await before.discard(record);
    expect(server().files.size).toBe(0);
    expect(await before.unfinished()).toEqual([]);
  });

  it('stops when nobody is signed in any more, and goes on for the same person only', async () => {
    server().token = 'good';
    const user = { id: 'u1', nickname: 'Mira', created_at: '' };
    const session = new MemorySession({ user, token: tokenOf('good') });
    const up = uploader({}, session);
    server().hold();
    server().fault = (_, index) => (index === 4 ? 'hold' : undefined);
    up.add([entry('a.txt')], { folder });
    await until(up, (state) => (state.rows[0]?.bytesDone ?? 0) >= 32);
    server().fault = (kind) => (kind === 'refresh' ? { code: 40020 } : undefined);
    server().token = 'other';
    server().release();
    await until(up, (state) => state.needsSignIn);
    await up.settled();
    expect(session.get()).toBeUndefined();
    server().fault = () => undefined;
    session.set({ user, token: tokenOf('other') });
    expect((await up.settled()).rows[0]?.status).toBe('done');
    expect(server().text(`${folder}/a.txt`)).toBe(text);

    up.add([entry('b.txt')], { folder });
    session.set({ user: { ...user, id: 'u2' }, token: tokenOf('other') });
    expect((await up.settled()).rows).toEqual([]);
  });
});
