import { ApiError, ErrorCode } from '@canopy/contract';
import { beforeAll, beforeEach, expect, it } from 'vitest';
import { describeOnEveryDatabase } from '../test/databases.ts';
import { openTestDrive, type TestDrive, type TestUser } from '../test/drive.ts';

/** RELIABILITY.md battery 9: what people and programs put where a name should be. */
const names = [
  '.',
  '..',
  '...',
  '../../etc/passwd',
  '..%2f..%2fetc',
  '%2e%2e',
  '%252e%252e%252f',
  '%c0%ae%c0%ae',
  '%',
  '%zz',
  '\\..\\..',
  'a\\b',
  '\0',
  'a\0b',
  '%00',
  '%01',
  '\u007f',
  'CON',
  'nul.txt',
  'trailing. ',
  ' ',
  '.hidden',
  '\u202egpj.exe',
  '\u0301',
  'é',
  'e\u0301',
  '\ud800',
  '😀'.repeat(63),
  '😀'.repeat(64),
  'x'.repeat(255),
  'x'.repeat(256),
  'x'.repeat(4096),
  '文'.repeat(85),
  '文'.repeat(86),
  '__proto__',
  'constructor',
  'a:b',
  'a?b=c',
  'a#b',
  '"',
  "'; drop table files; --",
  '*',
  '<script>',
  '|',
  'a/b',
  '/',
  '',
];

/** What a refusal may say; anything but an ApiError with one of these is a fault. */
const refusals: readonly number[] = [
  ErrorCode.PARAM_INVALID,
  ErrorCode.ILLEGAL_OBJECT_NAME,
  ErrorCode.PATH_NOT_EXIST,
  ErrorCode.NO_PERMISSION,
  ErrorCode.NOT_FOUND,
  ErrorCode.OBJECT_EXIST,
  ErrorCode.BATCH_PARTIAL,
];

describeOnEveryDatabase('a hostile name', (current) => {
  let test: TestDrive;
  let me: TestUser;
  beforeAll(async () => {
    test = await openTestDrive(current());
  });
  beforeEach(async () => {
    me = await test.user();
    await test.drive.creator.create(me.actor, { uri: 'cloudreve://my/share', type: 'folder' });
    await test.drive.creator.create(me.actor, { uri: 'cloudreve://my/share2/secret', type: 'folder' });
  });
  const outcome = (work: () => Promise<unknown>): Promise<number> =>
    Promise.resolve()
      .then(work)
      .then(
        () => 0,
        (error) => {
          if (error instanceof ApiError) return error.code;
          throw error;
        },
      );

  it.each(names.map((name) => [JSON.stringify(name).slice(0, 30), name] as const))(
    '%s is a name or is refused',
    async (_, name) => {
      const { drive } = test;
      const texts = [name, ...(name.isWellFormed() ? [encodeURIComponent(name)] : [])];
      for (const text of texts) {
        const uri = `cloudreve://my/share/${text}`;
        const doors = [
          () => drive.creator.create(me.actor, { uri, type: 'folder' }),
          () => drive.creator.create(me.actor, { uri: `cloudreve://my/share/${text}/below`, type: 'file' }),
          () => drive.renamer.rename(me.actor, { uri: 'cloudreve://my/share2/secret', new_name: name }),
          () => drive.renamer.rename(me.actor, { uri, new_name: 'fine' }),
          () => drive.lister.list(me.caller, { uri }),
          () => drive.lister.list(me.caller, { uri: `cloudreve://my?name=${text}` }),
          () => drive.lister.list(me.caller, { uri: `cloudreve://${text}@my` }),
          () => drive.lister.list(me.caller, { uri: `cloudreve://${text}:${text}@share/${text}` }),
          () => drive.inspector.info(me.caller, { uri }),
          () => drive.inspector.info(me.caller, { id: text }),
          () => drive.mover.moveOrCopy(me.actor, { uris: [uri, `${uri}x`], dst: 'cloudreve://my/share2', copy: true }),
          () => drive.mover.moveOrCopy(me.actor, { uris: ['cloudreve://my/share2'], dst: uri }),
          () => drive.metadataEditor.patch(me.actor, { uris: [uri], patches: [{ key: `tag:${name}`, value: name }] }),
          () => drive.trash.delete(me.actor, { uris: [`cloudreve://trash/${text}`, `cloudreve://trash/${text}y`] }),
          () => drive.restorer.restore(me.actor, { uris: [`cloudreve://trash/${text}`] }),
          () => drive.unlock([name]),
        ];
        for (const [index, door] of doors.entries()) {
          const code = await outcome(door);
          if (code !== 0) expect(refusals, `door ${index} said ${code}`).toContain(code);
        }
      }
      const rows = await test.database.read
        .selectFrom('files')
        .select(['name', 'parent_id'])
        .where('owner_id', '=', me.id)
        .where('parent_id', 'is not', null)
        .execute();
      for (const row of rows) {
        expect(row.name).not.toMatch(/^\.{0,2}$|[\\/:*?"<>|]/);
        expect(Buffer.byteLength(row.name)).toBeLessThanOrEqual(255);
      }
    },
  );

  it('of one folder is not the beginning of another', async () => {
    const { drive } = test;
    await drive.trash.delete(me.actor, { uris: ['cloudreve://my/share'], skip_soft_delete: true });
    expect(await drive.inspector.info(me.caller, { uri: 'cloudreve://my/share2/secret' })).toMatchObject({ type: 1 });
    await drive.creator.create(me.actor, { uri: 'cloudreve://my/share', type: 'folder' });
    await drive.mover.moveOrCopy(me.actor, { uris: ['cloudreve://my/share'], dst: 'cloudreve://my/share2' });
    expect(await drive.inspector.info(me.caller, { uri: 'cloudreve://my/share2/share' })).toMatchObject({ type: 1 });
  });

  it('keeps composed and decomposed letters apart, and deep places in reach', async () => {
    const { drive } = test;
    for (const name of ['é', 'e\u0301', 'É']) {
      await drive.creator.create(me.actor, {
        uri: `cloudreve://my/share/${name}`,
        type: 'file',
        err_on_conflict: true,
      });
    }
    expect((await drive.lister.list(me.caller, { uri: 'cloudreve://my/share' })).files).toHaveLength(3);
    const deep = `cloudreve://my/${Array.from({ length: 400 }, (_, depth) => `d${depth % 7}`).join('/')}`;
    await drive.creator.create(me.actor, { uri: deep, type: 'folder' });
    expect(await drive.inspector.info(me.caller, { uri: deep })).toMatchObject({ path: deep });
    await drive.trash.delete(me.actor, { uris: ['cloudreve://my/d0'], skip_soft_delete: true });
    for await (const finding of drive.fsck.findings()) throw new Error(finding.text);
  });
});
