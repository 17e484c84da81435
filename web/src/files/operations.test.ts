// @vitest-environment jsdom
import { NetworkError } from '@canopy/client';
import { ApiError, ErrorCode, type ErrorEnvelope, type FileResponse } from '@canopy/contract';
import { beforeEach, describe, expect, it, vi } from 'vitest';
import { client, queries } from '../api/index.ts';
import { myFiles } from './address.ts';
import { type ListingData, listingKey, sortFiles } from './listing.ts';
import * as operations from './operations.ts';
import { remember, undoLast } from './undo.ts';

const file = (name: string, parent = 'cloudreve://my', type: 0 | 1 = 0): FileResponse => ({
  type,
  id: `id-${name}`,
  name,
  created_at: '2026-01-01T00:00:00Z',
  updated_at: '2026-01-01T00:00:00Z',
  size: 1,
  metadata: {},
  path: `${parent}/${encodeURIComponent(name)}`,
  owned: true,
  capability: '',
  primary_entity: 'e',
});

const keyOf = (uri: string) => [listingKey, uri, 'name', 'asc'];

function hasList(uri: string, ...files: FileResponse[]): void {
  queries.setQueryData(keyOf(uri), { pages: [{ files, pagination: {} }], pageParams: [undefined] });
}

const listed = (uri: string) =>
  queries.getQueryData<ListingData>(keyOf(uri))?.pages.flatMap((page) => page.files.map((each) => each.name));

const call = vi.spyOn(client, 'call');

/** What the server answers to the next calls, by operation. */
function answers(table: Readonly<Record<string, unknown>>): string[] {
  const asked: string[] = [];
  call.mockImplementation((async (id: string) => {
    asked.push(id);
    const answer = table[id];
    if (answer instanceof Error) throw answer;
    return answer;
  }) as never);
  return asked;
}

const [a, b] = [file('a.txt'), file('b.txt')];

beforeEach(() => {
  queries.clear();
  call.mockReset();
  hasList('cloudreve://my', a, b);
});

