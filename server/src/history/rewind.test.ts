import { ApiError, ErrorCode, FileUri } from '@canopy/contract';
import { beforeAll, expect, it } from 'vitest';
import { describeOnEveryDatabase } from '../test/databases.ts';
import type { TestUser } from '../test/drive.ts';
import { openTestHistory, type TestHistory } from '../test/history.ts';

const my = (...names: string[]) =>
  FileUri.root('my')
    .join(...names)
    .toString();

const zero = {
  ...{ trashed: 0, restored: 0, moved: 0, renamed: 0, remade: 0, contents: 0, metadata: 0, views: 0, permissions: 0 },
  ...{ unavailable: 0, problems: [] },
};

describeOnEveryDatabase('a rewind', (current) => {
  let test: TestHistory;
  beforeAll(async () => {
    test = await openTestHistory(current());
  });

  const rewind = ({ actor }: TestUser, uri: string, moment: string, dry_run = false) =>
    test.history.rewinder.rewind(actor, { uri, moment, dry_run });
  const folder = ({ actor }: TestUser, ...names: string[]) =>
    test.drive.creator.create(actor, { uri: my(...names), type: 'folder' });
  const fill = ({ actor }: TestUser, size: number, ...names: string[]) => test.fill(actor, my(...names), size);
  const trash = ({ actor }: TestUser, ...names: string[]) => test.drive.trash.delete(actor, { uris: [my(...names)] });
  const purge = ({ actor }: TestUser, ...names: string[]) =>
    test.drive.trash.delete(actor, { uris: [my(...names)], skip_soft_delete: true });
  const move = ({ actor }: TestUser, names: string[], ...dst: string[]) =>
    test.drive.mover.moveOrCopy(actor, { uris: [my(...names)], dst: my(...dst) });
  const rename = ({ actor }: TestUser, names: string[], name: string) =>
    test.drive.renamer.rename(actor, { uri: my(...names), new_name: name });
  const tag = ({ actor }: TestUser, names: string[], key: string, value: string | undefined) =>
    test.drive.metadataEditor.patch(actor, {
      uris: [my(...names)],
      patches: [value === undefined ? { key, remove: true } : { key, value }],
    });

  async function expectSound(): Promise<void> {
    const texts: string[] = [];
    for await (const finding of test.drive.fsck.findings()) texts.push(finding.text);
    expect(texts).toEqual([]);
  }

  async function codeOf(work: Promise<unknown>): Promise<number> {
    try {
      await work;
      return ErrorCode.OK;
    } catch (error) {
      if (error instanceof ApiError) return error.code;
      throw error;
    }
  }

  it('takes everything back that can be done to files, and gives it again', async () => {
    const user = await test.user();
    await folder(user, 'work', 'plans');
    await folder(user, 'elsewhere');
    await fill(user, 10, 'work', 'report');
    await fill(user, 20, 'work', 'plans', 'draft');
    await fill(user, 30, 'work', 'gone soon');
    await fill(user, 40, 'elsewhere', 'guest');
    await tag(user, ['work', 'report'], 'tag:red', '#f00');
    const then = await test.snapshot(user);
    const moment = await test.now(user);

    await fill(user, 11, 'work', 'report');
    await tag(user, ['work', 'report'], 'tag:red', undefined);
    await tag(user, ['work', 'report'], 'tag:blue', '#00f');
    await rename(user, ['work', 'report'], 'report 2');
    await fill(user, 12, 'work', 'report');
    await move(user, ['work', 'plans', 'draft'], 'elsewhere');
    await move(user, ['elsewhere', 'guest'], 'work');
    await trash(user, 'work', 'gone soon');
    await folder(user, 'work', 'new', 'newer');
    await fill(user, 13, 'work', 'new', 'newer', 'file');
    await move(user, ['work', 'plans'], 'work', 'new');
    await test.drive.views.save(user.actor, {
      uri: my('work'),
      view: { page_size: 50, view: 'list', order_direction: 'asc', gallery_width: 100 },
    });
    const now = await test.snapshot(user);

    const tried = await rewind(user, my('work'), moment, true);
    expect(await test.snapshot(user)).toEqual(now);
    const done = await rewind(user, my('work'), moment);
    expect(await test.snapshot(user)).toEqual(then);
    expect(done).toEqual({ ...tried, dry_run: false, undo: expect.any(String) });
    expect(tried).toEqual({
      ...{ dry_run: true, moment, ...zero },
      ...{ trashed: 2, restored: 1, moved: 3, renamed: 1, contents: 1, metadata: 1, views: 1 },
    });
    await expectSound();

    await rewind(user, my('work'), done.undo ?? '');
    expect(await test.snapshot(user)).toEqual(now);
    await expectSound();
  });

  it('accepts times, and the moments between changes of one time only as positions', async () => {
    const user = await test.user();
    await fill(user, 1, 'first');
    test.clock.advance(1_000);
    const time = new Date(test.clock.now()).toISOString();
    test.clock.advance(1_000);
    await fill(user, 1, 'second');
    await rewind(user, my(), time);
    expect(Object.keys(await test.snapshot(user))).toEqual(['', '/first']);
    expect(await codeOf(rewind(user, my(), '2025-01-01T00:00:00Z'))).toBe(ErrorCode.OK);
    expect(Object.keys(await test.snapshot(user))).toEqual(['']);
    for (const wrong of ['yesterday', '2026-13-01T00:00:00Z', test.history.moments.encode(1e9)]) {
      expect(await codeOf(rewind(user, my(), wrong)), wrong).toBe(ErrorCode.PARAM_INVALID);
    }
  });

  it('sets one file back, and leaves its name', async () => {
    const user = await test.user();
    const first = await fill(user, 5, 'a.txt');
    const moment = await test.now(user);
    await fill(user, 6, 'a.txt');
    await rename(user, ['a.txt'], 'b.txt');
    expect(await rewind(user, my('b.txt'), moment)).toMatchObject({ ...zero, contents: 1 });
    expect(await test.snapshot(user)).toMatchObject({ '/b.txt': { primary: first, size: 5 } });
    expect(await rewind(user, my('b.txt'), moment)).toEqual({ dry_run: false, moment, ...zero });
    const before = test.history.moments.encode(0);
    expect(await codeOf(rewind(user, my('b.txt'), before))).toBe(ErrorCode.PARAM_INVALID);
  });

  it('tells what cannot be had any more, and makes folders anew for what can', async () => {
    const user = await test.user({ versions: { enabled: false, extensions: [], max: 0 } });
    await folder(user, 'top', 'box');
    await fill(user, 1, 'top', 'box', 'kept');
    await fill(user, 2, 'top', 'box', 'lost');
    await fill(user, 3, 'top', 'overwritten');
    const moment = await test.now(user);
    await fill(user, 4, 'top', 'overwritten');
    await move(user, ['top', 'box', 'kept']);
    await purge(user, 'top', 'box');
    const result = await rewind(user, my('top'), moment);
    expect(result).toMatchObject({ ...zero, remade: 1, moved: 1, unavailable: 2, problems: expect.anything() });
    expect(result.problems).toEqual([
      { path: 'box', reason: 'deleted' },
      { path: 'overwritten', reason: 'version' },
    ]);
    expect(Object.keys(await test.snapshot(user)).sort()).toEqual(
      ['', '/top', '/top/box', '/top/box/kept', '/top/overwritten'].sort(),
    );
    await expectSound();
  });

  it('loses nothing that came in meanwhile under a name that is needed', async () => {
    const user = await test.user();
    await folder(user, 'top');
    await fill(user, 1, 'top', 'name');
    const moment = await test.now(user);
    await trash(user, 'top', 'name');
    await fill(user, 2, 'top', 'name');
    const result = await rewind(user, my('top'), moment);
    expect(result).toMatchObject({ ...zero, trashed: 1, restored: 1 });
    const after = await test.snapshot(user, { trash: true });
    expect(Object.entries(after).filter(([path]) => path.startsWith('trash'))).toEqual([
      [expect.stringMatching(/^trash \d+ name$/), expect.objectContaining({ size: 2 })],
    ]);
    // It can be restored by hand as well.
    await rename(user, ['top', 'name'], 'other');
    const key = await test.database.read
      .selectFrom('files')
      .select('trash_key')
      .where('owner_id', '=', user.id)
      .where('trash_key', 'is not', null)
      .executeTakeFirstOrThrow();
    await test.drive.restorer.restore(user.actor, { uris: [`cloudreve://trash/${key.trash_key}`] });
    expect(Object.keys(await test.snapshot(user))).toContain('/top/name');
  });

  it('respects locks, limits and the rights of others, and changes nothing then', async () => {
    const user = await test.user();
    const other = await test.user();
    await folder(user, 'top');
    await folder(user, 'out');
    await fill(user, 1, 'top', 'a');
    const moment = await test.now(user);
    await fill(user, 2, 'top', 'a');
    await move(user, ['top', 'a'], 'out');
    await fill(user, 2, 'top', 'b');
    const now = await test.snapshot(user);
    const lock = async (...names: string[]) => {
      const scope = await test.drive.locator.open(FileUri.root('my'), user.caller);
      return test.database.write((tx) =>
        test.drive.locks.acquire(tx, scope, {
          elements: names,
          infinite: false,
          application: { type: 'test' },
          expiresAt: test.clock.now() + 60_000,
        }),
      );
    };
    for (const names of [['top', 'b'], ['out', 'a'], ['top']]) {
      const token = await lock(...names);
      expect(await codeOf(rewind(user, my('top'), moment)), names.join('/')).toBe(ErrorCode.LOCK_CONFLICT);
      await test.database.write((tx) => test.drive.locks.release(tx, [token]));
    }
    const small = { ...user.actor, caller: { ...user.caller, group: { ...user.caller.group, maxWalkedFiles: 1 } } };
    expect(await codeOf(test.history.rewinder.rewind(small, { uri: my('top'), moment }))).toBe(
      ErrorCode.FILE_COUNT_LIMIT,
    );
    test.chosen.rewind_max_changes = 2;
    expect(await codeOf(rewind(user, my('top'), moment))).toBe(ErrorCode.FILE_COUNT_LIMIT);
    delete test.chosen.rewind_max_changes;
    const strange = `cloudreve://${test.ids.encode(1, user.id)}@my/top`;
    expect(await codeOf(rewind(other, strange, moment))).toBe(ErrorCode.NO_PERMISSION);
    expect(await codeOf(rewind(user, my('nowhere'), moment))).toBe(ErrorCode.PATH_NOT_EXIST);
    expect(await codeOf(rewind(user, 'cloudreve://trash', moment))).toBe(ErrorCode.NO_PERMISSION);
    expect(await test.snapshot(user)).toEqual(now);
    expect(await rewind(user, my('top'), moment)).toMatchObject({ trashed: 1, moved: 1, contents: 1 });
  });

  it('leaves to others what is theirs now, and the trash what was theirs before', async () => {
    const admin = await test.user({ admin: true });
    const other = await test.user();
    const theirs = `cloudreve://${test.ids.encode(1, other.id)}@my`;
    for (const user of [admin, other]) await folder(user, 'top');
    await fill(admin, 3, 'top', 'given');
    await fill(other, 4, 'top', 'taken');
    const moments = { admin: await test.now(admin), other: await test.now(other) };
    const mover = (uri: string, dst: string) => test.drive.mover.moveOrCopy(admin.actor, { uris: [uri], dst });
    await mover(my('top', 'given'), `${theirs}/top`);
    await mover(`${theirs}/top/taken`, my('top'));
    const log = await test.history.activities.list(admin.caller, { uri: my('top', 'taken'), page_size: 10 });
    expect(log.activities.map(({ content }) => content.category)).toEqual([7, 10, 14]);

    const result = await rewind(admin, my('top'), moments.admin);
    const problems = [{ path: 'given', reason: 'elsewhere' }];
    expect(result).toMatchObject({ ...zero, trashed: 1, unavailable: 1, problems });
    expect(await rewind(other, my('top'), moments.other)).toMatchObject({ trashed: 1, unavailable: 1 });
    expect(await test.used(admin.id)).toBe(4);
    expect(await test.used(other.id)).toBe(3);
    await rewind(admin, my('top'), result.undo ?? '');
    expect(Object.keys(await test.snapshot(admin))).toEqual(['', '/top', '/top/taken']);
    await expectSound();
  });

  it('sets permissions back, for owners', async () => {
    const user = await test.user();
    await folder(user, 'top');
    const set = (other: string) =>
      test.drive.permissionEditor.set(user.actor, { uris: [my('top')], setting: { other } });
    await set('AQ==');
    const permissions = async () =>
      (await test.drive.locator.find(FileUri.parse(my('top')), user.caller)).chain.at(-1)?.permissions;
    const before = await permissions();
    const moment = await test.now(user);
    await set('Dw==');
    expect(await permissions()).not.toBe(before);
    const result = await rewind(user, my(), moment);
    expect(result).toMatchObject({ ...zero, permissions: 1 });
    expect(await permissions()).toBe(before);
    await rewind(user, my(), test.history.moments.encode(0));
    await rewind(user, my(), result.undo ?? '');
    expect(await permissions()).not.toBe(before);
  });
});
