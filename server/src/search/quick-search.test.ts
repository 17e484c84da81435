import { type ApiError, ErrorCode, type QuickSearchResponse } from '@canopy/contract';
import { beforeAll, describe, expect, it } from 'vitest';
import { describeOnEveryDatabase } from '../test/databases.ts';
import { anonymous, openTestDrive, type TestDrive, type TestUser } from '../test/drive.ts';
import { openTestSearch } from '../test/search.ts';
import type { Search } from './index.ts';
import { QuickQuery, ranks } from './quick-query.ts';

describe('a quick query', () => {
  it.each([
    ['report', 'report', 'exact', [[0, 6]]],
    ['report', 'Report.pdf', 'exact', [[0, 6]]],
    ['rep', 'Report.pdf', 'prefix', [[0, 3]]],
    ['rep', 'annual_Report.pdf', 'word', [[7, 10]]],
    ['port', 'Report.pdf', 'inside', [[2, 6]]],
    [
      '2024 report',
      'Report 2024.pdf',
      'word',
      [
        [0, 6],
        [7, 11],
      ],
    ],
    [
      'annual rep',
      'Annual  Report',
      'word',
      [
        [0, 6],
        [8, 11],
      ],
    ],
    ['resume', 'Résumé.doc', 'exact', [[0, 6]]],
    ['resume', 're\u0301sume\u0301.doc', 'exact', [[0, 8]]],
    ['云盘', '森络云盘设计.md', 'word', [[2, 4]]],
    ['ab', 'ＡＢＣ', 'prefix', [[0, 2]]],
    ['fi', 'ﬁle', 'prefix', [[0, 1]]],
    ['f', 'ﬁle', 'prefix', [[0, 1]]],
    ['🌲', 'a🌲b', 'word', [[1, 3]]],
    ['aba', 'ababa', 'prefix', [[0, 3]]],
  ] as const)('%s in %s: %s', (text, name, rank, ranges) => {
    const match = new QuickQuery(text).match(name);
    expect(match && { rank: ranks[match.rank], ranges: match.ranges.map(({ start, end }) => [start, end]) }).toEqual({
      rank,
      ranges,
    });
  });

  it('wants every word', () => {
    expect(new QuickQuery('a b').match('only b')).toBeUndefined();
    expect(() => new QuickQuery('  ')).toThrow();
  });
});

describeOnEveryDatabase('quick search', (current) => {
  let at: TestDrive;
  let me: TestUser;
  let search: Search;

  beforeAll(async () => {
    at = await openTestDrive(current());
    search = openTestSearch(at);
    me = await at.user();
    for (const path of ['Report', 'a/old report.txt', 'a/b/Report 2024.pdf', 'a/b/c', '猫/云盘 设计.md']) {
      at.clock.advance(1_000);
      const type = path.includes('.') ? 'file' : 'folder';
      await at.drive.creator.create(me.actor, { uri: `cloudreve://my/${encodeURI(path)}`, type });
    }
  });

  const quick = (query: string, rest: { uri?: string; limit?: number } = {}, caller = me.caller) =>
    search.quick.search(caller, { query, ...rest });
  const pathsOf = ({ names }: QuickSearchResponse) =>
    names.map(({ file, rank }) => `${rank} ${decodeURI(file.path ?? '').replace('cloudreve://my/', '')}`);
  const codeOf = (work: Promise<unknown>) =>
    work.then(
      () => 0,
      (error) => (error as ApiError).code,
    );

  it('ranks what it finds', async () => {
    expect(pathsOf(await quick('report'))).toEqual([
      'exact Report',
      'prefix a/b/Report 2024.pdf',
      'word a/old report.txt',
    ]);
    expect(pathsOf(await quick('report', { limit: 1 }))).toEqual(['exact Report']);
    expect(pathsOf(await quick('云盘'))).toEqual(['prefix 猫/云盘 设计.md']);
  });

  it('stays below the folder', async () => {
    expect(pathsOf(await quick('report', { uri: 'cloudreve://my/a/b' }))).toEqual(['prefix a/b/Report 2024.pdf']);
    expect(pathsOf(await quick('a', { uri: 'cloudreve://my/a' }))).toEqual([]);
  });

  it('finds nothing of others, and nothing that was deleted', async () => {
    const other = await at.user();
    await at.drive.locator.find((await import('@canopy/contract')).FileUri.root('my'), other.caller);
    expect(pathsOf(await quick('report', {}, other.caller))).toEqual([]);
    await at.drive.creator.create(me.actor, { uri: 'cloudreve://my/gone report', type: 'file' });
    await at.drive.trash.delete(me.actor, { uris: ['cloudreve://my/gone report'] });
    expect(pathsOf(await quick('gone'))).toEqual([]);
  });

  it('refuses what cannot be searched', async () => {
    expect(await codeOf(quick('x', {}, anonymous))).toBe(ErrorCode.LOGIN_REQUIRED);
    expect(await codeOf(quick(' '))).toBe(ErrorCode.PARAM_INVALID);
    expect(await codeOf(quick('x', { uri: 'cloudreve://trash' }))).toBe(ErrorCode.PARAM_INVALID);
    expect(await codeOf(quick('x', { uri: 'cloudreve://my/nowhere' }))).toBe(ErrorCode.PATH_NOT_EXIST);
  });
});
