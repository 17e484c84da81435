import { ErrorCode } from '@canopy/contract';
import { beforeAll, beforeEach, expect, it } from 'vitest';
import { describeOnEveryDatabase } from '../test/databases.ts';
import { openTestDrive, type TestDrive, type TestUser, testLimits } from '../test/drive.ts';

describeOnEveryDatabase('duplicating', (current) => {
  let test: TestDrive;
  let me: TestUser;
  beforeAll(async () => {
    test = await openTestDrive(current());
  });
  beforeEach(async () => {
    me = await test.user({ capacity: 1000 });
  });
  const my = (path: string) => `cloudreve://my/${path}`;
  const create = (path: string, type: 'file' | 'folder' = 'file') =>
    test.drive.creator.create(me.actor, { uri: my(path), type });
  const duplicate = (...paths: string[]) => test.drive.duplicator.duplicate(me.actor, { uris: paths.map(my) });
  const namesIn = async (path: string) =>
    (await test.drive.lister.list(me.caller, { uri: my(path), page_size: 100 })).files.map(({ name }) => name).sort();

  it('takes the next number that is free', async () => {
    await create('a.txt');
    await create('a (2).txt');
    expect(await duplicate('a.txt')).toMatchObject([
      { uri: my('a.txt'), file: { name: 'a (3).txt', path: 'cloudreve://my/a%20(3).txt' } },
    ]);
    await duplicate('a%20(2).txt', 'a.txt');
    expect(await namesIn('')).toEqual(['a (2).txt', 'a (3).txt', 'a (4).txt', 'a (5).txt', 'a.txt']);
  });

  it('copies folders with all that is in them, in whichever folders they stand', async () => {
    await create('x/v1.2/deep/b.txt');
    await create('y/c.txt');
    await duplicate('x/v1.2', 'y/c.txt');
    expect(await namesIn('x')).toEqual(['v1.2', 'v1.2 (2)']);
    expect(await namesIn('x/v1.2%20(2)/deep')).toEqual(['b.txt']);
    expect(await namesIn('y')).toEqual(['c (2).txt', 'c.txt']);
  });

  it('charges the copies, and makes none without room', async () => {
    await create('a.bin');
    await test.fill(me.actor, my('a.bin'), 600);
    await expect(duplicate('a.bin')).rejects.toMatchObject({ code: ErrorCode.INSUFFICIENT_CAPACITY });
    expect(await namesIn('')).toEqual(['a.bin']);
    expect(await test.used(me.id)).toBe(600);
  });

  it('tells what it could not copy, and what it did', async () => {
    await create('a.txt');
    const error = await duplicate('a.txt', 'ghost').catch((failure: unknown) => failure);
    expect(error).toMatchObject({
      code: ErrorCode.BATCH_PARTIAL,
      aggregated: {
        [my('ghost')]: { code: ErrorCode.PATH_NOT_EXIST },
      },
      data: [{ uri: my('a.txt'), file: { name: 'a (2).txt' } }],
    });
    await expect(duplicate('')).rejects.toMatchObject({
      aggregated: { 'cloudreve://my': { code: ErrorCode.NO_PERMISSION } },
    });
  });

  it('touches no more than the group may, in all folders together', async () => {
    const limits = { ...testLimits, maxWalkedFiles: 2 };
    const caller = { ...me.caller, group: limits };
    for (const path of ['p/a', 'q/b', 'r/c']) await create(path);
    const uris = ['p/a', 'q/b', 'r/c'].map(my);
    await expect(test.drive.duplicator.duplicate({ ...me.actor, caller }, { uris })).rejects.toMatchObject({
      code: ErrorCode.FILE_COUNT_LIMIT,
    });
    expect(await namesIn('p')).toEqual(['a']);
  });

  it('gives every one of many people a name of his own', async () => {
    await create('a.txt');
    const copies = await Promise.all(Array.from({ length: 8 }, () => duplicate('a.txt')));
    expect(new Set(copies.flat().map(({ file }) => file.name)).size).toBe(8);
  });

  it('knows no copies in the trash', async () => {
    await create('a.txt');
    await test.drive.trash.delete(me.actor, { uris: [my('a.txt')] });
    const { files } = await test.drive.lister.list(me.caller, { uri: 'cloudreve://trash', page_size: 10 });
    const uris = [files[0]?.path ?? ''];
    await expect(test.drive.duplicator.duplicate(me.actor, { uris })).rejects.toMatchObject({
      aggregated: { [uris[0] ?? '']: { code: ErrorCode.NO_PERMISSION } },
    });
  });
});