describe('operations', () => {
  it('shows a new name at once and keeps what the server says', async () => {
    let seen: unknown;
    call.mockImplementation((async () => {
      seen = listed('cloudreve://my');
      return { ...file('c.txt'), id: a.id, metadata: null };
    }) as never);
    await operations.rename(a, 'c.txt');
    expect(seen).toEqual(['c.txt', 'b.txt']);
    const kept = queries.getQueryData<ListingData>(keyOf('cloudreve://my'))?.pages[0]?.files[0];
    expect(kept).toMatchObject({ name: 'c.txt', path: 'cloudreve://my/c.txt', metadata: {} });
  });

  it('takes a name back that the server refuses', async () => {
    answers({ renameFile: new ApiError(ErrorCode.OBJECT_EXIST) });
    await expect(operations.rename(a, 'b.txt')).rejects.toThrow();
    expect(listed('cloudreve://my')).toEqual(['a.txt', 'b.txt']);
  });

  it('moves away at once, back when refused, and back again by undo', async () => {
    answers({ moveOrCopyFiles: new ApiError(ErrorCode.OBJECT_EXIST) });
    await expect(operations.move([a], myFiles.join('Trip'))).rejects.toThrow();
    expect(listed('cloudreve://my')).toEqual(['a.txt', 'b.txt']);

    answers({ moveOrCopyFiles: undefined });
    const step = await operations.move([a], myFiles.join('Trip'));
    expect(listed('cloudreve://my')).toEqual(['b.txt']);
    await step.undo();
    expect(call).toHaveBeenLastCalledWith('moveOrCopyFiles', {
      body: { uris: ['cloudreve://my/Trip/a.txt'], dst: 'cloudreve://my' },
    });
  });

  it('finds in the trash what it moved there, by id, over several pages', async () => {
    answers({ deleteFiles: undefined });
    const step = await operations.trash([a]);
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
    const step = await operations.move([a, far, b], myFiles.join('Trip'));
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

  it('asks for thousands in batches, and tells what failed in all of them', async () => {
    const many = Array.from({ length: 2500 }, (_, index) => file(`${index}.txt`));
    const sizes: number[] = [];
    call.mockImplementation((async (_: string, input: { body: { uris: string[] } }) => {
      const [first = ''] = input.body.uris;
      sizes.push(input.body.uris.length);
      if (sizes.length === 2) return;
      throw new ApiError(ErrorCode.BATCH_PARTIAL, 'some', {
        aggregated: { [first]: { code: ErrorCode.OBJECT_EXIST, msg: '' } },
      });
    }) as never);
    const error = await operations.trash(many).catch((caught: unknown) => caught);
    expect(sizes).toEqual([1000, 1000, 500]);
    expect(Object.keys((error as ApiError).aggregated ?? {})).toEqual([many[0]?.path, many[2000]?.path]);
  });

  it('stops at a batch that fails as a whole', async () => {
    const many = Array.from({ length: 2500 }, (_, index) => file(`${index}.txt`));
    const asked = answers({ deleteFiles: new ApiError(ErrorCode.LOCK_CONFLICT) });
    await expect(operations.trash(many)).rejects.toMatchObject({ code: ErrorCode.LOCK_CONFLICT });
    expect(asked).toEqual(['deleteFiles']);
  });

  it('asks for an archive only when one file is not enough', async () => {
    const link = { urls: [{ url: 'https://drive.example/x' }], expires: null };
    answers({ createDownloadUrl: link });
    const bodyOf = () => (call.mock.lastCall?.[1] as { body: unknown } | undefined)?.body;
    expect(await operations.downloadLink([a])).toBe('https://drive.example/x');
    expect(bodyOf()).toEqual({ uris: [a.path], download: true });
    await operations.downloadLink([a, b]);
    expect(bodyOf()).toEqual({ uris: [a.path, b.path], archive: true });
    const folder = file('Trip', 'cloudreve://my', 1);
    await operations.downloadLink([folder]);
    expect(bodyOf()).toEqual({ uris: [folder.path], archive: true });
  });
});

describe('undo', () => {
  it('takes back the newest step, each only once', async () => {
    const done: string[] = [];
    const step = (name: string) => ({ undo: async () => void done.push(name) });
    remember(step('first'));
    const second = remember(step('second'));
    await second();
    await second();
    expect(await undoLast()).toBe(true);
    expect(await undoLast()).toBe(false);
    expect(done).toEqual(['second', 'first']);
  });
});

describe('sortFiles', () => {
  const order = (by: 'name' | 'size', direction: 'asc' | 'desc') =>
    sortFiles(
      [file('b 10.txt'), file('a.txt'), file('B 2.txt'), file('Zoo', 'cloudreve://my', 1), file('Äpfel.txt')],
      { by, direction },
      'en',
    ).map((each) => each.name);

  it('puts folders first and sorts names as people do', () => {
    expect(order('name', 'asc')).toEqual(['Zoo', 'a.txt', 'Äpfel.txt', 'B 2.txt', 'b 10.txt']);
    expect(order('name', 'desc')[0]).toBe('Zoo');
    expect(order('name', 'desc')[1]).toBe('b 10.txt');
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
    const moved = operations.move([a, b], target, run);
    await vi.advanceTimersByTimeAsync(5_000);
    await moved;
    expect(listed('cloudreve://my')).toEqual([]);

    hasList('cloudreve://my', a, b);
    call
      .mockRejectedValueOnce(new NetworkError())
      .mockRejectedValueOnce(failure({ [a.path ?? '']: gone, [b.path ?? '']: taken }));
    const partly = expect(operations.move([a, b], target, run)).rejects.toMatchObject({
      aggregated: { [b.path ?? '']: taken },
    });
    await vi.advanceTimersByTimeAsync(5_000);
    await partly;

    call.mockRejectedValueOnce(failure({ [a.path ?? '']: gone }));
    await expect(operations.move([a], target, run)).rejects.toMatchObject({ aggregated: { [a.path ?? '']: gone } });

    /* A second copy would be one too many. */
    call.mockReset().mockRejectedValueOnce(new NetworkError());
    await expect(operations.copy([a], target, run)).rejects.toThrow(NetworkError);
    expect(call.mock.calls.filter(([id]) => id === 'moveOrCopyFiles')).toHaveLength(1);
    vi.useRealTimers();
  });
});
