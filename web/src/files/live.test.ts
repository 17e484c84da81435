// @vitest-environment jsdom
import { type FileEvent, type FileResponse, FileUri } from '@canopy/contract';
import { beforeEach, describe, expect, it, vi } from 'vitest';
import { queries } from '../api/index.ts';
import { type ListingData, listingKey } from './listing.ts';
import { applyEvents, follow, placeOf, tellOf } from './live.ts';
import { shownOf } from './selection.ts';
import { rowsMoved, topAfter } from './view/anchor.ts';

const base = FileUri.parse('cloudreve://my/a%20b');
const event = (type: FileEvent['type'], from: string, to = '', id = `id-${from}`): FileEvent => ({
  type,
  file_id: id,
  from,
  to,
});
const file = (path: string): FileResponse => ({
  type: 0,
  id: `id-${path}`,
  name: path.split('/').at(-1) ?? '',
  created_at: '',
  updated_at: '',
  size: 1,
  metadata: {},
  path: placeOf(base, path).toString(),
});
const keyOf = (uri: string) => [listingKey, uri, 'name', 'asc'];
const has = (uri: string, ...files: FileResponse[]) =>
  queries.setQueryData(keyOf(uri), { pages: [{ files, pagination: {} }], pageParams: [undefined] });
const paths = (uri: string) =>
  queries.getQueryData<ListingData>(keyOf(uri))?.pages.flatMap((page) => page.files.map((each) => each.path));

beforeEach(() => queries.clear());

describe('a burst of events', () => {
  it('takes off what is gone, but not off the trash', () => {
    has(base.toString(), file('/x.txt'), file('/y.txt'));
    has('cloudreve://trash', file('/x.txt'));
    const stale = applyEvents(base, [event('delete', '/x.txt')]);
    expect(paths(base.toString())).toEqual(['cloudreve://my/a%20b/y.txt']);
    expect(paths('cloudreve://trash')).toHaveLength(1);
    expect(stale).toEqual(new Set());
  });

  it('renames where it is listed, searches included, and forgets what was below the old name', () => {
    has(base.toString(), file('/old'));
    has(`${base}?name=old`, file('/old'));
    has(`${base}/old`, file('/old/deep.txt'));
    const stale = applyEvents(base, [event('rename', '/old', '/新 100%')]);
    const renamed = ['cloudreve://my/a%20b/%E6%96%B0%20100%25'];
    expect(paths(base.toString())).toEqual(renamed);
    expect(paths(`${base}?name=old`)).toEqual(renamed);
    expect(paths(`${base}/old`)).toBeUndefined();
    expect(stale).toEqual(new Set([base.toString()]));
  });

  it('moves from one list to another', () => {
    has(base.toString(), file('/x.txt'));
    has(`${base}/in`, file('/in/y.txt'));
    const stale = applyEvents(base, [event('rename', '/x.txt', '/in/x.txt')]);
    expect(paths(base.toString())).toEqual([]);
    expect(stale).toEqual(new Set([`${base}/in`]));
  });

  it('asks for what is new or other', () => {
    expect(applyEvents(base, [event('create', '/in/x'), event('modify', '/y'), event('create', '/z')])).toEqual(
      new Set([`${base}/in`, base.toString()]),
    );
  });

  it('counts what happened in the folder itself', () => {
    expect(
      tellOf([
        event('create', '/a'),
        event('create', '/deep/a'),
        event('modify', '/b'),
        event('rename', '/c', '/d'),
        event('rename', '/e', '/deep/e'),
        event('rename', '/deep/f', '/f'),
        event('delete', '/g'),
        event('delete', '/deep/g'),
      ]),
    ).toEqual({ added: 2, changed: 2, removed: 2 });
  });
});

describe('what is looked at', () => {
  const before = shownOf(['a', 'b', 'c', 'd', 'e', 'f']);
  const at = (scrollTop: number, columns = 1) => ({
    shown: before,
    order: undefined,
    memory: '',
    columns,
    rowHeight: 10,
    lead: 5,
    view: 'grid' as const,
    of: 'grid' as const,
    isGuess: false,
    scrollTop,
  });

  it('moves with its row', () => {
    expect(rowsMoved(before, shownOf(['new', ...before.ids]), at(26))).toBe(1);
    expect(rowsMoved(before, shownOf(['b', 'c', 'd', 'e', 'f']), at(26))).toBe(-1);
    expect(rowsMoved(before, shownOf(['n', 'e', 'w', ...before.ids]), at(16, 2))).toBe(1);
  });

  it('is the next that is left, when the first in view is gone', () => {
    expect(rowsMoved(before, shownOf(['x', 'y', 'd']), at(26))).toBe(-1);
  });

  it('is the top, at the top', () => {
    expect(rowsMoved(before, shownOf(['new', ...before.ids]), at(3))).toBe(0);
    expect(rowsMoved(before, shownOf([]), at(26))).toBe(0);
  });

  it('stays the same item when the items are laid out anew', () => {
    const list = { columns: 1, rowHeight: 10, lead: 5 };
    const gallery = { columns: 4, rowHeight: 100, lead: 0 };
    expect(topAfter(list, gallery, 85)).toBe(200);
    expect(topAfter(gallery, list, 250)).toBe(90);
    expect(topAfter(gallery, list, 0)).toBe(0);
    expect(topAfter(list, { ...list }, 83)).toBe(83);
  });
});

it('listens to nothing for a folder that was left before', () => {
  const listen = vi.spyOn(document, 'addEventListener');
  const translator = () => expect.unreachable();
  follow(base.toString(), { signal: AbortSignal.abort(), translator, onMoved: () => undefined });
  expect(listen).not.toHaveBeenCalled();
  listen.mockRestore();
});
