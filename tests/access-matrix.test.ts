/**
 * Every operation on files, shares and users, tried by everybody: who is not named in its row must be refused, and must
 * have changed nothing. The rows are checked against the contract, so that an operation without one fails.
 */
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { encodeFlags, type Operation, type OperationId, operations } from '@canopy/contract';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { type Answer, type Api, type Loose, signIn, signUp } from './lib/api.ts';
import { canopy, DriveProcess } from './lib/drive-process.ts';

const callers = [
  /** Not signed in, at his own drive, which he does not have. */
  'nobody',
  /** Another user, at the owner's drive. */
  'stranger',
  'owner',
  'admin',
  /** Signed in, through a link that lets everybody read. */
  'reader',
  /** Signed in, through a link that lets him do everything. */
  'writer',
  /** Not signed in, through the link that lets everybody read. */
  'visitor',
  /** Through a private link, without its password and with it. */
  'locked',
  'unlocked',
  /** Through a link whose downloads are used up. */
  'late',
  /** Through the link that lets him do everything, blocked meanwhile. */
  'banned',
] as const;
type Caller = (typeof callers)[number];

/** Owners may, and so may administrators. */
const owners: readonly Caller[] = ['owner', 'admin'];
const changers: readonly Caller[] = [...owners, 'writer'];
const readers: readonly Caller[] = [...changers, 'reader', 'visitor', 'unlocked'];
const signedInReaders = readers.filter((caller) => caller !== 'visitor');
const notBlocked = callers.filter((caller) => caller !== 'banned');
const signedIn = notBlocked.filter((caller) => caller !== 'nobody' && caller !== 'visitor');

/** How a caller is refused: by the envelope, or by that of the one item that he asked for. */
const refusals = [401, 403, 404, 40016, 40020, 40069, 40082, 40088];

/** What an operation is tried on: a folder of the owner, and whatever hangs on it. */
interface Fixture {
  /** Names below the folder that all links show. */
  readonly folder: string;
  readonly user: string;
  readonly share: string;
  readonly version: string;
  readonly session: string;
  readonly trashed: string;
  readonly link: { readonly id: string; readonly path: string };
  readonly content: string;
  readonly archive: string;
}
type Part = 'share' | 'version' | 'session' | 'trashed' | 'link' | 'content' | 'archive';

interface Attempt extends Fixture {
  readonly api: Api;
  /** URI of something in the fixture, as the caller addresses it. */
  at(...names: string[]): string;
}

interface Row {
  readonly allow: readonly Caller[];
  /** What it needs besides the folder. */
  readonly needs?: readonly Part[];
  /** It changes something of the owner's, if these ask; by default nobody's does. */
  readonly changes?: readonly Caller[];
  /** Codes besides 0 of whoever got past the door. */
  readonly codes?: readonly number[];
  /** How else than by `refusals` it refuses. */
  readonly refuses?: readonly number[];
  /** HTTP status of a success. */
  readonly status?: number;
  readonly send: (attempt: Attempt) => Promise<Answer>;
}

const json = (method: string, path: string, body: (attempt: Attempt) => unknown) => (attempt: Attempt) =>
  attempt.api.call(method, path, { json: body(attempt) });
const query =
  (path: string, of: (attempt: Attempt) => Record<string, string | number | boolean>) => (attempt: Attempt) =>
    attempt.api.call('GET', path, { query: of(attempt) });
const plain = (method: string, path: (attempt: Attempt) => string) => (attempt: Attempt) =>
  attempt.api.call(method, path(attempt));

const file = 'a.txt';
const change = { allow: changers, changes: changers } as const;
const ofOneself = { allow: signedIn } as const;
const open = { allow: notBlocked } as const;
const everything = encodeFlags([0, 1, 2, 3]);
const reading = encodeFlags([0]);

