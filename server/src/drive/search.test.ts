import { type ApiError, ErrorCode, type ListResponse } from '@canopy/contract';
import fc from 'fast-check';
import { beforeAll, describe, expect, it } from 'vitest';
import { EventStream } from '../kernel/index.ts';
import { describeOnEveryDatabase } from '../test/databases.ts';
import { openTestDrive, type TestDrive, type TestUser } from '../test/drive.ts';
import { NamePattern } from './name-pattern.ts';
import type { ListQuery } from './page-plan.ts';

describe('a pattern of names', () => {
  it.each([
    ['ell', 'hello.txt', true],
    ['ELL', 'hello.txt', false],
    ['*.mp3', 'a.mp3', true],
    ['*.mp3', 'a.mp3.txt', false],
    ['IMG*', 'IMG_1.jpg', true],
    ['IMG*', 'my IMG_1.jpg', false],
    ['a*c', 'xabcx', true],
    ['a*c', 'xcbax', false],
    ['*b*', 'abc', true],
    ['*', 'anything', true],
    ['a*ba*', 'aba', true],
    ['*aba*aba', 'xaba', false],
    ['100%_', '100%_ sure', true],
    ['100%_', '1000 sure', false],
    ['"a*b"', 'xa*bx', true],
    ['"a*b"', 'axb', false],
    ['[a].(b)', 'x[a].(b)', true],
  ])('%s and %s: %s', (pattern, name, expected) => {
    expect(new NamePattern(pattern, false).matches(name)).toBe(expected);
  });

  it('folds case, but not in quotes', () => {
    expect(new NamePattern('ÉTÉ*', true).matches('été 1.jpg')).toBe(true);
    expect(new NamePattern('"Ab"', true).matches('ab')).toBe(false);
  });

  it('agrees with a regular expression', () => {
    const letters = fc.string({ unit: fc.constantFrom('a', 'b', '*'), minLength: 1, maxLength: 6 });
    const name = fc.string({ unit: fc.constantFrom('a', 'b'), maxLength: 8 });
    fc.assert(
      fc.property(letters, name, (pattern, text) => {
        const starred = pattern.startsWith('*') || pattern.endsWith('*');
        const source = pattern.replaceAll('*', '.*');
        const expected = new RegExp(starred ? `^${source}$` : source).test(text);
        expect(new NamePattern(pattern, false).matches(text)).toBe(expected);
      }),
    );
  });
});

