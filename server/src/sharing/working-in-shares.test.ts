import {
  type ConflictDetail,
  encodeFlags,
  FilePermission,
  FileUri,
  IdKind,
  type UploadCredential,
} from '@canopy/contract';
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { MemoryDisk } from '../blobs/drivers/memory/index.ts';
import { describeOnEveryDatabase } from '../test/databases.ts';
import type { TestUser } from '../test/drive.ts';
import { insertTestPolicy } from '../test/policies.ts';
import { withSharing } from '../test/sharing.ts';
import { openTestTransfers, type TestTransfers } from '../test/transfers.ts';
import { DirectLinks, directLinkRoutes } from './index.ts';

const everything = encodeFlags(Object.values(FilePermission));
const reading = encodeFlags([FilePermission.READ]);

/** What guests do behind a link meets what the owner does in the same tree. */
describeOnEveryDatabase('working in a shared folder', (current) => {
  let test: TestTransfers;
  let owner: TestUser;
  let guest: TestUser;
  let link: string;
  let share: ReturnType<typeof withSharing>['share'];
  let second: number;

  beforeAll(async () => {
    test = await openTestTransfers(current(), new MemoryDisk(), undefined, (parts, transfers) =>
      directLinkRoutes(new DirectLinks({ ...parts, content: transfers.links }), transfers.downloads),
    );
    ({ share } = withSharing(test));
    second = await insertTestPolicy(current());
  });
  afterAll(() => test.close());
  beforeEach(async () => {
    owner = await test.user({ policyIds: [test.policyId, second] });
    guest = await test.user();
    await test.drive.creator.create(owner.actor, { uri: 'cloudreve://my/above/shared/in', type: 'folder' });
    const permissions = { everyone: everything, anonymous: reading };
    link = (await share(owner.actor, 'cloudreve://my/above/shared', { permissions })).uri;
  });

  const call = async (method: string, path: string, as: TestUser | undefined, json: object) =>
    (await test.call(method, path, { as, json })).json;
  const upload = async (uri: string, as: TestUser, size = 3) => {
    const { code, data } = await call('PUT', '/api/v4/file/upload', as, { uri, size });
    expect(code).toBe(0);
    return data as UploadCredential;
  };
  const chunk = async (session: UploadCredential, as: TestUser) =>
    (await test.call('POST', `/api/v4/file/upload/${session.session_id}/0`, { as, raw: Buffer.from('abc') })).json.code;
  const rename = (uri: string, as: TestUser) =>
    call('POST', '/api/v4/file/rename', as, { uri, new_name: 'renamed' }) as Promise<{
      code: number;
      msg: string;
      data?: ConflictDetail[];
    }>;
  const holder = (user: TestUser) => ({
    owner: test.ids.encode(IdKind.USER, user.id),
    application: { type: 'upload' },
  });

  describe('meets a lock', () => {
    it('of a guest: the owner sees where it is and may break it, and the guest is told so', async () => {
      const session = await upload(`${link}/in/new.bin`, guest);
      const seen = await rename('cloudreve://my/above', owner);
      expect(seen).toMatchObject({ code: 40073, msg: 'Lock conflict' });
      const token = seen.data?.[0]?.token ?? '';
      expect(seen.data).toEqual([
        { path: 'cloudreve://my/above/shared/in/new.bin', token: expect.any(String), owner: holder(guest), type: 0 },
      ]);
      // The same through his own link.
      expect((await rename(`${link}/in`, owner)).data).toEqual(seen.data);

      const unlock = (tokens: string[]) => call('DELETE', '/api/v4/file/lock', undefined, { tokens });
      expect(await unlock([token, 'unknown'])).toMatchObject({ code: 40001 });
      expect((await rename('cloudreve://my/above', owner)).code).toBe(40073);
      expect(await unlock([token])).toMatchObject({ code: 0 });
      expect(await unlock([token])).toMatchObject({ code: 40001 });
      expect((await rename(`${link}/in`, owner)).code).toBe(0);
      expect(await chunk(session, guest)).toBe(40073);
    });

    it('of the owner: a guest sees no token, and where it is only inside of what is shared', async () => {
      await upload('cloudreve://my/above/shared/in/new.bin', owner);
      expect((await rename(`${link}/in`, guest)).data).toEqual([
        { path: `${link}/in/new.bin`, owner: holder(owner), type: 0 },
      ]);
      const other = (
        await share(owner.actor, 'cloudreve://my/above/shared/in', {
          permissions: { everyone: everything, anonymous: reading },
        })
      ).uri;
      await test.drive.creator.create(guest.actor, { uri: `${link}/beside`, type: 'folder' });
      const scope = await test.drive.locator.open(FileUri.root('my'), owner.caller);
      const lock = {
        elements: ['above'],
        infinite: true,
        application: { type: 'dav' },
        expiresAt: test.clock.now() + 1e6,
      };
      await test.drive.unlock(
        (await current().read.selectFrom('locks').select('token').where('owner_id', '=', owner.id).execute()).map(
          ({ token }) => token,
        ),
      );
      await current().write((tx) => test.drive.locks.acquire(tx, scope, lock));
      for (const uri of [`${link}/beside`, `${other}/new.bin`]) {
        const hidden = await rename(uri, guest);
        expect(hidden.code).toBe(40073);
        expect(hidden.data).toEqual([{ owner: { ...holder(owner), application: { type: 'dav' } }, type: 1 }]);
      }
    });
  });

  it('stores what guests bring under the policy that is mounted above what they see', async () => {
    const policy_id = test.ids.encode(IdKind.POLICY, second);
    await test.drive.mounts.mount(owner.actor, { uri: 'cloudreve://my/above', policy_id });
    const session = await upload(`${link}/in/new.bin`, guest);
    expect(session.storage_policy?.id).toBe(policy_id);
    expect(await chunk(session, guest)).toBe(0);
    expect((await test.drive.lister.list(guest.caller, { uri: link })).storage_policy?.id).toBe(`p${second}`);
    const body = { uri: `${link}/in`, policy_id };
    expect(await call('PATCH', '/api/v4/file/policy', guest, body)).toMatchObject({ code: 403 });
    expect(await call('PATCH', '/api/v4/file/policy', undefined, body)).toMatchObject({ code: 401 });
  });

  it('ends direct links to what somebody else owns from now on', async () => {
    const put = async (uri: string, as: TestUser, text: string) => {
      const path = `/api/v4/file/content?uri=${encodeURIComponent(uri)}`;
      expect((await test.call('PUT', path, { as, raw: Buffer.from(text) })).json.code).toBe(0);
    };
    const linkTo = async (uri: string, as: TestUser) => {
      const { data } = await call('PUT', '/api/v4/file/source', as, { uris: [uri] });
      return (data as { link: string }[])[0]?.link ?? '';
    };
    const status = async (to: string) => (await test.call('GET', to)).status;
    await put('cloudreve://my/gift/deep/x.txt', guest, 'abc');
    await put('cloudreve://my/kept.txt', guest, 'abc');
    const given = await linkTo('cloudreve://my/gift/deep/x.txt', guest);
    const kept = await linkTo('cloudreve://my/kept.txt', guest);
    const moved = await call('POST', '/api/v4/file/move', guest, { uris: ['cloudreve://my/gift'], dst: `${link}/in` });
    expect(moved.code).toBe(0);
    expect(await status(kept)).toBe(302);
    expect(await status(given)).not.toBe(302);
    const uri = 'cloudreve://my/above/shared/in/gift/deep/x.txt';
    const { extended_info: details } = await test.drive.inspector.info(owner.caller, { uri, extended: true });
    expect(details?.direct_links).toEqual([]);
  });

  it('makes direct links for the owner alone', async () => {
    await chunk(await upload(`${link}/in/new.bin`, guest), guest);
    const uri = `${link}/in/new.bin`;
    const ask = (as: TestUser) => call('PUT', '/api/v4/file/source', as, { uris: [uri] });
    expect(await ask(guest)).toMatchObject({ code: 40081, data: [], aggregated_error: { [uri]: { code: 40082 } } });
    const made = await ask(owner);
    expect(made).toMatchObject({ code: 0, data: [{ file_url: uri }] });
    const details = async (as: TestUser) =>
      (await test.drive.inspector.info(as.caller, { uri, extended: true })).extended_info;
    expect((await details(owner))?.direct_links).toHaveLength(1);
    expect(await details(guest)).not.toHaveProperty('direct_links');
  });
});