const rows = {
  listFiles: { allow: readers, send: query('/file', (a) => ({ uri: a.at() })) },
  getFileInfo: { allow: readers, send: query('/file/info', (a) => ({ uri: a.at(file), extended: true })) },
  createDownloadUrl: { allow: readers, send: json('POST', '/file/url', (a) => ({ uris: [a.at(file)] })) },
  getFileThumb: { allow: readers, codes: [40077, 40016], send: query('/file/thumb', (a) => ({ uri: a.at(file) })) },
  listArchiveFiles: {
    allow: readers,
    codes: [50004, 40001],
    send: query('/file/archive', (a) => ({ uri: a.at(file) })),
  },
  quickSearch: { allow: readers, send: query('/file/quickSearch', (a) => ({ query: 'a', uri: a.at() })) },
  subscribeFileEvents: { allow: signedInReaders, refuses: [40001], send: (a) => subscribe(a) },
  listFileActivities: { allow: changers, send: query('/file/activities', (a) => ({ uri: a.at(file), page_size: 10 })) },
  listRewindChanges: { allow: changers, send: query('/file/rewind', (a) => ({ uri: a.at(), page_size: 10 })) },
  getRewindTimeline: { allow: changers, send: query('/file/rewind/timeline', (a) => ({ uri: a.at(), page_size: 10 })) },

  createFile: { ...change, send: json('POST', '/file/create', (a) => ({ uri: a.at('new'), type: 'folder' })) },
  renameFile: { ...change, send: json('POST', '/file/rename', (a) => ({ uri: a.at(file), new_name: 'b.txt' })) },
  moveOrCopyFiles: { ...change, send: json('POST', '/file/move', (a) => ({ uris: [a.at(file)], dst: a.at('sub') })) },
  deleteFiles: { ...change, send: json('DELETE', '/file', (a) => ({ uris: [a.at(file)] })) },
  patchMetadata: {
    ...change,
    send: json('PATCH', '/file/metadata', (a) => ({ uris: [a.at(file)], patches: [{ key: 'tag:x', value: '' }] })),
  },
  updateFileContent: {
    ...change,
    send: (a) => a.api.call('PUT', '/file/content', { query: { uri: a.at(file) }, bytes: Buffer.from('changed') }),
  },
  createUploadSession: {
    ...change,
    send: json('PUT', '/file/upload', (a) => ({ uri: a.at('up.bin'), size: 3, policy_id: '' })),
  },
  setFileVersion: {
    ...change,
    needs: ['version'],
    send: json('POST', '/file/version/current', (a) => ({ uri: a.at(file), version: a.version })),
  },
  deleteFileVersion: {
    ...change,
    needs: ['version'],
    send: json('DELETE', '/file/version', (a) => ({ uri: a.at(file), version: a.version })),
  },
  copyFileVersion: {
    ...change,
    needs: ['version'],
    send: json('POST', '/file/version/copy', (a) => ({ uri: a.at(file), version: a.version })),
  },
  rewindFiles: {
    ...change,
    send: json('POST', '/file/rewind', (a) => ({ uri: a.at(), moment: new Date().toISOString() })),
  },

  setFilePermission: {
    allow: owners,
    changes: owners,
    send: json('POST', '/file/permission', (a) => ({ uris: [a.at(file)], setting: { everyone: '' } })),
  },
  deleteFilePermission: {
    allow: owners,
    changes: owners,
    send: json('DELETE', '/file/permission', (a) => ({ uris: [a.at(file)] })),
  },
  patchView: {
    allow: owners,
    changes: owners,
    send: json('PATCH', '/file/view', (a) => ({
      uri: a.at(),
      view: { page_size: 50, order: 'name', order_direction: 'asc', view: 'list', gallery_width: 100 },
    })),
  },
  mountStoragePolicy: {
    allow: ['owner'],
    send: json('PATCH', '/file/policy', (a) => ({ uri: a.at('sub'), policy_id: '' })),
  },
  createDirectLinks: {
    allow: owners,
    changes: owners,
    send: json('PUT', '/file/source', (a) => ({ uris: [a.at(file)] })),
  },
  deleteDirectLink: {
    allow: owners,
    changes: owners,
    needs: ['link'],
    send: plain('DELETE', (a) => `/file/source/${a.link.id}`),
  },
  createShare: { allow: owners, changes: owners, send: json('PUT', '/share', (a) => ({ uri: a.at(file) })) },
  editShare: {
    allow: owners,
    changes: owners,
    needs: ['share'],
    send: (a) => a.api.call('POST', `/share/${a.share}`, { json: { uri: a.at(file), downloads: 1 } }),
  },
  deleteShare: { allow: owners, changes: owners, needs: ['share'], send: plain('DELETE', (a) => `/share/${a.share}`) },
  batchDeleteShares: {
    // Those of others are passed over.
    ...ofOneself,
    changes: ['owner'],
    needs: ['share'],
    send: json('DELETE', '/share', (a) => ({ ids: [a.share] })),
  },
  restoreFiles: {
    allow: ['owner'],
    changes: ['owner'],
    needs: ['trashed'],
    send: json('POST', '/file/restore', (a) => ({ uris: [a.trashed] })),
  },
  uploadFileChunk: {
    allow: ['owner'],
    changes: ['owner'],
    needs: ['session'],
    refuses: [40011],
    send: (a) => a.api.call('POST', `/file/upload/${a.session}/0`, { bytes: Buffer.from('abc') }),
  },
  deleteUploadSession: {
    allow: ['owner'],
    changes: ['owner'],
    needs: ['session'],
    send: json('DELETE', '/file/upload', (a) => ({ id: a.session, uri: a.at('begun.bin') })),
  },

  // The signature says what may be done; who brings it does not matter.
  getEntityContent: { allow: callers, needs: ['content'], status: 200, send: plain('GET', (a) => a.content) },
  headEntityContent: { allow: callers, needs: ['content'], status: 200, send: plain('HEAD', (a) => a.content) },
  preflightEntityContent: { ...open, needs: ['content'], status: 204, send: plain('OPTIONS', (a) => a.content) },
  downloadArchive: { allow: callers, needs: ['archive'], status: 200, send: plain('GET', (a) => a.archive) },
  openDirectLink: { ...open, needs: ['link'], status: 302, send: plain('GET', (a) => `/${a.link.path}`) },
  headDirectLink: { ...open, needs: ['link'], status: 302, send: plain('HEAD', (a) => `/${a.link.path}`) },
  preflightDirectLink: { ...open, needs: ['link'], status: 204, send: plain('OPTIONS', (a) => `/${a.link.path}`) },
  downloadDirectLink: { ...open, needs: ['link'], status: 302, send: plain('GET', (a) => `/${saved(a)}`) },
  headDirectDownload: { ...open, needs: ['link'], status: 302, send: plain('HEAD', (a) => `/${saved(a)}`) },
  preflightDirectDownload: { ...open, needs: ['link'], status: 204, send: plain('OPTIONS', (a) => `/${saved(a)}`) },
  openShareShortLink: { ...open, needs: ['share'], status: 302, send: plain('GET', (a) => `//s/${a.share}`) },
  openShareShortLinkWithPassword: {
    ...open,
    needs: ['share'],
    status: 302,
    send: plain('GET', (a) => `//s/${a.share}/pw`),
  },
  // Nothing is broken without a token.
  forceUnlockFiles: { ...open, send: json('DELETE', '/file/lock', () => ({ tokens: [] })) },
  getShareInfo: { ...open, needs: ['share'], send: plain('GET', (a) => `/share/info/${a.share}`) },
  listUserShares: { ...open, send: plain('GET', (a) => `/user/shares/${a.user}?page_size=10`) },
  getUserInfo: { ...open, send: plain('GET', (a) => `/user/info/${a.user}`) },
  getAvatar: { ...open, status: 404, send: plain('GET', (a) => `/user/avatar/${a.user}`) },
  signUp: {
    ...open,
    send: json('POST', '/user', () => ({
      email: `new${++newcomers}@example.org`,
      password: 'a long enough one',
      language: 'en-US',
    })),
  },

  // Of the caller himself: what they answer and change is his.
  listTags: { ...ofOneself, send: plain('GET', () => '/file/tags') },
  pinFile: { ...ofOneself, send: json('PUT', '/file/pin', (a) => ({ uri: a.at() })) },
  unpinFile: { ...ofOneself, send: json('DELETE', '/file/pin', (a) => ({ uri: a.at() })) },
  emptyTrash: { ...ofOneself, send: plain('DELETE', () => '/file/trash') },
  fullTextSearch: { ...ofOneself, codes: [40019], send: plain('GET', () => '/file/search?query=first') },
  listMyShares: { ...ofOneself, send: plain('GET', () => '/share?page_size=10') },
  getMe: { ...ofOneself, send: plain('GET', () => '/user/me') },
  getCapacity: { ...ofOneself, send: plain('GET', () => '/user/capacity') },
  searchUsers: { ...ofOneself, send: plain('GET', () => '/user/search?keyword=owner') },
  getPreferences: { ...ofOneself, send: plain('GET', () => '/user/setting') },
  patchPreferences: { ...ofOneself, send: json('PATCH', '/user/setting', () => ({ language: 'en-US' })) },
  listAvailablePolicies: { ...ofOneself, send: plain('GET', () => '/user/setting/policies') },
} satisfies Partial<Record<OperationId, Row>>;

