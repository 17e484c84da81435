import { ErrorCode, encodeFlags, FilePermission, GroupPermission, IdKind } from '@canopy/contract';
import { afterAll, beforeAll, beforeEach, expect, it } from 'vitest';
import { MemoryDisk } from '../blobs/drivers/memory/index.ts';
import { describeOnEveryDatabase } from '../test/databases.ts';
import { type TestUser, testLimits } from '../test/drive.ts';
import { withSharing } from '../test/sharing.ts';
import { openTestTransfers, type TestTransfers } from '../test/transfers.ts';

const read = encodeFlags([FilePermission.READ]);
const create = encodeFlags([FilePermission.CREATE]);
const update = encodeFlags([FilePermission.UPDATE]);
const limits = {
  ...testLimits,
  permissions: new Set([...testLimits.permissions, GroupPermission.ARCHIVE_DOWNLOAD]),
};

describeOnEveryDatabase('bytes behind a link', (current) => {
  let test: TestTransfers;
  let links: ReturnType<typeof withSharing>;
  let owner: TestUser;
  let guest: TestUser;
  beforeAll(async () => {
    test = await openTestTransfers(current(), new MemoryDisk());
    links = withSharing(test);
  });
  afterAll(() => test.close());
  beforeEach(async () => {
    owner = await test.user({ group: limits });
    guest = await test.user({ group: limits });
    await put(owner, 'cloudreve://my/docs/a.txt', 'first');
    await put(owner, 'cloudreve://my/docs/deep/b.txt', 'second');
    await put(owner, 'cloudreve://my/docs/closed/c.txt', 'third');
  });

  /** Stores a file by the operations of the protocol. */
  async function put(as: TestUser | undefined, uri: string, text: string): Promise<number> {
    const session = await test.call('PUT', '/api/v4/file/upload', {
      as,
      json: { uri, size: text.length, policy_id: '' },
    });
    if (session.json.code !== 0) return session.json.code;
    const { session_id: id } = session.json.data as { session_id: string };
    const sent = await test.call('POST', `/api/v4/file/upload/${id}/0`, { as, raw: Buffer.from(text) });
    return sent.json.code;
  }
  const urls = (as: TestUser | undefined, uris: string[], rest: object = {}) =>
    test.call('POST', '/api/v4/file/url', { as, json: { uris, ...rest } });
  const first = (answer: Awaited<ReturnType<typeof urls>>) =>
    (answer.json.data as { urls: { url: string }[] }).urls[0]?.url ?? '';
  const counters = async (id: string) => {
    const number = test.ids.decode(IdKind.SHARE, id);
    return current()
      .read.selectFrom('shares')
      .select(['downloads', 'remain_downloads'])
      .where('id', '=', number)
      .executeTakeFirst();
  };

  it('hands out links with the password alone, and counts them', async () => {
    const { uri, id } = await links.share(owner.actor, 'cloudreve://my/docs', { is_private: true, downloads: 3 });
    const naked = `cloudreve://${id}@share/a.txt`;
    expect((await urls(guest, [naked])).json.aggregated_error?.[naked]?.code).toBe(ErrorCode.INCORRECT_PASSWORD);
    const got = await urls(undefined, [`${uri}/a.txt`]);
    expect(got.json.code).toBe(0);
    expect((await test.call('GET', first(got))).body.toString()).toBe('first');
    expect(await counters(id)).toEqual({ downloads: 1, remain_downloads: 2 });
    // More than are left: nothing is handed out, so nothing is counted.
    const both = [`${uri}/a.txt`, `${uri}/deep/b.txt`, `${uri}/closed/c.txt`];
    expect((await urls(guest, both)).json.code).toBe(ErrorCode.BATCH_PARTIAL);
    expect(await counters(id)).toEqual({ downloads: 1, remain_downloads: 2 });
    const some = await urls(guest, both, { skip_error: true });
    expect((some.json.data as { urls: { url: string }[] }).urls.map(({ url }) => url !== '')).toEqual([
      true,
      true,
      false,
    ]);
    expect(await counters(id)).toEqual({ downloads: 3, remain_downloads: 0 });
    const over = await urls(guest, [`${uri}/a.txt`]);
    expect(over.json.aggregated_error?.[`${uri}/a.txt`]?.code).toBe(ErrorCode.NOT_FOUND);
  });

  it('gives the last download to one of many who ask at once', async () => {
    const { uri, id } = await links.share(owner.actor, 'cloudreve://my/docs/a.txt', { downloads: 3 });
    const answers = await Promise.all(Array.from({ length: 12 }, () => urls(guest, [`${uri}/a.txt`])));
    expect(answers.filter(({ json }) => json.code === 0)).toHaveLength(3);
    expect(await counters(id)).toEqual({ downloads: 3, remain_downloads: 0 });
  });

  it('takes no hint of a listing for a right', async () => {
    const { uri, id } = await links.share(owner.actor, 'cloudreve://my/docs', { is_private: true });
    const { context_hint: hint } = await test.drive.lister.list(guest.caller, { uri });
    const hinted = async (target: string) => {
      const json = { uris: [target] };
      const answer = await test.call('POST', '/api/v4/file/url', {
        as: guest,
        json,
        headers: { 'x-cr-context-hint': hint },
      });
      return answer.json.aggregated_error?.[target]?.code ?? answer.json.code;
    };
    expect(await hinted(`${uri}/a.txt`)).toBe(0);
    expect(await hinted(`cloudreve://${id}@share/a.txt`)).toBe(ErrorCode.INCORRECT_PASSWORD);
    await links.sharing.shares.delete(owner.actor, id);
    expect(await hinted(`${uri}/a.txt`)).toBe(ErrorCode.NOT_FOUND);
  });

  it('shows versions that are no longer current only to whoever may change the file', async () => {
    const place = await test.drive.inspector.info(owner.caller, { uri: 'cloudreve://my/docs/a.txt' });
    const session = { uri: 'cloudreve://my/docs/a.txt', size: 3, policy_id: '', entity_type: 'version' };
    const opened = await test.call('PUT', '/api/v4/file/upload', { as: owner, json: session });
    const { session_id } = opened.json.data as { session_id: string };
    await test.call('POST', `/api/v4/file/upload/${session_id}/0`, { as: owner, raw: Buffer.from('new') });
    const { uri } = await links.share(owner.actor, 'cloudreve://my/docs');
    const old = await urls(guest, [`${uri}/a.txt`], { entity: place.primary_entity });
    expect(old.json.aggregated_error?.[`${uri}/a.txt`]?.code).toBe(ErrorCode.ENTITY_NOT_EXIST);
    const mine = await urls(owner, ['cloudreve://my/docs/a.txt'], { entity: place.primary_entity });
    expect((await test.call('GET', first(mine))).body.toString()).toBe('first');
  });

  it('copies versions that are no longer current only for whoever may change the file', async () => {
    const body = { as: owner, raw: Buffer.from('second') };
    const target = encodeURIComponent('cloudreve://my/docs/a.txt');
    expect((await test.call('PUT', `/api/v4/file/content?uri=${target}`, body)).json.code).toBe(0);
    const sizesOfCopy = async (to: string) => {
      const info = await test.drive.inspector.info(guest.caller, { uri: `${to}/a.txt`, extended: true });
      return info.extended_info?.entities?.map(({ size }) => size);
    };
    const copyTo = async (from: string, to: string) => {
      await test.drive.creator.create(guest.actor, { uri: to, type: 'folder' });
      await test.drive.mover.moveOrCopy(guest.actor, { uris: [from], dst: to, copy: true });
    };
    const reading = await links.share(owner.actor, 'cloudreve://my/docs');
    await copyTo(`${reading.uri}/a.txt`, 'cloudreve://my/read');
    expect(await sizesOfCopy('cloudreve://my/read')).toEqual([6]);
    expect(await test.used(guest.id)).toBe(6);
    const changing = await links.share(owner.actor, 'cloudreve://my/docs', {
      permissions: { other: update, same_group: update },
    });
    await test.drive.permissionEditor.set(owner.actor, {
      uris: ['cloudreve://my/docs/deep'],
      setting: { everyone: read },
    });
    const deep = encodeURIComponent('cloudreve://my/docs/deep/b.txt');
    expect(
      (await test.call('PUT', `/api/v4/file/content?uri=${deep}`, { as: owner, raw: Buffer.from('2') })).json.code,
    ).toBe(0);
    await copyTo(`${changing.uri}/a.txt`, 'cloudreve://my/changed');
    expect(await sizesOfCopy('cloudreve://my/changed')).toEqual([6, 5]);
    // Rules below a folder that is copied count as well.
    await copyTo(`${changing.uri}/deep`, 'cloudreve://my/tree');
    const below = await test.drive.inspector.info(guest.caller, {
      uri: 'cloudreve://my/tree/deep/b.txt',
      extended: true,
    });
    expect(below.extended_info?.entities?.map(({ size }) => size)).toEqual([1]);
    expect(await test.used(guest.id)).toBe(6 + 11 + 1);
  });

  it('packs what the visitor may read, counts it, and stops when the link does', async () => {
    await test.drive.permissionEditor.set(owner.actor, {
      uris: ['cloudreve://my/docs/closed'],
      setting: { everyone: '' },
    });
    const { uri, id } = await links.share(owner.actor, 'cloudreve://my/docs', { downloads: 9 });
    const packed = await urls(guest, [uri], { archive: true });
    const zip = await test.call('GET', first(packed));
    expect(zip.status).toBe(200);
    expect(zip.body.includes('a.txt')).toBe(true);
    expect(zip.body.includes('deep/b.txt')).toBe(true);
    expect(zip.body.includes('c.txt')).toBe(false);
    expect(await counters(id)).toEqual({ downloads: 2, remain_downloads: 7 });
    const one = await links.share(owner.actor, 'cloudreve://my/docs/a.txt');
    for (const path of ['/deep', '/deep/b.txt', '']) {
      const answer = await test.call('GET', first(await urls(guest, [one.uri + path], { archive: true })));
      expect(answer.json.code, path).toBe(ErrorCode.IO_FAILED);
    }
    const again = first(await urls(guest, [uri], { archive: true }));
    await links.sharing.shares.delete(owner.actor, id);
    expect((await test.call('GET', again)).json.code).toBe(ErrorCode.IO_FAILED);
  });

  it('takes uploads where the visitor may create, for the account of the owner', async () => {
    const closed = await links.share(owner.actor, 'cloudreve://my/docs');
    expect(await put(guest, `${closed.uri}/x.txt`, 'x')).toBe(ErrorCode.NO_PERMISSION);
    const { uri, id } = await links.share(owner.actor, 'cloudreve://my/docs', {
      permissions: { everyone: create, anonymous: read },
    });
    const before = await test.used(owner.id);
    expect(await put(guest, `${uri}/new/x.txt`, 'xyz')).toBe(0);
    expect(await test.used(owner.id)).toBe(before + 3);
    expect(await test.used(guest.id)).toBe(0);
    expect(await put(undefined, `${uri}/new/y.txt`, 'xyz')).toBe(ErrorCode.NO_PERMISSION);
    // What may be put there may not be replaced.
    const version = { uri: `${uri}/a.txt`, size: 3, policy_id: '', entity_type: 'version' };
    expect((await test.call('PUT', '/api/v4/file/upload', { as: guest, json: version })).json.code).toBe(
      ErrorCode.OWNER_ONLY,
    );
    const body = { as: guest, raw: Buffer.from('abc') };
    const target = encodeURIComponent(`${uri}/a.txt`);
    expect((await test.call('PUT', `/api/v4/file/content?uri=${target}`, body)).json.code).toBe(ErrorCode.OWNER_ONLY);
    // An upload that was begun ends with the link.
    const begun = await test.call('PUT', '/api/v4/file/upload', {
      as: guest,
      json: { uri: `${uri}/z.txt`, size: 3, policy_id: '' },
    });
    await links.sharing.shares.delete(owner.actor, id);
    const { session_id } = begun.json.data as { session_id: string };
    const late = await test.call('POST', `/api/v4/file/upload/${session_id}/0`, { as: guest, raw: Buffer.from('abc') });
    expect(late.json.code).toBe(ErrorCode.UPLOAD_SESSION_EXPIRED);
  });
});
