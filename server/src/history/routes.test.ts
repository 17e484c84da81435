import {
  type DataOf,
  ErrorCode,
  encodeFlags,
  FilePermission,
  GroupPermission,
  type OperationId,
  operations,
} from '@canopy/contract';
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { MemoryDisk } from '../blobs/drivers/memory/index.ts';
import { describeOnEveryDatabase } from '../test/databases.ts';
import { type TestUser, testLimits } from '../test/drive.ts';
import { withSharing } from '../test/sharing.ts';
import { openTestTransfers, type TestTransfers } from '../test/transfers.ts';
import { type History, historyRoutes, openHistory } from './index.ts';

const all = encodeFlags(Object.values(FilePermission));
const readOnly = encodeFlags([FilePermission.READ]);
const group = { ...testLimits, permissions: new Set([GroupPermission.SHARE, GroupPermission.SHARE_DOWNLOAD]) };

describeOnEveryDatabase('history over HTTP', (current) => {
  let test: TestTransfers;
  let links: ReturnType<typeof withSharing>;
  let history: History;
  let owner: TestUser;
  let guest: TestUser;
  beforeAll(async () => {
    test = await openTestTransfers(current(), new MemoryDisk(), undefined, (parts) => {
      history = openHistory(parts);
      history.recorder.start();
      return historyRoutes(history);
    });
    links = withSharing(test);
  });
  afterAll(async () => {
    await history.recorder.stop();
    await test.close();
  });
  beforeEach(async () => {
    owner = await test.user({ group });
    guest = await test.user({ group });
  });

  /** Every answer is checked against the contract on its way (test/setup.ts). */
  async function ask<Id extends OperationId>(as: TestUser | undefined, id: Id, request: object) {
    const { method, path } = operations[id];
    const query = method === 'GET' ? `?${new URLSearchParams(request as Record<string, string>)}` : '';
    const answer = await test.call(method, path + query, { as, ...(method !== 'GET' && { json: request }) });
    return { ...answer.json, data: answer.json.data as DataOf<Id> };
  }
  async function put(as: TestUser, uri: string, text: string): Promise<void> {
    const path = `/api/v4/file/content?uri=${encodeURIComponent(uri)}`;
    const answer = await test.call('PUT', path, { as, raw: Buffer.from(text) });
    expect(answer.json).toMatchObject({ code: 0 });
  }
  const remove = (as: TestUser, ...uris: string[]) => ask(as, 'deleteFiles', { uris });
  const names = async (uri: string) =>
    (await ask(owner, 'listFiles', { uri })).data.files.map(({ name }) => name).sort();

  it('tells, rewinds and undoes', async () => {
    const uri = 'cloudreve://my/docs';
    await put(owner, `${uri}/a.txt`, 'one');
    test.clock.advance(60_000);
    await put(owner, `${uri}/a.txt`, 'two, longer');
    await remove(owner, `${uri}/a.txt`);
    await put(owner, `${uri}/b.txt`, 'three');
    const changes = await ask(owner, 'listRewindChanges', { uri });
    const kinds = ['content', 'create', 'trash', 'content', 'content', 'create', 'create'];
    expect(changes.data.changes.map(({ kind }) => kind)).toEqual(kinds);
    expect(changes.data.changes[3]).toMatchObject({ from: 'a.txt', size: 11, size_before: 3 });
    const timeline = await ask(owner, 'getRewindTimeline', { uri });
    expect(timeline.data.bursts).toMatchObject([{ total: 7, names: ['b.txt', 'a.txt', 'docs'] }]);

    const moment = changes.data.changes[3]?.before ?? '';
    const tried = await ask(owner, 'rewindFiles', { uri, moment, dry_run: true });
    expect(tried.data).toMatchObject({ dry_run: true, restored: 1, trashed: 1, contents: 1 });
    expect(await names(uri)).toEqual(['b.txt']);
    const done = await ask(owner, 'rewindFiles', { uri, moment });
    expect(await names(uri)).toEqual(['a.txt']);
    expect((await ask(owner, 'rewindFiles', { uri, moment: done.data.undo ?? '' })).code).toBe(0);
    expect(await names(uri)).toEqual(['b.txt']);
    const past = await ask(owner, 'getRewindTimeline', { uri });
    expect(past.data.bursts.map(({ rewound_to }) => rewound_to)).toEqual([done.data.undo, moment, undefined]);
  });

  it('logs activities, with downloads, and copies versions', async () => {
    const uri = 'cloudreve://my/a.txt';
    await put(owner, uri, 'one');
    await put(owner, uri, 'two');
    const info = await ask(owner, 'getFileInfo', { uri, extended: 'true' });
    const old = info.data.extended_info?.entities?.at(-1)?.id ?? '';
    expect((await ask(owner, 'copyFileVersion', { uri, version: old })).data).toMatchObject({ size: 3 });
    const shared = (await links.share(owner.actor, uri)).uri;
    await ask(guest, 'createDownloadUrl', { uris: [`${shared}/a.txt`] });
    await history.recorder.flush();
    const log = await ask(owner, 'listFileActivities', { uri, page_size: '10' });
    const categories = log.data.activities.map(({ content }) => content.category);
    expect(categories.toSorted((a, b) => a - b)).toEqual([7, 10, 10, 11, 13, 17]);
    for (const wrong of [{ page_size: '9' }, {}, { page_size: '10', filter: 'none' }]) {
      expect((await ask(owner, 'listFileActivities', { uri, ...wrong })).code).toBe(ErrorCode.PARAM_INVALID);
    }
    expect((await ask(undefined, 'listFileActivities', { uri, page_size: '10' })).code).toBe(ErrorCode.LOGIN_REQUIRED);
    expect((await ask(owner, 'rewindFiles', { uri, moment: '' })).code).toBe(ErrorCode.PARAM_INVALID);
  });

  it('takes back what came with a new version', async () => {
    const uri = 'cloudreve://my/a.txt';
    await put(owner, uri, 'one');
    const moment = (await ask(owner, 'listRewindChanges', { uri })).data.changes[0]?.moment ?? '';
    const metadata = { 'props:description': 'second' };
    const wish = { uri, size: 3, policy_id: '', entity_type: 'version', metadata };
    const session = (await ask(owner, 'createUploadSession', wish)).data.session_id;
    await test.call('POST', `/api/v4/file/upload/${session}/0`, { as: owner, raw: Buffer.from('two') });
    const facts = async () => (await ask(owner, 'getFileInfo', { uri })).data.metadata;
    expect(await facts()).toMatchObject(metadata);
    const back = await ask(owner, 'rewindFiles', { uri, moment });
    expect(back.data).toMatchObject({ contents: 1, metadata: 1 });
    expect(await facts()).not.toHaveProperty('props:description');
  });

  describe('through a link', () => {
    const docs = 'cloudreve://my/docs';

    it('lets nobody look back or go back who may only read', async () => {
      await put(owner, `${docs}/a.txt`, 'one');
      const { uri } = await links.share(owner.actor, docs);
      for (const as of [guest, undefined]) {
        expect((await ask(as, 'listRewindChanges', { uri })).code).toBe(ErrorCode.NO_PERMISSION);
        expect((await ask(as, 'listFileActivities', { uri: `${uri}/a.txt`, page_size: '10' })).code).toBe(403);
        const moment = history.moments.encode(0);
        expect([403, 40082]).toContain((await ask(as, 'rewindFiles', { uri, moment })).code);
      }
    });

    it('lets people with all rights go back, but not fetch what the owner took away', async () => {
      await put(owner, `${docs}/a.txt`, 'one');
      await put(owner, `${docs}/secret.txt`, 'mine');
      await put(owner, `${docs}/closed/c.txt`, 'hidden');
      const { uri } = await links.share(owner.actor, docs, { permissions: { other: all, same_group: all } });
      const moment = (await ask(owner, 'listRewindChanges', { uri: docs })).data.changes[0]?.moment ?? '';
      await remove(owner, `${docs}/secret.txt`);
      await put(guest, `${uri}/a.txt`, 'two');
      await remove(guest, `${uri}/a.txt`);
      await put(guest, `${uri}/b.txt`, 'new');
      const back = await ask(guest, 'rewindFiles', { uri, moment });
      expect(back.data).toMatchObject({ restored: 1, trashed: 1, contents: 1, unavailable: 1, problems: [] });
      expect(await names(docs)).toEqual(['a.txt', 'closed']);
      const again = await ask(guest, 'rewindFiles', { uri, moment: back.data.undo ?? '' });
      expect(again.data).toMatchObject({ restored: 1, trashed: 1 });
      expect(await names(docs)).toEqual(['b.txt', 'closed']);

      await test.drive.permissionEditor.set(owner.actor, {
        uris: [`${docs}/closed`],
        setting: { other: encodeFlags([]), same_group: encodeFlags([]) },
      });
      await put(owner, `${docs}/closed/c.txt`, 'changed');
      expect((await ask(guest, 'rewindFiles', { uri, moment })).code).toBe(ErrorCode.OWNER_ONLY);
      const seen = (await ask(guest, 'listRewindChanges', { uri })).data.changes.map(({ name }) => name);
      expect(seen).not.toContain('c.txt');
      expect(seen).not.toContain('secret.txt');
      expect(seen).toContain('b.txt');
    });

    describe('where things may be deleted and not written', () => {
      const setting = {
        other: encodeFlags([FilePermission.READ, FilePermission.CREATE, FilePermission.DELETE]),
        same_group: encodeFlags([FilePermission.READ, FilePermission.CREATE, FilePermission.DELETE]),
      };
      const shareAll = async () =>
        (await links.share(owner.actor, docs, { permissions: { other: all, same_group: all } })).uri;
      const newest = async () => (await ask(owner, 'listRewindChanges', { uri: docs })).data.changes[0]?.moment ?? '';
      const sizes = async (uri: string) =>
        (await ask(owner, 'listFiles', { uri })).data.files.map(({ name, size }) => [name, size]);

      it.each([
        ['the file', 'in/a.txt'],
        ['the folder that it was in', 'in'],
      ])('does not set back by way of the trash what rules on %s protect', async (_name, ruled) => {
        await put(owner, `${docs}/in/a.txt`, 'one');
        const moment = await newest();
        await put(owner, `${docs}/in/a.txt`, 'two, longer');
        const uri = await shareAll();
        await test.drive.permissionEditor.set(owner.actor, { uris: [`${docs}/${ruled}`], setting });
        const later = await newest();
        expect((await ask(guest, 'rewindFiles', { uri, moment })).code).toBe(ErrorCode.OWNER_ONLY);
        expect((await remove(guest, `${uri}/in/a.txt`)).code).toBe(0);
        for (const dry_run of [true, false]) {
          expect((await ask(guest, 'rewindFiles', { uri, moment, dry_run })).code).toBe(ErrorCode.OWNER_ONLY);
        }
        // He may take back that he deleted it.
        expect((await ask(guest, 'rewindFiles', { uri, moment: later })).data).toMatchObject({
          restored: 1,
          contents: 0,
        });
        expect(await sizes(`${docs}/in`)).toEqual([['a.txt', 11]]);
      });

      it('leaves what lies in a folder as it is when he brings that back', async () => {
        await put(owner, `${docs}/in/a.txt`, 'one');
        const moment = await newest();
        await put(owner, `${docs}/in/a.txt`, 'two, longer');
        const uri = await shareAll();
        await test.drive.permissionEditor.set(owner.actor, { uris: [`${docs}/in`], setting });
        expect((await remove(guest, `${uri}/in`)).code).toBe(0);
        expect((await ask(guest, 'rewindFiles', { uri, moment })).data).toMatchObject({ restored: 1, contents: 0 });
        expect(await sizes(`${docs}/in`)).toEqual([['a.txt', 11]]);
      });

      it('puts nothing into a folder that comes back and takes nothing new', async () => {
        await put(owner, `${docs}/in/a.txt`, 'one');
        const uri = await shareAll();
        const moment = await newest();
        expect((await remove(guest, `${uri}/in/a.txt`)).code).toBe(0);
        const only = encodeFlags([FilePermission.READ, FilePermission.DELETE]);
        await test.drive.permissionEditor.set(owner.actor, {
          uris: [`${docs}/in`],
          setting: { other: only, same_group: only },
        });
        expect((await remove(guest, `${uri}/in`)).code).toBe(0);
        expect((await ask(guest, 'rewindFiles', { uri, moment })).code).toBe(ErrorCode.OWNER_ONLY);
        expect(await names(docs)).toEqual([]);
      });
    });

    it('sets nothing back that is for the owner alone', async () => {
      await put(owner, `${docs}/in/a.txt`, 'one');
      const { uri } = await links.share(owner.actor, docs, { permissions: { other: all, same_group: all } });
      const moment = (await ask(owner, 'listRewindChanges', { uri: docs })).data.changes[0]?.moment ?? '';
      const view = { page_size: 77, order: 'name', order_direction: 'asc', view: 'list', gallery_width: 220 };
      expect((await ask(owner, 'patchView', { uri: `${docs}/in`, view })).code).toBe(0);
      expect((await ask(guest, 'patchView', { uri: `${uri}/in`, view: null })).code).not.toBe(0);
      expect((await ask(guest, 'rewindFiles', { uri, moment })).data).toMatchObject({ views: 0, unavailable: 1 });
      expect((await ask(owner, 'rewindFiles', { uri: docs, moment })).data).toMatchObject({ views: 1, unavailable: 0 });
    });

    it('hides from others by which addresses a file was reached', async () => {
      await put(owner, `${docs}/a.txt`, 'one');
      const { uri } = await links.share(owner.actor, docs, { permissions: { other: all, same_group: all } });
      await put(guest, `${uri}/a.txt`, 'two');
      const froms = async (as: TestUser, of: string) =>
        (await ask(as, 'listFileActivities', { uri: of, page_size: '10' })).data.activities.map(
          ({ content }) => content.from,
        );
      expect(await froms(owner, `${docs}/a.txt`)).toEqual([undefined, `${docs}/a.txt`, `${uri}/a.txt`]);
      expect(await froms(guest, `${uri}/a.txt`)).toEqual([undefined, undefined, `${uri}/a.txt`]);
    });

    it('says of nothing where it was in a folder that is closed', async () => {
      await put(owner, `${docs}/closed/inner name/a.txt`, 'one');
      await put(owner, `${docs}/open/b.txt`, 'two');
      const { uri } = await links.share(owner.actor, docs, { permissions: { other: all, same_group: all } });
      await test.drive.permissionEditor.set(owner.actor, {
        uris: [`${docs}/closed`],
        setting: { everyone: encodeFlags([]) },
      });
      const uris = [`${docs}/closed/inner name/a.txt`, `${docs}/open/b.txt`];
      expect((await ask(owner, 'moveOrCopyFiles', { uris, dst: docs })).code).toBe(0);
      const froms = async (as: TestUser, of: string) =>
        (await ask(as, 'listRewindChanges', { uri: of })).data.changes
          .filter(({ kind }) => kind === 'move')
          .map(({ from }) => from)
          .sort();
      expect(await froms(owner, docs)).toEqual(['closed/inner name/a.txt', 'open/b.txt']);
      expect(await froms(guest, uri)).toEqual(['open/b.txt', undefined]);
      const told = JSON.stringify(await ask(guest, 'listRewindChanges', { uri }));
      expect(told).not.toContain('inner name');
    });

    it('is closed where rules forbid changes of one file', async () => {
      await put(owner, `${docs}/a.txt`, 'one');
      const { uri } = await links.share(owner.actor, docs, { permissions: { other: all, same_group: all } });
      await test.drive.permissionEditor.set(owner.actor, {
        uris: [`${docs}/a.txt`],
        setting: { other: readOnly, same_group: readOnly },
      });
      const log = await ask(guest, 'listFileActivities', { uri: `${uri}/a.txt`, page_size: '10' });
      expect(log.code).toBe(ErrorCode.NO_PERMISSION);
      const info = await ask(owner, 'getFileInfo', { uri: `${docs}/a.txt` });
      const copy = { uri: `${uri}/a.txt`, version: info.data.primary_entity };
      expect((await ask(guest, 'copyFileVersion', copy)).code).toBe(ErrorCode.OWNER_ONLY);
    });
  });
});
