import { ErrorCode } from '@canopy/contract';
import { describe, expect, it } from 'vitest';
import { entry, folder, text, until, useServer } from './test/uploading.ts';

const { failing, server, uploader } = useServer();

describe('the queue, where names are taken', () => {
  it('asks about taken names once for all', async () => {
    for (const name of ['a.txt', 'b.txt', 'c.txt']) server().put(`${folder}/${name}`, 'old');
    const up = uploader();
    up.add([entry('a.txt'), entry('b.txt'), entry('new.txt'), entry('c.txt')], { folder });
    const asking = await up.settled();
    expect(asking.conflicts.map((each) => each.relativePath).sort()).toEqual(['a.txt', 'b.txt', 'c.txt']);
    const first = asking.conflicts.find((each) => each.relativePath === 'a.txt');
    expect(first).toMatchObject({ bothName: 'a (2).txt', unfinished: false, existing: { size: 3 } });
    expect(asking.rows.map((row) => row.status)).toEqual(['asking', 'asking', 'done', 'asking']);

    up.resolve(first?.id ?? '', 'both');
    await up.settled();
    expect(server().text(`${folder}/a%20(2).txt`)).toBe(text);
    up.resolve(up.getSnapshot().conflicts[0]?.id ?? '', 'replace', { all: true });
    const state = await up.settled();
    expect(state.conflicts).toEqual([]);
    expect(server().text(`${folder}/b.txt`)).toBe(text);
    expect(server().text(`${folder}/c.txt`)).toBe(text);
    expect(state.rows[0]?.name).toBe('a (2).txt');
  });

  it('takes an answer for all also for what was added in other calls, and for what has not begun', async () => {
    for (const name of ['a.txt', 'b.txt', 'c.txt']) server().put(`${folder}/${name}`, 'old');
    const up = uploader({ parallelFiles: 1 });
    up.add([entry('a.txt')], { folder });
    up.add([entry('b.txt')], { folder });
    const asking = await until(up, (state) => state.conflicts.length > 0);
    up.resolve(asking.conflicts[0]?.id ?? '', 'replace', { all: true });
    expect((await up.settled()).conflicts).toEqual([]);
    expect(server().text(`${folder}/b.txt`)).toBe(text);
    up.add([entry('c.txt')], { folder });
    expect((await up.settled()).conflicts).toHaveLength(1);
  });

  it('skips, and finds the next free number', async () => {
    for (const name of ['a.txt', 'a%20(2).txt']) server().put(`${folder}/${name}`, 'old');
    const up = uploader();
    up.add([entry('a.txt')], { folder, conflict: 'skip' });
    expect((await up.settled()).rows[0]).toMatchObject({ status: 'done', filesSkipped: 1, filesDone: 0 });
    up.add([entry('a.txt')], { folder, conflict: 'both' });
    await up.settled();
    expect(server().text(`${folder}/a%20(3).txt`)).toBe(text);
    expect(server().text(`${folder}/a.txt`)).toBe('old');
  });

  it('counts identical files as uploaded when it goes on with a folder', async () => {
    server().put(`${folder}/Trip/a.txt`, text, 1_700_000_000_123);
    server().put(`${folder}/Trip/b.txt`, text, 5);
    const up = uploader();
    up.add([entry('Trip/a.txt'), entry('Trip/b.txt'), entry('Trip/c.txt')], { folder, skipIdentical: true });
    const state = await up.settled();
    expect(state.rows[0]).toMatchObject({ filesSkipped: 1, filesDone: 1, conflicts: 1 });
    expect(state.conflicts[0]?.relativePath).toBe('Trip/b.txt');
  });

  it('does not wait for an unfinished upload that is replaced, but for whoever else has locked it', async () => {
    server().put(`${folder}/a.txt`, 'old');
    const stuck = server().files.get(`${folder}/a.txt`);
    if (stuck) stuck.session = 'somebody';
    const up = uploader({ retryBaseMs: 60_000 });
    up.add([entry('a.txt')], { folder, conflict: 'replace' });
    expect((await up.settled()).rows[0]?.status).toBe('done');

    const patient = uploader();
    failing('create', { code: ErrorCode.LOCK_CONFLICT }, 3);
    patient.add([entry('a.txt', 'new')], { folder, conflict: 'replace' });
    expect((await patient.settled()).rows[0]?.status).toBe('done');
    expect(server().text(`${folder}/a.txt`)).toBe('new');

    failing('create', { code: ErrorCode.LOCK_CONFLICT }, 100);
    patient.add([entry('a.txt', 'newest')], { folder, conflict: 'replace' });
    const [, row] = (await patient.settled()).rows;
    expect(row?.failures[0]?.error).toMatchObject({ code: ErrorCode.LOCK_CONFLICT });
  });

  it('replaces an unfinished upload when told to', async () => {
    server().put(`${folder}/a.txt`, 'old');
    const stuck = server().files.get(`${folder}/a.txt`);
    if (stuck) stuck.session = 'somebody';
    const up = uploader();
    up.add([entry('a.txt')], { folder });
    const state = await up.settled();
    expect(state.conflicts[0]?.unfinished).toBe(true);
    up.resolve(state.conflicts[0]?.id ?? '', 'replace');
    expect((await up.settled()).rows[0]?.status).toBe('done');
    expect(server().text(`${folder}/a.txt`)).toBe(text);
  });
});
