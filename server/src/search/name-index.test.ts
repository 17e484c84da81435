import { FileUri, IdKind } from '@canopy/contract';
import fc from 'fast-check';
import { beforeAll, expect, it } from 'vitest';
import { describeOnEveryDatabase } from '../test/databases.ts';
import { openTestDrive, type TestDrive, type TestUser } from '../test/drive.ts';
import { openTestSearch } from '../test/search.ts';
import type { Search } from './index.ts';

/** Searches of names that an index can answer, and some that it cannot. */
const queries = [
  'name=ab',
  'name=AB&case_folding',
  'name=ab&name=ba',
  'name=ab&name=%E5%90%88%E5%90%8C&use_or',
  'name=*ab',
  'name=ab*',
  'name=a*b',
  'name=a',
  'name=%E5%90%8C',
  'name=%22ab%22',
  'name=ab&type=folder',
  'name=ab&size_gte=5',
  'name=ab&meta_tag:x=',
  'name=%C3%89t&case_folding',
];

describeOnEveryDatabase('the index of names', (current) => {
  let at: TestDrive;
  let me: TestUser;
  let other: TestUser;
  let search: Search;
  /** The same drive without an index. */
  let plain: TestDrive;

  beforeAll(async () => {
    at = await openTestDrive(current());
    plain = at;
    search = openTestSearch(at);
    me = await at.user();
    other = await at.user();
    for (const user of [me, other]) await at.drive.locator.find(FileUri.root('my'), user.caller);
  });

  const uri = (path: string) =>
    `cloudreve://my${path
      .split('/')
      .map((name) => encodeURIComponent(name))
      .join('/')}`;
  const make = (path: string, type: 'file' | 'folder', user = me) =>
    at.drive.creator.create(user.actor, { uri: uri(path), type });

  /** Everything that a search finds, by the index or by walking, in pages of three. */
  async function found(query: string, folder: string, user: TestUser, indexed: boolean): Promise<string[]> {
    const paths: string[] = [];
    at.drive.searcher.useIndex(indexed ? search.names : { among: async () => undefined });
    for (let token: string | undefined = ''; token !== undefined; ) {
      const asked = { uri: `${uri(folder)}?${query}`, page_size: 4, ...(token && { next_page_token: token }) };
      const page = await plain.drive.lister.list(user.caller, { ...asked, order_by: 'name', order_direction: 'desc' });
      paths.push(...page.files.map((file) => file.path ?? ''));
      token = page.pagination.next_token;
    }
    return paths;
  }

  async function same(folder = ''): Promise<void> {
    for (const user of [me, other]) {
      await search.indexer.finish(user.id);
      for (const query of queries) {
        const walked = await found(query, user === me ? folder : '', user, false);
        expect(await found(query, user === me ? folder : '', user, true), query).toEqual(walked);
      }
    }
    const inTree = await current().read.selectFrom('files').select('id').where('name', '!=', '').execute();
    const inIndex = await current().read.selectFrom('search_names').select('file_id').execute();
    const gone = await current().read.selectFrom('files').select('id').where('purged_at', 'is not', null).execute();
    const alive = new Set(inTree.map(({ id }) => id));
    for (const { id } of gone) alive.delete(id);
    expect(inIndex.map(({ file_id }) => file_id).sort()).toEqual([...alive].sort());
  }

  it('finds what a walk finds, in the same order, through every change of the tree', async () => {
    for (const path of ['/ab', '/ab/deep ab', '/x', '/x/合同 ab', '/x/合同 ab/ab']) await make(path, 'folder');
    for (const path of ['/ab 1', '/xab', '/AB', '/ab/ba ab', '/x/合同.md', '/x/合同 ab/ab.txt', '/x/Été ab', '/a b']) {
      await make(path, 'file');
    }
    await make('/ab of another', 'file', other);
    await at.fill(me.actor, uri('/xab'), 10);
    await at.drive.metadataEditor.patch(me.actor, { uris: [uri('/ab')], patches: [{ key: 'tag:x', value: '#123' }] });
    await same();
    await same('/x');

    await at.drive.renamer.rename(me.actor, { uri: uri('/ab 1'), new_name: 'nothing' });
    await at.drive.renamer.rename(me.actor, { uri: uri('/x/合同.md'), new_name: 'ab.md' });
    await at.drive.mover.moveOrCopy(me.actor, { uris: [uri('/x/合同 ab')], dst: uri('/ab/deep ab') });
    await same();
    await at.drive.mover.moveOrCopy(me.actor, { uris: [uri('/ab')], dst: uri('/x'), copy: true });
    await same('/x');
    await at.drive.trash.delete(me.actor, { uris: [uri('/x/ab')] });
    await same();
    const trash = await at.drive.lister.list(me.caller, { uri: 'cloudreve://trash' });
    await at.drive.restorer.restore(me.actor, { uris: trash.files.map((file) => file.path ?? '') });
    await same('/x/ab');
    await at.drive.trash.delete(me.actor, { uris: [uri('/x/ab')], skip_soft_delete: true });
    await same();
  });

  it('is made of what was there before it, and goes on where it stopped', async () => {
    const late = await at.user();
    await make('/old', 'folder', late);
    for (let file = 0; file < 150; file++) await make(`/old/ab ${file}`, 'file', late);
    await make('/old/gone ab', 'file', late);
    await at.drive.trash.delete(late.actor, { uris: [uri('/old/gone ab')] });
    const again = openTestSearch(at);
    // Somebody stops it after each step.
    const stop = AbortSignal.abort(new Error('stopped'));
    for (let stopped = true; stopped; ) {
      stopped = await again.indexer.finish(late.id, stop).then(
        () => false,
        (error) => (error === stop.reason ? true : Promise.reject(error)),
      );
    }
    const { names } = await again.quick.search(late.caller, { query: 'ab 149' });
    expect(names.map(({ file }) => file.name)).toEqual(['ab 149']);
    expect(await again.quick.search(late.caller, { query: 'gone' })).toEqual({ names: [], contents: [] });
    expect(await again.names.among(late.id, { names: [], anyName: false }, 10)).toBeUndefined();
  });

  it('finds the few in a small folder among thousands elsewhere', async () => {
    const crowd = await at.user();
    const folder = await make('/crowd', 'folder', crowd);
    await make('/few/common old', 'file', crowd);
    const parentId = at.ids.decode(IdKind.FILE, folder.id);
    await current().write(async (tx) => {
      for (let file = 0; file < 3_000; file += 500) {
        const rows = Array.from({ length: 500 }, (_, index) => ({
          owner_id: crowd.id,
          parent_id: parentId,
          name: `common ${file + index}`,
          kind: 0,
          size: 0,
          symbolic: 0,
          created_at: 1,
          updated_at: 1,
        }));
        await tx.db.insertInto('files').values(rows).execute();
      }
    });
    await search.indexer.restart(crowd.id);
    await search.indexer.finish(crowd.id);
    const inFew = await search.quick.search(crowd.caller, { query: 'common', uri: uri('/few') });
    expect(inFew.names.map(({ file }) => file.name)).toEqual(['common old']);
    const everywhere = await search.quick.search(crowd.caller, { query: 'common' });
    expect(everywhere.names).toHaveLength(20);
    expect(everywhere.incomplete).toBe(true);
    // An old one whose name is more alike comes before all of them.
    const exact = await search.quick.search(crowd.caller, { query: 'common old' });
    expect(exact.names.map(({ file, rank }) => [file.name, rank])).toEqual([['common old', 'exact']]);
    // Too many for the index to list them by depth: the folders are walked, and no match is lost.
    const page = await at.drive.lister.list(crowd.caller, { uri: 'cloudreve://my?name=common', page_size: 2_000 });
    expect(page.files).toHaveLength(2_000);
  });

  it('catches up by itself with what others changed while it was not running', async () => {
    const away = await at.user();
    await make('/while nobody looked', 'folder', away);
    const running = openTestSearch(at);
    running.start();
    const indexed = () =>
      current().read.selectFrom('search_names').select('file_id').where('owner_id', '=', away.id).execute();
    await expect.poll(indexed, { timeout: 15_000 }).toHaveLength(1);
    await make('/while it looks', 'folder', away);
    await expect.poll(indexed, { timeout: 15_000 }).toHaveLength(2);
    await running.stop();
  });

  it('sees what changed this moment', async () => {
    await search.indexer.finish(me.id);
    await make('/brand new thing', 'file');
    const { names } = await search.quick.search(me.caller, { query: 'brand new' });
    expect(names.map(({ file, rank }) => [file.name, rank])).toEqual([['brand new thing', 'prefix']]);
  });

  it('follows what goes to another owner', async () => {
    await make('/handed over', 'folder');
    await make('/handed over/inner ab', 'file');
    await search.indexer.finish(me.id);
    const theirs = `cloudreve://${at.ids.encode(1, other.id)}@my`;
    const admin = { ...me.actor, caller: { ...me.caller, isAdmin: true } };
    await at.drive.mover.moveOrCopy(admin, { uris: [uri('/handed over')], dst: theirs });
    await same();
    const { names } = await search.quick.search(other.caller, { query: 'inner' });
    expect(names.map(({ file }) => file.path)).toEqual(['cloudreve://my/handed%20over/inner%20ab']);
    expect((await search.quick.search(me.caller, { query: 'inner' })).names).toEqual([]);
  });

  it('takes any text for a text', async () => {
    await search.indexer.finish(me.id);
    const hostile = [
      '"',
      "'",
      '*',
      'a"b',
      'NEAR(a b)',
      'a AND b',
      'NOT x',
      '^a',
      'a:b',
      '-x',
      '(',
      '{a}:b',
      'a* OR *',
      '\\',
      '%',
      '_',
    ];
    for (const query of hostile) await search.quick.search(me.caller, { query });
    await fc.assert(
      fc.asyncProperty(fc.string({ minLength: 1, maxLength: 40, unit: 'binary' }), async (query) => {
        await search.quick.search(me.caller, { query }).catch((error) => expect(error).toHaveProperty('code'));
      }),
      { numRuns: 50 },
    );
  });
});
