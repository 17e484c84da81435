import { encodeFlags, FilePermission, GroupPermission, IdKind } from '@canopy/contract';
import { afterAll, beforeAll, beforeEach, expect, it } from 'vitest';
import { MemoryDisk } from '../blobs/drivers/memory/index.ts';
import { describeOnEveryDatabase } from '../test/databases.ts';
import { type TestUser, testLimits } from '../test/drive.ts';
import { withSharing } from '../test/sharing.ts';
import { openTestTransfers, type TestTransfers } from '../test/transfers.ts';
import { zipOf } from './formats/crafted.ts';
import { fixture } from './formats/fixtures.ts';
import { Archives, archiveRoutes } from './index.ts';

const mayOpen = { ...testLimits, permissions: new Set([...testLimits.permissions, GroupPermission.ARCHIVE_TASK]) };

describeOnEveryDatabase('what is in an archive', (current) => {
  let test: TestTransfers;
  let me: TestUser;
  let archives: Archives;
  let share: ReturnType<typeof withSharing>['share'];
  beforeAll(async () => {
    test = await openTestTransfers(current(), new MemoryDisk(), undefined, (parts) => {
      archives = new Archives(parts);
      return archiveRoutes(archives);
    });
    ({ share } = withSharing(test));
  });
  afterAll(async () => {
    await archives.close();
    await test.close();
  });
  beforeEach(async () => {
    me = await test.user({ group: mayOpen });
  });

  const put = async (name: string, raw: Buffer, as = me) => {
    const uri = `cloudreve://my/${name.split('/').map(encodeURIComponent).join('/')}`;
    const { json } = await test.call('PUT', `/api/v4/file/content?uri=${encodeURIComponent(uri)}`, { as, raw });
    expect(json.code).toBe(0);
    return uri;
  };
  const ask = async (uri: string, more: Record<string, string> = {}, as: TestUser | undefined = me) => {
    const query = new URLSearchParams({ uri, ...more });
    return (await test.call('GET', `/api/v4/file/archive?${query}`, { as })).json;
  };
  const publicId = ({ id }: TestUser) => test.ids.encode(IdKind.USER, id);
  const names = (answer: { data?: unknown }) =>
    (answer.data as { files: { name: string }[] } | undefined)?.files.map(({ name }) => name);

  it('is told for every format', async () => {
    const zip = zipOf([{ name: 'README.md', size: 10 }, { name: 'src/' }]);
    expect(await ask(await put('a.zip', zip))).toEqual({
      code: 0,
      msg: '',
      data: {
        files: [
          { name: 'README.md', size: 10, updated_at: '2025-06-15T00:00:00.000Z', is_directory: false },
          { name: 'src', size: 0, updated_at: '2025-06-15T00:00:00.000Z', is_directory: true },
        ],
      },
    });
    expect(names(await ask(await put('a.7z', fixture('lzma2'))))).toHaveLength(7);
    expect(names(await ask(await put('a.tar.gz', fixture('paxTarGz'))))).toHaveLength(9);
    expect(names(await ask(await put('a.TZST', fixture('paxTarZst'))))).toHaveLength(9);
  });

  it('is told in the encoding that is asked for, each of its own', async () => {
    const gbk = Buffer.from([0xd6, 0xd0, 0xce, 0xc4, 0x2e, 0x74, 0x78, 0x74]);
    const uri = await put('gbk.zip', zipOf([{ name: gbk }]));
    expect(names(await ask(uri, { text_encoding: 'GBK' }))).toEqual(['中文.txt']);
    expect(names(await ask(uri, { text_encoding: 'shiftjis' }))).toEqual(['ﾖﾐﾎﾄ.txt']);
    expect(names(await ask(uri))).toEqual(['╓╨╬─.txt']);
    expect(names(await ask(uri, { text_encoding: '' }))).toEqual(['╓╨╬─.txt']);
    expect(await ask(uri, { text_encoding: 'klingon' })).toMatchObject({ code: 403 });
  });

  it('is told for each version', async () => {
    const uri = await put('v.zip', zipOf([{ name: 'one' }]));
    const first = (await test.drive.inspector.info(me.caller, { uri })).primary_entity ?? '';
    await put('v.zip', zipOf([{ name: 'two' }]));
    expect(names(await ask(uri))).toEqual(['two']);
    expect(names(await ask(uri, { entity: first }))).toEqual(['one']);
    const other = await put('w.zip', zipOf([]));
    expect(await ask(other, { entity: first })).toMatchObject({ code: 40077 });
    expect(await ask(uri, { entity: '?' })).toMatchObject({ code: 40077 });
    await test.drive.creator.create(me.actor, { uri: 'cloudreve://my/empty.zip', type: 'file' });
    expect(await ask('cloudreve://my/empty.zip')).toMatchObject({ code: 40077 });
  });

  it('is looked up once in an hour', async () => {
    const uri = await put('once.zip', zipOf([{ name: 'x' }]));
    expect(names(await ask(uri))).toEqual(['x']);
    const row = await current()
      .read.selectFrom('files')
      .innerJoin('entities', 'entities.id', 'files.primary_entity')
      .select('entities.source')
      .where('files.owner_id', '=', me.id)
      .executeTakeFirstOrThrow();
    await test.store.remove(row.source);
    expect(names(await ask(uri))).toEqual(['x']);
    test.clock.advance(3_600_001);
    expect(await ask(uri)).toMatchObject({ code: 50004 });
  });

  it('is nobody’s business who may not read it, or whose group may not open archives', async () => {
    const uri = await put('a.zip', zipOf([{ name: 'x' }]));
    const own = uri.replace('cloudreve://', `cloudreve://${test.ids.encode(IdKind.USER, me.id)}@`);
    expect(await ask(own, {}, await test.user({ group: mayOpen }))).toMatchObject({ code: 403 });
    expect(await ask(uri, {}, await test.user())).toMatchObject({ code: 40007 });
    expect(await ask('cloudreve://share/a.zip')).toMatchObject({ code: 404 });
    await test.drive.trash.delete(me.actor, { uris: [uri] });
    const { files } = await test.drive.lister.list(me.caller, { uri: 'cloudreve://trash' });
    expect(await ask(files[0]?.path ?? '')).toMatchObject({ code: 403 });
    expect(await ask(uri)).toMatchObject({ code: 40016 });
  });

  it('is told through a link to those who may read behind it', async () => {
    await test.drive.creator.create(me.actor, { uri: 'cloudreve://my/shared', type: 'folder' });
    await put('shared/a.zip', zipOf([{ name: 'x' }]));
    const guest = await test.user({ group: mayOpen });
    const reading = encodeFlags([FilePermission.READ]);
    const open = await share(me.actor, 'cloudreve://my/shared', { is_private: true, password: 'secret' });
    expect(names(await ask(`${open.uri}/a.zip`, {}, guest))).toEqual(['x']);
    expect(await ask(`cloudreve://${open.id}@share/a.zip`, {}, guest)).toMatchObject({ code: 40069 });
    expect(await ask(`${open.uri}/../a.zip`, {}, guest)).toMatchObject({ code: 0 });
    const closed = await share(me.actor, 'cloudreve://my/shared', {
      permissions: { everyone: reading, user_explicit: { [publicId(guest)]: '' } },
    });
    expect(names(await ask(`${closed.uri}/a.zip`, {}, await test.user({ group: mayOpen })))).toEqual(['x']);
    // Whoever may not read is not even told that it is there.
    expect(await ask(`${closed.uri}/a.zip`, {}, guest)).toMatchObject({ code: 40016 });
  });

  it('of earlier versions is told only to those who may change the file', async () => {
    await test.drive.creator.create(me.actor, { uri: 'cloudreve://my/versions', type: 'folder' });
    await put('versions/a.zip', zipOf([{ name: 'before' }]));
    const uri = 'cloudreve://my/versions/a.zip';
    const entity = (await test.drive.inspector.info(me.caller, { uri })).primary_entity ?? '';
    await put('versions/a.zip', zipOf([{ name: 'now' }]));
    const guest = await test.user({ group: mayOpen });
    const reading = await share(me.actor, 'cloudreve://my/versions');
    expect(names(await ask(`${reading.uri}/a.zip`, {}, guest))).toEqual(['now']);
    expect(await ask(`${reading.uri}/a.zip`, { entity }, guest)).toMatchObject({ code: 40077 });
    const changing = await share(me.actor, 'cloudreve://my/versions', {
      permissions: { user_explicit: { [publicId(guest)]: encodeFlags([FilePermission.UPDATE]) } },
    });
    expect(names(await ask(`${changing.uri}/a.zip`, { entity }, guest))).toEqual(['before']);
  });

  it('is not told of what is no archive, or a broken one', async () => {
    const text = await put('a.txt', Buffer.from('text'));
    await test.drive.creator.create(me.actor, { uri: 'cloudreve://my/folder.zip', type: 'folder' });
    expect(await ask(text)).toMatchObject({ code: 403 });
    expect(await ask('cloudreve://my/folder.zip')).toMatchObject({ code: 403 });
    expect(await ask('cloudreve://my/ghost.zip')).toMatchObject({ code: 40016 });
    expect(await ask('nonsense')).toMatchObject({ code: 40001 });
    for (const name of ['b.zip', 'b.7z', 'b.rar', 'b.tar', 'b.tgz', 'b.tar.zst']) {
      expect(await ask(await put(name, Buffer.from('no archive'))), name).toMatchObject({
        code: 50004,
        msg: expect.stringContaining('damaged'),
      });
    }
  });

  it('is told up to the size that the group may open', async () => {
    const zip = zipOf([{ name: 'x' }]);
    const user = (decompressSize: number) => test.user({ group: { ...mayOpen, decompressSize } });
    const [large, small] = [await user(zip.length), await user(zip.length - 1)];
    expect(await ask(await put('a.zip', zip, large), {}, large)).toMatchObject({ code: 0 });
    expect(await ask(await put('a.zip', zip, small), {}, small)).toMatchObject({ code: 40049 });
  });
});
