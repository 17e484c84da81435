import { ApiError, ErrorCode, FileUri } from '@canopy/contract';
import fc from 'fast-check';
import { beforeAll, expect, it } from 'vitest';
import { describeOnEveryDatabase } from '../test/databases.ts';
import { openTestDrive, type TestDrive, type TestUser } from '../test/drive.ts';
import { type Path, TreeModel } from '../test/tree-model.ts';
import type { FileRow } from './index.ts';

/** Versions that the users of this test keep. */
const kept = 2;
const retention = { enabled: true, extensions: [], max: kept };

const name = fc.constantFrom('a', 'b', 'c', 'd e');
const path = fc.array(name, { maxLength: 4 });
const paths = fc.array(path, { minLength: 1, maxLength: 3 });
const step = fc.oneof(
  {
    weight: 4,
    arbitrary: fc.record({ do: fc.constant('create' as const), path, kind: fc.constantFrom(0 as const, 1 as const) }),
  },
  {
    weight: 2,
    arbitrary: fc.record({ do: fc.constant('fill' as const), path, size: fc.integer({ min: 0, max: 100 }) }),
  },
  fc.record({ do: fc.constant('rename' as const), path, name }),
  { weight: 3, arbitrary: fc.record({ do: fc.constant('move' as const), paths, dst: path, copy: fc.boolean() }) },
  { weight: 2, arbitrary: fc.record({ do: fc.constant('delete' as const), paths, forGood: fc.boolean() }) },
  fc.record({ do: fc.constant('restore' as const), index: fc.nat(5) }),
  { weight: 1, arbitrary: fc.record({ do: fc.constant('empty' as const) }) },
);
type Step = typeof step extends fc.Arbitrary<infer T> ? T : never;

const uriOf = (path: Path) =>
  FileUri.root('my')
    .join(...path)
    .toString();

async function codeOf(work: Promise<unknown>): Promise<number> {
  try {
    await work;
    return ErrorCode.OK;
  } catch (error) {
    if (error instanceof ApiError) return error.code;
    throw error;
  }
}

