import { type DirectLinkInfo, type DirectLinkResponse, GroupPermission, IdKind } from '@canopy/contract';
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { MemoryDisk } from '../blobs/drivers/memory/index.ts';
import { describeOnEveryDatabase } from '../test/databases.ts';
import { type TestUser, testLimits } from '../test/drive.ts';
import { type Call, openTestTransfers, type TestTransfers } from '../test/transfers.ts';
import { DirectLinks, directLinkRoutes, type LinkOpened } from './index.ts';

const sourcePath = '/api/v4/file/source';

describeOnEveryDatabase('direct links', (current) => {
  let test: TestTransfers;
  let me: TestUser;
  const opened: LinkOpened[] = [];

  beforeAll(async () => {
    test = await openTestTransfers(current(), new MemoryDisk(), undefined, (parts, transfers) => {
      const links = new DirectLinks({ ...parts, content: transfers.links });
      return directLinkRoutes(links, transfers.downloads);
    });
    test.bus.on('sharing.link-opened', (told) => void opened.push(told));
  });
  afterAll(() => test.close());
  beforeEach(async () => {
    me = await test.user();
    opened.length = 0;
  });

  const put = async (uri: string, content: string, as = me) =>
    expect(
      (await test.call('PUT', `/api/v4/file/content?uri=${uri}`, { as, raw: Buffer.from(content) })).json.code,
    ).toBe(0);
  const ask = async (uris: string[], as: TestUser | undefined = me) =>
    (await test.call('PUT', sourcePath, { as, json: { uris } })).json;
  const linksTo = async (uris: string[], as = me) => {
    const answer = await ask(uris, as);
    expect(answer.code).toBe(0);
    return (answer.data as DirectLinkResponse[]).map(({ link }) => link);
  };
  const linkTo = async (uri: string, as = me) => (await linksTo([uri], as))[0] ?? '';
  const follow = (link: string, method = 'GET', call: Call = {}) => test.call(method, link, call);
  const content = async (link: string) => {
    const { headers } = await follow(link);
    return (await test.call('GET', headers.location ?? '')).body.toString();
  };
  const listed = async (uri: string, as = me) => {
    const path = `/api/v4/file/info?extended=true&uri=${encodeURIComponent(uri)}`;
    const { data } = (await test.call('GET', path, { as })).json as {
      data: { extended_info: { direct_links?: DirectLinkInfo[] } };
    };
    return data.extended_info.direct_links;
  };
  const rowsOf = (userId: number) =>
    current()
      .read.selectFrom('direct_links')
      .innerJoin('files', 'files.id', 'direct_links.file_id')
      .select('direct_links.id')
      .where('owner_id', '=', userId)
      .execute();
  const withGroup = (more: object) => test.user({ group: { ...testLimits, ...more } });

  describe('are made', () => {
    it('for files, and say which entries failed', async () => {
      await put('cloudreve://my/d/cat%20%E7%8C%AB.jpg', 'cat');
      const answer = await ask([
        'cloudreve://my/ghost',
        'cloudreve://my/d/cat%20%E7%8C%AB.jpg',
        'cloudreve://my/d/',
        'cloudreve://my',
        'cloudreve://trash/x',
      ]);
      expect(answer).toMatchObject({
        code: 40081,
        data: [
          {
            link: expect.stringMatching(/^http:\/\/127\.0\.0\.1:\d+\/f\/[a-zA-Z0-9]+\/cat%20%E7%8C%AB\.jpg$/),
            file_url: 'cloudreve://my/d/cat%20%E7%8C%AB.jpg',
          },
        ],
        aggregated_error: {
          'cloudreve://my/ghost': { code: 40016 },
          'cloudreve://my/d': { code: 40077 },
          'cloudreve://my': { code: 40077 },
          'cloudreve://trash/x': { code: 403 },
        },
      });
      expect(answer.data).toHaveLength(1);
    });

    it('within the limits of the group', async () => {
      const uris = (count: number) => Array.from({ length: count }, (_, i) => `cloudreve://my/${i}`);
      expect(await ask(uris(11))).toMatchObject({ code: 40014 });
      expect(await ask([])).toMatchObject({ code: 40001 });
      expect(await ask(['x'])).toMatchObject({ code: 40001 });
      expect(await ask(['cloudreve://my/a'], await withGroup({ directLinkBatch: 0 }))).toMatchObject({ code: 40007 });
      test.overrides.max_batched_file = 5;
      expect(await ask(uris(6))).toMatchObject({ code: 40074 });
      test.overrides.max_batched_file = undefined;
      expect(await ask(uris(1), undefined)).toMatchObject({ code: 40081 });
    });

    it('by owners and administrators', async () => {
      await put('cloudreve://my/a', 'x');
      const uri = `cloudreve://${test.ids.encode(IdKind.USER, me.id)}@my/a`;
      const other = await test.user();
      expect(await ask([uri], other)).toMatchObject({ code: 40081, aggregated_error: { [uri]: { code: 403 } } });
      const admin = await test.user({ admin: true });
      const link = await linkTo(uri, admin);
      expect(await content(link)).toBe('x');
      expect(await listed(uri, admin)).toBeUndefined();
      const id = (await listed('cloudreve://my/a'))?.[0]?.id;
      expect((await test.call('DELETE', `${sourcePath}/${id}`, { as: admin })).json.code).toBe(404);
    });

    it('once for each name and speed, or anew where the group says so', async () => {
      await put('cloudreve://my/a', 'x');
      const link = await linkTo('cloudreve://my/a');
      expect(await linkTo('cloudreve://my/a')).toBe(link);
      expect(await linksTo(['cloudreve://my/a', 'cloudreve://my/a/'])).toEqual([link]);
      await test.drive.renamer.rename(me.actor, { uri: 'cloudreve://my/a', new_name: 'b' });
      const renamed = await linkTo('cloudreve://my/b');
      expect(renamed).not.toBe(link);
      expect(await content(link)).toBe('x');
      expect(await content(renamed)).toBe('x');
      expect((await listed('cloudreve://my/b'))?.map(({ url }) => url)).toEqual([link, renamed]);

      const id = test.ids.encode(IdKind.USER, me.id);
      const slow = await test.user({ admin: true, group: { ...testLimits, speedLimit: 1000 } });
      const throttled = await linkTo(`cloudreve://${id}@my/b`, slow);
      expect(throttled).not.toBe(renamed);
      expect((await follow(throttled)).headers.location).toContain('/1000/b?');

      const unique = await withGroup({ permissions: new Set([GroupPermission.UNIQUE_DIRECT_LINK]) });
      await put('cloudreve://my/a', 'x', unique);
      expect(await linkTo('cloudreve://my/a', unique)).not.toBe(await linkTo('cloudreve://my/a', unique));
      expect(await listed('cloudreve://my/a', unique)).toHaveLength(2);
    });

    it('as links of the storage where the group wants no redirects', async () => {
      const plain = await withGroup({ redirectedLinks: false });
      await put('cloudreve://my/a.txt', 'one', plain);
      const link = await linkTo('cloudreve://my/a.txt', plain);
      expect(link).toMatch(/\/api\/v4\/file\/content\/\w+\/0\/a\.txt\?sign=.+%3A0$/);
      await put('cloudreve://my/a.txt', 'two', plain);
      test.clock.advance(400 * 86_400_000);
      expect((await test.call('GET', link)).body.toString()).toBe('one');
      expect(await listed('cloudreve://my/a.txt', plain)).toEqual([]);
      expect(await ask(['cloudreve://my/ghost'], plain)).toMatchObject({ code: 40081, data: [] });
    });

    it('once for many who ask at the same time', async () => {
      await put('cloudreve://my/a', 'x');
      const links = await Promise.all(Array.from({ length: 20 }, () => linkTo('cloudreve://my/a')));
      expect(new Set(links).size).toBe(1);
    });
  });

  describe('are followed', () => {
    it('to the content as it is now, for as long as that link lasts', async () => {
      await put('cloudreve://my/a.txt', 'one');
      const link = await linkTo('cloudreve://my/a.txt');
      const { status, headers } = await follow(link);
      expect(status).toBe(302);
      expect(headers.location).toMatch(/\/api\/v4\/file\/content\/\w+\/0\/a\.txt\?sign=/);
      expect(headers['access-control-allow-origin']).toBe('*');
      const seconds = Number(/^public, max-age=(\d+)$/.exec(headers['cache-control'] ?? '')?.[1]);
      expect(seconds).toBeGreaterThanOrEqual(600);
      expect(seconds).toBeLessThanOrEqual(3600);
      test.clock.advance((seconds + 1) * 1000);
      expect((await test.call('GET', headers.location ?? '')).json.code).toBe(40005);
      await put('cloudreve://my/a.txt', 'two');
      expect(await content(link)).toBe('two');
    });

    it('and are counted, but for those who only look', async () => {
      await put('cloudreve://my/a.txt', 'one');
      const link = await linkTo('cloudreve://my/a.txt');
      const saving = link.replace('/f/', '/f/d/');
      expect((await follow(saving)).headers.location).toContain('download=true');
      for (const one of [link, saving]) {
        expect(await follow(one, 'HEAD')).toMatchObject({ status: 302, headers: { location: expect.any(String) } });
        expect(await follow(one, 'OPTIONS')).toMatchObject({
          status: 204,
          headers: { 'access-control-allow-origin': '*', 'access-control-allow-methods': 'GET, HEAD, OPTIONS' },
        });
      }
      await Promise.all(Array.from({ length: 50 }, () => follow(link)));
      expect(await listed('cloudreve://my/a.txt')).toMatchObject([{ url: link, downloaded: 51 }]);
      expect(opened).toHaveLength(51);
      expect(opened[0]?.ownerId).toBe(me.id);
    });

    it('by their exact name alone, and every other address is 404', async () => {
      await put('cloudreve://my/a.txt', 'one');
      const link = new URL(await linkTo('cloudreve://my/a.txt'));
      const [, , id] = link.pathname.split('/');
      const file = test.ids.encode(IdKind.FILE, 1);
      const paths = [
        `/f/${id}/b.txt`,
        `/f/${id}/A.TXT`,
        `/f/${id}/a.txt%00`,
        `/f/${id}/a.txt%2F`,
        `/f/${id}/${'x'.repeat(4000)}`,
        `/f/${file}/a.txt`,
        '/f/%00/a.txt',
        '/f/%F0%9F%98%80/a.txt',
        `/f/${'a'.repeat(4000)}/a.txt`,
        `/f/${test.ids.encode(IdKind.DIRECT_LINK, 2 ** 40)}/a.txt`,
        `/f/d/${id}/b.txt`,
      ];
      for (const path of paths) {
        const answer = await test.call('GET', link.origin + path);
        expect({ path, status: answer.status }).toEqual({ path, status: 404 });
        expect(answer.json.code, path).toBe(path.includes('%00') ? 40001 : 404);
      }
      expect((await follow(link.href, 'HEAD')).status).toBe(302);
    });

    it('so that what people uploaded runs nowhere', async () => {
      const script = '<svg xmlns="http://www.w3.org/2000/svg"><script>alert(1)</script></svg>';
      for (const name of ['a.html', 'a.svg', 'a.xhtml', 'a.xml', 'a', 'a.pdf', 'a.js']) {
        await put(`cloudreve://my/${name}`, script);
        const { headers } = await follow(await linkTo(`cloudreve://my/${name}`));
        const served = await test.call('GET', headers.location ?? '');
        expect(served.headers['content-security-policy'], name).toBe('sandbox');
        expect(served.headers['x-content-type-options'], name).toBe('nosniff');
      }
    });
  });

  describe('are dead', () => {
    const code = async (link: string) => (await follow(link)).status;

    it('while the file or a folder above it is in the trash', async () => {
      await put('cloudreve://my/a/b/c.txt', 'x');
      const link = await linkTo('cloudreve://my/a/b/c.txt');
      for (const uri of ['cloudreve://my/a/b/c.txt', 'cloudreve://my/a/b', 'cloudreve://my/a']) {
        await test.drive.trash.delete(me.actor, { uris: [uri] });
        expect(await code(link), uri).toBe(404);
        const { files } = await test.drive.lister.list(me.caller, { uri: 'cloudreve://trash' });
        await test.drive.restorer.restore(me.actor, { uris: [files[0]?.path ?? ''] });
        expect(await code(link), uri).toBe(302);
      }
    });

    it('while the owner is not active', async () => {
      await put('cloudreve://my/a', 'x');
      const link = await linkTo('cloudreve://my/a');
      const owner = await test.owners.find(me.id);
      Object.assign(owner ?? {}, { active: false });
      expect(await code(link)).toBe(404);
      Object.assign(owner ?? {}, { active: true });
      expect(await code(link)).toBe(302);
    });

    it('and gone when the file is deleted for good', async () => {
      for (const uri of ['cloudreve://my/a', 'cloudreve://my/deep/down/b']) {
        await put(uri, 'x');
        const link = await linkTo(uri);
        expect(await rowsOf(me.id)).toHaveLength(1);
        const top = uri.replace('/down/b', '');
        await test.drive.trash.delete(me.actor, { uris: [top], skip_soft_delete: true });
        expect(await code(link)).toBe(404);
        expect(await rowsOf(me.id)).toEqual([]);
      }
    });

    it('as soon as a big folder is deleted, before its rows are gone', async () => {
      await put('cloudreve://my/big/z', 'x');
      const link = await linkTo('cloudreve://my/big/z');
      const file = (await test.drive.inspector.info(me.caller, { uri: 'cloudreve://my/big' })).id;
      const parent_id = test.ids.decode(IdKind.FILE, file);
      await current().write(async (tx) => {
        for (let at = 0; at < 1100; at += 100) {
          const rows = Array.from({ length: 100 }, (_, i) => ({ owner_id: me.id, parent_id, name: `n${at + i}` }));
          const empty = { kind: 0, size: 0, symbolic: 0 };
          const times = { created_at: 0, updated_at: 0 };
          await tx.db
            .insertInto('files')
            .values(rows.map((row) => ({ ...row, ...empty, ...times })))
            .execute();
        }
      });
      await test.drive.trash.delete(me.actor, { uris: ['cloudreve://my/big'], skip_soft_delete: true });
      expect(await rowsOf(me.id)).toHaveLength(1);
      expect(await code(link)).toBe(404);
      await test.drive.purger.run(me.id);
      expect(await rowsOf(me.id)).toEqual([]);
    });

    it('when they are removed, by the owner alone', async () => {
      await put('cloudreve://my/a', 'x');
      const link = await linkTo('cloudreve://my/a');
      const id = (await listed('cloudreve://my/a'))?.[0]?.id ?? '';
      const remove = async (what: string, as?: TestUser) =>
        (await test.call('DELETE', `${sourcePath}/${what}`, { as })).json.code;
      expect(await remove(id, await test.user())).toBe(404);
      expect(await remove(id)).toBe(401);
      expect(await remove(test.ids.encode(IdKind.FILE, 1), me)).toBe(40001);
      expect(await code(link)).toBe(302);
      expect(await remove(id, me)).toBe(0);
      expect(await remove(id, me)).toBe(404);
      expect(await code(link)).toBe(404);
      expect(await listed('cloudreve://my/a')).toEqual([]);
    });
  });

  it('are journalled when they come and go', async () => {
    await put('cloudreve://my/a', 'x');
    await linkTo('cloudreve://my/a');
    await linkTo('cloudreve://my/a');
    const id = (await listed('cloudreve://my/a'))?.[0]?.id ?? '';
    await test.call('DELETE', `${sourcePath}/${id}`, { as: me });
    const lines = await current()
      .read.selectFrom('journal')
      .select(['kind', 'name', 'detail', 'actor_id'])
      .where('owner_id', '=', me.id)
      .where('kind', 'in', ['link', 'unlink'])
      .orderBy('id')
      .execute();
    const detail = JSON.stringify({ link: test.ids.decode(IdKind.DIRECT_LINK, id), name: 'a', speed: 0 });
    expect(lines).toEqual([
      { kind: 'link', name: 'a', detail, actor_id: me.id },
      { kind: 'unlink', name: 'a', detail, actor_id: me.id },
    ]);
  });

  it('follow a file to another folder', async () => {
    await put('cloudreve://my/a', 'x');
    const link = await linkTo('cloudreve://my/a');
    await test.drive.creator.create(me.actor, { uri: 'cloudreve://my/to', type: 'folder' });
    await test.drive.mover.moveOrCopy(me.actor, { uris: ['cloudreve://my/a'], dst: 'cloudreve://my/to' });
    expect(await content(link)).toBe('x');
    expect(await listed('cloudreve://my/to/a')).toHaveLength(1);
    await test.drive.mover.moveOrCopy(me.actor, { uris: ['cloudreve://my/to/a'], dst: 'cloudreve://my', copy: true });
    expect(await listed('cloudreve://my/a')).toEqual([]);
  });
});
