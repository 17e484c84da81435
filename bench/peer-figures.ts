import { discard } from './connection.ts';
import { mustReceive, noise } from './drive-figures.ts';
import { type Meter, transfer } from './measure.ts';
import { makePeerFiles, type Peer, startNginx, startRclone } from './peers.ts';
import { measureRaw } from './raw.ts';
import type { Comparison } from './report.ts';

interface Surroundings {
  readonly scratch: string;
  readonly dataDir: string;
  readonly meter: Meter;
  /** Ours, to be compared with. */
  readonly small: Readonly<Record<string, number>>;
  readonly seconds: number;
  readonly gibibytes: number;
  installed(program: string): boolean;
  say(what: string): void;
}

const perCpuSecond = '/CPU s';

/** The same deeds by other programs, and by the machine itself. */
export async function measurePeers(around: Surroundings): Promise<Comparison[]> {
  const { scratch, gibibytes, installed } = around;
  const pieces = Math.ceil((gibibytes * 2 ** 30) / noise.length);
  const files = makePeerFiles(scratch, noise, pieces);
  const bytes = pieces * noise.length;
  return [
    ...measureMachine(around),
    ...(installed('nginx') ? await besides(around, 'nginx', () => startNginx(scratch, files), bytes) : []),
    ...(installed('rclone') ? await besides(around, 'rclone', () => startRclone(files), bytes) : []),
  ];
}

function measureMachine({ dataDir, scratch, seconds, small, say }: Surroundings): Comparison[] {
  const raw = measureRaw(dataDir, scratch, seconds);
  say(
    `SQLite: ${Math.round(raw.insert.perSecond)} synced inserts a second; ${Math.round(raw.file.perSecond)} synced files`,
  );
  const row = (what: string, peer: string, theirs: number): Comparison => {
    return { what, unit: perCpuSecond, peer, theirs, ours: small[what] ?? Number.NaN };
  };
  return [
    row('info', 'SQLite: a row by its name', raw.point.perCpuSecond),
    row('list 100 of 10,000', 'SQLite: 100 rows by an index', raw.list.perCpuSecond),
    row('create', 'SQLite: a synced insert', raw.insert.perCpuSecond),
    row('PUT content 1 kB', 'a synced file, nothing else', raw.file.perCpuSecond),
  ];
}

async function besides(
  around: Surroundings,
  name: string,
  start: () => Promise<Peer>,
  bytes: number,
): Promise<Comparison[]> {
  const { meter, small, say } = around;
  const peer = await start();
  try {
    const deed = async (workload: string, what: string, label: string): Promise<Comparison> => {
      const { perCpuSecond: theirs } = await meter.measure(workload, peer.pid, peer.port);
      return { what, unit: perCpuSecond, peer: `${name}: ${label}`, theirs, ours: small[what] ?? Number.NaN };
    };
    const rows = [await deed('DAV PUT 1 kB', 'PUT content 1 kB', 'PUT, not synced')];
    if (name === 'rclone') rows.push(await deed('PROPFIND 100', 'list 100 of 10,000', 'PROPFIND of 100'));
    const { megabytesPerSecond } = await transfer(bytes, [peer.pid], () =>
      mustReceive(bytes, discard(peer.port, '/large.bin')),
    );
    const down = { what: '1 GiB down', unit: 'MB/s', peer: name, theirs: megabytesPerSecond };
    rows.push({ ...down, ours: small['1 GiB down'] ?? Number.NaN });
    if (name === 'nginx') {
      const accelerated = '1 GiB down, X-Accel-Redirect';
      rows.push({ ...down, what: accelerated, ours: small[accelerated] ?? Number.NaN });
    }
    for (const row of rows) say(`${row.peer}: ${row.what} ${Math.round(row.theirs)} ${row.unit}`);
    return rows;
  } finally {
    await peer.stop();
  }
}
