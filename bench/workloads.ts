import type { Connection, Reply } from './connection.ts';

/** What the load generator is told: it runs in a process of its own. */
export interface Order {
  readonly port: number;
  readonly token: string;
  readonly workload: string;
  readonly connections: number;
  readonly seconds: number;
  /** Tells the names of this run from those of another. */
  readonly run: string;
}

export interface Outcome {
  readonly done: number;
  readonly seconds: number;
}

/** Does something once. `worker` and `turn` number it: nobody else has the same pair. */
type Work = (connection: Connection, worker: number, turn: number) => Promise<void>;

/** Words that the texts of the benchmark are made of. */
export const textWords: readonly string[] = Array.from({ length: 400 }, (_, index) => {
  const syllables = [
    'ba',
    'ce',
    'di',
    'fo',
    'gu',
    'ha',
    'je',
    'ki',
    'lo',
    'mu',
    'na',
    'pe',
    'ri',
    'so',
    'tu',
    'va',
    'we',
    'xi',
    'yo',
    'zu',
  ];
  return `${syllables[index % 20]}${syllables[Math.floor(index / 20)]}${syllables[(index * 7) % 20]}`;
});

const kilobyte = Buffer.alloc(1024, 'x');

/** The workloads by name; each makes its headers once. */
export const workloads: Readonly<Record<string, (order: Order) => Work>> = {
  'list 100 of 10,000': (order) => get(order, `/api/v4/file?uri=${uri('ten-thousand')}&page_size=100`),
  'list 25': (order) => get(order, `/api/v4/file?uri=${uri('twenty-five')}&page_size=25`),
  info: (order) => {
    const headers = bearer(order);
    return async (connection, worker, turn) => {
      const name = `file ${((worker * 7919 + turn * 104_729) % 10_000) + 1}.txt`;
      ok(await connection.send('GET', `/api/v4/file/info?uri=${uri('ten-thousand', name)}`, headers));
    };
  },
  'search names': (order) => {
    const headers = bearer(order);
    return async (connection, worker, turn) => {
      const name = `file ${1000 + ((worker * 7919 + turn * 104_729) % 9_000)}`;
      const search = `${plain()}?name=${encodeURIComponent(name)}`;
      ok(await connection.send('GET', `/api/v4/file?uri=${encodeURIComponent(search)}`, headers));
    };
  },
  'search texts': (order) => {
    const headers = bearer(order);
    return async (connection, worker, turn) => {
      const query = [worker + turn, turn].map((which) => textWords[which % textWords.length]).join(' ');
      ok(await connection.send('GET', `/api/v4/file/search?query=${encodeURIComponent(query)}`, headers));
    };
  },
  create: (order) => {
    const headers = json(order);
    return async (connection, worker, turn) => {
      const body = JSON.stringify({ uri: plain(`create-${order.run}`, `${worker} ${turn}.txt`), type: 'file' });
      ok(await connection.send('POST', '/api/v4/file/create', headers, body));
    };
  },
  rename: (order) => {
    const headers = json(order);
    return async (connection, worker, turn) => {
      const name = (which: number) => `${worker} renamed ${which}.txt`;
      const folder = `rename-${order.run}`;
      if (turn === 0) {
        const body = JSON.stringify({ uri: plain(folder, name(0)), type: 'file' });
        ok(await connection.send('POST', '/api/v4/file/create', headers, body));
      }
      const body = JSON.stringify({ uri: plain(folder, name(turn)), new_name: name(turn + 1) });
      ok(await connection.send('POST', '/api/v4/file/rename', headers, body));
    };
  },
  'upload 1 kB (session + chunk)': (order) => {
    const headers = json(order);
    const octets = `${bearer(order)}Content-Type: application/octet-stream\r\n`;
    return async (connection, worker, turn) => {
      const target = plain(`upload-${order.run}`, `${worker} ${turn}.txt`);
      const body = JSON.stringify({
        uri: target,
        size: 1024,
        last_modified: 1_700_000_000_000,
        mime_type: 'text/plain',
      });
      const opened = ok(await connection.send('PUT', '/api/v4/file/upload', headers, body));
      const session = /"session_id":"([^"]+)"/.exec(opened.body)?.[1];
      ok(await connection.send('POST', `/api/v4/file/upload/${session}/0`, octets, kilobyte));
    };
  },
  'PUT content 1 kB': (order) => {
    const octets = `${bearer(order)}Content-Type: application/octet-stream\r\n`;
    return async (connection, worker, turn) => {
      const path = `/api/v4/file/content?uri=${uri(`put-${order.run}`, `${worker} ${turn}.txt`)}`;
      ok(await connection.send('PUT', path, octets, kilobyte));
    };
  },
  // For the peers: the same deeds in their own protocols.
  'DAV PUT 1 kB': (order) => async (connection, worker, turn) => {
    const reply = await connection.send('PUT', `/${order.run}-${worker}-${turn}.txt`, '', kilobyte);
    if (reply.status >= 300) throw new Error(`PUT was answered with ${reply.status}`);
  },
  'PROPFIND 100': () => async (connection) => {
    const reply = await connection.send('PROPFIND', '/hundred/', 'Depth: 1\r\n');
    if (reply.status !== 207) throw new Error(`PROPFIND was answered with ${reply.status}`);
  },
  'GET 1 kB': () => async (connection) => {
    const reply = await connection.send('GET', '/kilobyte.txt');
    if (reply.status !== 200) throw new Error(`GET was answered with ${reply.status}`);
  },
};

function get(order: Order, path: string): Work {
  const headers = bearer(order);
  return async (connection) => {
    ok(await connection.send('GET', path, headers));
  };
}

export function plain(...names: string[]): string {
  return ['cloudreve://my', ...names.map(encodeURIComponent)].join('/');
}

const uri = (...names: string[]) => encodeURIComponent(plain(...names));
const bearer = ({ token }: Order) => `Authorization: Bearer ${token}\r\n`;
const json = (order: Order) => `${bearer(order)}Content-Type: application/json\r\n`;

function ok(reply: Reply): Reply {
  if (!reply.body.includes('"code":0')) throw new Error(`answered ${reply.status}: ${reply.body.slice(0, 300)}`);
  return reply;
}
