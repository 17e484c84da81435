import {
  ErrorCode,
  encodeFlags,
  FilePermission,
  FileUri,
  GroupPermission,
  IdKind,
  type PermissionSetting,
} from '@canopy/contract';
import { beforeAll, beforeEach, expect, it } from 'vitest';
import { describeOnEveryDatabase } from '../test/databases.ts';
import { anonymous, type TestUser, testLimits } from '../test/drive.ts';
import { openTestSharing, type TestSharing } from '../test/sharing.ts';

const read = encodeFlags([FilePermission.READ]);
const all = encodeFlags(Object.values(FilePermission));

describeOnEveryDatabase('behind a link', (current) => {
  let test: TestSharing;
  let owner: TestUser;
  let guest: TestUser;
  beforeAll(async () => {
    test = await openTestSharing(current());
  });
  beforeEach(async () => {
    owner = await test.user();
    guest = await test.user();
    await create(owner, 'cloudreve://my/secret/shared/inner', 'folder');
    await create(owner, 'cloudreve://my/secret/shared/a.txt');
    await create(owner, 'cloudreve://my/secret/shared/inner/b.txt');
    await create(owner, 'cloudreve://my/secret/shared2/other.txt');
    await create(owner, 'cloudreve://my/secret/sibling.txt');
  });
  const create = (who: TestUser, uri: string, type: 'file' | 'folder' = 'file', metadata?: Record<string, string>) =>
    test.drive.creator.create(who.actor, { uri, type, ...(metadata && { metadata }) });
  const list = (who: TestUser | undefined, uri: string) => test.drive.lister.list(who?.caller ?? anonymous, { uri });
  const names = async (who: TestUser | undefined, uri: string) => (await list(who, uri)).files.map(({ name }) => name);
  const codeOf = (work: Promise<unknown>): Promise<number> =>
    work.then(
      () => 0,
      (error) => {
        if (error.code === ErrorCode.BATCH_PARTIAL) return Object.values(error.aggregated as object)[0].code;
        return error.code;
      },
    );
  const rule = (uri: string, setting: PermissionSetting) =>
    test.drive.permissionEditor.set(owner.actor, { uris: [uri], setting });
  const folder = 'cloudreve://my/secret/shared';

  it('shows a folder and what is below, under the address of the link', async () => {
    const { uri, id } = await test.share(owner.actor, folder);
    const listed = await list(guest, uri);
    expect(listed.files.map(({ name, path, owned, permission }) => ({ name, path, owned, permission }))).toEqual([
      { name: 'inner', path: `cloudreve://${id}@share/inner`, owned: false, permission: read },
      { name: 'a.txt', path: `cloudreve://${id}@share/a.txt`, owned: false, permission: read },
    ]);
    expect(await names(undefined, `${uri}/inner`)).toEqual(['b.txt']);
    expect(await names(guest, `${uri}/../../..`)).toEqual(['inner', 'a.txt']);
    expect(JSON.stringify(listed)).not.toContain('secret');
    expect((await list(owner, uri)).files[0]).toMatchObject({ owned: true, permission: null });
    expect((await test.drive.lister.list(guest.caller, { uri: `${uri}?name=b&case_folding` })).files).toMatchObject([
      { name: 'b.txt', path: `cloudreve://${id}@share/inner/b.txt`, permission: read },
    ]);
    expect(await codeOf(test.drive.inspector.info(guest.caller, { uri }))).toBe(ErrorCode.NO_PERMISSION);
  });

  it('never confuses a folder with one whose name begins alike', async () => {
    const { uri } = await test.share(owner.actor, folder);
    for (const path of ['2', '2/other.txt', '/../shared2', '/../shared2/other.txt', '/%2e%2e/shared2']) {
      expect(await codeOf(test.drive.inspector.info(guest.caller, { uri: `${uri}${path}` })), path).not.toBe(0);
    }
  });

  it('of a single file tells nothing about the folder that it is in', async () => {
    const { uri, id } = await test.share(owner.actor, 'cloudreve://my/secret/shared/a.txt');
    const listed = await list(guest, uri);
    expect(listed).toMatchObject({
      single_file_view: true,
      pagination: { page: 0, page_size: 0 },
      parent: { id, name: '', type: 1 },
      files: [{ name: 'a.txt', path: `cloudreve://${id}@share/a.txt` }],
    });
    const folderId = (await test.drive.inspector.info(owner.caller, { uri: folder })).id;
    expect(JSON.stringify(listed)).not.toContain(folderId);
    for (const path of ['/b.txt', '/inner', '/inner/b.txt', '/a.txt/x', '/../sibling.txt', '/A.TXT']) {
      expect(await codeOf(test.drive.inspector.info(guest.caller, { uri: uri + path })), path).toBe(
        ErrorCode.PATH_NOT_EXIST,
      );
      expect(await codeOf(list(guest, uri + path)), path).toBe(ErrorCode.PATH_NOT_EXIST);
    }
    expect(await test.drive.inspector.info(guest.caller, { uri: `${uri}/a.txt` })).toMatchObject({ name: 'a.txt' });
    expect((await list(guest, `${uri}?name=sibling`)).files).toEqual([]);
    expect((await list(guest, `${uri}?name=a.`)).files).toHaveLength(1);
    // The name is the one that the file has now.
    await test.drive.renamer.rename(owner.actor, { uri: 'cloudreve://my/secret/shared/a.txt', new_name: 'z.txt' });
    expect(await names(guest, uri)).toEqual(['z.txt']);
  });

  it('opens to the right password alone, also for the owner', async () => {
    const { uri, id } = await test.share(owner.actor, folder, { is_private: true, password: 'pw123' });
    expect(uri).toBe(`cloudreve://${id}:pw123@share`);
    expect(await names(guest, uri)).toHaveLength(2);
    for (const wrong of [`cloudreve://${id}@share`, `cloudreve://${id}:pw12@share`, `cloudreve://${id}:PW123@share`]) {
      for (const who of [guest, owner, undefined]) {
        expect(await codeOf(list(who, wrong))).toBe(ErrorCode.INCORRECT_PASSWORD);
        expect(await codeOf(list(who, `${wrong}/inner`))).toBe(ErrorCode.INCORRECT_PASSWORD);
      }
    }
  });

  it('is not opened by guessing', async () => {
    const { uri, id } = await test.share(owner.actor, folder, { is_private: true });
    const guesser = { ...anonymous, address: '198.51.100.7' };
    const open = (target: string) => codeOf(test.drive.lister.list(guesser, { uri: target }));
    for (let i = 0; i < 6; i++)
      expect(await open(`cloudreve://${id}:guess${i}@share`)).toBe(ErrorCode.INCORRECT_PASSWORD);
    for (let i = 0; i < 6; i++) await test.sharing.shares.info(guesser, id, { password: `guess${i}` }, '');
    // Now even the right one must wait, for him and for nobody else.
    expect(await open(uri)).toBe(ErrorCode.INCORRECT_PASSWORD);
    const [, password = ''] = /:(\w+)@/.exec(uri) ?? [];
    expect(await test.sharing.shares.info(guesser, id, { password }, '')).toMatchObject({ unlocked: false });
    expect(await names(guest, uri)).toHaveLength(2);
    test.clock.advance(60_000);
    expect(await open(uri)).toBe(0);
  });

  it('asks again with every request whether the link is alive', async () => {
    const { uri, id } = await test.share(owner.actor, folder, { expire: 60 });
    const scope = await test.drive.locator.open(FileUri.parse(uri), guest.caller);
    expect(await names(guest, uri)).toHaveLength(2);
    test.clock.advance(61_000);
    expect(await codeOf(list(guest, uri))).toBe(ErrorCode.NOT_FOUND);
    // Also a scope that was opened while it was.
    expect(await codeOf(scope.find(test.database.read, scope.root))).toBe(ErrorCode.NOT_FOUND);
    expect(await codeOf(list(owner, uri))).toBe(ErrorCode.NOT_FOUND);
    await test.sharing.shares.edit(owner.actor, id, { uri: folder }, '');
    expect(await names(guest, uri)).toHaveLength(2);
    await test.drive.trash.delete(owner.actor, { uris: ['cloudreve://my/secret'] });
    expect(await codeOf(list(guest, uri))).toBe(ErrorCode.NOT_FOUND);
    expect(await codeOf(list(undefined, `${uri}/inner`))).toBe(ErrorCode.NOT_FOUND);
    const [trashed] = (await list(owner, 'cloudreve://trash')).files;
    await test.drive.restorer.restore(owner.actor, { uris: [trashed?.path ?? ''] });
    expect(await names(guest, uri)).toHaveLength(2);
    await test.sharing.shares.delete(owner.actor, id);
    expect(await codeOf(list(guest, uri))).toBe(ErrorCode.NOT_FOUND);
    for (const unknown of ['cloudreve://share', 'cloudreve://zz@share', 'cloudreve://!@share/x']) {
      expect(await codeOf(list(guest, unknown))).toBe(ErrorCode.NOT_FOUND);
    }
  });

  it('admits only groups that may open shares', async () => {
    const { uri } = await test.share(owner.actor, folder);
    const barred = { ...testLimits, id: 9, permissions: new Set<number>() };
    const outsider = await test.user({ group: barred });
    expect(await codeOf(list(outsider, uri))).toBe(ErrorCode.NO_PERMISSION);
    expect(await codeOf(test.drive.lister.list({ ...anonymous, group: barred }, { uri }))).toBe(
      ErrorCode.ANONYMOUS_ACCESS_DENIED,
    );
    // Somebody blocked shares nothing any more.
    const blocked = await test.user();
    await create(blocked, 'cloudreve://my/x');
    const link = await test.share(blocked.actor, 'cloudreve://my/x');
    Object.assign((await test.owners.find(blocked.id)) ?? {}, { active: false });
    expect(await codeOf(list(guest, link.uri))).toBe(ErrorCode.NOT_FOUND);
  });

  it('lets visitors change nothing that they were not given', async () => {
    const { uri } = await test.share(owner.actor, folder);
    const deeds: Record<string, () => Promise<unknown>> = {
      create: () => create(guest, `${uri}/new`),
      rename: () => test.drive.renamer.rename(guest.actor, { uri: `${uri}/a.txt`, new_name: 'x' }),
      trash: () => test.drive.trash.delete(guest.actor, { uris: [`${uri}/a.txt`] }),
      purge: () => test.drive.trash.delete(guest.actor, { uris: [`${uri}/a.txt`], skip_soft_delete: true }),
      move: () => test.drive.mover.moveOrCopy(guest.actor, { uris: [`${uri}/a.txt`], dst: 'cloudreve://my' }),
      metadata: () =>
        test.drive.metadataEditor.patch(guest.actor, {
          uris: [`${uri}/a.txt`],
          patches: [{ key: 'tag:x', value: '' }],
        }),
      permission: () =>
        test.drive.permissionEditor.set(guest.actor, { uris: [`${uri}/a.txt`], setting: { everyone: all } }),
      share: () => test.share(guest.actor, `${uri}/a.txt`),
      view: () => test.drive.views.save(guest.actor, { uri: `${uri}/inner`, view: null }),
      version: () => test.drive.versionEditor.setCurrent(guest.actor, { uri: `${uri}/a.txt`, version: entity }),
      mount: () => test.drive.mounts.mount(guest.actor, { uri: `${uri}/inner`, policy_id: '' }),
    };
    const entity = test.ids.encode(IdKind.ENTITY, await test.fill(owner.actor, `${folder}/a.txt`, 5));
    const before = await test.database.read.selectFrom('journal').select('id').execute();
    for (const [name, deed] of Object.entries(deeds)) {
      expect([ErrorCode.NO_PERMISSION, ErrorCode.OWNER_ONLY], name).toContain(await codeOf(deed()));
    }
    expect(await test.database.read.selectFrom('journal').select('id').execute()).toHaveLength(before.length);
    expect(await codeOf(test.drive.inspector.info(guest.caller, { uri: `${uri}/inner`, folder_summary: true }))).toBe(
      ErrorCode.OWNER_ONLY,
    );
  });

  it('lets visitors do what they were given, and it belongs to the owner', async () => {
    const { uri } = await test.share(owner.actor, folder, { permissions: { everyone: all, anonymous: read } });
    expect(await create(guest, `${uri}/new/deep.txt`)).toMatchObject({ owned: false, path: `${uri}/new/deep.txt` });
    await test.fill(guest.actor, `${uri}/new/deep.txt`, 100);
    expect(await test.used(owner.id)).toBe(100);
    expect(await test.used(guest.id)).toBe(0);
    await test.drive.renamer.rename(guest.actor, { uri: `${uri}/a.txt`, new_name: 'renamed.txt' });
    await test.drive.mover.moveOrCopy(guest.actor, { uris: [`${uri}/renamed.txt`], dst: `${uri}/new` });
    await test.drive.trash.delete(guest.actor, { uris: [`${uri}/inner/b.txt`] });
    expect(await names(owner, `${folder}/new`)).toEqual(['renamed.txt', 'deep.txt']);
    const [trashed] = (await list(owner, 'cloudreve://trash')).files;
    expect(trashed?.metadata).toMatchObject({ 'sys:restore_uri': 'cloudreve://my/secret/shared/inner/b.txt' });
    // A shortcut would lead the owner who knows where.
    const lure = { 'sys:shared_redirect': 'cloudreve://zz@share' };
    expect(await codeOf(create(guest, `${uri}/lure`, 'folder', lure))).toBe(ErrorCode.OWNER_ONLY);
    const patches = [{ key: 'sys:shared_redirect', value: 'cloudreve://zz@share' }];
    expect(await codeOf(test.drive.metadataEditor.patch(guest.actor, { uris: [`${uri}/new`], patches }))).toBe(
      ErrorCode.OWNER_ONLY,
    );
    // What is taken along changes its owner, who pays for it.
    await test.drive.mover.moveOrCopy(guest.actor, { uris: [`${uri}/new`], dst: 'cloudreve://my' });
    expect(await names(guest, 'cloudreve://my/new')).toEqual(['renamed.txt', 'deep.txt']);
    expect([await test.used(owner.id), await test.used(guest.id)]).toEqual([0, 100]);
    expect(await codeOf(create({ ...guest, actor: { ...guest.actor, caller: anonymous } }, `${uri}/x`))).toBe(
      ErrorCode.NO_PERMISSION,
    );
    // The shared folder itself stays where it is.
    for (const deed of [
      () => test.drive.trash.delete(guest.actor, { uris: [uri] }),
      () => test.drive.renamer.rename(guest.actor, { uri, new_name: 'x' }),
      () => test.drive.mover.moveOrCopy(guest.actor, { uris: [uri], dst: 'cloudreve://my' }),
    ]) {
      expect(await codeOf(deed())).toBe(ErrorCode.NO_PERMISSION);
    }
  });

  it('takes a file that is reached through several links once', async () => {
    const permissions = { everyone: all, anonymous: read };
    const first = await test.share(owner.actor, folder, { permissions });
    const second = await test.share(owner.actor, folder, { permissions });
    const inner = await test.share(owner.actor, `${folder}/inner`, { permissions });
    const trashed = async () => (await list(owner, 'cloudreve://trash')).files.map(({ name }) => name);
    await test.drive.trash.delete(guest.actor, {
      uris: [`${first.uri}/a.txt`, `${second.uri}/a.txt`, `${inner.uri}/b.txt`, `${first.uri}/inner`],
    });
    expect((await trashed()).sort()).toEqual(['a.txt', 'inner']);
    const entries = await test.database.read
      .selectFrom('journal')
      .select('id')
      .where('kind', '=', 'trash')
      .where('owner_id', '=', owner.id)
      .execute();
    expect(entries).toHaveLength(2);
    // Equal paths of different links are different things.
    const other = await test.share(owner.actor, 'cloudreve://my/secret/shared2', { permissions });
    await create(owner, `${folder}/other.txt`);
    await test.drive.trash.delete(guest.actor, { uris: [`${first.uri}/other.txt`, `${other.uri}/other.txt`] });
    expect(await trashed()).toHaveLength(4);
  });

  it('closes folders below to those whom their own settings leave out', async () => {
    await rule(`${folder}/inner`, { user_explicit: {}, everyone: '' });
    await create(owner, `${folder}/inner/deeper/c.txt`);
    await rule(`${folder}/inner/deeper`, { everyone: read });
    const { uri } = await test
      .share(owner.actor, folder, { permissions: { everyone: all } })
      .catch(() => test.share(owner.actor, folder, { permissions: { everyone: all, anonymous: read } }));
    const closed = (await list(guest, uri)).files.find(({ name }) => name === 'inner');
    expect(closed?.permission).toBe('');
    expect(await codeOf(list(guest, `${uri}/inner`))).toBe(ErrorCode.NO_PERMISSION);
    // What is there is not to be guessed.
    for (const path of ['b.txt', 'ghost.txt']) {
      expect(await codeOf(test.drive.inspector.info(guest.caller, { uri: `${uri}/inner/${path}` }))).toBe(
        ErrorCode.PATH_NOT_EXIST,
      );
    }
    expect(await names(guest, `${uri}/inner/deeper`)).toEqual(['c.txt']);
    expect(await names(owner, `${uri}/inner`)).toHaveLength(2);
    const found = (await test.drive.lister.list(guest.caller, { uri: `${uri}?name=.txt` })).files;
    expect(found.map(({ name }) => name)).toEqual(['a.txt']);
    // A folder with something closed in it cannot be taken away or deleted, and is copied without it.
    const outer = await test.share(owner.actor, 'cloudreve://my/secret', {
      permissions: { everyone: all, anonymous: read },
    });
    const taken = `${outer.uri}/shared`;
    expect(await codeOf(test.drive.trash.delete(guest.actor, { uris: [taken] }))).toBe(ErrorCode.OWNER_ONLY);
    expect(await codeOf(test.drive.mover.moveOrCopy(guest.actor, { uris: [taken], dst: 'cloudreve://my' }))).toBe(
      ErrorCode.OWNER_ONLY,
    );
    await test.drive.mover.moveOrCopy(guest.actor, { uris: [taken], dst: 'cloudreve://my', copy: true });
    expect(await names(guest, 'cloudreve://my/shared')).toEqual(['a.txt']);
  });

  it('keeps facts for the owner to himself: links to other shares, versions, who pays', async () => {
    await create(owner, `${folder}/link`, 'folder', { 'sys:shared_redirect': 'cloudreve://abc:hush@share' });
    const first = await test.fill(owner.actor, `${folder}/a.txt`, 5);
    await test.fill(owner.actor, `${folder}/a.txt`, 6);
    const { uri } = await test.share(owner.actor, folder);
    expect(JSON.stringify(await list(guest, uri))).not.toContain('hush');
    expect(JSON.stringify(await list(guest, `${uri}?name=link`))).not.toContain('hush');
    expect(JSON.stringify(await list(owner, uri))).toContain('hush');
    expect(await codeOf(list(guest, `${uri}/link`))).toBe(ErrorCode.NO_PERMISSION);
    expect(
      await codeOf(
        test.drive.mover.moveOrCopy(guest.actor, { uris: [`${uri}/link`], dst: 'cloudreve://my', copy: true }),
      ),
    ).toBe(ErrorCode.NO_PERMISSION);
    const details = await test.drive.inspector.info(guest.caller, { uri: `${uri}/a.txt`, extended: true });
    expect(details.extended_info?.entities).toHaveLength(1);
    expect(JSON.stringify(details)).not.toContain(test.ids.encode(IdKind.ENTITY, first));
    expect(details.extended_info).not.toHaveProperty('permissions');
    expect(details.extended_info).not.toHaveProperty('shares');
  });

  it('tells owners of their links and settings', async () => {
    const { id } = await test.share(owner.actor, folder, { is_private: true });
    await rule(folder, { everyone: read });
    const details = await test.drive.inspector.info(owner.caller, { uri: folder, extended: true }, 'https://x');
    expect(details).toMatchObject({ shared: true, extended_info: { permissions: { everyone: read, other: null } } });
    expect(details.extended_info?.shares).toMatchObject([{ id, is_private: true, unlocked: true }]);
    const listed = (await list(owner, 'cloudreve://my/secret')).files;
    expect(listed.map(({ name, shared }) => [name, shared])).toEqual([
      ['shared', true],
      ['shared2', undefined],
      ['sibling.txt', undefined],
    ]);
    await test.drive.permissionEditor.remove(owner.actor, { uris: [folder] });
    expect(
      (await test.drive.inspector.info(owner.caller, { uri: folder, extended: true })).extended_info?.permissions,
    ).toBeNull();
  });

  it('respects locks, whichever way leads to the object', async () => {
    const { uri } = await test.share(owner.actor, folder, { permissions: { everyone: all, anonymous: read } });
    const scope = await test.drive.locator.open(FileUri.parse(folder), owner.caller);
    await test.database.write((tx) =>
      test.drive.locks.acquire(tx, scope, {
        elements: ['secret', 'shared', 'inner'],
        infinite: true,
        application: { type: 'dav' },
        expiresAt: test.clock.now() + 1e6,
      }),
    );
    const error = await test.drive.renamer
      .rename(guest.actor, { uri: `${uri}/inner/b.txt`, new_name: 'x' })
      .catch((thrown) => thrown);
    expect(error.code).toBe(ErrorCode.LOCK_CONFLICT);
    expect(error.data).toEqual([{ path: `${uri}/inner`, owner: expect.anything(), type: 1 }]);
    const inside = await test.share(owner.actor, `${folder}/inner/b.txt`, {
      permissions: { everyone: all, anonymous: read },
    });
    const hidden = await test.drive.renamer
      .rename(guest.actor, { uri: `${inside.uri}/b.txt`, new_name: 'x' })
      .catch((thrown) => thrown);
    expect(hidden.data).toEqual([{ owner: expect.anything(), type: 1 }]);
  });

  it('lets visitors do no more than read unless the group of the owner may allow it', async () => {
    const free = {
      ...testLimits,
      permissions: new Set([...testLimits.permissions, GroupPermission.SET_ANONYMOUS_PERMISSION]),
    };
    expect(await codeOf(test.share(owner.actor, folder, { permissions: { everyone: all } }))).toBe(
      ErrorCode.GROUP_NOT_ALLOWED,
    );
    expect(await codeOf(rule(folder, { anonymous: all }))).toBe(ErrorCode.GROUP_NOT_ALLOWED);
    const generous = await test.user({ group: free });
    await create(generous, 'cloudreve://my/box', 'folder');
    const { uri } = await test.share(generous.actor, 'cloudreve://my/box', { permissions: { everyone: all } });
    const visitor = { ...guest, actor: { caller: anonymous, clientId: undefined } };
    expect(await create(visitor, `${uri}/gift.txt`)).toMatchObject({ name: 'gift.txt' });
    Object.assign((await test.owners.find(generous.id)) ?? {}, { group: testLimits });
    expect(await codeOf(create(visitor, `${uri}/again.txt`))).toBe(ErrorCode.NO_PERMISSION);
  });
});
