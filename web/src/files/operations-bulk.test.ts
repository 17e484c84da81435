// @vitest-environment jsdom
import { NetworkError } from '@canopy/client';
import { ApiError, ErrorCode, type ErrorEnvelope } from '@canopy/contract';
import { beforeEach, describe, expect, it, vi } from 'vitest';
import { a, answers, b, call, file, hasList, listed, startAnew } from '../test/listed.ts';
import { myFiles } from './address.ts';
import { PartlyDone } from './batches.ts';
import * as bulk from './operations-bulk.ts';

beforeEach(startAnew);

const many = (count: number) => Array.from({ length: count }, (_, index) => file(`${index}.txt`));
const trip = myFiles.join('Trip');

/** What an error tells of an account; anything else is thrown on. */
async function partOf(work: Promise<unknown>): Promise<PartlyDone> {
  const error = await work.then(
    () => undefined,
    (caught: unknown) => caught,
  );
  if (error instanceof PartlyDone) return error;
  throw error ?? new Error('all of it was done');
}

type Input = { readonly body: { readonly uris: string[] }; readonly query: { readonly uri: string } };

/** Answers calls by operation; a function sees what was sent. */
function serves(table: Readonly<Record<string, (input: Input) => unknown>>): void {
  call.mockImplementation((async (id: string, input: Input) => table[id]?.(input)) as never);
}

const someFailed = (uris: readonly string[], code: number, data?: unknown) =>
  new ApiError(ErrorCode.BATCH_PARTIAL, 'some', {
    aggregated: Object.fromEntries(uris.map((uri) => [uri, { code, msg: '' }])),
    data,
  });