const guarded = (Object.values(operations) as readonly Operation[]).filter(({ path }) =>
  /^\/(?:api\/v4\/(?:file|share|user)(?:\/|$)|[sf]\/)/.test(path),
);

let folder: string;
let drive: DriveProcess;
let newcomers = 0;
let made = 0;
let ownerId: string;
const apis = {} as Record<Caller, Api>;
const roots = {} as Record<Caller, string>;

beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'canopy-access-'));
  drive = await DriveProcess.start({ dataDir: join(folder, 'data') });
  const { base } = drive;
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
  if (row.status !== undefined && code === undefined && status === row.status) return 'allowed';
  if (effective === 0 || (effective !== undefined && row.codes?.includes(effective))) return 'allowed';
  if (effective !== undefined && [...refusals, ...(row.refuses ?? [])].includes(effective)) return 'refused';
  if (row.status === undefined && operation.raw && status === 200) return 'allowed';
  return `http ${status}, code ${effective} (${answer.envelope?.msg ?? ''})`;
}

/** The stream goes on for ever: what counts is whether it begins. */
async function subscribe({ api, at }: Attempt): Promise<Answer> {
  const address = new URL(`/api/v4/file/events?uri=${encodeURIComponent(at())}`, api.base);
  const headers = { 'x-cr-client-id': crypto.randomUUID(), ...(api.token && { authorization: `Bearer ${api.token}` }) };
  const stop = new AbortController();
  const response = await fetch(address, { headers, signal: stop.signal });
  const streams = response.headers.get('content-type')?.startsWith('text/event-stream') === true;
  const envelope = streams ? undefined : await response.json();
  stop.abort();
  const code = envelope?.code;
  return { status: response.status, headers: {}, body: Buffer.alloc(0), code, data: undefined, envelope, ms: 0 };
}

/** A direct link that makes browsers save the file. */
function saved({ link }: Fixture): string {
  return link.path.replace('/f/', '/f/d/');
}

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
