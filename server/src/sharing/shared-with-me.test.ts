import { encodeFlags, FilePermission, IdKind } from '@canopy/contract';
import { beforeAll, beforeEach, expect, it } from 'vitest';
import { describeOnEveryDatabase } from '../test/databases.ts';
import { type TestUser, testLimits } from '../test/drive.ts';
import { openTestSharing, type TestSharing } from '../test/sharing.ts';

const read = encodeFlags([FilePermission.READ]);
const write = encodeFlags([FilePermission.READ, FilePermission.UPDATE]);

describeOnEveryDatabase('what is shared with somebody', (current) => {
  let test: TestSharing;
  let owner: TestUser;
  let guest: TestUser;
  let groups = 100;
  beforeAll(async () => {
    test = await openTestSharing(current());
  });
  beforeEach(async () => {
    owner = await test.user();
    guest = await test.user({ group: { ...testLimits, id: ++groups } });
    await create(owner, 'cloudreve://my/docs/a.txt', 'file');
  });
  const create = (who: TestUser, uri: string, type: 'file' | 'folder', metadata?: Record<string, string>) =>
    test.drive.creator.create(who.actor, { uri, type, ...(metadata && { metadata }) });
  const list = async (who = guest, query: object = {}) =>
    test.drive.lister.list(who.caller, { uri: 'cloudreve://shared_with_me', ...query });
  const names = async (who = guest, query: object = {}) => (await list(who, query)).files.map(({ name }) => name);
  const user = (who: TestUser) => test.ids.encode(IdKind.USER, who.id);
  const group = (who: TestUser) => test.ids.encode(IdKind.GROUP, who.caller.group.id);

  it('is what names him, with the way there', async () => {
    await test.share(owner.actor, 'cloudreve://my/docs', { permissions: { everyone: read } });
    expect(await names()).toEqual([]);
    const { uri } = await test.share(owner.actor, 'cloudreve://my/docs', {
      is_private: true,
      permissions: { user_explicit: { [user(guest)]: write } },
    });
    const file = await test.share(owner.actor, 'cloudreve://my/docs/a.txt', {
      permissions: { group_explicit: { [group(guest)]: read } },
    });
    const [docs, text] = (await list()).files;
    expect(docs).toMatchObject({
      name: 'docs',
      type: 1,
      owned: false,
      permission: write,
      metadata: { 'sys:shared_redirect': uri, 'sys:shared_owner': user(owner) },
    });
    expect(docs?.path).toBe(`cloudreve://shared_with_me/${docs?.id}`);
    expect(text).toMatchObject({
      name: 'a.txt',
      permission: read,
      metadata: { 'sys:shared_redirect': `${file.uri}/a.txt` },
    });
    // The way there works.
    const opened = await test.drive.lister.list(guest.caller, { uri: docs?.metadata?.['sys:shared_redirect'] ?? '' });
    expect(opened.files).toHaveLength(1);
    expect(await names(owner)).toEqual([]);
  });

  it('ends at once with the link, the name in it, or the folder above', async () => {
    const permissions = { user_explicit: { [user(guest)]: read } };
    const { id } = await test.share(owner.actor, 'cloudreve://my/docs/a.txt', { permissions });
    expect(await names()).toEqual(['a.txt']);
    const edit = (request: object) =>
      test.sharing.shares.edit(owner.actor, id, { uri: 'cloudreve://my/docs/a.txt', ...request }, '');
    await edit({ permissions: { user_explicit: { [user(guest)]: '' }, group_explicit: { [group(guest)]: read } } });
    // Who is named to be kept out is not let in by his group.
    expect(await names()).toEqual([]);
    await edit({ permissions, expire: 5 });
    expect(await names()).toEqual(['a.txt']);
    test.clock.advance(6_000);
    expect(await names()).toEqual([]);
    await edit({ permissions });
    await test.drive.trash.delete(owner.actor, { uris: ['cloudreve://my/docs'] });
    expect(await names()).toEqual([]);
    const [trashed] = (await test.drive.lister.list(owner.caller, { uri: 'cloudreve://trash' })).files;
    await test.drive.restorer.restore(owner.actor, { uris: [trashed?.path ?? ''] });
    expect(await names()).toEqual(['a.txt']);
    await current().write((tx) =>
      tx.db.updateTable('users').set({ status: 'manual_banned' }).where('id', '=', owner.id).execute(),
    );
    expect(await names()).toEqual([]);
    await current().write((tx) =>
      tx.db.updateTable('users').set({ status: 'active' }).where('id', '=', owner.id).execute(),
    );
    await test.sharing.shares.delete(owner.actor, id);
    expect(await names()).toEqual([]);
  });

  it('is his shortcut instead, once he has one', async () => {
    const permissions = { user_explicit: { [user(guest)]: read } };
    const { uri } = await test.share(owner.actor, 'cloudreve://my/docs', { is_private: true, permissions });
    await create(guest, 'cloudreve://my/saved/mine', 'folder', { 'sys:shared_redirect': uri });
    expect((await list()).files).toMatchObject([
      { name: 'mine', owned: true, metadata: { 'sys:shared_redirect': uri } },
    ]);
    await test.drive.trash.delete(guest.actor, { uris: ['cloudreve://my/saved/mine'] });
    expect(await names()).toEqual(['docs']);
  });

  it('comes page by page in every order, and is searched', async () => {
    const permissions = { user_explicit: { [user(guest)]: read } };
    for (let i = 0; i < 7; i++) {
      await create(owner, `cloudreve://my/many/f${i}.txt`, 'file');
      await test.share(owner.actor, `cloudreve://my/many/f${i}.txt`, { permissions });
      await create(owner, `cloudreve://my/many/d${i}`, 'folder');
      await test.share(owner.actor, `cloudreve://my/many/d${i}`, { permissions });
      await create(guest, `cloudreve://my/s${i}`, 'folder', { 'sys:shared_redirect': 'cloudreve://zzzz@share' });
      test.clock.advance(1000);
    }
    // Two links to one file are one row.
    await test.share(owner.actor, 'cloudreve://my/many/f0.txt', { permissions });
    for (const order_by of ['id', 'name', 'size', 'created_at', 'updated_at']) {
      for (const order_direction of ['asc', 'desc'] as const) {
        const seen: string[] = [];
        for (let next_page_token: string | undefined, pages = 0; pages < 10; pages++) {
          const page = await list(guest, {
            order_by,
            order_direction,
            page_size: 4,
            ...(next_page_token && { next_page_token }),
          });
          seen.push(...page.files.map(({ name, type }) => `${type} ${name}`));
          next_page_token = page.pagination.next_token;
          if (!next_page_token) break;
        }
        expect(new Set(seen).size, `${order_by} ${order_direction}`).toBe(21);
        expect(seen.filter((row) => row.startsWith('1'))).toEqual(seen.slice(0, 14));
      }
    }
    test.settings.useCursorPagination = false;
    const counted = await list(guest, { page: 1, page_size: 20 });
    test.settings.useCursorPagination = true;
    expect(counted.pagination.total_items).toBe(21);
    expect(counted.files).toHaveLength(1);
    const found = await list(guest, { uri: 'cloudreve://shared_with_me?name=f&type=file' });
    expect(found.files.map(({ name }) => name).sort()).toEqual(Array.from({ length: 7 }, (_, i) => `f${i}.txt`));
    expect(found.files[0]?.path).toMatch(/^cloudreve:\/\/shared_with_me\/\w+$/);
    expect(found.files[0]?.metadata?.['sys:shared_redirect']).toMatch(/@share\/f/);
  });
});
