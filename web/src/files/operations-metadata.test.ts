// @vitest-environment jsdom
import { ApiError, ErrorCode, type FileResponse } from '@canopy/contract';
import { beforeEach, describe, expect, it, vi } from 'vitest';
import { client, queries } from '../api/index.ts';
import { type ListingData, listingKey } from './listing.ts';
import { changeMetadata } from './operations-metadata.ts';

const folder = 'cloudreve://my';
const file = (name: string, metadata: Record<string, string> = {}): FileResponse => ({
  type: 0,
  id: `id-${name}`,
  name,
  created_at: '2026-01-01T00:00:00Z',
  updated_at: '2026-01-01T00:00:00Z',
  size: 1,
  metadata,
  path: `${folder}/${name}`,
  owned: true,
});

const call = vi.spyOn(client, 'call');
const bodies = () => call.mock.calls.map(([, input]) => (input as { body: { uris: string[]; patches: unknown } }).body);

function listed(): Record<string, Record<string, string> | null> {
  const data = queries.getQueryData<ListingData>([listingKey, folder]);
  const files = data?.pages.flatMap((page) => page.files) ?? [];
  return Object.fromEntries(files.map(({ name, metadata }) => [name, metadata]));
}

const [a, b] = [file('a', { 'tag:site': '' }), file('b')];

beforeEach(() => {
  queries.clear();
  call.mockReset();
  queries.setQueryData([listingKey, folder], { pages: [{ files: [a, b], pagination: {} }], pageParams: [undefined] });
  queries.setQueryData(['info', a.id, a.updated_at, undefined], a);
});

describe('changeMetadata', () => {
  it('ends where it is when the person says so: what is not sent is as it was', async () => {
    const many = Array.from({ length: 450 }, (_, index) => file(`${index}`));
    queries.setQueryData([listingKey, folder], { pages: [{ files: many, pagination: {} }], pageParams: [undefined] });
    const end = new AbortController();
    const told: number[] = [];
    call.mockImplementation((async () => {
      if (call.mock.calls.length === 2) end.abort(new DOMException('Ended by the person.', 'AbortError'));
    }) as never);
    const edit = { 'tag:site': '' };
    const { changed, failed } = await changeMetadata([{ files: many, edit }], (done) => told.push(done), end.signal);
    expect([changed, failed.length, told, call.mock.calls.length]).toEqual([400, 50, [200, 400], 2]);
    const shown = listed();
    expect([shown['399'], shown['400']]).toEqual([edit, {}]);
  });

  it('shows the change before the server answers, in lists and details', async () => {
    let seen: unknown;
    call.mockImplementation((async () => {
      seen = [listed(), queries.getQueryData<FileResponse>(['info', a.id, a.updated_at, undefined])?.metadata];
    }) as never);
    await changeMetadata([{ files: [a, b], edit: { 'tag:site': null, 'tag:place': '#f44336' } }]);
    expect(seen).toEqual([
      { a: { 'tag:place': '#f44336' }, b: { 'tag:place': '#f44336' } },
      { 'tag:place': '#f44336' },
    ]);
    expect(bodies()).toEqual([
      {
        uris: [a.path, b.path],
        patches: [
          { key: 'tag:site', remove: true },
          { key: 'tag:place', value: '#f44336' },
        ],
      },
    ]);
  });

  it('puts back what each file had, files that had the same together', async () => {
    call.mockResolvedValue(undefined as never);
    const { step } = await changeMetadata([{ files: [a, b], edit: { 'tag:site': '#009688' } }]);
    call.mockClear();
    await step.undo();
    expect(bodies()).toEqual([
      { uris: [a.path], patches: [{ key: 'tag:site', value: '' }] },
      { uris: [b.path], patches: [{ key: 'tag:site', remove: true }] },
    ]);
    expect(listed()).toEqual({ a: { 'tag:site': '' }, b: {} });
  });

  it('takes it back where the server refused, tells which, and undoes only the rest', async () => {
    const aggregated = { [String(b.path)]: { code: ErrorCode.PATH_NOT_EXIST, msg: 'gone' } };
    call.mockRejectedValueOnce(new ApiError(ErrorCode.BATCH_PARTIAL, 'some', { aggregated }));
    const { step, changed, failed } = await changeMetadata([{ files: [a, b], edit: { 'props:rating': '5' } }]);
    expect([changed, failed.map((each) => each.file.name)]).toEqual([1, ['b']]);
    expect(listed()).toEqual({ a: { 'tag:site': '', 'props:rating': '5' }, b: {} });
    call.mockReset();
    call.mockResolvedValue(undefined as never);
    await step.undo();
    expect(bodies()).toEqual([{ uris: [a.path], patches: [{ key: 'props:rating', remove: true }] }]);
  });

  it('throws when nothing was done, and shows what was before', async () => {
    call.mockRejectedValue(new ApiError(ErrorCode.LOCK_CONFLICT));
    await expect(changeMetadata([{ files: [a], edit: { 'tag:x': '' } }])).rejects.toMatchObject({
      code: ErrorCode.LOCK_CONFLICT,
    });
    expect(listed()).toEqual({ a: { 'tag:site': '' }, b: {} });
  });

  it('sends a change after the one before, also when that fails, so that the later one stays', async () => {
    const { promise, reject } = Promise.withResolvers<never>();
    call.mockReturnValueOnce(promise).mockResolvedValue(undefined as never);
    const first = changeMetadata([{ files: [b], edit: { 'props:rating': '1' } }]);
    const second = changeMetadata([{ files: [b], edit: { 'props:rating': '2' } }]);
    await new Promise((resolve) => setTimeout(resolve, 0));
    expect(bodies().map(({ patches }) => patches)).toEqual([[{ key: 'props:rating', value: '1' }]]);
    reject(new ApiError(ErrorCode.LOCK_CONFLICT));
    await expect(first).rejects.toMatchObject({ code: ErrorCode.LOCK_CONFLICT });
    await second;
    expect(bodies()[1]?.patches).toEqual([{ key: 'props:rating', value: '2' }]);
  });

  it('works in batches and stops asking a server that is gone', async () => {
    const many = Array.from({ length: 450 }, (_, index) => file(`f${index}`));
    call.mockResolvedValueOnce(undefined as never).mockRejectedValue(new TypeError('network'));
    const progress: number[] = [];
    const result = await changeMetadata([{ files: many, edit: { 'tag:x': '' } }], (done) => progress.push(done));
    expect(progress).toEqual([200]);
    expect([result.changed, result.failed.length, call.mock.calls.length]).toEqual([200, 250, 2]);
  });
});
