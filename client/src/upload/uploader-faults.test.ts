import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { NetworkError } from '../errors.ts';
import type { Fault, Kind } from '../node/test/fake-server.ts';
import type { NetworkMonitor } from './retry.ts';
import { entry, folder, text, until, useServer } from './test/uploading.ts';

const { failing, server, uploader } = useServer();

describe('the queue, when something fails', () => {
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
    expect(server().text(`${folder}/a.txt`)).toBe(text);
    expect(server().sessions.size).toBe(0);
  });

  it('sees that the file is complete when only the last answer got lost', async () => {
    server().chunkSize = 0;
    failing('chunk', 'lost');
    const up = uploader();
    up.add([entry('a.txt')], { folder });
    expect((await up.settled()).rows[0]).toMatchObject({ status: 'done' });
    expect(server().log.filter((each) => each === 'create')).toHaveLength(1);
  });

  it('begins anew when the session has expired', async () => {
    const up = uploader();
    let dropped = false;
    server().fault = (kind, index) => {
      if (kind === 'chunk' && index === 3 && !dropped) {
        dropped = true;
        server().sessions.clear();
        server().files.clear();
      }
      return undefined;
    };
    up.add([entry('a.txt')], { folder });
    expect((await up.settled()).rows[0]).toMatchObject({ status: 'done', bytesDone: 44 });
    expect(server().text(`${folder}/a.txt`)).toBe(text);
  });

  it('gives up a server that stays away, keeps the session, and goes on when told', async () => {
    failing('chunk', 'cut', 1000);
    const up = uploader();
    up.add([entry('a.txt')], { folder });
    const state = await up.settled();
    expect(state.rows[0]?.failures[0]?.error).toBeInstanceOf(NetworkError);
    expect(server().sessions.size).toBe(1);
    server().fault = () => undefined;
    up.retry(state.rows[0]?.id);
    expect((await up.settled()).rows[0]?.status).toBe('done');
    expect(server().log.filter((each) => each === 'create')).toHaveLength(1);
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
    server().fault = (kind) => {
      if (kind === 'chunk' && server().log.length === 3) online = false;
      return online ? undefined : 'cut';
    };
    const up = uploader({ monitor });
    up.add([entry('a.txt')], { folder });
    await until(up, (state) => state.rows[0]?.trouble instanceof NetworkError);
    online = true;
    for (const listener of [...listeners]) listener();
    expect((await up.settled()).rows[0]?.status).toBe('done');
    expect(server().text(`${folder}/a.txt`)).toBe(text);
  });

  it('goes on without a memory when the store fails', async () => {
    const broken = () => Promise.reject(new Error('full'));
    const failures: unknown[] = [];
    const resume = { get: broken, set: broken, delete: broken, list: broken };
    const up = uploader({ resume, onResumeFailure: (error) => failures.push(error) });
    up.add([entry('a.txt')], { folder });
    await up.settled();
    expect(server().text(`${folder}/a.txt`)).toBe(text);
    expect(failures).toHaveLength(1);
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
          server().files.clear();
          server().sessions.clear();
          server().chunkSize = chunkSize;
          let next = 0;
          server().fault = () => faults[next++];
          const up = uploader();
          up.add(
            contents.map((content, i) => entry(`Trip/${i}.txt`, content)),
            { folder },
          );
          const state = await up.settled();
          server().fault = () => undefined;
          const failed = new Set(state.rows[0]?.failures.map((failure) => failure.relativePath));
          contents.forEach((content, i) => {
            if (!failed.has(`Trip/${i}.txt`)) expect(server().text(`${folder}/Trip/${i}.txt`)).toBe(content);
          });
          up.retry();
          const after = await up.settled();
          expect(after.conflicts).toEqual([]);
          expect(after.rows[0]).toMatchObject({ status: 'done', bytesDone: after.rows[0]?.bytesTotal });
          contents.forEach((content, i) => {
            expect(server().text(`${folder}/Trip/${i}.txt`)).toBe(content);
          });
          expect([...server().files.values()].filter((file) => file.session !== undefined)).toEqual([]);
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
