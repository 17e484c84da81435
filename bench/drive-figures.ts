import { randomBytes } from 'node:crypto';
import { CanopyClient } from '@canopy/client';
import { DriveProcess } from '../tests/lib/drive-process.ts';
import { Connection, discard } from './connection.ts';
import { type Meter, median, type Transfer, transfer } from './measure.ts';
import { startAccelerator } from './peers.ts';
import { residentBytes } from './processes.ts';
import { plain } from './workloads.ts';

const email = 'bench@example.com';
const password = 'correct horse battery 1';
/** Bytes that no file system squeezes. */
export const noise: Buffer = randomBytes(25 * 1024 * 1024);
const uploadsAtOnce = 3;
const offloadPrefix = '/from-disk';
const workloadNames = [
  'list 100 of 10,000',
  'list 25',
  'info',
  'create',
  'rename',
  'upload 1 kB (session + chunk)',
  'PUT content 1 kB',
];

interface Measuring {
  readonly gibibytes: number;
  say(what: string): void;
}

export function startDrive(dataDir: string, ...more: string[]): Promise<DriveProcess> {
  return DriveProcess.start({ dataDir, options: more });
}

/**
 * Makes an account with what the workloads look at.
 * @param whileStopped runs between two starts
 * @returns its access token
 */
export async function fillDrive(dataDir: string, whileStopped: () => void): Promise<string> {
  const first = await startDrive(dataDir);
  const made = new CanopyClient({ baseUrl: first.base });
  await made.signUp({ email, password, language: 'en-US' });
  await first.stop();
  whileStopped();
  const drive = await startDrive(dataDir);
  try {
    const client = new CanopyClient({ baseUrl: drive.base });
    const { token } = await client.signIn({ email, password });
    await fill(client, 'twenty-five', 25);
    await fill(client, 'ten-thousand', 10_000);
    await client.putContent(plain('original'), new Uint8Array(1024));
    return token.access_token;
  } finally {
    await drive.stop();
  }
}

async function fill(client: CanopyClient, folder: string, count: number): Promise<void> {
  await client.mkdir(plain(folder));
  const left = Array.from({ length: count }, (_, index) => plain(folder, `file ${index + 1}.txt`)).values();
  const worker = async () => {
    for (const uri of left) await client.call('createFile', { body: { uri, type: 'file' } });
  };
  await Promise.all(Array.from({ length: 16 }, worker));
}

/** All figures of a drive with this data folder, by the names of `goals`. */
export async function measureDrive(dataDir: string, token: string, meter: Meter, { gibibytes, say }: Measuring) {
  const figures: Record<string, number> = await measureStart(dataDir);
  const drive = await startDrive(dataDir);
  try {
    const run = `${Date.now().toString(36)}`;
    for (const workload of workloadNames) {
      const { perCpuSecond, perSecond } = await meter.measure(workload, drive.pid, drive.port, token, run);
      figures[workload] = perCpuSecond;
      say(`${workload}: ${Math.round(perCpuSecond)} a CPU second, ${Math.round(perSecond)} a second`);
    }
    const client = await signedIn(drive);
    const uri = plain(`large-${run}.bin`);
    const bytes = gibibytes * 2 ** 30;
    const up = await transfer(bytes, [drive.pid], () => sendLarge(client, uri, bytes));
    const path = await pathOfLink(client, uri);
    const down = await transfer(bytes, [drive.pid], () => mustReceive(bytes, discard(drive.port, path)));
    say(`1 GiB: up ${describe(up)}, down ${describe(down)}`);
    figures['1 GiB up'] = up.megabytesPerSecond;
    figures['1 GiB up, CPU'] = up.cpuPerGibibyte;
    figures['1 GiB down'] = down.megabytesPerSecond;
    figures['1 GiB down, CPU'] = down.cpuPerGibibyte;
    figures['memory after work'] = residentBytes(drive.pid) / 1e6;
    await client.remove([uri], { forGood: true });
  } finally {
    await drive.stop();
  }
  return figures;
}

