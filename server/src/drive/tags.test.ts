import { beforeAll, beforeEach, expect, it } from 'vitest';
import { describeOnEveryDatabase } from '../test/databases.ts';
import { openTestDrive, type TestDrive, type TestUser } from '../test/drive.ts';

describeOnEveryDatabase('tags in use', (current) => {
  let test: TestDrive;
  let me: TestUser;
  beforeAll(async () => {
    test = await openTestDrive(current());
  });
  beforeEach(async () => {
    me = await test.user();
  });
  const create = (user: TestUser, name: string, metadata: Record<string, string>) =>
    test.drive.creator.create(user.actor, { uri: `cloudreve://my/${name}`, type: 'file', metadata });

  it('are counted by name, with the colour that most have', async () => {
    await create(me, 'a', { 'tag:site': '#f44336', 'tag:湖': '' });
    await create(me, 'b', { 'tag:site': '#2196f3', 'props:rating': '3', 'thumb:disabled': '' });
    await create(me, 'deep/c', { 'tag:site': '#2196f3', 'tag:a:b': '' });
    expect(await test.drive.tags.list(me.caller)).toEqual([
      { name: 'a:b', color: '', count: 1 },
      { name: 'site', color: '#2196f3', count: 3 },
      { name: '湖', color: '', count: 1 },
    ]);
  });

  it('are one’s own, and not those of the trash', async () => {
    const other = await test.user();
    await create(other, 'a', { 'tag:theirs': '' });
    await create(me, 'a', { 'tag:mine': '' });
    await create(me, 'b', { 'tag:gone': '' });
    await test.drive.trash.delete(me.actor, { uris: ['cloudreve://my/b'] });
    expect(await test.drive.tags.list(me.caller)).toEqual([{ name: 'mine', color: '', count: 1 }]);
  });
});
