import { ErrorCode, encodeFlags, FilePermission, FileUri, IdKind } from '@canopy/contract';
import { beforeAll, beforeEach, expect, it } from 'vitest';
import { describeOnEveryDatabase } from '../test/databases.ts';
import { anonymous, type TestUser, testLimits } from '../test/drive.ts';
import { openTestSharing, siteUrl, type TestSharing } from '../test/sharing.ts';

const read = encodeFlags([FilePermission.READ]);
const write = encodeFlags([FilePermission.READ, FilePermission.UPDATE]);

describeOnEveryDatabase('links', (current) => {
  let test: TestSharing;
  let owner: TestUser;
  let guest: TestUser;
  beforeAll(async () => {
    test = await openTestSharing(current());
  });
  beforeEach(async () => {
    owner = await test.user();
    guest = await test.user();
    await create(owner, 'cloudreve://my/docs', 'folder');
    await create(owner, 'cloudreve://my/docs/a.txt', 'file');
  });
  const create = (who: TestUser, uri: string, type: 'file' | 'folder', metadata?: Record<string, string>) =>
    test.drive.creator.create(who.actor, { uri, type, ...(metadata && { metadata }) });
  const codeOf = (work: Promise<unknown>) =>
    work.then(
      () => 0,
      (error) => error.code as number,
    );
  const info = (who: TestUser | undefined, id: string, query: object = {}) =>
    test.sharing.shares.info(who?.caller ?? anonymous, id, query, siteUrl);
  const mine = (query: object = {}) => test.sharing.lists.mine(owner.caller, { page_size: 10, ...query }, siteUrl);

  it('tell each as much as he may know', async () => {
    const { id } = await test.share(owner.actor, 'cloudreve://my/docs', {
      is_private: true,
      password: 'pw123',
      expire: 3600,
      downloads: 5,
      show_readme: true,
      share_view: true,
    });
    const locked = await info(guest, id, { password: 'nope', count_views: true });
    expect(locked).toEqual({
      id,
      name: 'docs',
      visited: 0,
      unlocked: false,
      password_protected: true,
      source_type: 1,
      owner: expect.objectContaining({ nickname: `User ${owner.id}` }),
      created_at: expect.any(String),
      expired: false,
      url: `${siteUrl}/s/${id}`,
      size: 0,
    });
    const open = await info(undefined, id, { password: 'pw123', owner_extended: true });
    expect(open).toMatchObject({
      visited: 1,
      unlocked: true,
      password: 'pw123',
      remain_downloads: 5,
      show_readme: true,
    });
    for (const secret of ['source_uri', 'permission_setting', 'is_private', 'share_view'])
      expect(open).not.toHaveProperty(secret);
    expect(await info(owner, id)).toMatchObject({
      unlocked: true,
      is_private: true,
      share_view: true,
      permission_setting: { everyone: read, anonymous: null },
    });
    expect(await codeOf(info(owner, id, { owner_extended: true }))).toBe(ErrorCode.INCORRECT_PASSWORD);
    expect((await info(owner, id, { owner_extended: true, password: 'pw123' })).source_uri).toBe(
      `cloudreve://${test.ids.encode(IdKind.USER, owner.id)}@my/docs`,
    );
    const file = await test.share(owner.actor, 'cloudreve://my/docs/a.txt');
    expect((await info(owner, file.id, { owner_extended: true })).source_uri).toMatch(/@my\/docs$/);
    test.clock.advance(3_600_000);
    for (const who of [owner, guest])
      expect(await codeOf(info(who, id, { password: 'pw123' }))).toBe(ErrorCode.NOT_FOUND);
    expect(await codeOf(info(guest, 'zzzz'))).toBe(ErrorCode.PARAM_INVALID);
    expect((await mine()).shares[0]).toMatchObject({ id, expired: true, unlocked: true });
  });

  it('are made only of what is one’s own', async () => {
    const make = (who: TestUser, uri: string, rest: object = {}) =>
      test.sharing.shares.create(who.actor, { uri, ...rest }, siteUrl);
    await create(owner, 'cloudreve://my/link', 'folder', { 'sys:shared_redirect': 'cloudreve://x@share' });
    const theirs = `cloudreve://${test.ids.encode(IdKind.USER, owner.id)}@my/docs`;
    expect(await codeOf(make(owner, 'cloudreve://my'))).toBe(ErrorCode.NO_PERMISSION);
    expect(await codeOf(make(owner, 'cloudreve://my/link'))).toBe(ErrorCode.NO_PERMISSION);
    expect(await codeOf(make(owner, 'cloudreve://my/ghost'))).toBe(ErrorCode.PATH_NOT_EXIST);
    expect(await codeOf(make(guest, theirs))).toBe(ErrorCode.NO_PERMISSION);
    expect(await codeOf(make(owner, 'cloudreve://my/docs', { price: 3 }))).toBe(ErrorCode.GROUP_NOT_ALLOWED);
    expect(await codeOf(make(owner, 'cloudreve://my/docs', { expire: 1e13 }))).toBe(ErrorCode.PARAM_INVALID);
    const barred = await test.user({ group: { ...testLimits, permissions: new Set<number>() } });
    await create(barred, 'cloudreve://my/x', 'file');
    expect(await codeOf(make(barred, 'cloudreve://my/x'))).toBe(ErrorCode.GROUP_NOT_ALLOWED);
    const admin = await test.user({ admin: true });
    expect(await codeOf(make(admin, theirs))).toBe(0);
    expect((await mine()).shares).toHaveLength(1);
    // Drawn passwords are all different; a password without privacy is none.
    const drawn = await Promise.all([1, 2, 3].map(() => make(owner, 'cloudreve://my/docs', { is_private: true })));
    expect(new Set(drawn.map((url) => /\/([a-z0-9]{8})$/.exec(url)?.[1])).size).toBe(3);
    expect(await make(owner, 'cloudreve://my/docs', { password: 'ignored' })).not.toContain('ignored');
  });

  it('change, but for their password, and come back to life', async () => {
    const { id, uri } = await test.share(owner.actor, 'cloudreve://my/docs', {
      is_private: true,
      password: 'pw',
      expire: 10,
      permissions: { everyone: write, anonymous: read },
    });
    test.clock.advance(60_000);
    const edit = (who: TestUser, request: object = {}) =>
      test.sharing.shares.edit(who.actor, id, { uri: 'cloudreve://my/docs', ...request }, siteUrl);
    expect(await codeOf(edit(guest))).toBe(ErrorCode.PATH_NOT_EXIST);
    expect(await codeOf(edit(owner, { uri: 'cloudreve://my/docs/a.txt' }))).toBe(ErrorCode.NOT_FOUND);
    expect(await edit(owner, { is_private: false, password: 'other', downloads: 2 })).toBe(`${siteUrl}/s/${id}/pw`);
    expect(await info(owner, id)).toMatchObject({
      password: 'pw',
      remain_downloads: 2,
      permission_setting: { everyone: write },
    });
    expect((await test.drive.lister.list(guest.caller, { uri })).files).toHaveLength(1);
    const kinds = await current()
      .read.selectFrom('journal')
      .select(['kind', 'detail'])
      .where('owner_id', '=', owner.id)
      .orderBy('id')
      .execute();
    await test.sharing.shares.delete(owner.actor, id);
    expect(kinds.slice(-2).map(({ kind }) => kind)).toEqual(['share', 'share-edit']);
  });

  it('are deleted by their owner and administrators, and with their file', async () => {
    const ids: string[] = [];
    for (let i = 0; i < 4; i++) ids.push((await test.share(owner.actor, 'cloudreve://my/docs')).id);
    expect(await codeOf(test.sharing.shares.delete(guest.actor, ids[0] ?? ''))).toBe(ErrorCode.NOT_FOUND);
    await test.sharing.shares.deleteMany(guest.actor, ids);
    expect((await mine()).shares).toHaveLength(4);
    expect(await codeOf(test.sharing.shares.deleteMany(owner.actor, [...ids, '!!']))).toBe(ErrorCode.PARAM_INVALID);
    const admin = await test.user({ admin: true });
    await test.sharing.shares.delete(admin.actor, ids[0] ?? '');
    await test.sharing.shares.deleteMany(owner.actor, ids.slice(0, 2));
    expect((await mine()).shares.map((share) => share.id)).toEqual(ids.slice(2));
    await test.drive.trash.delete(owner.actor, { uris: ['cloudreve://my/docs'] });
    expect((await mine()).shares).toMatchObject([{ expired: true, name: 'docs' }, { expired: true }]);
    const [trashed] = (await test.drive.lister.list(owner.caller, { uri: 'cloudreve://trash' })).files;
    await test.drive.trash.delete(owner.actor, { uris: [trashed?.path ?? ''], skip_soft_delete: true });
    expect((await mine()).shares).toEqual([]);
  });

  it('are listed page by page in every order', async () => {
    const ids: string[] = [];
    for (let i = 0; i < 25; i++) {
      const { id } = await test.share(
        owner.actor,
        'cloudreve://my/docs',
        i % 3 === 0 ? {} : { downloads: (i % 4) + 1 },
      );
      ids.push(id);
      if (i % 2) await info(guest, id, { count_views: true });
    }
    for (const order_by of ['id', 'created_at', 'views', 'downloads', 'remain_downloads', 'price'] as const) {
      for (const order_direction of ['asc', 'desc'] as const) {
        const seen: { id: string; visited: number; remain_downloads?: number | null | undefined }[] = [];
        for (let next_page_token: string | undefined, pages = 0; pages < 5; pages++) {
          const page = await mine({ order_by, order_direction, ...(next_page_token && { next_page_token }) });
          seen.push(...page.shares);
          next_page_token = page.pagination.next_token;
          if (!next_page_token) break;
        }
        expect(new Set(seen.map(({ id }) => id)).size, `${order_by} ${order_direction}`).toBe(25);
        const values = seen.map((share) =>
          order_by === 'views' ? share.visited : order_by === 'remain_downloads' ? (share.remain_downloads ?? -1) : 0,
        );
        expect(values).toEqual([...values].sort((a, b) => (order_direction === 'asc' ? a - b : b - a)));
      }
    }
    const token = (await mine()).pagination.next_token ?? '';
    expect(await codeOf(mine({ order_by: 'views', next_page_token: token }))).toBe(ErrorCode.PARAM_INVALID);
    expect(await codeOf(mine({ next_page_token: 'x' }))).toBe(ErrorCode.PARAM_INVALID);
  });

  it('show on a profile as strangers see them, as far as their owner wants', async () => {
    await test.share(owner.actor, 'cloudreve://my/docs');
    await test.share(owner.actor, 'cloudreve://my/docs', { is_private: true });
    const id = test.ids.encode(IdKind.USER, owner.id);
    const profile = () => test.sharing.lists.ofUser(owner.caller, id, { page_size: 10 }, siteUrl);
    expect((await profile()).shares).toMatchObject([{ unlocked: false, size: 0 }]);
    test.shown.set(owner.id, 'all');
    const { shares } = await profile();
    expect(shares).toHaveLength(2);
    expect(JSON.stringify(shares)).not.toContain('"password"');
    test.shown.set(owner.id, 'none');
    expect(await codeOf(profile())).toBe(ErrorCode.PARAM_INVALID);
  });

  it('have a short form that leads to the web app, and tells crawlers no more than anybody', async () => {
    const links = test.sharing.shortLinks;
    const visit = (userAgent: string, url: string) => ({ userAgent, url, siteUrl, address: '192.0.2.7' });
    const none = new URLSearchParams();
    expect(links.location('bqu3', '', none)).toBe('/home?path=cloudreve%3A%2F%2Fbqu3%40share');
    expect(links.location('ZaiV', 'pw123', none)).toBe('/home?path=cloudreve%3A%2F%2FZaiV%3Apw123%40share');
    expect(links.location('a', '', new URLSearchParams('path=/sub dir/x&lang=de'))).toBe(
      '/home?path=cloudreve%3A%2F%2Fa%40share%2Fsub%2520dir%2Fx&lang=de',
    );
    expect(links.location('a', '', new URLSearchParams({ path: '100%/x' }))).toContain('100%2525');
    await create(owner, "cloudreve://my/docs/b&'y.txt", 'file');
    const { id } = await test.share(owner.actor, "cloudreve://my/docs/b&'y.txt", { is_private: true, password: 'pw' });
    const page = await links.preview(id, '', siteUrl, anonymous);
    expect(page).toContain('b&amp;&#39;y.txt');
    expect(page).not.toContain(' B ·');
    expect(await links.preview(id, 'pw', siteUrl, anonymous)).toContain('0 B · ');
    const page2 = `/home?path=${encodeURIComponent(`cloudreve://${id}:pw@share/x`)}`;
    expect(await links.previewOfPage(visit('Twitterbot/1.0', page2))).toContain('0 B · ');
    for (const [agent, url] of [
      ['Mozilla/5.0', page2],
      ['Twitterbot/1.0', '/home?path=cloudreve%3A%2F%2Fmy'],
      ['Twitterbot/1.0', '/home?path=nonsense'],
      ['Twitterbot/1.0', '/settings'],
    ] as const) {
      expect(await links.previewOfPage(visit(agent, url))).toBeUndefined();
    }
    expect(await links.preview('<script>', '', siteUrl, anonymous)).not.toContain('<script>');
    await test.sharing.shares.delete(owner.actor, id);
    expect(await links.preview(id, 'pw', siteUrl, anonymous)).not.toContain('y.txt');
  });

  it('slow down guessing their passwords by what crawlers are told as well', async () => {
    await create(owner, 'cloudreve://my/docs/z.txt', 'file');
    const terms = { is_private: true, password: '4711' };
    const { id } = await test.share(owner.actor, 'cloudreve://my/docs/z.txt', terms);
    const from = (address: string) => ({ ...anonymous, address });
    const preview = (password: string, address: string) =>
      test.sharing.shortLinks.preview(id, password, siteUrl, from(address));
    for (let pin = 0; pin < 12; pin++) await preview(String(pin), '192.0.2.1');
    expect(await preview('4711', '192.0.2.1')).not.toContain('0 B');
    expect(await preview('4711', '192.0.2.2')).toContain('0 B');
    // What was guessed there was guessed.
    const uri = FileUri.root('share', id, '4711');
    const open = (address: string) => test.drive.locator.open(uri, from(address));
    await expect(open('192.0.2.1')).rejects.toMatchObject({ code: ErrorCode.INCORRECT_PASSWORD });
    await expect(open('192.0.2.2')).resolves.toBeDefined();
  });
});
