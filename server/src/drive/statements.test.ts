import { CompiledQuery } from 'kysely';
import { beforeAll, expect, it } from 'vitest';
import { CountingDatabase } from '../test/counting-database.ts';
import { describeOnEveryDatabase } from '../test/databases.ts';
import { openTestDrive, type TestDrive, type TestUser } from '../test/drive.ts';

/** What is proved here: how much there is does not change how many statements a request takes. */
describeOnEveryDatabase('the number of statements', (current) => {
  let counting: CountingDatabase;
  let test: TestDrive;
  let me: TestUser;
  beforeAll(async () => {
    counting = new CountingDatabase(current());
    test = await openTestDrive(counting);
    me = await test.user();
    await fill('few', 10, 1);
    await fill('many', 1000, 12);
  });

  /** A folder with so many files, each with so many metadata keys; one of them with twenty times the versions. */
  async function fill(name: string, count: number, keys: number): Promise<void> {
    const { database, drive, policyId } = test;
    const folder = `cloudreve://my/${name}`;
    await drive.creator.create(me.actor, { uri: `${folder}/versions/x`, type: 'file' });
    for (let version = 0; version < keys; version++) await test.fill(me.actor, `${folder}/versions/x`, 5);
    const parent = await database.read
      .selectFrom('files')
      .select('id')
      .where('owner_id', '=', me.id)
      .where('name', '=', name)
      .executeTakeFirstOrThrow();
    const rows = Array.from({ length: count }, (_, index) => ({
      ...{ owner_id: me.id, parent_id: parent.id, name: `file ${String(index).padStart(4, '0')}.txt` },
      ...{ kind: 0, size: 0, policy_id: policyId, symbolic: 0, created_at: 1, updated_at: 1 },
    }));
    await database.write(async (tx) => {
      for (let at = 0; at < rows.length; at += 200) {
        const made = await drive.tree.insertMany(tx, rows.slice(at, at + 200));
        const facts = made.flatMap(({ id }) =>
          Array.from({ length: keys }, (_, key) => ({ file_id: id, key: `tag:t${key}`, value: '#fff' })),
        );
        await drive.metadata.put(tx, facts);
      }
    });
  }

  async function costs(work: (folder: string) => Promise<unknown>): Promise<[few: number, many: number]> {
    // Prepared statements and what is remembered of users come with the first time.
    for (const name of ['few', 'many']) await work(`cloudreve://my/${name}`);
    return [
      await counting.countOf(() => work('cloudreve://my/few')),
      await counting.countOf(() => work('cloudreve://my/many')),
    ];
  }

  it.each([
    ['a page of a listing', { page_size: 5 }],
    ['a whole listing', { page_size: 1000 }],
    ['a listing by size', { page_size: 1000, order_by: 'size', order_direction: 'desc' }],
  ])('is the same for %s', async (_name, query) => {
    for (const cursors of [true, false]) {
      test.settings.useCursorPagination = cursors;
      const [few, many] = await costs((uri) => test.drive.lister.list(me.caller, { uri, ...query }));
      expect(many).toBe(few);
      expect(many).toBeLessThan(12);
    }
    test.settings.useCursorPagination = true;
  });

  it('is no larger for a page of a search', async () => {
    const [few, many] = await costs((uri) =>
      test.drive.lister.list(me.caller, { uri: `${uri}?name=file&meta_tag%3At0=`, page_size: 1000 }),
    );
    // Where a page is full, nobody looks any further.
    expect(many).toBeLessThanOrEqual(few);
  });

  it('is the same for everything about a file, however many versions and metadata it has', async () => {
    const [few, many] = await costs((uri) =>
      test.drive.inspector.info(me.caller, { uri: `${uri}/versions/x`, extended: true }),
    );
    expect(many).toBe(few);
  });

  it('is the same for what takes a folder elsewhere', async () => {
    const { drive } = test;
    await drive.creator.create(me.actor, { uri: 'cloudreve://my/to', type: 'folder' });
    const there = async (uri: string) => {
      const name = uri.slice(uri.lastIndexOf('/') + 1);
      await drive.mover.moveOrCopy(me.actor, { uris: [uri], dst: 'cloudreve://my/to' });
      await drive.renamer.rename(me.actor, { uri: `cloudreve://my/to/${name}`, new_name: `${name}!` });
      await drive.trash.delete(me.actor, { uris: [`cloudreve://my/to/${name}!`] });
    };
    const few = await counting.countOf(() => there('cloudreve://my/few'));
    const many = await counting.countOf(() => there('cloudreve://my/many'));
    expect(many).toBe(few);
    const { files } = await drive.lister.list(me.caller, { uri: 'cloudreve://trash' });
    const back = async (name: string) => {
      const uri = files.find((file) => file.name === name)?.path ?? '';
      await drive.restorer.restore(me.actor, { uris: [uri] });
    };
    expect(await counting.countOf(() => back('many!'))).toBe(await counting.countOf(() => back('few!')));
  });

  it('is one for the size of a folder, which looks at nothing but what is in it', async () => {
    await test.drive.creator.create(me.actor, { uri: 'cloudreve://my/sized/below', type: 'folder' });
    counting.scanned.length = 0;
    const { read, dialect } = counting;
    const { folder_summary: summary } = await test.drive.inspector.info(me.caller, {
      ...{ uri: 'cloudreve://my/sized', folder_summary: true },
    });
    expect(summary?.completed).toBe(true);
    const [statement, ...others] = counting.scanned;
    expect(others).toEqual([]);
    if (dialect !== 'sqlite' || !statement) return;
    const explained = CompiledQuery.raw(`explain query plan ${statement.sql}`, [...statement.parameters]);
    const { rows } = await read.executeQuery<{ detail: string }>(explained);
    const steps = rows.map((row) => row.detail);
    expect(steps.filter((step) => /^SCAN (files|entities|file_entities)/.test(step))).toEqual([]);
    expect(steps.filter((step) => /^SEARCH files USING/.test(step))).not.toEqual([]);
  });
});
