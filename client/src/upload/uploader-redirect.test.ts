import { ApiError, ErrorCode } from '@canopy/contract';
import { describe, expect, it } from 'vitest';
import { entry, folder, text, until, useServer } from './test/uploading.ts';
import type { Uploader } from './uploader.ts';

const { server, uploader } = useServer();
const other = 'cloudreve://my/Elsewhere';

/** The code of the first failure of the first row. */
const codeOf = (up: Uploader) => {
  const error = up.getSnapshot().rows[0]?.failures[0]?.error;
  return error instanceof ApiError ? error.code : error;
};

/** Uploads until the third chunk waits, and does something meanwhile. */
async function interrupted(up: Uploader, paths: readonly string[], meanwhile: () => void) {
  server().hold();
  server().concurrency = 1;
  server().fault = (_, index) => (index === 2 ? 'hold' : undefined);
  up.add(
    paths.map((path) => entry(path)),
    { folder },
  );
  await until(up, ({ bytesDone }) => bytesDone >= 16);
  meanwhile();
  server().fault = () => undefined;
  server().release();
  return up.settled();
}

describe('the queue, when the folder is gone', () => {
  it('does not make it anew, and sends the rest where it is told', async () => {
    const up = uploader({ parallelFiles: 1 });
    const paths = ['Trip/a.txt', 'Trip/b.txt', 'Trip/c.txt'];
    const state = await interrupted(up, paths, () => server().remove(folder));
    expect(state.rows[0]).toMatchObject({ status: 'failed', filesFailed: 3, bytesDone: 0 });
    expect(codeOf(up)).toBe(ErrorCode.PATH_NOT_EXIST);
    expect([...server().files.keys()]).toEqual([]);
    expect(server().log.filter((each) => each === 'create')).toHaveLength(1);

    up.redirect(state.rows[0]?.id ?? '', other);
    const after = await up.settled();
    expect(after.rows[0]).toMatchObject({ status: 'done', folder: other, filesDone: 3, bytesDone: 3 * 44 });
    for (const path of paths) expect(server().text(`${other}/${path}`)).toBe(text);
  });

  it('says so, too, when somebody broke the lock to delete it', async () => {
    const up = uploader();
    server().fault = (kind, index) => {
      if (kind !== 'chunk' || index !== 2) return undefined;
      server().remove(folder);
      return { code: ErrorCode.LOCK_CONFLICT };
    };
    up.add([entry('a.txt')], { folder });
    await up.settled();
    expect(codeOf(up)).toBe(ErrorCode.PATH_NOT_EXIST);
  });

  it('begins anew when only the lock is gone', async () => {
    const up = uploader();
    let isBroken = false;
    server().fault = (kind, index) => {
      if (kind !== 'chunk' || index !== 2 || isBroken) return undefined;
      isBroken = true;
      return { code: ErrorCode.LOCK_CONFLICT };
    };
    up.add([entry('a.txt')], { folder });
    expect((await up.settled()).rows[0]?.status).toBe('done');
    expect(server().text(`${folder}/a.txt`)).toBe(text);
  });

  it.each([
    ['the share is over', ErrorCode.NOT_FOUND],
    ['it is somebody else’s', ErrorCode.OWNER_ONLY],
  ])('asks once for all files when %s', async (_, code) => {
    const up = uploader({ parallelFiles: 1 });
    server().fault = (kind) => (kind === 'create' ? { code } : undefined);
    up.add([entry('Trip/a.txt'), entry('Trip/b.txt'), entry('Trip/c.txt'), entry('loose.txt')], { folder });
    const state = await up.settled();
    expect(state.rows.map(({ status, filesFailed }) => [status, filesFailed])).toEqual([
      ['failed', 3],
      ['failed', 1],
    ]);
    expect(server().log).toEqual(['create']);
    server().fault = () => undefined;
    for (const { id } of state.rows) up.redirect(id, other);
    expect((await up.settled()).filesDone).toBe(4);
  });

  it('leaves what has arrived where it is, and asks about names that are taken there', async () => {
    const up = uploader({ parallelFiles: 1 });
    server().fault = (kind) =>
      kind === 'create' && server().files.size > 0 ? { code: ErrorCode.NO_PERMISSION } : undefined;
    up.add([entry('Trip/a.txt'), entry('Trip/b.txt')], { folder });
    const state = await up.settled();
    expect(state.rows[0]).toMatchObject({ status: 'failed', filesDone: 1, filesFailed: 1 });
    server().fault = () => undefined;
    server().put(`${other}/Trip/b.txt`, 'old');
    up.redirect(state.rows[0]?.id ?? '', other);
    const asking = await up.settled();
    expect(asking.conflicts).toMatchObject([{ relativePath: 'Trip/b.txt' }]);
    up.resolve(asking.conflicts[0]?.id ?? '', 'both');
    expect((await up.settled()).rows[0]).toMatchObject({ status: 'done', filesDone: 2 });
    expect(server().text(`${folder}/Trip/a.txt`)).toBe(text);
    expect(server().text(`${other}/Trip/b%20(2).txt`)).toBe(text);
  });

  it('redirects nothing that did not fail', async () => {
    const up = uploader();
    const [id = ''] = up.add([entry('a.txt')], { folder });
    await up.settled();
    up.redirect(id, other);
    up.redirect('nothing', other);
    expect((await up.settled()).rows[0]).toMatchObject({ status: 'done', folder });
  });
});
