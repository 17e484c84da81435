import { ErrorCode, FileUri, IdKind } from '@canopy/contract';
import fc from 'fast-check';
import { beforeAll, describe, expect, it } from 'vitest';
import { describeOnEveryDatabase } from '../test/databases.ts';
import { openTestHistory, type TestHistory } from '../test/history.ts';
import { namesOfCopy } from './version-copy.ts';

const my = (...names: string[]) =>
  FileUri.root('my')
    .join(...names)
    .toString();

describe('the name of a copy of a version', () => {
  it('tells the day, and stays a name', () => {
    expect(namesOfCopy('report.final.docx', '2026-05-29').slice(0, 2)).toEqual([
      'report.final (version of 2026-05-29).docx',
      'report.final (version of 2026-05-29, 2).docx',
    ]);
    expect(namesOfCopy('.profile', '2026-05-29')[0]).toBe('.profile (version of 2026-05-29)');
    fc.assert(
      fc.property(fc.string({ unit: 'grapheme', minLength: 1, maxLength: 300 }), (name) => {
        const names = namesOfCopy(name, '2026-05-29');
        expect(new Set(names).size).toBe(names.length);
        for (const one of names) expect(Buffer.byteLength(one)).toBeLessThanOrEqual(255);
      }),
      { numRuns: 50 },
    );
  });
});

describeOnEveryDatabase('a copy of a version', (current) => {
  let test: TestHistory;
  beforeAll(async () => {
    test = await openTestHistory(current());
  });

  it('is a file of its own beside the other, and is paid for', async () => {
    const user = await test.user({ capacity: 60 });
    const first = await test.fill(user.actor, my('a.txt'), 10);
    const second = await test.fill(user.actor, my('a.txt'), 20);
    const copy = (version: number, name?: string) =>
      test.history.versionCopier.copy(user.actor, {
        uri: my('a.txt'),
        version: test.ids.encode(IdKind.ENTITY, version),
        ...(name !== undefined && { name }),
      });
    const made = await copy(first);
    expect(made).toMatchObject({ name: 'a (version of 2026-01-01).txt', size: 10, type: 0 });
    expect(made.path).toBe(my('a (version of 2026-01-01).txt'));
    expect(await copy(first)).toMatchObject({ name: 'a (version of 2026-01-01, 2).txt' });
    expect(await test.used(user.id)).toBe(50);
    await expect(copy(second)).rejects.toMatchObject({ code: 40051 });
    await expect(copy(first, 'a.txt')).rejects.toMatchObject({ code: 40004 });
    // What a storage does not take as a new name it does not take as that of a copy.
    await expect(copy(first, 'a.forbidden')).rejects.toMatchObject({ code: ErrorCode.ILLEGAL_OBJECT_NAME });
    await expect(copy(first, 'a/b')).rejects.toMatchObject({ code: 40052 });
    await expect(copy(99)).rejects.toMatchObject({ code: 40077 });
    expect(await copy(first, 'b.txt')).toMatchObject({ name: 'b.txt', size: 10 });
    expect(await test.snapshot(user)).toMatchObject({
      '/a.txt': { primary: second, size: 20 },
      '/b.txt': { primary: first, size: 10 },
    });
    await test.drive.trash.delete(user.actor, { uris: [my('a.txt')], skip_soft_delete: true });
    const texts: string[] = [];
    for await (const finding of test.drive.fsck.findings()) texts.push(finding.text);
    expect(texts).toEqual([]);
    expect(await test.used(user.id)).toBe(30);
  });
});
