import { beforeAll, beforeEach, expect, it } from 'vitest';
import type { Schema } from '../db/index.ts';
import { describeOnEveryDatabase } from '../test/databases.ts';
import { openTestDrive, type TestDrive, type TestUser } from '../test/drive.ts';
import type { FileRow, Finding } from './index.ts';

describeOnEveryDatabase('fsck', (current) => {
  let test: TestDrive;
  let me: TestUser;
  beforeAll(async () => {
    test = await openTestDrive(current());
  });
  beforeEach(async () => {
    me = await test.user();
    await test.drive.creator.create(me.actor, { uri: 'cloudreve://my/a/b', type: 'folder' });
    await test.fill(me.actor, 'cloudreve://my/a/b/x', 10);
    await test.fill(me.actor, 'cloudreve://my/a/b/x', 20);
  });
  const row = (name: string): Promise<FileRow> =>
    test.database.read
      .selectFrom('files')
      .selectAll()
      .where('owner_id', '=', me.id)
      .where('name', '=', name)
      .executeTakeFirstOrThrow();
  const damage = (
    name: string,
    change: Partial<Pick<Schema['files'], 'parent_id' | 'owner_id' | 'size' | 'primary_entity' | 'kind'>>,
  ) =>
    test.database.write(async (tx) => {
      const { id } = await row(name);
      await tx.db.updateTable('files').set(change).where('id', '=', id).execute();
    });
  async function findings(): Promise<Finding[]> {
    const found: Finding[] = [];
    for await (const finding of test.drive.fsck.findings()) found.push(finding);
    return found;
  }
  /** Repairs until nothing is found. @returns the checks that found something. */
  async function repair(): Promise<string[]> {
    const checks = new Set<string>();
    for (let round = 0; round < 5; round++) {
      const found = await findings();
      if (found.length === 0) return [...checks];
      for (const finding of found) {
        checks.add(finding.check);
        expect(finding.text).not.toBe('');
        await test.database.write((tx) => finding.repair(tx));
      }
    }
    throw new Error('the repair finds no end');
  }
  const trashed = async () =>
    (await test.drive.lister.list(me.caller, { uri: 'cloudreve://trash' })).files.map((file) => file.name).sort();

  it('finds nothing in a sound drive', async () => {
    await test.drive.trash.delete(me.actor, { uris: ['cloudreve://my/a'] });
    expect(await findings()).toEqual([]);
  });

  it('puts quota and references right', async () => {
    await test.database.write(async (tx) => {
      await tx.db.updateTable('users').set({ storage_used: 7 }).where('id', '=', me.id).execute();
      const { primary_entity } = await row('x');
      await tx.db
        .updateTable('entities')
        .set({ reference_count: 5, unlinked_at: 1 })
        .where('id', '=', primary_entity ?? 0)
        .execute();
    });
    expect(await repair()).toEqual(['references', 'quota']);
    expect(await test.used(me.id)).toBe(30);
  });

  it('puts versions right', async () => {
    const { primary_entity } = await row('x');
    await damage('x', { size: 999 });
    expect(await repair()).toEqual(['versions']);
    expect(await row('x')).toMatchObject({ size: 20, primary_entity });
    await damage('x', { primary_entity: 999_999 });
    expect(await repair()).toEqual(['versions']);
    expect(await row('x')).toMatchObject({ size: 20, primary_entity });
    await damage('b', { size: 3 });
    expect(await repair()).toEqual(['versions']);
  });

  it('saves what has no place into the trash', async () => {
    await damage('b', { parent_id: null });
    expect(await repair()).toEqual(['places']);
    expect(await trashed()).toEqual(['b']);
    const { files } = await test.drive.lister.list(me.caller, { uri: 'cloudreve://trash' });
    await test.drive.restorer.restore(me.actor, { uris: [files[0]?.path ?? ''] });
    expect(await test.drive.inspector.info(me.caller, { uri: 'cloudreve://my/b/x' })).toMatchObject({ size: 20 });
  });

  it('cuts cycles', async () => {
    const { id } = await row('b');
    await damage('a', { parent_id: id });
    expect(await repair()).toEqual(['places']);
    expect(await trashed()).toEqual(['a']);
  });

  it('takes things out of files', async () => {
    await test.drive.creator.create(me.actor, { uri: 'cloudreve://my/f', type: 'file' });
    const { id } = await row('f');
    await damage('b', { parent_id: id });
    expect(await repair()).toEqual(['places']);
    expect(await trashed()).toEqual(['b']);
  });

  it('gives things to the owner of their folder, who pays', async () => {
    const other = await test.user();
    await damage('x', { owner_id: other.id });
    expect(await repair()).toEqual(['owners', 'quota']);
    expect([await test.used(me.id), await test.used(other.id)]).toEqual([30, 0]);
  });

  it('gives a user a root again', async () => {
    const root = await row('');
    await test.database.write(async (tx) => {
      const { id } = await row('x');
      await tx.db.updateTable('users').set({ root_id: id }).where('id', '=', me.id).execute();
    });
    await repair();
    expect((await row('')).id).toBe(root.id);
    expect(await test.drive.inspector.info(me.caller, { uri: 'cloudreve://my/a/b/x' })).toMatchObject({ size: 20 });
    await test.drive.creator.create(me.actor, { uri: 'cloudreve://my/new', type: 'folder' });
    expect(await findings()).toEqual([]);
  });

  it('lets what lost its origin be restored', async () => {
    await test.drive.trash.delete(me.actor, { uris: ['cloudreve://my/a/b'] });
    await test.database.write(async (tx) => {
      await tx.db.deleteFrom('metadata').where('key', '=', 'sys:restore_uri').execute();
    });
    expect(await repair()).toEqual(['trash']);
    const { files } = await test.drive.lister.list(me.caller, { uri: 'cloudreve://trash' });
    await test.drive.restorer.restore(me.actor, { uris: files.map((file) => file.path ?? '') });
    expect(await test.drive.inspector.info(me.caller, { uri: 'cloudreve://my/b' })).toMatchObject({ type: 1 });
  });
});
