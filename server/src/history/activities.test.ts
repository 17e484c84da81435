import { type Activity, encodeFlags, FilePermission, FileUri, IdKind } from '@canopy/contract';
import { beforeAll, expect, it } from 'vitest';
import { describeOnEveryDatabase } from '../test/databases.ts';
import { anonymous, type TestUser } from '../test/drive.ts';
import { openTestHistory, type TestHistory } from '../test/history.ts';
import { withSharing } from '../test/sharing.ts';

const my = (...names: string[]) =>
  FileUri.root('my')
    .join(...names)
    .toString();

describeOnEveryDatabase('the activity log', (current) => {
  let test: TestHistory;
  beforeAll(async () => {
    test = await openTestHistory(current());
    test.history.recorder.start();
    return () => test.history.recorder.stop();
  });

  const list = async ({ caller }: TestUser, uri: string, query: object = {}) => {
    await test.history.recorder.flush();
    return test.history.activities.list(caller, { uri, page_size: 100, ...query });
  };
  const contents = ({ activities }: { activities: Activity[] }) => activities.map(({ content }) => content);
  const folder = ({ actor }: TestUser, ...names: string[]) =>
    test.drive.creator.create(actor, { uri: my(...names), type: 'folder' });
  const idOf = async (user: TestUser, uri: string) =>
    (await test.drive.locator.find(FileUri.parse(uri), user.caller)).chain.at(-1)?.id ?? 0;

  it('tells everything that was done to a file, wherever it went', async () => {
    const user = await test.user();
    const { actor } = user;
    await folder(user, 'in');
    const first = await test.fill(actor, my('a.txt'), 1);
    await test.fill(actor, my('a.txt'), 2);
    await test.drive.renamer.rename(actor, { uri: my('a.txt'), new_name: 'b.txt' });
    await test.drive.mover.moveOrCopy(actor, { uris: [my('b.txt')], dst: my('in') });
    const version = test.ids.encode(IdKind.ENTITY, first);
    await test.drive.versionEditor.setCurrent(actor, { uri: my('in', 'b.txt'), version });
    await test.drive.metadataEditor.patch(actor, {
      uris: [my('in', 'b.txt')],
      patches: [{ key: 'tag:red', value: '#f00' }],
    });
    await test.drive.mover.moveOrCopy(actor, { uris: [my('in', 'b.txt')], dst: my(), copy: true });
    await test.drive.trash.delete(actor, { uris: [my('in', 'b.txt')] });
    const { trash_key: key } = await test.database.read
      .selectFrom('files')
      .select('trash_key')
      .where('owner_id', '=', user.id)
      .where('trash_key', 'is not', null)
      .executeTakeFirstOrThrow();
    const trashed = `cloudreve://trash/${key}`;
    expect((await list(user, trashed, { filter: 'updates' })).activities.at(-1)?.content).toEqual({
      category: 16,
      from: my('in', 'b.txt'),
    });
    await test.drive.restorer.restore(actor, { uris: [trashed] });

    const told = await list(user, my('in', 'b.txt'), { filter: 'updates' });
    expect(contents(told)).toEqual([
      { category: 7 },
      { category: 10 },
      { category: 10 },
      { category: 8, original_name: 'a.txt', new_name: 'b.txt', from: my('a.txt') },
      { category: 14, from: my('b.txt'), to: my('in', 'b.txt') },
      { category: 19, entity_create_time: expect.any(String) },
      { category: 23, exts: { 'tag:red': '#f00' } },
      { category: 16, from: my('in', 'b.txt') },
      { category: 14, from: trashed, to: my('in', 'b.txt') },
    ]);
    expect(told.activities[2]).toMatchObject({ version_id: expect.any(String), user: { id: `u${user.id}` } });
    expect(told.activities[5]?.version_id).toBe(version);
    expect(told.pagination).toEqual({ page: 0, page_size: 100, is_cursor: true });
    const uris = { from: my('in', 'b.txt'), to: my('b.txt') };
    expect(contents(await list(user, my('in', 'b.txt'), { filter: 'reads' }))).toEqual([{ category: 13, ...uris }]);
    expect(contents(await list(user, my('b.txt')))).toEqual([{ category: 12, ...uris }]);
  });

  it('tells who else read a file, each once within a while', async () => {
    const user = await test.user();
    const other = await test.user();
    await test.fill(user.actor, my('file'), 1);
    const fileId = await idOf(user, my('file'));
    const read = (actorId: number) =>
      test.bus.emit('transfers.read', { fileId, ownerId: user.id, actorId, uri: 'cloudreve://abc@share/file' });
    read(user.id);
    read(other.id);
    read(other.id);
    read(0);
    test.bus.emit('sharing.link-opened', { fileId, ownerId: user.id });
    test.bus.emit('sharing.viewed', { fileId, shareId: 7, actorId: 0 });
    test.clock.advance(3_600_000);
    read(other.id);
    const told = await list(user, my('file'), { filter: 'reads' });
    const from = 'cloudreve://abc@share/file';
    expect(contents(told)).toEqual([
      { category: 11, from },
      { category: 11, from },
      { category: 11, exts: { direct_link: 'true' } },
      { category: 18, exts: { share: test.ids.encode(IdKind.SHARE, 7) } },
      { category: 11, from },
    ]);
    expect(told.activities.map(({ user: by }) => by?.id)).toEqual([
      `u${other.id}`,
      undefined,
      undefined,
      undefined,
      `u${other.id}`,
    ]);
    expect(contents(await list(user, my('file'), { filter: 'my' }))).toEqual([{ category: 7 }, { category: 10 }]);

    test.chosen.file_activity_categories = [7, 18];
    read(99);
    expect(contents(await list(user, my('file')))).toMatchObject([{ category: 7 }, { category: 18 }]);
    delete test.chosen.file_activity_categories;
    expect((await list(user, my('file'))).activities).toHaveLength(7);

    await test.drive.trash.delete(user.actor, { uris: [my('file')], skip_soft_delete: true });
    const left = await test.database.read.selectFrom('reads').select('id').where('file_id', '=', fileId).execute();
    expect(left).toEqual([]);
  });

  it('comes in pages, in both directions, with reads and changes in one order', async () => {
    const user = await test.user();
    const reader = await test.user();
    await folder(user, 'f');
    const fileId = await idOf(user, my('f'));
    for (let index = 0; index < 12; index++) {
      test.clock.advance(3_600_000);
      await test.drive.metadataEditor.patch(user.actor, {
        uris: [my('f')],
        patches: [{ key: 'props:description', value: `${index}` }],
      });
      test.clock.advance(3_600_000);
      test.bus.emit('transfers.read', { fileId, ownerId: user.id, actorId: reader.id, uri: my('f') });
    }
    for (const order_direction of ['asc', 'desc']) {
      const whole = (await list(user, my('f'), { order_direction })).activities;
      expect(whole).toHaveLength(25);
      const paged: Activity[] = [];
      let token: string | undefined;
      do {
        const query = { order_direction, page_size: 10, ...(token && { next_page_token: token }) };
        const page = await list(user, my('f'), query);
        paged.push(...page.activities);
        token = page.pagination.next_token;
      } while (token);
      expect(paged).toEqual(whole);
      const times = whole.map(({ created_at }) => created_at);
      const sorted = times.toSorted();
      expect(times).toEqual(order_direction === 'asc' ? sorted : sorted.reverse());
    }
    expect(new Set((await list(user, my('f'))).activities.map(({ id }) => id)).size).toBe(25);
    await expect(list(user, my('f'), { next_page_token: 'x.y' })).rejects.toMatchObject({ code: 40001 });
  });

  it('is for the owner, and for nobody who may not change the file', async () => {
    const user = await test.user();
    const other = await test.user();
    await folder(user, 'f');
    const uri = `cloudreve://${test.ids.encode(IdKind.USER, user.id)}@my/f`;
    await expect(list(other, uri)).rejects.toMatchObject({ code: 403 });
    await expect(test.history.activities.list(anonymous, { uri: my('f'), page_size: 10 })).rejects.toMatchObject({
      code: 401,
    });
    await expect(list(user, my('nothing'))).rejects.toMatchObject({ code: 40016 });
  });

  it('names no folder to whoever came by a link that he may not list, though another one may', async () => {
    const { share } = withSharing(test);
    const [user, mate, guest] = [await test.user(), await test.user(), await test.user()];
    const id = (of: TestUser) => test.ids.encode(IdKind.USER, of.id);
    const all = encodeFlags(Object.values(FilePermission));
    await folder(user, 'top', 'open');
    await folder(user, 'top', 'closed', 'secret plans');
    await test.fill(user.actor, my('top', 'closed', 'secret plans', 'file'), 1);
    const permissions = { user_explicit: { [id(mate)]: all, [id(guest)]: all } };
    const { uri } = await share(user.actor, my('top'), { permissions });
    await test.drive.permissionEditor.set(user.actor, {
      uris: [my('top', 'closed')],
      setting: { user_explicit: { [id(mate)]: all } },
    });
    const from = `${uri}/closed/secret%20plans/file`;
    await test.drive.mover.moveOrCopy(mate.actor, { uris: [from], dst: uri });
    await test.drive.mover.moveOrCopy(mate.actor, { uris: [`${uri}/file`], dst: `${uri}/open` });
    const moves = async (by: TestUser) =>
      contents(await list(by, `${uri}/open/file`, { filter: 'updates' })).filter(({ category }) => category === 14);
    const last = { category: 14, from: `${uri}/file`, to: `${uri}/open/file` };
    expect(await moves(mate)).toEqual([{ category: 14, from, to: `${uri}/file` }, last]);
    expect(await moves(guest)).toEqual([{ category: 14, to: `${uri}/file` }, last]);
    // What was closed later is closed as well, and what is opened is told again.
    const open = my('top', 'open');
    await test.drive.mover.moveOrCopy(user.actor, { uris: [`${open}/file`], dst: my('top') });
    await test.drive.permissionEditor.set(user.actor, {
      uris: [open],
      setting: { user_explicit: { [id(mate)]: all } },
    });
    await test.drive.permissionEditor.remove(user.actor, { uris: [my('top', 'closed')] });
    const told = contents(await list(guest, `${uri}/file`, { filter: 'updates' }));
    expect(told.filter(({ category }) => category === 14)).toEqual([
      { category: 14, from, to: `${uri}/file` },
      { category: 14, from: `${uri}/file` },
      { category: 14 },
    ]);
  });
});
