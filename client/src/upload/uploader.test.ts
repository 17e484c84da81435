import { describe, expect, it } from 'vitest';
import { PayloadTooLargeError, SourceChangedError } from '../errors.ts';
import { entry, folder, source, text, until, useServer } from './test/uploading.ts';

const { failing, server, uploader } = useServer();

describe('the queue', () => {
  it('uploads in chunks, at most as many at a time as the policy says', async () => {
    const up = uploader({ parallelChunks: 8 });
    up.add([entry('a.txt')], { folder });
    const state = await up.settled();
    expect(server().text(`${folder}/a.txt`)).toBe(text);
    expect(server().files.get(`${folder}/a.txt`)?.modified).toBe(1_700_000_000_123);
    expect(server().mostChunksInFlight).toBeLessThanOrEqual(3);
    expect(state.rows[0]).toMatchObject({ status: 'done', filesDone: 1, bytesDone: 44, bytesTotal: 44 });
    expect(state).toMatchObject({ active: false, filesSettled: 1, filesTotal: 1 });
  });

  it('uploads empty files, empty folders, and files whole when there are no chunks', async () => {
    const up = uploader();
    server().chunkSize = 0;
    up.add([entry('Trip/empty.txt', ''), entry('Trip/b.txt'), { relativePath: 'Trip/Later', file: undefined }], {
      folder,
    });
    const state = await up.settled();
    expect(server().text(`${folder}/Trip/empty.txt`)).toBe('');
    expect(server().text(`${folder}/Trip/b.txt`)).toBe(text);
    expect(server().folders).toContain(`${folder}/Trip/Later`);
    expect(state.rows).toHaveLength(1);
    expect(state.rows[0]).toMatchObject({ kind: 'folder', name: 'Trip', status: 'done', filesDone: 2, filesTotal: 2 });
  });

  it('does not repeat what is final, and leaves nothing behind', async () => {
    failing('chunk', 413, 100);
    const up = uploader();
    up.add([entry('a.txt')], { folder });
    const state = await up.settled();
    expect(state.rows[0]?.status).toBe('failed');
    expect(state.rows[0]?.failures[0]?.error).toBeInstanceOf(PayloadTooLargeError);
    expect(server().log.filter((each) => each === 'chunk 0')).toHaveLength(1);
    expect(server().files.size).toBe(0);

    server().fault = () => undefined;
    up.retry();
    expect((await up.settled()).rows[0]).toMatchObject({ status: 'done', filesFailed: 0, bytesDone: 44 });
  });

  it('tells a file that changed under way', async () => {
    const up = uploader();
    const file = { ...source('a.txt', text), slice: () => new Uint8Array(3) };
    up.add([{ relativePath: 'a.txt', file }], { folder });
    const state = await up.settled();
    expect(state.rows[0]?.failures[0]?.error).toBeInstanceOf(SourceChangedError);
    expect(server().files.size).toBe(0);
  });

  it('fails names that cannot be, and uploads the rest', async () => {
    const up = uploader();
    up.add([entry('Trip/../x.txt'), entry('Trip/ok.txt')], { folder });
    expect((await up.settled()).rows[0]).toMatchObject({ status: 'failed', filesFailed: 1, filesDone: 1 });
  });

  it('takes a folder of 50,000 files as one row', async () => {
    const up = uploader({ parallelFiles: 0 });
    const file = source('x', text);
    const entries = Array.from({ length: 50_000 }, (_, i) => ({ relativePath: `Big/${i >> 8}/${i}`, file }));
    up.add(entries, { folder });
    await until(up, ({ filesTotal }) => filesTotal > 0);
    expect(up.getSnapshot().rows).toMatchObject([{ name: 'Big', filesTotal: 50_000, bytesTotal: 50_000 * 44 }]);
  });
});
