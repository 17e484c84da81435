import { FileUri, IdKind, type RewindChange } from '@canopy/contract';
import { beforeAll, expect, it } from 'vitest';
import { describeOnEveryDatabase } from '../test/databases.ts';
import type { TestUser } from '../test/drive.ts';
import { openTestHistory, type TestHistory } from '../test/history.ts';

const my = (...names: string[]) =>
  FileUri.root('my')
    .join(...names)
    .toString();

describeOnEveryDatabase('the changes of a folder', (current) => {
  let test: TestHistory;
  beforeAll(async () => {
    test = await openTestHistory(current());
  });

  const folder = ({ actor }: TestUser, ...names: string[]) =>
    test.drive.creator.create(actor, { uri: my(...names), type: 'folder' });
  const fill = ({ actor }: TestUser, size: number, ...names: string[]) => test.fill(actor, my(...names), size);
  const remove = ({ actor }: TestUser, names: string[], skip_soft_delete = false) =>
    test.drive.trash.delete(actor, { uris: [my(...names)], skip_soft_delete });
  const move = ({ actor }: TestUser, names: string[], ...dst: string[]) =>
    test.drive.mover.moveOrCopy(actor, { uris: [my(...names)], dst: my(...dst) });
  const list = ({ caller }: TestUser, query: object = {}, ...names: string[]) =>
    test.history.changes.list(caller, { uri: my(...names), ...query });
  const timeline = ({ caller }: TestUser, query: object = {}, ...names: string[]) =>
    test.history.changes.timeline(caller, { uri: my(...names), ...query });
  const brief = ({ changes }: { changes: RewindChange[] }) =>
    changes.map(({ kind, from, to }) => [kind, from ?? '-', to ?? '-'].join(' ')).reverse();

  it('are told with the places where they were then', async () => {
    const user = await test.user();
    await folder(user, 'top', 'a', 'b');
    await folder(user, 'out');
    await fill(user, 5, 'top', 'a', 'b', 'file');
    await test.drive.renamer.rename(user.actor, { uri: my('top', 'a'), new_name: 'A' });
    await move(user, ['top', 'A', 'b', 'file'], 'out');
    await fill(user, 6, 'out', 'file');
    await move(user, ['out', 'file'], 'top');
    await remove(user, ['top', 'A', 'b']);
    await remove(user, ['top', 'A'], true);
    await test.drive.renamer.rename(user.actor, { uri: my('top'), new_name: 'Top' });
    const all = await list(user, {}, 'Top');
    expect(brief(all)).toEqual([
      'create - ',
      'create - a',
      'create - a/b',
      'create - a/b/file',
      'content a/b/file a/b/file',
      'rename a A',
      'move A/b/file -',
      'move - file',
      'trash A/b -',
      'delete A -',
      'rename  ',
    ]);
    expect(all.changes.find(({ kind }) => kind === 'content')).toMatchObject({
      ...{ type: 0, name: 'file', size: 5, size_before: 0, user: { nickname: `User ${user.id}` } },
      file: expect.any(String),
      version: test.ids.encode(IdKind.ENTITY, 1),
    });
    expect(all.pagination).toEqual({ page: 0, page_size: 100, is_cursor: true });
    expect(all.horizon).toBeUndefined();

    const file = await list(user, {}, 'Top', 'file');
    expect(brief(file)).toEqual(['create - ', 'content  ', 'move  ', 'content  ', 'move  ']);
  });

  it('come in pages, between two moments', async () => {
    const user = await test.user();
    await folder(user, 'top');
    const from = await test.now(user);
    for (let index = 0; index < 7; index++) await folder(user, 'top', `${index}`);
    const to = await test.now(user);
    await folder(user, 'top', 'later');
    await folder(user, 'beside');
    const names: string[] = [];
    let token: string | undefined;
    do {
      const query = { from, to, page_size: 3, ...(token && { next_page_token: token }) };
      const page = await list(user, query, 'top');
      names.push(...page.changes.map(({ name }) => name));
      token = page.pagination.next_token;
    } while (token);
    expect(names).toEqual(['6', '5', '4', '3', '2', '1', '0']);
    await expect(list(user, { next_page_token: '!' }, 'top')).rejects.toMatchObject({ code: 40001 });
    await expect(list(user, { from: 'then' }, 'top')).rejects.toMatchObject({ code: 40001 });
  });

  it('are found where much happens elsewhere, in answers of bounded work', async () => {
    const user = await test.user();
    await folder(user, 'top', 'first');
    await folder(user, 'busy');
    const { id } = await test.database.read
      .selectFrom('files')
      .select('id')
      .where('owner_id', '=', user.id)
      .where('name', '=', 'busy')
      .executeTakeFirstOrThrow();
    const noise = Array.from({ length: 5_600 }, (_, index) => ({
      ...{ kind: 'metadata' as const, fileId: id, fileKind: 1, parentId: null, name: `${index}` },
    }));
    await test.database.write((tx) => test.drive.journal.append(tx, user.id, user.actor, noise));
    const first = await list(user, {}, 'top');
    expect(first.changes).toEqual([]);
    const second = await list(user, { next_page_token: first.pagination.next_token }, 'top');
    expect(second.changes.map(({ to }) => to)).toEqual(['first', '']);
    expect(second.pagination.next_token).toBeUndefined();
  });

  it('are told as a timeline of who did how much', async () => {
    const user = await test.user();
    await folder(user, 'top');
    for (const name of ['a', 'b', 'c', 'd']) await fill(user, 1, 'top', name);
    test.clock.advance(60 * 60_000);
    const moment = await test.now(user);
    await remove(user, ['top', 'a']);
    await remove(user, ['top', 'b']);
    await test.history.rewinder.rewind(user.actor, { uri: my('top'), moment });
    const { bursts, pagination } = await timeline(user, {}, 'top');
    expect(bursts).toMatchObject([
      { total: 2, counts: { restore: 2 }, rewound_to: moment },
      { total: 2, counts: { trash: 2 }, names: ['b', 'a'], before: moment },
      { total: 9, counts: { create: 5, content: 4 }, names: ['d', 'c', 'b'], moment, began: true },
    ]);
    expect(bursts.map(({ began }) => began)).toEqual([undefined, undefined, true]);
    await expect(
      test.history.rewinder.rewind(user.actor, { uri: my('top'), moment: bursts[2]?.before ?? '', dry_run: true }),
    ).rejects.toMatchObject({ code: 40001 });
    expect((await timeline(user)).bursts.map(({ began }) => began)).toEqual([undefined, undefined, undefined]);
    expect(pagination.next_token).toBeUndefined();
    const one = await timeline(user, { page_size: 1 }, 'top');
    const rest = await timeline(user, { page_size: 10, next_page_token: one.pagination.next_token }, 'top');
    expect([...one.bursts, ...rest.bursts]).toEqual(bursts);
  });

  it('are seen by the owner and administrators alone', async () => {
    const user = await test.user();
    const other = await test.user();
    const admin = await test.user({ admin: true });
    await folder(user, 'top');
    const uri = `cloudreve://${test.ids.encode(IdKind.USER, user.id)}@my/top`;
    await expect(test.history.changes.list(other.caller, { uri })).rejects.toMatchObject({ code: 403 });
    expect((await test.history.changes.list(admin.caller, { uri })).changes).toHaveLength(1);
    const trash = { uri: 'cloudreve://trash' };
    await expect(test.history.changes.list(user.caller, trash)).rejects.toMatchObject({ code: 403 });
  });
});
