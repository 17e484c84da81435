import { createHash } from 'node:crypto';
import { mkdirSync, readdirSync, readFileSync, statSync, writeFileSync } from 'node:fs';
import { connect } from 'node:net';
import { join, relative } from 'node:path';
import { type Api, my, signUp } from '../lib/api.ts';
import { DriveProcess } from '../lib/drive-process.ts';
import type { Random } from '../lib/random.ts';
import { type Battery, must } from './battery.ts';
import { mustBeSound } from './crash.ts';
import { hostileNames } from './hostile-names.ts';

const marker = 'canary-8f3b1c';
/** What only a file outside of the drive, or its own secrets, would contain. */
const forbidden = [marker, 'root:x:0:0', 'idSalt', 'SQLite format 3'];
/** All that ever lies in a data folder. */
const ours =
  /^(canopy[.]db(-wal|-shm|-journal)?|secrets[.]json|[a-z.-]*lock[a-z.-]*|temp(\/[\w.-]+)*|blobs(\/\d{4}(\/\d\d(\/\d\d(\/[a-z0-9]{8}(\/[0-9a-f-]{36}([.][0-9a-f]{12})?([.]part)?)?)?)?)?)?)$/;

/** What came back through a door, as far as it matters here. */
interface Seen {
  readonly status: number;
  readonly body: Buffer;
}

type Door = (name: string) => Promise<Seen>;

export const names: Battery = {
  name: 'names',
  title: 'hostile names through every door: none escapes, none breaks anything',
  async run(bench) {
    const house = bench.emptyFolder('house');
    const dataDir = join(house, 'data');
    mkdirSync(dataDir);
    for (const place of ['', 'data2', 'elsewhere']) {
      mkdirSync(join(house, place), { recursive: true });
      writeFileSync(join(house, place, 'canary.txt'), `${marker} of ${place}`);
    }
    const before = snapshot(house, dataDir);
    const list = hostileNames(bench.random, bench.size(500, 2_000));
    const drive = await DriveProcess.start({ dataDir });
    try {
      const api = await signUp(drive.base, 'ada@example.com');
      await api.create(my('folder'), 'folder');
      await api.put(my('file.txt'), Buffer.from('a file'));
      const doors = { ...doorsOfTheTree(api, bench.random), ...(await doorsOfRawPaths(api, drive.port)) };
      for (const [name, door] of Object.entries(doors)) {
        await bench.check(name, async () => {
          const tally = new Map<string, number>();
          await together(16, list, async (hostile) => {
            const kind = judge(hostile, await door(hostile));
            tally.set(kind, (tally.get(kind) ?? 0) + 1);
          });
          must(drive.alive, () => `the server ended: ${drive.output}`);
          return [...tally]
            .sort(([, a], [, b]) => b - a)
            .slice(0, 6)
            .map(([kind, count]) => `${kind} x ${count}`)
            .join(', ');
        });
      }
      await bench.check('the tree can be listed', async () => {
        const found = await api.entries('cloudreve://my');
        for (const { name } of found)
          must(!/[/\\\0]/.test(name) && name !== '..' && name !== '.', `there is a "${name}"`);
        return `${found.length} names`;
      });
      api.close();
    } finally {
      await drive.stop();
    }
    await bench.check('nothing outside the data folder changed', () => {
      const after = snapshot(house, dataDir);
      must(
        JSON.stringify(after) === JSON.stringify(before),
        () => `before ${before.join('\n')}\nafter ${after.join('\n')}`,
      );
      return undefined;
    });
    await bench.check('nothing inside the data folder is named by a user', () => {
      const strange = walk(dataDir)
        .map((path) => relative(dataDir, path))
        .filter((path) => !ours.test(path));
      must(strange.length === 0, () => `found ${strange.slice(0, 10).join(', ')}`);
      return undefined;
    });
    await bench.check('nothing to find for fsck', () => mustBeSound(dataDir).then(() => undefined));
  },
};

