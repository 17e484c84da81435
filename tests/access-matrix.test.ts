/**
 * Every operation on files, shares and users, tried by everybody: who is not named in its row must be refused, and must
 * have changed nothing. The rows are checked against the contract, so that an operation without one fails.
 */
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { DatabaseSync } from 'node:sqlite';
import { decodeFlags, encodeFlags, GroupPermission, type Operation, operations } from '@canopy/contract';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import {
  type Caller,
  callers,
  everything,
  type Fixture,
  file,
  type Part,
  type Row,
  reading,
  refusals,
  rows,
} from './lib/access-rows.ts';
import { type Answer, type Api, type Loose, signIn, signUp } from './lib/api.ts';
import { canopy, DriveProcess } from './lib/drive-process.ts';

const guarded = (Object.values(operations) as readonly Operation[]).filter(({ path }) =>
  /^\/(?:api\/v4\/(?:file|share|user)(?:\/|$)|[sf]\/)/.test(path),
);

let folder: string;
let drive: DriveProcess;
let made = 0;
let ownerId: string;
const apis = {} as Record<Caller, Api>;
const roots = {} as Record<Caller, string>;

beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'canopy-access-'));
  drive = await DriveProcess.start({ dataDir: join(folder, 'data') });
  const { base } = drive;
  openGroups(join(drive.dataDir, 'canopy.db'));
  const admin = await signUp(base, 'admin@example.org');
  const owner = await signUp(base, 'owner@example.org');
  const guest = await signUp(base, 'guest@example.org');
  const blocked = await signUp(base, 'blocked@example.org');
  ownerId = (await owner.ask('GET', '/user/me')).id;
  await owner.ask('PATCH', '/user/setting', { json: { version_retention_enabled: true } });
  await owner.ask('POST', '/file/create', { json: { uri: 'cloudreve://my/shared/x', type: 'folder' } });
  await owner.ask('PUT', '/file/content', {
    query: { uri: 'cloudreve://my/shared/once.txt' },
    bytes: Buffer.from('x'),
  });

  const share = async (terms: object) => {
    const link: string = await owner.ask('PUT', '/share', { json: { uri: 'cloudreve://my/shared', ...terms } });
    const [id, password] = link.split('/s/')[1]?.split('/') ?? [];
    return { id, password };
  };
  const read = await share({});
  const write = await share({ permissions: { everyone: everything, anonymous: reading } });
  const locked = await share({ is_private: true });
  const once = await share({ downloads: 1 });
  await guest.ask('POST', '/file/url', { json: { uris: [`cloudreve://${once.id}@share/once.txt`] } });
  const nobody = admin.as(undefined);
  const own = `cloudreve://${ownerId}@my/shared`;
  Object.assign(apis, { nobody, admin, owner, stranger: guest, reader: guest, writer: guest, visitor: nobody });
  Object.assign(apis, { locked: guest, unlocked: guest, late: guest, banned: blocked });
  Object.assign(roots, { nobody: 'cloudreve://my/shared', stranger: own, owner: 'cloudreve://my/shared', admin: own });
  Object.assign(roots, { reader: `cloudreve://${read.id}@share`, visitor: `cloudreve://${read.id}@share` });
  Object.assign(roots, { writer: `cloudreve://${write.id}@share`, banned: `cloudreve://${write.id}@share` });
  Object.assign(roots, { locked: `cloudreve://${locked.id}@share`, late: `cloudreve://${once.id}@share` });
  Object.assign(roots, { unlocked: `cloudreve://${locked.id}:${locked.password}@share` });
  expect((await canopy('user', drive.dataDir, 'block', 'blocked@example.org')).output).toContain('Done');
  expect((await signIn(base, 'guest@example.org')).token).toBeTruthy();
}, 60_000);

afterAll(async () => {
  await drive?.stop();
  await rm(folder, { recursive: true });
});

/** What groups may not do is tested elsewhere: here only what the operation itself refuses is to count. */
function openGroups(path: string): void {
  const database = new DatabaseSync(path);
  const groups = database.prepare('select id, permissions, settings from groups').all() as Loose[];
  for (const { id, permissions, settings } of groups) {
    const flags = [...decodeFlags(permissions), GroupPermission.ARCHIVE_TASK, GroupPermission.ARCHIVE_DOWNLOAD];
    const opened = JSON.stringify({ ...JSON.parse(settings), directLinkBatch: 10 });
    database
      .prepare('update groups set permissions = ?, settings = ?, updated_at = updated_at + 1 where id = ?')
      .run(encodeFlags(flags), opened, id);
  }
  database.close();
}

