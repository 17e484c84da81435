import { createHmac, randomBytes } from 'node:crypto';
import { GroupPermission, IdKind } from '@canopy/contract';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import yauzl from 'yauzl';
import { MemoryDisk } from '../blobs/drivers/memory/index.ts';
import { describeOnEveryDatabase } from '../test/databases.ts';
import { type TestUser, testLimits } from '../test/drive.ts';
import { openTestTransfers, type TestTransfers } from '../test/transfers.ts';
import { LinkSigner } from './link-signer.ts';

const contentRoute = '/api/v4/file/content';

describeOnEveryDatabase('content', (current) => {
  const disk = new MemoryDisk();
  let test: TestTransfers;
  let me: TestUser;

  beforeAll(async () => {
    test = await openTestTransfers(current(), disk);
    me = await test.user({ group: { ...testLimits, permissions: new Set([GroupPermission.ARCHIVE_DOWNLOAD]) } });
  });
  afterAll(() => test.close());

  const put = async (uri: string, raw: Uint8Array, query = '', headers = {}, as: TestUser | null = me) => {
    const path = `${contentRoute}?uri=${encodeURIComponent(uri)}${query}`;
    return (await test.call('PUT', path, { as: as ?? undefined, raw, headers })).json;
  };
  const links = async (json: object, as: TestUser | null = me) =>
    (await test.call('POST', '/api/v4/file/url', { as: as ?? undefined, json })).json as {
      code: number;
      data: { urls: { url: string }[]; expires: string | null };
    };
  const linkTo = async (uri: string, more: object = {}) => {
    const { code, data } = await links({ uris: [uri], ...more });
    expect(code).toBe(0);
    return data.urls[0]?.url ?? '';
  };

  describe('PUT', () => {
    it('makes a file with its folders, then versions of it', async () => {
      const made = await put('cloudreve://my/a/notes.md', Buffer.from('one'));
      expect(made).toMatchObject({ code: 0, data: { name: 'notes.md', size: 3, path: 'cloudreve://my/a/notes.md' } });
      const first = (made.data as { primary_entity: string }).primary_entity;
      const next = await put('cloudreve://my/a/notes.md', Buffer.from('two!'), `&previous=${first}`);
      expect(next).toMatchObject({ code: 0, data: { size: 4 } });
      expect((next.data as { primary_entity: string }).primary_entity).not.toBe(first);
      expect(await put('cloudreve://my/a/notes.md', Buffer.from('x'), `&previous=${first}`)).toMatchObject({
        code: 40076,
      });
      expect((await test.call('GET', await linkTo('cloudreve://my/a/notes.md'))).body.toString()).toBe('two!');
      expect(await test.used(me.id)).toBe(7);
    });

    it('lets one of many writers with the same base win', async () => {
      const made = await put('cloudreve://my/race.txt', Buffer.from('base'));
      const { primary_entity } = made.data as { primary_entity: string };
      const answers = await Promise.all(
        Array.from({ length: 20 }, (_, i) =>
          put('cloudreve://my/race.txt', Buffer.from(`${i}`), `&previous=${primary_entity}`),
        ),
      );
      expect(answers.filter((answer) => answer.code === 0)).toHaveLength(1);
      expect(answers.filter((answer) => answer.code === 40076)).toHaveLength(19);
    });

    it.each([
      ['cloudreve://my/a', '', 40004],
      ['cloudreve://my', '', 40004],
      ['cloudreve://my/x:y', '', 40052],
      ['cloudreve://my/ok', '&previous=zzzz', 40001],
      ['nonsense', '', 40001],
      ['cloudreve://trash/x', '', 403],
      ['cloudreve://my/a/notes.md/below', '', 403],
    ])('refuses %s%s', async (uri, query, code) => {
      expect(await put(uri, Buffer.from('x'), query)).toMatchObject({ code });
    });

    it('refuses strangers, too much, and what is locked, and stores nothing', async () => {
      const before = disk.paths().length;
      const poor = await test.user({ capacity: 10 });
      expect(await put('cloudreve://my/x', Buffer.from('x'), '', {}, null)).toMatchObject({ code: 401 });
      expect(await put('cloudreve://my/x', randomBytes(11), '', {}, poor)).toMatchObject({ code: 40051 });
      test.overrides.maxEditSize = 1000;
      expect(await put('cloudreve://my/x', randomBytes(1001))).toMatchObject({ code: 40049 });
      const hidden = { 'transfer-encoding': 'chunked' };
      expect(await put('cloudreve://my/x', randomBytes(300_000), '', hidden)).toMatchObject({ code: 40049 });
      expect(await put('cloudreve://my/hidden', randomBytes(1000), '', hidden)).toMatchObject({ code: 0 });
      test.overrides.maxEditSize = undefined;
      const uri = 'cloudreve://my/locked.txt';
      await test.call('PUT', '/api/v4/file/upload', { as: me, json: { uri, size: 5 } });
      expect(await put(uri, Buffer.from('x'))).toMatchObject({ code: 40073, msg: 'Lock conflict' });
      expect(disk.paths()).toHaveLength(before + 1);
    });

    it('stores an empty body', async () => {
      expect(await put('cloudreve://my/empty', Buffer.alloc(0))).toMatchObject({ code: 0, data: { size: 0 } });
    });
  });

  describe('links', () => {
    it('are signed over the decoded path, and keep their text for a while', async () => {
      await put('cloudreve://my/森 & %23.txt', Buffer.from('hello world'));
      const url = new URL(await linkTo('cloudreve://my/森 & %23.txt', { download: true }));
      expect(url.pathname).toMatch(/^\/api\/v4\/file\/content\/\w+\/0\/%E6%A3%AE%20%26%20%23\.txt$/);
      expect(url.searchParams.get('download')).toBe('true');
      const sign = url.searchParams.get('sign') ?? '';
      const expires = sign.slice(sign.lastIndexOf(':') + 1);
      const mac = createHmac('sha256', 'k'.repeat(64)).update(`${decodeURIComponent(url.pathname)}:${expires}`);
      expect(sign).toBe(`${mac.digest('base64').replaceAll('+', '-').replaceAll('/', '_')}:${expires}`);
      const left = Number(expires) - test.clock.now() / 1000;
      expect(left).toBeGreaterThanOrEqual(600);
      expect(left).toBeLessThanOrEqual(3600);
      test.clock.advance(1000);
      const answer = await test.call('GET', url.href, { headers: { authorization: 'stale nonsense' } });
      expect(answer.body.toString()).toBe('hello world');
      expect(answer.headers['content-disposition']).toContain(`filename*=UTF-8''%E6%A3%AE%20%26%20%23.txt`);
      expect(answer.headers['access-control-allow-origin']).toBe('*');
      expect((await test.call('HEAD', url.href)).headers['content-length']).toBe('11');
      expect((await test.call('OPTIONS', url.href)).status).toBe(204);
    });

    it('are refused when changed, expired or gone', async () => {
      await put('cloudreve://my/gone.txt', Buffer.from('secret'));
      const url = await linkTo('cloudreve://my/gone.txt');
      const code = async (link: string) => (await test.call('GET', link)).json.code;
      expect(await code(url.replace('gone.txt', 'gone.html'))).toBe(40071);
      expect(await code(url.replace('/0/', '/1/'))).toBe(40071);
      expect(await code(url.replace(/sign=[^&]*/, 'sign=AAAA:1'))).toBe(40005);
      expect(await code(url.replace(/sign=[^&]*/, 'sign=AAAA:99999999999'))).toBe(40071);
      expect(await code(url.replace(/sign=[^&]*/, 'sign=AAAA:x'))).toBe(40071);
      expect(await code(url.replace(/sign=[^&]*/, 'sign=AAAA:'))).toBe(403);
      expect(await code(url.replace(/\?.*/, ''))).toBe(40001);
      await current().write((tx) =>
        tx.db.updateTable('entities').set({ reference_count: 0 }).where('size', '=', 6).execute(),
      );
      expect(await code(url)).toBe(40077);
      test.clock.advance(3_700_000);
      expect(await code(url)).toBe(40005);
    });

    it('of a file without content serve nothing', async () => {
      await test.drive.creator.create(me.actor, { uri: 'cloudreve://my/void.txt', type: 'file' });
      const answer = await test.call('GET', await linkTo('cloudreve://my/void.txt'));
      expect(answer).toMatchObject({ status: 200, body: Buffer.alloc(0) });
      expect(answer.headers.etag).toBe(`"${test.ids.encode(IdKind.ENTITY, 0)}"`);
    });

    it('carry the speed of the group', async () => {
      const slow = await test.user({ group: { ...testLimits, speedLimit: 12_345 } });
      await put('cloudreve://my/slow.txt', Buffer.from('x'), '', {}, slow);
      const { data } = await links({ uris: ['cloudreve://my/slow.txt'] }, slow);
      expect(data.urls[0]?.url).toContain('/12345/slow.txt');
      expect((await test.call('GET', data.urls[0]?.url ?? '')).body.toString()).toBe('x');
    });

    it('name failures by the URI that was sent, or leave their places empty', async () => {
      await put('cloudreve://my/here.txt', Buffer.from('x'));
      const uris = ['cloudreve://my/here.txt', 'cloudreve://my/gh ost', 'cloudreve://my/a'];
      const failed = (await test.call('POST', '/api/v4/file/url', { as: me, json: { uris } })).json;
      expect(failed).toMatchObject({
        code: 40081,
        aggregated_error: { 'cloudreve://my/gh ost': { code: 40016 }, 'cloudreve://my/a': { code: 40077 } },
      });
      expect(failed.data).toBeUndefined();
      const skipped = await links({ uris, skip_error: true });
      expect(skipped.data.urls.map(({ url }) => url !== '')).toEqual([true, false, false]);
      expect(await links({ uris: [] })).toMatchObject({ code: 0, data: { urls: [], expires: null } });
      expect((await links({ uris: ['x'] })).code).toBe(40001);
      test.overrides.max_batched_file = 2;
      expect((await links({ uris })).code).toBe(40074);
      test.overrides.max_batched_file = undefined;
      expect((await links({ uris: ['cloudreve://my/here.txt'] }, null)).code).toBe(40081);
    });

    it('lead to any finished version, and to no other entity', async () => {
      const made = await put('cloudreve://my/versions.txt', Buffer.from('first'));
      const entity = (made.data as { primary_entity: string }).primary_entity;
      await put('cloudreve://my/versions.txt', Buffer.from('second'));
      const old = await linkTo('cloudreve://my/versions.txt', { entity });
      expect((await test.call('GET', old)).body.toString()).toBe('first');
      const wrong = await links({ uris: ['cloudreve://my/here.txt'], entity });
      expect(wrong).toMatchObject({ code: 40081, aggregated_error: { 'cloudreve://my/here.txt': { code: 40077 } } });
    });

    it('can be the answer itself', async () => {
      const json = { uris: ['cloudreve://my/here.txt'], redirect: true };
      const answer = await test.call('POST', '/api/v4/file/url', { as: me, json });
      expect(answer.status).toBe(302);
      expect((await test.call('GET', answer.headers.location ?? '')).body.toString()).toBe('x');
    });

    it('answer ranges', async () => {
      await put('cloudreve://my/range.txt', Buffer.from('hello world'));
      const url = await linkTo('cloudreve://my/range.txt');
      const answer = await test.call('GET', url, { headers: { range: 'bytes=6-' } });
      expect(answer.status).toBe(206);
      expect(answer.body.toString()).toBe('world');
    });
  });

  describe('archives', () => {
    async function unzip(zip: Buffer): Promise<Record<string, string>> {
      const found: Record<string, string> = {};
      await new Promise<void>((resolve, reject) => {
        yauzl.fromBuffer(zip, { lazyEntries: true }, (error, file) => {
          if (error) return reject(error);
          file.on('entry', (entry: yauzl.Entry) =>
            file.openReadStream(entry, async (failed, stream) => {
              if (failed) return reject(failed);
              found[entry.fileName] = Buffer.concat(await stream.toArray()).toString();
              file.readEntry();
            }),
          );
          file.on('error', reject);
          file.on('end', resolve);
          file.readEntry();
        });
      });
      return found;
    }

    it('hold the chosen files and folders under relative names', async () => {
      await put('cloudreve://my/zip/docs/森.txt', Buffer.from('tree'));
      await put('cloudreve://my/zip/docs/deep/er/x.txt', Buffer.from('deep'));
      await put('cloudreve://my/zip/same.txt', Buffer.from('one'));
      await put('cloudreve://my/zip/other/same.txt', Buffer.from('two'));
      await test.drive.creator.create(me.actor, { uri: 'cloudreve://my/zip/docs/void', type: 'file' });
      await test.drive.creator.create(me.actor, { uri: 'cloudreve://my/zip/docs/empty folder', type: 'folder' });
      const uris = ['docs', 'same.txt', 'other/same.txt'].map((path) => `cloudreve://my/zip/${path}`);
      const { data } = await links({ uris, archive: true });
      expect(data.urls).toHaveLength(1);
      const answer = await test.call('GET', data.urls[0]?.url ?? '');
      expect(answer.headers['content-type']).toBe('application/zip');
      expect(answer.headers['content-disposition']).toMatch(/^attachment/);
      expect(await unzip(answer.body)).toEqual({
        'docs/void': '',
        'docs/森.txt': 'tree',
        'docs/deep/er/x.txt': 'deep',
        'same.txt': 'one',
        'same (2).txt': 'two',
      });
      test.clock.advance(601_000);
      expect((await test.call('GET', data.urls[0]?.url ?? '')).json.code).toBe(40005);
    });

    it('are for groups that may, and of what is there', async () => {
      const other = await test.user();
      expect((await links({ uris: ['cloudreve://my'], archive: true }, other)).code).toBe(40007);
      const missing = await links({ uris: ['cloudreve://my/none'], archive: true });
      expect((await test.call('GET', missing.data.urls[0]?.url ?? '')).json.code).toBe(50004);
      const url = new URL(missing.data.urls[0]?.url ?? '');
      const path = '/api/v4/file/archive/00000000-0000-0000-0000-000000000000/archive.zip';
      expect((await test.call('GET', `${path}${url.search}`)).json.code).toBe(40071);
      const signer = new LinkSigner('k'.repeat(64));
      const sign = encodeURIComponent(signer.sign(path, Math.floor(test.clock.now() / 1000) + 60));
      expect((await test.call('GET', `${path}?sign=${sign}`)).json.code).toBe(404);
    });
  });
});

describe('LinkSigner', () => {
  it('takes 0 for "never"', () => {
    const signer = new LinkSigner('key');
    signer.verify('/x', signer.sign('/x', 0), 1e12);
    expect(() => signer.verify('/x', signer.sign('/y', 0), 1)).toThrow(expect.objectContaining({ code: 40071 }));
    expect(() => signer.verify('/x', '', 1)).toThrow(expect.objectContaining({ code: 403 }));
  });
});