describe('with many files', () => {
  it('moves away at once, back when refused, and back again by undo', async () => {
    answers({ moveOrCopyFiles: new ApiError(ErrorCode.OBJECT_EXIST) });
    await expect(bulk.move([a], myFiles.join('Trip'))).rejects.toThrow();
    expect(listed('cloudreve://my')).toEqual(['a.txt', 'b.txt']);

    answers({ moveOrCopyFiles: undefined });
    const step = await bulk.move([a], myFiles.join('Trip'));
    expect(listed('cloudreve://my')).toEqual(['b.txt']);
    await step.undo();
    expect(call).toHaveBeenLastCalledWith('moveOrCopyFiles', {
      body: { uris: ['cloudreve://my/Trip/a.txt'], dst: 'cloudreve://my' },
    });
  });

  it('finds in the trash what it moved there, by id, over several pages', async () => {
    answers({ deleteFiles: undefined });
    const step = await bulk.trash([a]);
    expect(listed('cloudreve://my')).toEqual(['b.txt']);
    const trashed = { ...a, path: 'cloudreve://trash/uuid-1' };
    const pages = [
      { files: [file('other', 'cloudreve://trash')], pagination: { next_token: 'more' } },
      { files: [trashed], pagination: {} },
    ];
    call.mockImplementation((async (id: string) => (id === 'listFiles' ? pages.shift() : undefined)) as never);
    await step.undo();
    expect(call).toHaveBeenLastCalledWith('restoreFiles', { body: { uris: ['cloudreve://trash/uuid-1'] } });
  });

  it('moves what comes from several folders back to each of them', async () => {
    answers({ moveOrCopyFiles: undefined });
    const far = file('far.txt', 'cloudreve://my/Deep');
    const step = await bulk.move([a, far, b], myFiles.join('Trip'));
    call.mockClear();
    await step.undo();
    expect(call.mock.calls).toEqual([
      [
        'moveOrCopyFiles',
        { body: { uris: ['cloudreve://my/Trip/a.txt', 'cloudreve://my/Trip/b.txt'], dst: 'cloudreve://my' } },
      ],
      ['moveOrCopyFiles', { body: { uris: ['cloudreve://my/Trip/far.txt'], dst: 'cloudreve://my/Deep' } }],
    ]);
  });

  it('asks in batches, and tells what failed in all of them', async () => {
    const files = many(2500);
    hasList('cloudreve://my', ...files);
    const sizes: number[] = [];
    serves({
      deleteFiles: ({ body }) => {
        sizes.push(body.uris.length);
        if (sizes.length !== 2) throw someFailed(body.uris.slice(0, 1), ErrorCode.LOCK_CONFLICT);
      },
    });
    const part = await partOf(bulk.trash(files));
    expect(sizes).toEqual([1000, 1000, 500]);
    expect(part.left.map(({ name }) => name)).toEqual(['0.txt', '2000.txt']);
    expect(Object.keys(part.failures)).toEqual([files[0]?.path, files[2000]?.path]);
    expect(part.done).toHaveLength(2498);
    expect(listed('cloudreve://my')).toEqual(['0.txt', '2000.txt']);
  });

  it('keeps what was done when a later batch fails as a whole, and takes back only that', async () => {
    const files = many(2500);
    hasList('cloudreve://my', ...files);
    let asked = 0;
    serves({
      moveOrCopyFiles: () => {
        if (++asked > 1) throw new ApiError(ErrorCode.LOCK_CONFLICT);
      },
    });
    const part = await partOf(bulk.move(files, trip));
    expect([part.done.length, part.left.length]).toEqual([1000, 1500]);
    expect(part.cause).toMatchObject({ code: ErrorCode.LOCK_CONFLICT });
    expect(listed('cloudreve://my')?.slice(0, 2)).toEqual(['1000.txt', '1001.txt']);
    serves({ moveOrCopyFiles: () => undefined });
    call.mockClear();
    await part.step?.undo();
    expect(call.mock.calls.map(([, input]) => (input as Input).body.uris.length)).toEqual([1000]);
  });

  it('changes nothing on the page when the first batch fails as a whole', async () => {
    const asked = answers({ deleteFiles: new ApiError(ErrorCode.LOCK_CONFLICT) });
    await expect(bulk.trash([a, b])).rejects.toMatchObject({ code: ErrorCode.LOCK_CONFLICT });
    expect(asked).toEqual(['deleteFiles']);
    expect(listed('cloudreve://my')).toEqual(['a.txt', 'b.txt']);
  });

  it('ends between two batches when the person wants it', async () => {
    const files = many(3000);
    const controller = new AbortController();
    serves({ deleteFiles: () => controller.abort(new DOMException('enough', 'AbortError')) });
    const reports: number[] = [];
    const part = await partOf(
      bulk.trash(files, { signal: controller.signal, report: (done) => reports.push(done), trouble: () => undefined }),
    );
    expect([part.done.length, part.left.length, reports]).toEqual([1000, 2000, [1000]]);
    expect(part.cause).toMatchObject({ name: 'AbortError' });
  });

  it('asks for fewer at once where the site takes fewer', async () => {
    const sizes: number[] = [];
    serves({
      restoreFiles: ({ body }) => {
        if (body.uris.length > 300) throw new ApiError(ErrorCode.TOO_MANY_URIS);
        sizes.push(body.uris.length);
      },
    });
    await bulk.restore(many(1100));
    expect(sizes).toEqual([250, 250, 250, 250, 100]);
  });

  it('moves the others when some names are taken, or come twice', async () => {
    const files = [...many(3), file('1.txt', 'cloudreve://my/Deep')];
    const sent: string[][] = [];
    serves({
      moveOrCopyFiles: ({ body }) => {
        if (body.uris.length > 2) throw new ApiError(ErrorCode.OBJECT_EXIST);
        sent.push(body.uris);
      },
      listFiles: ({ query }) => ({
        files: query.uri === trip.toString() ? [file('0.txt', trip.toString())] : [],
        pagination: {},
      }),
    });
    const part = await partOf(bulk.move(files, trip));
    expect(sent).toEqual([['cloudreve://my/1.txt', 'cloudreve://my/2.txt']]);
    expect(Object.keys(part.failures)).toEqual(['cloudreve://my/0.txt', 'cloudreve://my/Deep/1.txt']);
  });

  it('brings thousands back from the trash, and says when some are not there any more', async () => {
    const files = many(5000);
    serves({ deleteFiles: () => undefined });
    const step = await bulk.trash(files);
    const trashed = files.slice(1).map((each) => ({ ...each, path: `cloudreve://trash/${each.id}` }));
    const pages = [0, 2000, 4000].map((start) => ({
      files: trashed.slice(start, start + 2000),
      pagination: { next_token: start < 4000 ? 'more' : '' },
    }));
    const sizes: number[] = [];
    serves({ listFiles: () => pages.shift(), restoreFiles: ({ body }) => sizes.push(body.uris.length) && undefined });
    const part = await partOf(step.undo());
    expect(sizes).toEqual([1000, 1000, 1000, 1000, 999]);
    expect(part.left.map(({ name }) => name)).toEqual(['0.txt']);
    expect(part.cause).toMatchObject({ code: ErrorCode.PATH_NOT_EXIST });
  });

  it('duplicates, and takes back the copies that were made', async () => {
    const copyOf = (name: string) => ({
      uri: `cloudreve://my/${name}`,
      file: { ...file(`copy of ${name}`), metadata: null },
    });
    serves({
      duplicateFiles: ({ body }) => {
        throw someFailed(body.uris.slice(1), ErrorCode.ILLEGAL_OBJECT_NAME, [copyOf('a.txt')]);
      },
    });
    const part = await partOf(bulk.duplicate([a, b]));
    expect(part.left).toEqual([b]);
    serves({});
    await part.step?.undo();
    expect(call).toHaveBeenLastCalledWith('deleteFiles', { body: { uris: ['cloudreve://my/copy%20of%20a.txt'] } });
  });

  it('takes for done what is gone when the answer to the first try got lost, and nothing else', async () => {
    vi.useFakeTimers();
    const target = myFiles.join('there');
    const gone = { code: ErrorCode.PATH_NOT_EXIST, msg: '' };
    const taken = { code: ErrorCode.OBJECT_EXIST, msg: '' };
    const run = { signal: new AbortController().signal, report: () => undefined, trouble: () => undefined };
    const failure = (aggregated: Record<string, ErrorEnvelope>) =>
      new ApiError(ErrorCode.BATCH_PARTIAL, '', { aggregated });
    call.mockRejectedValueOnce(new NetworkError()).mockRejectedValueOnce(failure({ [a.path ?? '']: gone }));
    const moved = bulk.move([a, b], target, run);
    await vi.advanceTimersByTimeAsync(5_000);
    await moved;
    expect(listed('cloudreve://my')).toEqual([]);

    hasList('cloudreve://my', a, b);
    call
      .mockRejectedValueOnce(new NetworkError())
      .mockRejectedValueOnce(failure({ [a.path ?? '']: gone, [b.path ?? '']: taken }));
    const part = partOf(bulk.move([a, b], target, run));
    await vi.advanceTimersByTimeAsync(5_000);
    expect(await part).toMatchObject({ done: [a], left: [b], failures: { [b.path ?? '']: taken } });

    call.mockRejectedValueOnce(failure({ [a.path ?? '']: gone }));
    await expect(bulk.move([a], target, run)).rejects.toMatchObject({ aggregated: { [a.path ?? '']: gone } });

    /* A second copy would be one too many. */
    call.mockReset().mockRejectedValueOnce(new NetworkError());
    await expect(bulk.copy([a], target, run)).rejects.toThrow(NetworkError);
    expect(call.mock.calls.filter(([id]) => id === 'moveOrCopyFiles')).toHaveLength(1);
    vi.useRealTimers();
  });
});
