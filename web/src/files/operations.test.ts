// @vitest-environment jsdom
import { ApiError, ErrorCode, type FileResponse } from '@canopy/contract';
import { beforeEach, describe, expect, it, vi } from 'vitest';
import { client, queries } from '../api/index.ts';
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
