import { randomUUID } from 'node:crypto';
import { once } from 'node:events';
import { connect, type Socket } from 'node:net';
import { join } from 'node:path';
import { CanopyClient } from '@canopy/client';
import BetterSqlite from 'better-sqlite3';
import { signedIn, startDrive } from './drive-figures.ts';
import { inMilliseconds, type LargeFigure } from './large-trees.ts';
import { cpuSeconds } from './processes.ts';
import { plain } from './workloads.ts';

const subscribers = 200;
/** One user may have as many streams. */
const streamsOfUser = 100;
const rounds = 50;
const burst = 2_000;
const perRequest = 16;

/** Streams that count the events they are told. */
class Listeners {
  readonly #sockets: Socket[] = [];
  #told = 0;
  #wanted = 0;
  #reached = () => {};

  async add(port: number, token: string, uri: string): Promise<void> {
    const socket = connect(port, '127.0.0.1');
    this.#sockets.push(socket);
    const head = `GET /api/v4/file/events?uri=${encodeURIComponent(uri)} HTTP/1.1\r\nHost: localhost\r\n`;
    socket.write(`${head}Authorization: Bearer ${token}\r\nX-Cr-Client-Id: ${randomUUID()}\r\n\r\n`);
    const [first] = await once(socket, 'data');
    if (!String(first).includes('event:subscribed')) throw new Error(`a subscription was answered with ${first}`);
    socket.on('data', (piece: Buffer) => {
      this.#told += piece.toString('latin1').split('event:event').length - 1;
      if (this.#told >= this.#wanted) this.#reached();
    });
  }

  /** Resolves when so many events were told, counted from now. */
  expect(count: number): Promise<void> {
    this.#told = 0;
    this.#wanted = count;
    return new Promise((resolve) => {
      this.#reached = resolve;
    });
  }

  close(): void {
    for (const socket of this.#sockets) socket.destroy();
  }
}

/** How fast changes reach those who watch, and what it costs. The drive must not run. */
export async function measureEvents(dataDir: string): Promise<LargeFigure[]> {
  const db = new BetterSqlite(join(dataDir, 'canopy.db'));
  db.prepare("insert or replace into settings values ('fs_event_push_debounce', '0')").run();
  db.close();
  const drive = await startDrive(dataDir);
  const listeners = new Listeners();
  try {
    const admin = await signedIn(drive);
    const client = new CanopyClient({ baseUrl: drive.base });
    const account = { email: 'events@example.com', password: 'correct horse battery 2' };
    const { id } = await client.signUp({ ...account, language: 'en-US' });
    const { token } = await client.signIn(account);
    await client.mkdir(plain('watched'));
    const adminToken = admin.session.get()?.token.access_token ?? '';
    for (let at = 0; at < subscribers; at++) {
      const own = at < streamsOfUser;
      const uri = own ? plain('watched') : plain('watched').replace('//my', `//${id}@my`);
      await listeners.add(drive.port, own ? token.access_token : adminToken, uri);
    }
    const create = (name: string) => client.call('createFile', { body: { uri: plain('watched', name), type: 'file' } });
    const times: number[] = [];
    for (let round = 0; round < rounds; round++) {
      const told = listeners.expect(subscribers);
      await create(`one ${round}`);
      const from = performance.now();
      await told;
      times.push(performance.now() - from);
    }
    const told = listeners.expect(subscribers * burst);
    const before = cpuSeconds(drive.pid);
    const names = Array.from({ length: burst }, (_, index) => `many ${index}`).values();
    const worker = async () => {
      for (const name of names) await create(name);
    };
    await Promise.all(Array.from({ length: perRequest }, worker));
    await told;
    const cpu = cpuSeconds(drive.pid) - before;
    return [
      { what: `from the answer to a change to the last of ${subscribers} who watch`, figure: inMilliseconds(times) },
      {
        what: `files created and told to ${subscribers}`,
        figure: `${Math.round(burst / cpu)} a CPU second (${Math.round((burst * subscribers) / cpu).toLocaleString('en-US')} events)`,
      },
    ];
  } finally {
    listeners.close();
    await drive.stop();
  }
}