describeOnEveryDatabase('searching', (current) => {
  let test: TestDrive;
  let me: TestUser;
  beforeAll(async () => {
    test = await openTestDrive(current());
    me = await test.user();
    for (const path of ['a/b/c', 'a/Notes', 'z']) await create(path, 'folder');
    for (const path of ['hello.txt', 'a/HELLO.md', 'a/b/hello 2.txt', 'z/100%_.bin', 'a/b/c/deep.txt']) {
      test.clock.advance(10_000);
      await create(path, 'file');
    }
    await test.fill(me.actor, 'cloudreve://my/a/b/hello 2.txt', 20);
    await test.drive.metadataEditor.patch(me.actor, {
      uris: ['cloudreve://my/z', 'cloudreve://my/a/HELLO.md'],
      patches: [{ key: 'tag:x', value: '#ABC' }],
    });
  });
  const create = (path: string, type: 'file' | 'folder') =>
    test.drive.creator.create(me.actor, { uri: `cloudreve://my/${encodeURIComponent(path)}`, type });
  const search = (query: string, rest: Partial<ListQuery> = {}, path = 'my'): Promise<ListResponse> =>
    test.drive.lister.list(me.caller, { uri: `cloudreve://${path}?${query}`, ...rest });
  const pathsOf = (page: ListResponse) =>
    page.files.map((file) => decodeURIComponent(file.path ?? '').replace('cloudreve://my/', ''));
  const found = async (query: string, path?: string) => pathsOf(await search(query, {}, path));
  const codeOf = (work: Promise<unknown>) =>
    work.then(
      () => 0,
      (error) => (error as ApiError).code,
    );

  it('goes depth by depth and matches all conditions', async () => {
    expect(await found('name=hello')).toEqual(['hello.txt', 'a/b/hello 2.txt']);
    expect(await found('name=hello&case_folding')).toEqual(['hello.txt', 'a/HELLO.md', 'a/b/hello 2.txt']);
    expect(await found('name=hello&case_folding', 'my/a')).toEqual(['a/HELLO.md', 'a/b/hello 2.txt']);
    expect(await found('name=*.TXT&case_folding&name=ell')).toEqual(['hello.txt', 'a/b/hello 2.txt']);
    expect(await found('name=deep&name=Notes&use_or')).toEqual(['a/Notes', 'a/b/c/deep.txt']);
    expect(await found('name=0%25_')).toEqual(['z/100%_.bin']);
    expect(await found('type=folder')).toEqual(['a', 'z', 'a/b', 'a/Notes', 'a/b/c']);
    expect(await found('type=link')).toEqual([]);
    expect(await found('category=document')).toEqual(['hello.txt', 'a/HELLO.md', 'a/b/hello 2.txt', 'a/b/c/deep.txt']);
    expect(await codeOf(search('category=nonsense'))).toBe(ErrorCode.PARAM_INVALID);
    expect(await found('size_gte=5')).toEqual(['a/b/hello 2.txt']);
    expect(await found('size_gte=5&size_lte=19')).toEqual([]);
    expect(await found('meta_tag:x=')).toEqual(['z', 'a/HELLO.md']);
    expect(await found('meta_tag:x=abc&type=folder')).toEqual(['z']);
    expect(await found('exact_meta_tag:x=abc')).toEqual([]);
    expect(await found('exact_meta_tag:x=%23ABC')).toEqual(['z', 'a/HELLO.md']);
    const second = Math.floor(test.clock.now() / 1000);
    expect(await found(`created_gte=${second}&type=file`)).toEqual(['a/b/c/deep.txt']);
    expect(await found(`created_lte=${second - 40}&type=file`)).toEqual(['hello.txt']);
    expect(await codeOf(search('name=a%00b'))).toBe(ErrorCode.PARAM_INVALID);
  });

  it('lists when there is no condition', async () => {
    for (const query of ['case_folding', 'use_or', 'size_gte=x', 'size_lte=0', 'category=', 'name=', 'other=1']) {
      expect(await found(query), query).toEqual(['a', 'z', 'hello.txt']);
    }
  });

  it('tells what a search can do', async () => {
    const page = await search('name=hello');
    expect(page).toMatchObject({
      mixed_type: true,
      parent: { path: 'cloudreve://my' },
      pagination: { page: 0, page_size: 0, is_cursor: true },
      props: { order_by_options: null, order_direction_options: null },
    });
    expect(page.pagination).not.toHaveProperty('next_token');
    test.settings.maxRecursiveSearchedFolder = 2;
    const limited = await search('name=hello');
    test.settings.maxRecursiveSearchedFolder = 65_535;
    expect(limited).toMatchObject({ recursion_limit_reached: true, files: [{ name: 'hello.txt' }] });
    expect(limited.pagination).not.toHaveProperty('next_token');
  });

  it('gives the same matches page by page, in every order', async () => {
    for (const order of [{}, { order_by: 'name', order_direction: 'desc' }, { order_by: 'created_at' }]) {
      const whole = pathsOf(await search('name=*e*&case_folding', order));
      for (const page_size of [1, 2, 3]) {
        const all: string[] = [];
        for (let token: string | undefined; ; ) {
          const rest = { ...order, page_size, ...(token && { next_page_token: token }) };
          const page = await search('name=*e*&case_folding', rest);
          all.push(...pathsOf(page));
          token = page.pagination.next_token;
          if (token === undefined) break;
        }
        expect(all).toEqual(whole);
      }
    }
    const { next_token } = (await search('name=e', { page_size: 1 })).pagination;
    expect(await codeOf(search('name=x', { next_page_token: next_token }))).toBe(ErrorCode.PARAM_INVALID);
    expect(await codeOf(search('name=e', { next_page_token: next_token, order_by: 'size' }))).toBe(
      ErrorCode.PARAM_INVALID,
    );
  });

  it('searches the trash flat', async () => {
    await create('gone/below.txt', 'file');
    await create('gone.txt', 'file');
    await test.drive.trash.delete(me.actor, { uris: ['cloudreve://my/gone', 'cloudreve://my/gone.txt'] });
    const page = await search('name=*.txt', {}, 'trash');
    expect(page.files.map((file) => file.name)).toEqual(['gone.txt']);
    expect(page.files[0]?.path).toMatch(/^cloudreve:\/\/trash\/[0-9a-f-]{36}$/);
    expect(page.props.order_by_options).toEqual(['created_at']);
    expect((await search('meta_sys:restore_uri=gone.t', {}, 'trash')).files).toHaveLength(1);
    expect((await search('name=x', {}, 'shared_with_me')).files).toEqual([]);
  });

  it('streams what it finds, depth by depth, where the site says so', async () => {
    test.settings.useSseForSearch = true;
    const framesOf = async (query: string, rest: Partial<ListQuery> = {}) => {
      const answer = await test.drive.lister.listOrStream(me.caller, { uri: `cloudreve://my?${query}`, ...rest });
      if (!(answer instanceof EventStream)) return undefined;
      const frames: { event: string; data: ListResponse }[] = [];
      for await (const { event, data } of answer.frames) frames.push({ event, data: data as ListResponse });
      return frames;
    };
    const frames = (await framesOf('name=hello')) ?? [];
    expect(frames.map(({ event }) => event)).toEqual(['file', 'file', 'list']);
    expect(frames.slice(0, 2).flatMap(({ data }) => data)).toEqual((await search('name=hello')).files);
    expect(frames.at(-1)?.data).toMatchObject({ files: [], mixed_type: true });
    const [, list] = (await framesOf('name=hello', { page_size: 1 })) ?? [];
    const rest = await framesOf('name=hello', { next_page_token: list?.data.pagination.next_token ?? '' });
    expect(rest?.map(({ event }) => event)).toEqual(['file', 'list']);
    expect(await framesOf('')).toBeUndefined();
    const trash = await test.drive.lister.listOrStream(me.caller, { uri: 'cloudreve://trash?name=x' });
    expect(trash).not.toBeInstanceOf(EventStream);
    test.settings.useSseForSearch = false;
  });

  it.each([
    ['names', (i: number) => `name=${i}`],
    ['stars', (i: number) => `name=x${'*x'.repeat(i % 7)}`],
    ['metadata', (i: number) => `meta_k${i}=v`],
    ['exact metadata', (i: number) => `exact_meta_k${i}=v`],
  ])('answers searches for a hundred %s, and refuses those for a thousand', async (_, condition) => {
    const all = Array.from({ length: 1_100 }, (_, i) => condition(i));
    for (const more of ['', '&use_or']) {
      expect(await codeOf(search(all.join('&') + more))).toBe(ErrorCode.PARAM_INVALID);
      expect(await codeOf(search(all.slice(0, 100).join('&') + more))).toBe(0);
    }
  });
});