/** The same download with a web server in front that sends the bytes itself. @returns MB/s */
export async function measureAccelerated(scratch: string, dataDir: string, gibibytes: number): Promise<number> {
  const drive = await startDrive(dataDir, '--offload', `x-accel-redirect:${offloadPrefix}`);
  try {
    const proxy = await startAccelerator(scratch, drive.port, dataDir, offloadPrefix);
    try {
      const client = await signedIn(drive);
      const uri = plain('accelerated.bin');
      const bytes = gibibytes * 2 ** 30;
      await sendLarge(client, uri, bytes);
      const path = await pathOfLink(client, uri);
      const work = () => mustReceive(bytes, discard(proxy.port, path));
      const { megabytesPerSecond } = await transfer(bytes, [drive.pid, proxy.pid], work);
      await client.remove([uri], { forGood: true });
      return megabytesPerSecond;
    } finally {
      await proxy.stop();
    }
  } finally {
    await drive.stop();
  }
}

/** From the spawn to the first answer, and what it holds then. */
async function measureStart(dataDir: string): Promise<Record<string, number>> {
  const seconds: number[] = [];
  const megabytes: number[] = [];
  for (let start = 0; start < 5; start++) {
    const from = performance.now();
    const drive = await startDrive(dataDir);
    const { status } = await fetch(`${drive.base}/healthz`);
    if (status !== 200) throw new Error(`/healthz answered ${status}`);
    seconds.push((performance.now() - from) / 1000);
    megabytes.push(residentBytes(drive.pid) / 1e6);
    await drive.stop();
  }
  return { start: median(seconds), 'memory after start': median(megabytes) };
}

export async function signedIn(drive: DriveProcess): Promise<CanopyClient> {
  const client = new CanopyClient({ baseUrl: drive.base });
  await client.signIn({ email, password });
  return client;
}

/** As the web app uploads: chunks of 25 MiB, three at a time. The bytes are made beforehand. */
async function sendLarge(client: CanopyClient, uri: string, bytes: number): Promise<void> {
  const credential = await client.call('createUploadSession', {
    body: { uri, size: bytes, last_modified: 1_700_000_000_000, mime_type: 'application/octet-stream' },
  });
  const size = credential.chunk_size;
  const left = Array.from({ length: Math.ceil(bytes / size) }, (_, index) => index).values();
  const port = Number(new URL(client.baseUrl).port);
  const headers = `Authorization: Bearer ${client.session.get()?.token.access_token}\r\nContent-Type: application/octet-stream\r\n`;
  const worker = async () => {
    const connection = await Connection.open(port);
    for (const index of left) {
      const chunk = noise.subarray(0, Math.min(size, bytes - index * size));
      const reply = await connection.send(
        'POST',
        `/api/v4/file/upload/${credential.session_id}/${index}`,
        headers,
        chunk,
      );
      if (!reply.body.includes('"code":0')) throw new Error(`chunk ${index} was answered with ${reply.body}`);
    }
    connection.close();
  };
  await Promise.all(Array.from({ length: uploadsAtOnce }, worker));
}

async function pathOfLink(client: CanopyClient, uri: string): Promise<string> {
  const { urls } = await client.call('createDownloadUrl', { body: { uris: [uri] } });
  const { pathname, search } = new URL(urls[0]?.url ?? '');
  return pathname + search;
}

export async function mustReceive(bytes: number, received: Promise<number>): Promise<void> {
  const count = await received;
  if (count !== bytes) throw new Error(`${count} bytes came instead of ${bytes}`);
}

function describe({ megabytesPerSecond, cpuPerGibibyte }: Transfer): string {
  return `${Math.round(megabytesPerSecond)} MB/s (${cpuPerGibibyte.toFixed(2)} CPU s/GiB)`;
}
