import { ErrorCode, type ExplorerView, type ListResponse } from '@canopy/contract';
import { beforeAll, beforeEach, expect, it } from 'vitest';
import { describeOnEveryDatabase } from '../test/databases.ts';
import { anonymous, openTestDrive, type TestDrive, type TestUser } from '../test/drive.ts';
import type { ListQuery } from './page-plan.ts';

describeOnEveryDatabase('listing', (current) => {
  let test: TestDrive;
  let me: TestUser;
  beforeAll(async () => {
    test = await openTestDrive(current());
  });
  beforeEach(async () => {
    me = await test.user();
    test.settings.useCursorPagination = true;
  });
  const list = (uri: string, rest: Partial<ListQuery> = {}) => test.drive.lister.list(me.caller, { uri, ...rest });
  const create = async (type: 'file' | 'folder', ...names: string[]) => {
    for (const name of names) {
      test.clock.advance(1000);
      await test.drive.creator.create(me.actor, { uri: `cloudreve://my/${encodeURIComponent(name)}`, type });
    }
  };
  const namesOf = (page: ListResponse) => page.files.map((file) => file.name);
  async function pages(uri: string, query: Partial<ListQuery>): Promise<string[][]> {
    const found: string[][] = [];
    for (let token: string | undefined; ; ) {
      const page = await list(uri, { ...query, ...(token && { next_page_token: token }) });
      found.push(namesOf(page));
      token = page.pagination.next_token;
      if (token === undefined) return found;
    }
  }

  it('shows an empty drive at its first access', async () => {
    const page = await list('cloudreve://my');
    expect(page).toMatchObject({
      files: [],
      parent: { type: 1, name: '', path: 'cloudreve://my', metadata: null, owned: true },
      pagination: { page: 0, page_size: 100, is_cursor: true },
      props: { capability: '39/9AQ==', max_page_size: 2000 },
      mixed_type: false,
      storage_policy: { id: `p${test.policyId}`, type: 'local' },
      view: { page_size: 100, view: 'grid', thumbnail: true },
    });
    expect(page.pagination).not.toHaveProperty('next_token');
    expect(page.context_hint).toMatch(/^[0-9a-f-]{36}$/);
  });

  it('puts folders before files in every order, over all pages', async () => {
    await create('file', 'b.txt', 'a.txt', 'c.txt');
    await create('folder', 'z', 'y');
    await test.fill(me.actor, 'cloudreve://my/a.txt', 5);
    await test.fill(me.actor, 'cloudreve://my/c.txt', 3);
    const ordered = (order_by?: string, order_direction?: string) =>
      pages('cloudreve://my', {
        page_size: 2,
        ...(order_by && { order_by }),
        ...(order_direction && { order_direction }),
      });
    expect(await ordered()).toEqual([['z', 'y'], ['b.txt', 'a.txt'], ['c.txt']]);
    expect(await ordered('nonsense', 'desc')).toEqual([['y', 'z'], ['c.txt', 'a.txt'], ['b.txt']]);
    expect(await ordered('name')).toEqual([['y', 'z'], ['a.txt', 'b.txt'], ['c.txt']]);
    expect(await ordered('name', 'desc')).toEqual([['z', 'y'], ['c.txt', 'b.txt'], ['a.txt']]);
    expect(await ordered('size', 'desc')).toEqual([['y', 'z'], ['a.txt', 'c.txt'], ['b.txt']]);
    expect(await ordered('created_at')).toEqual([['z', 'y'], ['b.txt', 'a.txt'], ['c.txt']]);
    expect((await ordered('updated_at')).flat().slice(2)).toContain('b.txt');
  });

  it('gives every full page a token, the last one too', async () => {
    await create('folder', 'f');
    await create('file', 'a', 'b', 'c');
    expect(await pages('cloudreve://my', { page_size: 2 })).toEqual([['f', 'a'], ['b', 'c'], []]);
    expect(await pages('cloudreve://my', { page_size: 1 })).toEqual([['f'], ['a'], ['b'], ['c'], []]);
    expect(await pages('cloudreve://my', { page_size: 3 })).toEqual([['f', 'a', 'b'], ['c']]);
    test.settings.maxPageSize = 2;
    expect(await pages('cloudreve://my', { page_size: 500 })).toEqual([['f', 'a'], ['b', 'c'], []]);
    test.settings.maxPageSize = 2000;
  });

  it('refuses tokens of something else', async () => {
    await create('folder', 'f', 'g');
    const { next_token } = (await list('cloudreve://my', { page_size: 1 })).pagination;
    const codeOf = (uri: string, query: Partial<ListQuery>) =>
      list(uri, query).then(
        () => 0,
        (error) => error.code,
      );
    expect(await codeOf('cloudreve://my', { next_page_token: 'zzz' })).toBe(ErrorCode.PARAM_INVALID);
    expect(await codeOf('cloudreve://my/f', { next_page_token: next_token })).toBe(ErrorCode.PARAM_INVALID);
    const otherOrder = { next_page_token: next_token, order_by: 'name' };
    expect(await codeOf('cloudreve://my', otherOrder)).toBe(ErrorCode.PARAM_INVALID);
    expect(await codeOf('cloudreve://my', { next_page_token: next_token, page_size: 1 })).toBe(0);
    expect(await codeOf('cloudreve://my', { next_page_token: '' })).toBe(0);
  });

  it('counts pages where cursors are off', async () => {
    await create('folder', 'f', 'g');
    await create('file', 'a', 'b', 'c');
    test.settings.useCursorPagination = false;
    const page = async (page: number) => list('cloudreve://my', { page, page_size: 3, order_by: 'name' });
    expect(namesOf(await page(0))).toEqual(['f', 'g', 'a']);
    expect(namesOf(await page(1))).toEqual(['b', 'c']);
    expect(namesOf(await page(2))).toEqual([]);
    expect((await page(1)).pagination).toEqual({ page: 1, page_size: 3, total_items: 5 });
    expect((await list('cloudreve://trash')).pagination).toEqual({ page: 0, page_size: 100 });
  });

  it('shows metadata, sizes and paths as the caller addresses them', async () => {
    await create('folder', 'a b#');
    const uri = `cloudreve://${test.ids.encode(1, me.id)}@my/a b%23/x.txt`;
    await test.drive.creator.create(me.actor, { uri, type: 'file', metadata: { 'tag:t': '' } });
    const page = await list(`cloudreve://${test.ids.encode(1, me.id)}@my/a%20b%23`);
    expect(page.files).toMatchObject([
      { name: 'x.txt', metadata: { 'tag:t': '' }, path: `cloudreve://${test.ids.encode(1, me.id)}@my/a%20b%23/x.txt` },
    ]);
    expect(page.parent.path).toBe(`cloudreve://${test.ids.encode(1, me.id)}@my/a%20b%23`);
  });

  it('uses and inherits stored views', async () => {
    await create('folder', 'f');
    await test.drive.creator.create(me.actor, { uri: 'cloudreve://my/f/g', type: 'folder' });
    const view: ExplorerView = {
      page_size: 50,
      order: 'name',
      order_direction: 'desc',
      view: 'list',
      gallery_width: 200,
    };
    await test.drive.views.save(me.actor, { uri: 'cloudreve://my/f', view });
    expect((await list('cloudreve://my/f/g')).view).toEqual(view);
    expect((await list('cloudreve://my/f/g')).pagination.page_size).toBe(50);
    expect((await list('cloudreve://my/f', { page_size: 7, order_by: 'size' })).view).toEqual({
      ...view,
      page_size: 7,
      order: 'size',
    });
    expect((await list('cloudreve://my')).view).toEqual({ page_size: 100, view: 'grid', thumbnail: true });
    await test.drive.views.save(me.actor, { uri: 'cloudreve://my/f', view: null });
    expect((await list('cloudreve://my/f/g')).pagination.page_size).toBe(100);
    const bad = test.drive.views.save(me.actor, { uri: 'cloudreve://my/f', view: { page_size: 5, order: 'x' } });
    await expect(bad).rejects.toMatchObject({ code: ErrorCode.PARAM_INVALID });
    await test.drive.views.save(me.actor, { uri: 'cloudreve://trash', view });
    expect((await list('cloudreve://trash')).view).toEqual(view);
  });

  it('keeps views from administrators and from owners who do not want them', async () => {
    const root = await test.user({ admin: true });
    await list('cloudreve://my');
    const uri = `cloudreve://${test.ids.encode(1, me.id)}@my`;
    expect(await test.drive.lister.list(root.caller, { uri })).not.toHaveProperty('view');
    const shy = await test.user({ viewSync: false });
    expect(await test.drive.lister.list(shy.caller, { uri: 'cloudreve://my' })).not.toHaveProperty('view');
  });

  it('shows the trash with original names', async () => {
    await create('folder', 'a');
    await create('file', 'b.txt', 'a.txt');
    await test.drive.trash.delete(me.actor, {
      uris: ['cloudreve://my/a', 'cloudreve://my/b.txt', 'cloudreve://my/a.txt/'],
    });
    const page = await list('cloudreve://trash', { order_by: 'name' });
    expect(namesOf(page)).toEqual(['a', 'a.txt', 'b.txt']);
    expect(page.files[0]?.path).toMatch(/^cloudreve:\/\/trash\/[0-9a-f-]{36}$/);
    expect(page.files[1]?.metadata).toMatchObject({ 'sys:restore_uri': 'cloudreve://my/a.txt' });
    expect(page.parent).toEqual({
      type: 0,
      id: '',
      name: '',
      created_at: '0001-01-01T00:00:00Z',
      updated_at: '0001-01-01T00:00:00Z',
      size: 0,
      metadata: null,
      path: 'cloudreve://trash',
      capability: 'AMIK',
      owned: true,
      primary_entity: test.ids.encode(8, 0),
    });
    expect(page.props.capability).toBe('AMIK');
    expect(page).not.toHaveProperty('storage_policy');
    const entered = list(page.files[0]?.path ?? '');
    await expect(entered).rejects.toMatchObject({ code: ErrorCode.PATH_NOT_EXIST });
  });

  it('answers what the contract says for places that are not there', async () => {
    await create('file', 'f.txt');
    const codeOf = (uri: string, caller = me.caller) =>
      test.drive.lister.list(caller, { uri }).then(
        () => 0,
        (error) => error.code,
      );
    expect(await codeOf('http://my')).toBe(ErrorCode.PARAM_INVALID);
    expect(await codeOf('cloudreve://my/ghost')).toBe(ErrorCode.PATH_NOT_EXIST);
    expect(await codeOf('cloudreve://my/f.txt')).toBe(ErrorCode.PATH_NOT_EXIST);
    expect(await codeOf('cloudreve://my/f.txt/x')).toBe(ErrorCode.PATH_NOT_EXIST);
    expect(await codeOf('cloudreve://share')).toBe(ErrorCode.NOT_FOUND);
    expect(await codeOf('cloudreve://abcd:pw@share/x')).toBe(ErrorCode.NOT_FOUND);
    expect(await codeOf('cloudreve://shared_with_me')).toBe(0);
    expect(await codeOf('cloudreve://shared_with_me/x')).toBe(ErrorCode.PATH_NOT_EXIST);
    for (const host of ['my', 'trash', 'shared_with_me']) {
      expect(await codeOf(`cloudreve://${host}`, anonymous)).toBe(ErrorCode.LOGIN_REQUIRED);
    }
    const stranger = await test.user({ active: false });
    expect(await codeOf(`cloudreve://${test.ids.encode(1, stranger.id)}@my`)).toBe(ErrorCode.PATH_NOT_EXIST);
  });
});