describeOnEveryDatabase('the tree', (current) => {
  let test: TestDrive;
  beforeAll(async () => {
    test = await openTestDrive(current());
  });

  it('does what the model does, and leaves nothing for fsck', async () => {
    await fc.assert(
      fc.asyncProperty(fc.array(step, { minLength: 5, maxLength: 40 }), async (steps) => {
        const user = await test.user({ versions: retention });
        const model = new TreeModel();
        const take = async (some: readonly Step[]) => {
          for (const each of some)
            expect(await run(user, each, model), JSON.stringify(each)).toBe(expected(each, model));
        };
        await take(steps.slice(0, steps.length / 2));
        const moment = await places(user);
        await take(steps.slice(steps.length / 2));
        expect(await lines(user)).toEqual(model.lines());
        expect(await test.used(user.id)).toBe(model.bytes);
        expect(await findings()).toEqual([]);
        await expectRewound(user, moment);
      }),
      { numRuns: 60 },
    );
  });

  function expected(each: Step, model: TreeModel): number {
    switch (each.do) {
      case 'create':
        return model.create(each.path, each.kind);
      case 'fill':
        model.fill(each.path, each.size, kept);
        return ErrorCode.OK;
      case 'rename':
        return model.rename(each.path, each.name);
      case 'move':
        return model.move(each.paths, each.dst, each.copy);
      case 'delete':
        return model.delete(each.paths, each.forGood);
      case 'restore':
        return model.trash[each.index] ? model.restore(each.index) : ErrorCode.OK;
      case 'empty':
        model.trash.length = 0;
        return ErrorCode.OK;
    }
  }

  /** Runs a step before the model does: what the model then says is compared with what this answered. */
  async function run(user: TestUser, each: Step, model: TreeModel): Promise<number> {
    const { drive } = test;
    const { actor } = user;
    switch (each.do) {
      case 'create': {
        const type = each.kind === 0 ? 'file' : 'folder';
        return codeOf(drive.creator.create(actor, { uri: uriOf(each.path), type }));
      }
      case 'fill':
        if (model.find(each.path)?.kind === 0) await test.fill(actor, uriOf(each.path), each.size);
        return ErrorCode.OK;
      case 'rename':
        return codeOf(drive.renamer.rename(actor, { uri: uriOf(each.path), new_name: each.name }));
      case 'move':
        return codeOf(
          drive.mover.moveOrCopy(actor, { uris: each.paths.map(uriOf), dst: uriOf(each.dst), copy: each.copy }),
        );
      case 'delete':
        return codeOf(drive.trash.delete(actor, { uris: each.paths.map(uriOf), skip_soft_delete: each.forGood }));
      case 'restore': {
        const keys = await trashKeys(user);
        const key = keys[each.index];
        return key ? codeOf(drive.restorer.restore(actor, { uris: [`cloudreve://trash/${key}`] })) : ErrorCode.OK;
      }
      case 'empty':
        return codeOf(drive.trash.empty(actor));
    }
  }

  /** Keys in the order in which things were trashed, as the journal has it. */
  async function trashKeys(user: TestUser): Promise<string[]> {
    const { read } = test.database;
    const rows = await read
      .selectFrom('files')
      .select('trash_key')
      .where('owner_id', '=', user.id)
      .where('trash_key', 'is not', null)
      .execute();
    const left = new Set(rows.map((row) => row.trash_key));
    const journal = await read
      .selectFrom('journal')
      .select('detail')
      .where('owner_id', '=', user.id)
      .where('kind', '=', 'trash')
      .orderBy('id')
      .execute();
    return journal.map((row) => JSON.parse(row.detail ?? '{}').key as string).filter((key) => left.has(key));
  }

  /** Folder and name of everything, and how far the journal is. */
  async function places(user: TestUser) {
    const { read } = test.database;
    const rows = await read.selectFrom('files').selectAll().where('owner_id', '=', user.id).execute();
    const last = await read.selectFrom('journal').select('id').orderBy('id', 'desc').executeTakeFirst();
    return { at: last?.id ?? 0, of: new Map(rows.map((row) => [row.id, `${row.parent_id} ${row.name}`])) };
  }

  /** Takes the changes since a moment back, by the journal alone: everything that is left must be where it was. */
  async function expectRewound(user: TestUser, moment: Awaited<ReturnType<typeof places>>): Promise<void> {
    const { of: now } = await places(user);
    const since = await test.database.read
      .selectFrom('journal')
      .selectAll()
      .where('owner_id', '=', user.id)
      .where('id', '>', moment.at)
      .orderBy('id', 'desc')
      .execute();
    for (const { kind, file_id, from_parent_id, from_name } of since) {
      if (['rename', 'move', 'trash', 'restore'].includes(kind) && now.has(file_id)) {
        now.set(file_id, `${from_parent_id} ${from_name}`);
      }
    }
    for (const [id, place] of moment.of) if (now.has(id)) expect(now.get(id)).toBe(place);
  }

  async function lines(user: TestUser): Promise<string[]> {
    const rows = await test.database.read.selectFrom('files').selectAll().where('owner_id', '=', user.id).execute();
    const links = await test.drive.entities.links(
      test.database.read,
      rows.map((row) => row.id),
    );
    const byId = new Map(rows.map((row) => [row.id, row]));
    const pathOf = (row: FileRow): string => {
      const parent = row.parent_id === null ? undefined : byId.get(row.parent_id);
      return parent ? `${pathOf(parent)}/${row.name}` : `${row.trash_key === null ? '' : 'trash/'}${row.name}`;
    };
    const sizes = (row: FileRow) =>
      links
        .filter((link) => link.file_id === row.id)
        .sort((a, b) => a.id - b.id)
        .map((link) => link.size)
        .join(',');
    const found = rows.map((row) => `${pathOf(row)} ${row.kind} ${sizes(row)}`);
    return (found.length === 0 ? [' 1 '] : found).sort();
  }

  async function findings(): Promise<string[]> {
    const texts: string[] = [];
    for await (const finding of test.drive.fsck.findings()) texts.push(finding.text);
    return texts;
  }
});
