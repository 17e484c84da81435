import { ErrorCode, encodeFlags, type FullTextSearchResults, type QuickSearchResponse } from '@canopy/contract';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { MemoryDisk } from '../blobs/drivers/memory/index.ts';
import { JobQueue } from '../jobs/index.ts';
import { silentLog } from '../kernel/index.ts';
import { describeOnEveryDatabase } from '../test/databases.ts';
import type { TestUser } from '../test/drive.ts';
import { withSharing } from '../test/sharing.ts';
import { openTestTransfers, type TestTransfers } from '../test/transfers.ts';
import { openSearch, type Search, searchRoutes } from './index.ts';
import { Extractor } from './texts/extractor.ts';

const here = new AbortController().signal;

describeOnEveryDatabase('searching in texts', (current) => {
  let at: TestTransfers;
  let me: TestUser;
  let other: TestUser;
  let search: Search;
  let queue: JobQueue;

  beforeAll(async () => {
    const policy = { settings: {} };
    at = await openTestTransfers(current(), new MemoryDisk(), policy, (parts) => {
      search = openSearch(parts);
      queue = new JobQueue({ ...parts, jobs: [search.rebuild.job()] });
      return searchRoutes(search, { enqueue: (job) => current().write((tx) => queue.enqueue(tx, job)) });
    });
    me = await at.user();
    other = await at.user();
    at.overrides.fts_enabled = true;
  });
  afterAll(async () => {
    await search.stop();
    await at.close();
  });

  const uri = (path: string) => `cloudreve://my/${path.split('/').map(encodeURIComponent).join('/')}`;
  const put = (path: string, text: string, as = me) =>
    at.call('PUT', `/api/v4/file/content?uri=${encodeURIComponent(uri(path))}`, { as, raw: Buffer.from(text) });
  /** Brings the index up to date, as the background would. */
  async function settle() {
    for (const user of [me, other]) await search.indexer.finish(user.id);
    await search.textIndexer.run(here);
  }
  async function ask(query: string, offset = 0, as = me): Promise<FullTextSearchResults> {
    const { json } = await at.call('GET', `/api/v4/file/search?query=${encodeURIComponent(query)}&offset=${offset}`, {
      as,
    });
    expect(json.code, json.msg).toBe(0);
    return json.data as FullTextSearchResults;
  }
  const found = async (query: string, as = me) =>
    (await ask(query, 0, as)).hits.map(({ file }) => decodeURI(file.path ?? '').replace('cloudreve://my/', ''));
  const codeOf = async (query: string, as: TestUser | undefined = me) =>
    (await at.call('GET', `/api/v4/file/search?query=${encodeURIComponent(query)}`, { as })).json.code;

  it('finds words, phrases and Chinese words, one hit for each file', async () => {
    await put('history.txt', 'The harbour wall was finished in 1906.\nThe harbour is old.');
    await put('docs/报告.md', '# 年度报告\n森络云盘的设计 <script>');
    await put('notes.txt', 'A wall. Another harbour. harbour harbour');
    await put('theirs.txt', 'harbour of another', other);
    await put('picture.png', 'harbour');
    await settle();
    expect((await found('harbour')).sort()).toEqual(['history.txt', 'notes.txt']);
    expect(await found('"harbour wall"')).toEqual(['history.txt']);
    expect(await found('HARBOUR 1906')).toEqual(['history.txt']);
    expect(await found('报告')).toEqual(['docs/报告.md']);
    expect(await found('云盘')).toEqual(['docs/报告.md']);
    expect(await found('云设')).toEqual([]);
    expect(await found('harbo')).toEqual([]);
    expect(await found('harbour', other)).toEqual(['theirs.txt']);
    const { hits, total } = await ask('云盘');
    expect(total).toBe(1);
    expect(hits[0]).toMatchObject({
      content: '# 年度报告\n森络<em>云盘</em>的设计 &lt;script&gt;',
      file: { name: '报告.md', metadata: null, owned: true },
    });
    const info = await at.call('GET', `/api/v4/file/info?uri=${encodeURIComponent(uri('history.txt'))}`, { as: me });
    const { metadata, primary_entity: entity } = info.json.data as { metadata: object; primary_entity: string };
    expect(metadata).toEqual({ 'sys:fulltext_index': entity });
  });

  it('follows every change of the files', async () => {
    await put('a.txt', 'elephant');
    await put('b/c.txt', 'elephant too');
    await settle();
    expect((await found('elephant')).sort()).toEqual(['a.txt', 'b/c.txt']);
    await put('a.txt', 'giraffe');
    // Until the new version was read, the old one is not told.
    expect(await found('elephant')).toEqual(['b/c.txt']);
    await settle();
    expect(await found('giraffe')).toEqual(['a.txt']);
    await at.drive.renamer.rename(me.actor, { uri: uri('b'), new_name: 'd' });
    expect(await found('elephant')).toEqual(['d/c.txt']);
    await at.drive.mover.moveOrCopy(me.actor, { uris: [uri('d')], dst: uri('docs'), copy: true });
    await settle();
    expect((await found('elephant')).sort()).toEqual(['d/c.txt', 'docs/d/c.txt']);
    await at.drive.trash.delete(me.actor, { uris: [uri('d')] });
    expect(await found('elephant')).toEqual(['docs/d/c.txt']);
    const trash = await at.drive.lister.list(me.caller, { uri: 'cloudreve://trash' });
    await at.drive.restorer.restore(me.actor, { uris: trash.files.map((file) => file.path ?? '') });
    expect((await found('elephant')).sort()).toEqual(['d/c.txt', 'docs/d/c.txt']);
    await at.drive.trash.delete(me.actor, { uris: [uri('d')], skip_soft_delete: true });
    expect(await found('elephant')).toEqual(['docs/d/c.txt']);
    await at.drive.renamer.rename(me.actor, { uri: uri('a.txt'), new_name: 'a.bin' });
    await settle();
    expect(await found('giraffe')).toEqual([]);
    await at.drive.renamer.rename(me.actor, { uri: uri('a.bin'), new_name: 'a.txt' });
    await settle();
    expect(await found('giraffe')).toEqual(['a.txt']);
    const left = await current()
      .read.selectFrom('search_chunks')
      .leftJoin('files', 'files.id', 'search_chunks.file_id')
      .where('files.id', 'is', null)
      .select('search_chunks.id')
      .execute();
    expect(left).toEqual([]);
  });

  it('follows the version that is current', async () => {
    await put('v.txt', 'firstversion');
    await put('v.txt', 'secondversion');
    await settle();
    expect(await found('secondversion')).toEqual(['v.txt']);
    const { json } = await at.call('GET', `/api/v4/file/info?uri=${encodeURIComponent(uri('v.txt'))}&extended=true`, {
      as: me,
    });
    const { extended_info: info } = json.data as { extended_info: { entities: { id: string }[] } };
    const first = info.entities.at(-1)?.id ?? '';
    await at.drive.versionEditor.setCurrent(me.actor, { uri: uri('v.txt'), version: first });
    await settle();
    expect(await found('firstversion')).toEqual(['v.txt']);
    expect(await found('secondversion')).toEqual([]);
  });

  it('turns pages', async () => {
    at.overrides.fts_meilisearch_page_size = 2;
    for (let file = 0; file < 5; file++) await put(`many ${file}.txt`, `rhinoceros ${'other '.repeat(file)}`);
    await settle();
    const names: string[] = [];
    for (let offset = 0; ; ) {
      const { hits, total } = await ask('rhinoceros', offset);
      expect(total).toBe(5);
      if (hits.length === 0) break;
      names.push(...hits.map(({ file }) => file.name));
      offset += hits.length;
    }
    expect(names.toSorted()).toEqual([0, 1, 2, 3, 4].map((file) => `many ${file}.txt`));
    at.overrides.fts_meilisearch_page_size = undefined;
  });

  it('is part of the quick search', async () => {
    const { json } = await at.call('GET', `/api/v4/file/quickSearch?query=${encodeURIComponent('云盘的设')}`, {
      as: me,
    });
    expect((json.data as QuickSearchResponse).contents.map(({ file }) => file.name)).toEqual(['报告.md']);
    const typing = await at.call('GET', '/api/v4/file/quickSearch?query=rhinoc&limit=8', { as: me });
    const data = typing.json.data as QuickSearchResponse;
    expect(data.names).toEqual([]);
    expect(data.contents).toHaveLength(2);
    const below = `uri=${encodeURIComponent(uri('docs'))}`;
    const inFolder = await at.call('GET', `/api/v4/file/quickSearch?query=elephant&${below}`, { as: me });
    expect((inFolder.json.data as QuickSearchResponse).contents.map(({ file }) => file.path)).toEqual([
      uri('docs/d/c.txt'),
    ]);
  });

  it('tells a visitor of what he may read, below the link, and of nothing else', async () => {
    const { share } = withSharing(at);
    const guest = await at.user();
    await put('pub/zebra.txt', 'zebrafish in the open');
    await put('pub/closed/zebra two.txt', 'zebrafish behind a door');
    await put('pub/zebra three.txt', 'zebrafish under a lid');
    await put('zebra outside.txt', 'zebrafish outside');
    const nothing = { everyone: encodeFlags([]) };
    await at.drive.permissionEditor.set(me.actor, {
      uris: [uri('pub/closed'), uri('pub/zebra three.txt')],
      setting: nothing,
    });
    await settle();
    const link = await share(me.actor, uri('pub'));
    const quick = async (as: TestUser | undefined, where: string) => {
      const path = `/api/v4/file/quickSearch?query=zebra&uri=${encodeURIComponent(where)}`;
      const { names, contents } = (await at.call('GET', path, { as })).json.data as QuickSearchResponse;
      const pathOf = ({ file }: { file: { path?: string } }) => decodeURI(file.path ?? '').replace(link.uri, '');
      return { names: names.map(pathOf).sort(), contents: contents.map(pathOf).sort() };
    };
    // As in a listing, the name of what is closed shows, but not what is in it.
    const seen = { names: ['/zebra three.txt', '/zebra.txt'], contents: ['/zebra.txt'] };
    expect(await quick(guest, link.uri)).toEqual(seen);
    expect(await quick(undefined, link.uri)).toEqual(seen);
    const byName = await at.drive.lister.list(guest.caller, { uri: `${link.uri}?name=zebra` });
    expect(byName.files.map(({ name }) => name).sort()).toEqual(['zebra three.txt', 'zebra.txt']);
    expect((await quick(me, link.uri)).contents).toHaveLength(3);
    const { hits } = await ask('zebrafish', 0, guest);
    expect(hits).toEqual([]);
  });

  it('streams what a search below a folder finds', async () => {
    at.settings.useSseForSearch = true;
    const search = encodeURIComponent('cloudreve://my?name=zebra');
    const { headers, body } = await at.call('GET', `/api/v4/file?uri=${search}`, { as: me });
    expect(headers).toMatchObject({
      'content-type': 'text/event-stream',
      'cache-control': 'no-cache',
      'x-accel-buffering': 'no',
    });
    const frames = body
      .toString()
      .trimEnd()
      .split('\n\n')
      .map((frame) => /^event:(\w+)\ndata:(.*)$/.exec(frame) ?? []);
    expect(frames.map(([, event]) => event)).toEqual(['file', 'file', 'file', 'list']);
    expect(JSON.parse(frames[0]?.[2] ?? '')).toMatchObject([{ name: 'zebra outside.txt' }]);
    expect(JSON.parse(frames.at(-1)?.[2] ?? '')).toMatchObject({ files: [], mixed_type: true });
    const flat = await at.call('GET', `/api/v4/file?uri=${encodeURIComponent('cloudreve://trash?name=x')}`, { as: me });
    expect(flat.json.code).toBe(0);
    at.settings.useSseForSearch = false;
  });

  it('takes any text for a text', async () => {
    for (const query of [
      '"',
      "'",
      'NEAR(a b, 2)',
      'a AND b OR c NOT d',
      '-x',
      'a:b',
      'o1xharbour',
      '*',
      'words:a',
      "a'b:*",
      '\\',
      '!a & (b)',
      '{x}',
    ]) {
      expect([0, ErrorCode.PARAM_INVALID], query).toContain(await codeOf(query));
    }
    expect(await codeOf('!!!')).toBe(ErrorCode.PARAM_INVALID);
    expect(await codeOf('a\0b')).toBe(ErrorCode.PARAM_INVALID);
    expect(await codeOf('x'.repeat(2_000))).toBe(ErrorCode.PARAM_INVALID);
    const anonymous = await at.call('GET', '/api/v4/file/search?query=a');
    expect(anonymous.json.code).toBe(ErrorCode.LOGIN_REQUIRED);
  });

  it('parks what cannot be read, and what fails twice', async () => {
    await put('broken.pdf', 'no pdf');
    const failing = { extract: () => Promise.reject(new Error('the thread ended')), close: async () => {} };
    await settle();
    await put('crash.txt', 'crash');
    await search.indexer.finish(me.id);
    const parts = {
      ...at,
      database: current(),
      log: silentLog,
      settings: { get: (key: string) => at.overrides[key as never] ?? 1_000 },
    };
    const crashing = openSearch({
      ...(parts as never as Parameters<typeof openSearch>[0]),
      stores: { of: () => at.store },
      policies: { get: async () => ({}) as never },
      extractor: failing as never as Extractor,
    });
    at.overrides.fts_tika_exts = 'txt,pdf';
    await crashing.textIndexer.run(here);
    at.clock.advance(10 * 60_000);
    await crashing.textIndexer.run(here);
    at.clock.advance(10 * 60_000);
    await crashing.textIndexer.run(here);
    at.overrides.fts_tika_exts = undefined;
    const rows = await current()
      .read.selectFrom('search_texts')
      .select(['status', 'attempts', 'error'])
      .where('status', '=', 'parked')
      .orderBy('file_id')
      .execute();
    expect(rows).toMatchObject([{ attempts: 1 }, { attempts: 2, error: 'the thread ended' }]);
  });

  it('goes on with a file whose reading ended with the process', async () => {
    await put('interrupted.txt', 'hippopotamus '.repeat(2_000));
    await search.indexer.finish(me.id);
    const stop = new AbortController();
    const half = new Extractor();
    const write = current().write.bind(current());
    let writes = 0;
    const dying = Object.assign(Object.create(current()), {
      write: (work: never) => (++writes > 3 ? Promise.reject(new Error('killed')) : write(work)),
      read: current().read,
      dialect: current().dialect,
    });
    const parts = {
      ...at,
      database: dying,
      log: silentLog,
      settings: { get: (key: string) => at.overrides[key as never] ?? (key === 'fts_chunk_size' ? 500 : 1) },
    };
    const first = openSearch({
      ...(parts as never as Parameters<typeof openSearch>[0]),
      stores: { of: () => at.store },
      policies: { get: async () => ({}) as never },
      extractor: half,
    });
    await expect(first.textIndexer.run(stop.signal)).rejects.toThrow('killed');
    await half.close();
    at.clock.advance(10 * 60_000);
    await search.textIndexer.run(here);
    expect(await found('hippopotamus')).toEqual(['interrupted.txt']);
    const chunks = await current()
      .read.selectFrom('search_chunks')
      .innerJoin('files', 'files.id', 'search_chunks.file_id')
      .where('files.name', '=', 'interrupted.txt')
      .select('ordinal')
      .orderBy('ordinal')
      .execute();
    expect(chunks.map(({ ordinal }) => ordinal)).toEqual(chunks.map((_, index) => index));
  });

  it('is rebuilt by administrators', async () => {
    const admin = await at.user({ admin: true });
    const body = { as: admin, json: { filtered_storage_policy: [] } };
    const stranger = await at.call('POST', '/api/v4/workflow/rebuildFtsIndex', { ...body, as: me });
    expect(stranger.json.code).toBe(ErrorCode.NO_PERMISSION);
    await current().write(async (tx) => {
      await tx.db.deleteFrom('search_texts').execute();
      await tx.db.deleteFrom('search_names').execute();
    });
    const { json } = await at.call('POST', '/api/v4/workflow/rebuildFtsIndex', body);
    expect(json.data).toMatchObject({ type: 'full_text_rebuild', status: 'queued', summary: { phase: 'nuke' } });
    const job = await current().read.selectFrom('tasks').select('id').executeTakeFirstOrThrow();
    queue.start();
    await expect.poll(() => queue.find(job.id).then((info) => info?.status), { timeout: 15_000 }).toBe('completed');
    await queue.stop();
    expect((await found('harbour')).sort()).toEqual(['history.txt', 'notes.txt']);
    const findings = [];
    for await (const finding of search.check.findings()) findings.push(finding);
    expect(findings).toEqual([]);
    await current().write((tx) => tx.db.deleteFrom('search_names').where('owner_id', '=', other.id).execute());
    for await (const finding of search.check.findings()) findings.push(finding.problem);
    expect(findings).toContain('missing');
  });

  it('can be switched off', async () => {
    at.overrides.fts_enabled = false;
    expect(await codeOf('harbour')).toBe(ErrorCode.FEATURE_NOT_ENABLED);
    at.overrides.fts_enabled = true;
  });
});
