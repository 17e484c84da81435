/** Random trees with random rules: whatever way a visitor looks, he sees exactly what the rules let him see. */
import { ErrorCode, encodeFlags, FilePermission, type PermissionSetting } from '@canopy/contract';
import fc from 'fast-check';
import { beforeAll, expect, it } from 'vitest';
import { describeOnEveryDatabase } from '../test/databases.ts';
import type { TestUser } from '../test/drive.ts';
import { openTestSharing, type TestSharing } from '../test/sharing.ts';

const flags = {
  none: '',
  read: encodeFlags([FilePermission.READ]),
  tidy: encodeFlags([FilePermission.READ, FilePermission.DELETE]),
  all: encodeFlags(Object.values(FilePermission)),
};
type Level = keyof typeof flags;

/** What the rules of a node say to everybody who is signed in; undefined = it has none. */
interface Node {
  readonly name: string;
  readonly folder: boolean;
  readonly level: Level | undefined;
  readonly children: readonly Node[];
}

const level: fc.Arbitrary<Level> = fc.constantFrom('none', 'read', 'tidy', 'all');
const { tree } = fc.letrec<{ tree: Node; node: Node }>((tie) => ({
  node: fc.oneof({ maxDepth: 3 }, leaf(), tie('tree')),
  tree: fc.record({
    name: fc.constant(''),
    folder: fc.constant(true),
    level: fc.option(level, { nil: undefined, freq: 2 }),
    children: fc.array(tie('node'), { maxLength: 3 }),
  }),
}));
function leaf(): fc.Arbitrary<Node> {
  return fc.record({
    name: fc.constant(''),
    folder: fc.constant(false),
    level: fc.option(level, { nil: undefined, freq: 3 }),
    children: fc.constant([]),
  });
}

/** A node and what must be true of it, told apart from how the drive finds it out. */
interface Seen {
  /** Names from the shared folder down. */
  readonly path: readonly string[];
  readonly folder: boolean;
  readonly level: Level;
  /** Everything on the way down to it may be listed. */
  readonly reached: boolean;
  readonly children: readonly Seen[];
}

function see(node: Node, path: readonly string[], above: Level, reached: boolean, own = node.level): Seen {
  const here = own ?? above;
  const children = node.children.map((child, index) => {
    const name = `${child.folder ? 'd' : 'f'}${index}`;
    return see(child, [...path, name], here, reached && here !== 'none');
  });
  return { path, folder: node.folder, level: here, reached, children };
}

function all(seen: Seen): Seen[] {
  return [seen, ...seen.children.flatMap(all)];
}

/** What a copy takes along: what may be read, down to what may not. */
function copyable(seen: Seen): Seen[] {
  return seen.level === 'none' ? [] : [seen, ...seen.children.flatMap(copyable)];
}

const flagsOf = ({ level: at, folder }: Seen) =>
  at === 'all' && !folder
    ? encodeFlags([FilePermission.READ, FilePermission.UPDATE, FilePermission.DELETE])
    : flags[at];
const mayDelete = (seen: Seen): boolean => seen.level === 'tidy' || seen.level === 'all';
const nameOf = (seen: Seen) => seen.path.at(-1) ?? '';

describeOnEveryDatabase('what a visitor sees', (current) => {
  let test: TestSharing;
  let owner: TestUser;
  let guest: TestUser;
  let shares = 0;
  beforeAll(async () => {
    test = await openTestSharing(current());
    owner = await test.user();
    guest = await test.user();
  });
  const codeOf = (work: Promise<unknown>): Promise<number> =>
    work.then(
      () => 0,
      (error) =>
        error.code === ErrorCode.BATCH_PARTIAL ? Object.values(error.aggregated as object)[0].code : error.code,
    );
  const setting = (of: Level): PermissionSetting => ({ everyone: flags[of], anonymous: flags.read });

  async function build(node: Node, uri: string, name: string): Promise<void> {
    const here = name === '' ? uri : `${uri}/${name}`;
    await test.drive.creator.create(owner.actor, { uri: here, type: node.folder ? 'folder' : 'file' });
    for (const [index, child] of node.children.entries())
      await build(child, here, `${child.folder ? 'd' : 'f'}${index}`);
    if (node.level !== undefined) {
      await test.drive.permissionEditor.set(owner.actor, { uris: [here], setting: setting(node.level) });
    }
  }

  it('is what the rules let him see, in listings, details, searches and copies', async () => {
    await fc.assert(
      fc.asyncProperty(tree, level, async (top, shared) => {
        const home = `cloudreve://my/t${++shares}`;
        await build(top, home, '');
        const { uri } = await test.share(owner.actor, home, { permissions: setting(shared) });
        // The rules of the shared folder itself do not count: those of the link do.
        const root = see(top, [], shared, true, shared);
        const at = (seen: Seen) => [uri, ...seen.path].join('/');

        for (const seen of all(root)) {
          const listing = test.drive.lister.list(guest.caller, { uri: at(seen) });
          if (seen.folder && seen.level !== 'none') {
            const shown = (await listing).files.map(({ name, permission }) => [name, permission]);
            expect(shown.sort()).toEqual(seen.children.map((child) => [nameOf(child), flagsOf(child)]).sort());
          } else {
            const refusals: number[] = [ErrorCode.NO_PERMISSION, ErrorCode.PATH_NOT_EXIST];
            expect(refusals).toContain(await codeOf(listing));
          }
          if (seen.path.length > 0) {
            const details = await codeOf(test.drive.inspector.info(guest.caller, { uri: at(seen) }));
            expect(details === 0, `${seen.path}`).toBe(seen.level !== 'none');
          }
        }

        const found =
          root.level === 'none' ? [] : (await test.drive.lister.list(guest.caller, { uri: `${uri}?size_lte=9` })).files;
        const visible = all(root).filter((seen) => seen.path.length > 0 && seen.reached);
        expect(found.map(({ path, permission }) => `${path} ${permission}`).sort()).toEqual(
          visible.map((seen) => `${at(seen)} ${flagsOf(seen)}`).sort(),
        );

        for (const seen of root.children) {
          const into = `cloudreve://my/c${shares}-${nameOf(seen)}`;
          await test.drive.creator.create(guest.actor, { uri: into, type: 'folder' });
          const copy = { uris: [at(seen)], dst: into, copy: true };
          expect((await codeOf(test.drive.mover.moveOrCopy(guest.actor, copy))) === 0).toBe(seen.level !== 'none');
          const copied = (await test.drive.lister.list(guest.caller, { uri: `${into}?size_lte=9` })).files;
          expect(copied.map(({ path }) => path).sort()).toEqual(
            copyable(seen)
              .map((below) => [into, ...below.path].join('/'))
              .sort(),
          );
        }
        for (const seen of root.children) {
          const gone = await codeOf(test.drive.trash.delete(guest.actor, { uris: [at(seen)] }));
          expect(gone === 0, `${seen.path}`).toBe(all(seen).every(mayDelete));
        }
      }),
      { numRuns: 25 },
    );
  }, 120_000);
});
