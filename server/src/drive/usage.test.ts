import { beforeAll, beforeEach, expect, it } from 'vitest';
import { describeOnEveryDatabase } from '../test/databases.ts';
import { openTestDrive, type TestDrive, type TestUser, testLimits } from '../test/drive.ts';

describeOnEveryDatabase('what takes the room', (current) => {
  let test: TestDrive;
  let me: TestUser;
  beforeAll(async () => {
    test = await openTestDrive(current());
    test.settings.searchOf = (category) =>
      ({
        image: 'type=file&case_folding&use_or&name=*.jpg&name=*.PNG',
        video: 'type=file&name=holiday*',
        document: 'name=*.txt&name=*.tar.gz',
      })[category];
  });
  beforeEach(async () => {
    me = await test.user();
  });
  const fill = (path: string, bytes: number, user = me) => test.fill(user.actor, `cloudreve://my/${path}`, bytes);
  const usage = (user = me) => test.drive.usage.of(user.caller);
  const nothing = { kinds: [], trash: { files: 0, bytes: 0 }, older_bytes: 0, completed: true };

  it('is nothing in an empty drive, whatever others have', async () => {
    await fill('a.jpg', 7, await test.user());
    expect(await usage()).toEqual(nothing);
  });

  it('is told by the endings of names, at any depth', async () => {
    await fill('a.jpg', 10);
    await fill('deep/er/B.JPG', 20);
    await fill('deep/c.d.png', 30);
    await fill('holiday.mp4', 3);
    await fill('note.txt', 5);
    await fill('jpg', 1);
    await fill('.txt', 2);
    expect(await usage()).toEqual({
      ...nothing,
      kinds: [
        { kind: 'image', files: 3, bytes: 60 },
        { kind: 'document', files: 2, bytes: 7 },
        { kind: 'other', files: 2, bytes: 4 },
      ],
    });
  });

  it('tells trash and older versions apart, and all of it is what the quota counts', async () => {
    await fill('a.txt', 10);
    await fill('a.txt', 25);
    await fill('old/b.jpg', 40);
    await fill('old/b.jpg', 50);
    await fill('gone.txt', 3);
    await test.drive.trash.delete(me.actor, { uris: ['cloudreve://my/old', 'cloudreve://my/gone.txt'] });
    const told = await usage();
    expect(told).toEqual({
      kinds: [{ kind: 'document', files: 1, bytes: 25 }],
      trash: { files: 2, bytes: 53 },
      older_bytes: 50,
      completed: true,
    });
    expect(await test.used(me.id)).toBe(25 + 53 + 50);
    await test.drive.trash.empty(me.actor);
    expect(await usage()).toMatchObject({ trash: { files: 0, bytes: 0 }, older_bytes: 10 });
  });

  it('says when it did not count all', async () => {
    for (const name of ['a', 'b', 'c']) await fill(`${name}.txt`, 1);
    const among = (maxWalkedFiles: number) =>
      test.drive.usage.of({ ...me.caller, group: { ...testLimits, maxWalkedFiles } });
    expect(await among(3)).toMatchObject({ completed: false });
    expect(await among(4)).toMatchObject({ completed: true, kinds: [{ files: 3 }] });
  });
});