/** @returns what the answer was, in a word. @throws when it is none that a hostile name may get */
function judge(name: string, { status, body }: Seen): string {
  const said = () =>
    `${JSON.stringify(name.slice(0, 120))} (${name.length}) answered ${status}: ${body.subarray(0, 300)}`;
  must(status < 500, said);
  for (const text of forbidden) must(!body.includes(text), () => `${said()} and gave away "${text}"`);
  const code = /^\{"code":(-?\d+)/.exec(body.subarray(0, 40).toString())?.[1];
  // The protocol has this code for an archive whose contents are not there: about the path, not about the server.
  const archiveOfNothing = code === '50004' && body.includes('cannot be put into the archive');
  must(code !== '-1' && (archiveOfNothing || !code?.startsWith('5')), said);
  return code ?? `HTTP ${status}`;
}

/** Everywhere that a name, a path or an id is taken from JSON or a query. */
function doorsOfTheTree(api: Api, random: Random): Record<string, Door> {
  const raw = (name: string) => `cloudreve://my/${name}`;
  const fresh = async () => {
    const uri = my('fresh', `${random.between(0, 2 ** 31)}`);
    await api.create(uri, 'file');
    return uri;
  };
  const json = (method: string, path: string, body: object) => api.call(method, path, { json: body });
  return {
    'create by encoded name': (name) => api.create(my('folder', name), random.pick(['file', 'folder'])),
    'create by raw path': (name) => api.create(raw(name), 'folder'),
    rename: async (name) => api.rename(await fresh(), name),
    'open an upload': async (name) => {
      const answer = await api.session(random.pick([raw(name), my(name)]), 1, { mime_type: name });
      if (answer.code === 0) await json('DELETE', '/file/upload', { id: answer.data.session_id, uri: answer.data.uri });
      return answer;
    },
    'put content': (name) => api.put(random.pick([raw(name), my('puts', name)]), Buffer.from('x')),
    'move to': async (name) => api.move([await fresh()], raw(name), random.chance(0.5)),
    'move from': (name) => api.move([raw(name)], my('folder')),
    remove: (name) => api.remove([raw(`fresh/${name}`)], random.chance(0.5)),
    restore: (name) => api.restore([`cloudreve://trash/${name}`]),
    list: (name) => api.list(random.pick([raw(name), `cloudreve://${name}`, name])),
    'list a page': (name) => api.list('cloudreve://my', { next_page_token: name, order_by: name, page_size: 10 }),
    search: (name) => api.list(`cloudreve://my?name=${encodeURIComponent(name.toWellFormed())}`),
    info: (name) => api.call('GET', '/file/info', { query: random.chance(0.5) ? { uri: raw(name) } : { id: name } }),
    metadata: (name) =>
      json('PATCH', '/file/metadata', { uris: [raw('file.txt')], patches: [{ key: `tag:${name}`, value: '' }] }),
    links: (name) => json('POST', '/file/url', { uris: [raw(name)], skip_error: random.chance(0.5) }),
    'a version': (name) => json('POST', '/file/version/current', { uri: raw('file.txt'), version: name }),
    archive: async (name) => {
      const link = await json('POST', '/file/url', { uris: [raw(name)], archive: true });
      return link.code === 0 ? api.as(undefined).call('GET', link.data.urls[0].url) : link;
    },
    'a nickname': (name) => json('PATCH', '/user/setting', { nick: name, language: name }),
    'an e-mail': (name) => api.call('GET', '/session/prepare', { query: { email: name } }),
  };
}

/** Everywhere that a name stands in the path of the request, sent byte by byte as it is. */
async function doorsOfRawPaths(api: Api, port: number): Promise<Record<string, Door>> {
  const link = new URL(await api.link(my('file.txt')));
  const [, , , , , id, speed] = link.pathname.split('/');
  const at = (path: (name: string) => string) => (name: string) => rawGet(port, path(name));
  return {
    'static files': at((name) => `/${name}`),
    'static files below assets': at((name) => `/assets/${name}`),
    'unknown routes': at((name) => `/api/v4/${name}`),
    'a config section': at((name) => `/api/v4/site/config/${name}`),
    'content by name': at((name) => `/api/v4/file/content/${id}/${speed}/${name}${link.search}`),
    'content by id': at((name) => `/api/v4/file/content/${name}/0/file.txt${link.search}`),
    'an archive': at((name) => `/api/v4/file/archive/${name}/archive.zip${link.search}`),
    'a signature': at((name) => `${link.pathname}?sign=${name}`),
    'an avatar': at((name) => `/api/v4/user/avatar/${name}`),
    'a user': at((name) => `/api/v4/user/info/${name}`),
  };
}

/** No client library between us and the wire: they would mend what is to be broken. */
function rawGet(port: number, path: string): Promise<Seen> {
  return new Promise((resolve, reject) => {
    const socket = connect(port, '127.0.0.1');
    const pieces: Buffer[] = [];
    socket.setTimeout(15_000, () => socket.destroy(new Error('no answer within 15 s')));
    socket.on('data', (piece) => pieces.push(piece));
    socket.on('error', (error: NodeJS.ErrnoException) => {
      // What is no HTTP at all is answered and cut off: the rest of what we send may find nobody.
      if (error.code !== 'ECONNRESET' && error.code !== 'EPIPE') reject(error);
    });
    socket.on('close', () => {
      const text = Buffer.concat(pieces);
      const status = Number(/^HTTP\/1[.]1 (\d{3})/.exec(text.subarray(0, 20).toString('latin1'))?.[1] ?? 400);
      const end = text.indexOf('\r\n\r\n');
      resolve({ status, body: end < 0 ? Buffer.alloc(0) : text.subarray(end + 4) });
    });
    // What may not stand in a request line at all would be refused before anybody looks at the path.
    const target = path.toWellFormed().replace(/[^\x21-\x7e]/gu, encodeURIComponent);
    socket.write(`GET ${target} HTTP/1.1\r\nHost: drive.example\r\nConnection: close\r\n\r\n`);
  });
}

async function together<T>(workers: number, items: readonly T[], work: (item: T) => Promise<void>): Promise<void> {
  const left = items.values();
  await Promise.all(
    Array.from({ length: workers }, async () => {
      for (const item of left) await work(item);
    }),
  );
}

/** Everything in the house but the data folder, with what it holds. */
function snapshot(house: string, dataDir: string): string[] {
  return walk(house)
    .filter((path) => path !== dataDir && !path.startsWith(`${dataDir}/`))
    .map((path) => `${relative(house, path)} ${statSync(path).isFile() ? digest(path) : 'folder'}`)
    .sort();
}

function walk(folder: string): string[] {
  return readdirSync(folder, { withFileTypes: true }).flatMap((entry) => {
    const path = join(folder, entry.name);
    return entry.isDirectory() ? [path, ...walk(path)] : [path];
  });
}

function digest(path: string): string {
  return createHash('sha256').update(readFileSync(path)).digest('hex').slice(0, 16);
}
