// @vitest-environment jsdom
import { ApiError, ErrorCode } from '@canopy/contract';
import { beforeEach, describe, expect, it } from 'vitest';
import { queries } from '../api/index.ts';
import { a, answers, b, call, file, keyOf, listed, startAnew } from '../test/listed.ts';
import { type ListingData, sortFiles } from './listing.ts';
import * as operations from './operations.ts';
import { remember, undoLast } from './undo.ts';

beforeEach(startAnew);

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
});
