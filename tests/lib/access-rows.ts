/** Who may do what: one row for every operation on files, shares and users, tried by everybody. */
import { encodeFlags, type OperationId } from '@canopy/contract';
import type { Answer, Api } from './api.ts';

let newcomers = 0;

export const callers = [
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
export type Caller = (typeof callers)[number];

/** Owners may, and so may administrators. */
const owners: readonly Caller[] = ['owner', 'admin'];
const changers: readonly Caller[] = [...owners, 'writer'];
const readers: readonly Caller[] = [...changers, 'reader', 'visitor', 'unlocked'];
const signedInReaders = readers.filter((caller) => caller !== 'visitor');
const notBlocked = callers.filter((caller) => caller !== 'banned');
const signedIn = notBlocked.filter((caller) => caller !== 'nobody' && caller !== 'visitor');

/** How a caller is refused: by the envelope, or by that of the one item that he asked for. */
export const refusals = [401, 403, 404, 40016, 40020, 40069, 40082, 40088];

/** What an operation is tried on: a folder of the owner, and whatever hangs on it. */
export interface Fixture {
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
export type Part = 'zip' | 'share' | 'version' | 'session' | 'trashed' | 'link' | 'content' | 'archive';

export interface Attempt extends Fixture {
  readonly api: Api;
  /** URI of something in the fixture, as the caller addresses it. */
  at(...names: string[]): string;
}

export interface Row {
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

export const file = 'a.txt';
const change = { allow: changers, changes: changers } as const;
const ofOneself = { allow: signedIn } as const;
const open = { allow: notBlocked } as const;
export const everything = encodeFlags([0, 1, 2, 3]);
export const reading = encodeFlags([0]);

export const rows = {
  listFiles: { allow: readers, send: query('/file', (a) => ({ uri: a.at() })) },
  getFileInfo: { allow: readers, send: query('/file/info', (a) => ({ uri: a.at(file), extended: true })) },
  createDownloadUrl: { allow: readers, send: json('POST', '/file/url', (a) => ({ uris: [a.at(file)] })) },
  getFileThumb: { allow: readers, codes: [40077, 40016], send: query('/file/thumb', (a) => ({ uri: a.at(file) })) },
  listArchiveFiles: {
    allow: readers,
    needs: ['zip'],
    send: query('/file/archive', (a) => ({ uri: a.at('packed.zip') })),
  },
  quickSearch: { allow: readers, send: query('/file/quickSearch', (a) => ({ query: 'a', uri: a.at() })) },
  subscribeFileEvents: { allow: signedInReaders, refuses: [40001], send: (a) => subscribe(a) },
  listFileActivities: { allow: changers, send: query('/file/activities', (a) => ({ uri: a.at(file), page_size: 10 })) },
  listRewindChanges: { allow: changers, send: query('/file/rewind', (a) => ({ uri: a.at(), page_size: 10 })) },
  getRewindTimeline: { allow: changers, send: query('/file/rewind/timeline', (a) => ({ uri: a.at(), page_size: 10 })) },

  createFile: { ...change, send: json('POST', '/file/create', (a) => ({ uri: a.at('new'), type: 'folder' })) },
  renameFile: { ...change, send: json('POST', '/file/rename', (a) => ({ uri: a.at(file), new_name: 'b.txt' })) },
  moveOrCopyFiles: { ...change, send: json('POST', '/file/move', (a) => ({ uris: [a.at(file)], dst: a.at('sub') })) },
  duplicateFiles: { ...change, send: json('POST', '/file/duplicate', (a) => ({ uris: [a.at(file)] })) },
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
    allow: ['owner'],
    changes: ['owner'],
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
  getStorageUsage: { ...ofOneself, send: plain('GET', () => '/file/usage') },
  listTags: { ...ofOneself, send: plain('GET', () => '/file/tags') },
  pinFile: { ...ofOneself, send: json('PUT', '/file/pin', (a) => ({ uri: a.at() })) },
  renamePin: { ...ofOneself, codes: [404], send: json('PATCH', '/file/pin', (a) => ({ uri: a.at(), name: 'x' })) },
  orderPins: { ...ofOneself, send: json('PATCH', '/file/pin/order', (a) => ({ uris: [a.at()] })) },
  unpinFile: { ...ofOneself, send: json('DELETE', '/file/pin', (a) => ({ uri: a.at() })) },
  emptyTrash: { ...ofOneself, changes: ['owner'], send: plain('DELETE', () => '/file/trash') },
  fullTextSearch: { ...ofOneself, codes: [40019], send: plain('GET', () => '/file/search?query=first') },
  listMyShares: { ...ofOneself, send: plain('GET', () => '/share?page_size=10') },
  getMe: { ...ofOneself, send: plain('GET', () => '/user/me') },
  getCapacity: { ...ofOneself, send: plain('GET', () => '/user/capacity') },
  searchUsers: { ...ofOneself, send: plain('GET', () => '/user/search?keyword=owner') },
  getPreferences: { ...ofOneself, send: plain('GET', () => '/user/setting') },
  patchPreferences: { ...ofOneself, send: json('PATCH', '/user/setting', () => ({ language: 'en-US' })) },
  listAvailablePolicies: { ...ofOneself, send: plain('GET', () => '/user/setting/policies') },
} satisfies Partial<Record<OperationId, Row>>;

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