async function fixture(needs: readonly Part[] = []): Promise<Fixture> {
  const { owner, admin } = apis;
  const name = `m${++made}`;
  const uri = (...names: string[]) => ['cloudreve://my/shared', name, ...names].join('/');
  const put = (text: string) =>
    owner.ask('PUT', '/file/content', { query: { uri: uri(file) }, bytes: Buffer.from(text) });
  await owner.ask('POST', '/file/create', { json: { uri: uri('sub'), type: 'folder' } });
  const first = await put('first');
  const parts: { -readonly [P in keyof Fixture]: Fixture[P] } = {
    folder: name,
    user: ownerId,
    share: '',
    version: first.primary_entity,
    session: '',
    trashed: '',
    link: { id: '', path: '' },
    content: '',
    archive: '',
  };
  for (const part of needs) {
    if (part === 'share') {
      parts.share = String(await owner.ask('PUT', '/share', { json: { uri: uri(file) } })).split('/s/')[1] ?? '';
    } else if (part === 'zip') {
      await owner.ask('PUT', '/file/content', { query: { uri: uri('packed.zip') }, bytes: emptyZip });
    } else if (part === 'version') await put('second');
    else if (part === 'session') {
      const json = { uri: uri('begun.bin'), size: 3, policy_id: '' };
      parts.session = (await owner.ask('PUT', '/file/upload', { json })).session_id;
    } else if (part === 'trashed') {
      await owner.ask('POST', '/file/create', { json: { uri: uri('old'), type: 'folder' } });
      await owner.ask('DELETE', '/file', { json: { uris: [uri('old')] } });
      const { files } = await owner.ask('GET', '/file', {
        query: { uri: 'cloudreve://trash', order_by: 'id', order_direction: 'desc' },
      });
      parts.trashed = files[0].path;
    } else if (part === 'link') {
      const [made] = await owner.ask('PUT', '/file/source', { json: { uris: [uri(file)] } });
      const path = new URL(made.link).pathname;
      parts.link = { id: path.split('/')[2] ?? '', path };
    } else if (part === 'content') parts.content = await owner.link(uri(file));
    else {
      const uris = [`cloudreve://${ownerId}@my/shared/${name}`];
      parts.archive = (await admin.ask('POST', '/file/url', { json: { uris, archive: true } })).urls[0].url;
    }
  }
  return parts;
}

/** Everything that somebody may have changed, as its owner sees it. */
async function stateOf({ folder: name, share, session }: Fixture): Promise<string> {
  const { owner } = apis;
  const uri = `cloudreve://my/shared/${name}`;
  const { files, view } = await owner.ask('GET', '/file', { query: { uri } });
  const below = await owner.ask('GET', '/file', { query: { uri: `${uri}/sub` } });
  const details = await owner.call('GET', '/file/info', { query: { uri: `${uri}/${file}`, extended: true } });
  const { files: trash } = await owner.ask('GET', '/file', { query: { uri: 'cloudreve://trash' } });
  const link = share && (await owner.call('GET', `/share/info/${share}`)).data;
  const { extended_info: more } = details.data ?? {};
  const links = (more?.direct_links ?? []).map(({ id, url }: Loose) => [id, url]);
  return JSON.stringify([files, view, below.files, { ...more, direct_links: links }, trash, link, session]);
}

function verdictOf(row: Row, operation: Operation, answer: Answer): 'allowed' | 'refused' | string {
  const { status, code } = answer;
  const items = Object.values((answer.envelope?.aggregated_error ?? {}) as Record<string, Loose>).map(
    (item) => item.code,
  );
  const [effective = code] = items;
  // The answer to HEAD has no body that could say why.
  if (operation.method === 'HEAD' && /json/.test(answer.headers['content-type'] ?? '')) return 'refused';
  if (row.status !== undefined && code === undefined && status === row.status) return 'allowed';
  if (effective === 0 || (effective !== undefined && row.codes?.includes(effective))) return 'allowed';
  if (effective !== undefined && [...refusals, ...(row.refuses ?? [])].includes(effective)) return 'refused';
  if (row.status === undefined && operation.raw && status === 200) return 'allowed';
  return `http ${status}, code ${effective} (${answer.envelope?.msg ?? ''})`;
}

/** The end of an archive that holds nothing. */
const emptyZip = Buffer.from('504b0506000000000000000000000000000000000000', 'hex');

const isServed = (answer: Answer) => !(answer.status === 404 && answer.code === 404);

describe('the access matrix', () => {
  it('has a row for every operation on files, shares and users', () => {
    expect(guarded.map(({ id }) => id).sort()).toEqual(Object.keys(rows).sort());
  });

  it.each(guarded.map((operation) => [operation.id, operation] as const))('%s', async (id, operation) => {
    const row: Row | undefined = rows[id as keyof typeof rows];
    if (!row) throw new Error(`${id} has no row`);
    const wrong: string[] = [];
    let target: Fixture | undefined;
    for (const caller of callers) {
      target ??= await fixture(row.needs);
      const current = target;
      const before = await stateOf(current);
      const at = (...names: string[]) => [roots[caller], current.folder, ...names].join('/');
      const answer = await row.send({ ...current, api: apis[caller], at });
      // Declared, but nobody answers: nothing is open.
      if (!isServed(answer)) continue;
      const verdict = verdictOf(row, operation, answer);
      const wanted = row.allow.includes(caller) ? 'allowed' : 'refused';
      if (verdict !== wanted) wrong.push(`${caller} should be ${wanted}, but: ${verdict}`);
      const changed = (await stateOf(current)) !== before;
      if (changed && !row.changes?.includes(caller)) wrong.push(`${caller} changed something`);
      // What was changed is of no use to the next one.
      if (changed || row.changes?.includes(caller)) target = undefined;
    }
    expect(wrong).toEqual([]);
  });
});
