import { setTimeout as pause } from 'node:timers/promises';
import { Api, signIn, signUp } from '../lib/api.ts';
import { canopy, DriveProcess } from '../lib/drive-process.ts';
import { patchJson } from '../lib/offline.ts';
import { type Battery, type Bench, must } from './battery.ts';
import { CrashClient } from './crash-client.ts';
import { chunkSize } from './crash-deeds.ts';
import { differences, visible } from './crash-model.ts';

/** A drive is back within this time; one slow start of a busy machine is forgiven, slow starts are not. */
const backWithinMs = 2_000;
const patienceMs = 10_000;

export const crash: Battery = {
  name: 'crash',
  title: 'kill -9 in the middle of uploads, changes and versions loses nothing that was acknowledged',
  async run(bench) {
    const dataDir = bench.emptyFolder('data');
    const clients = await prepare(bench, dataDir);
    const rounds = bench.size(50, 1_000);
    const times: number[] = [];
    await bench.check(`${rounds} crashes, ${clients.length} clients`, async () => {
      // The last round only looks at what the one before left.
      for (let round = 1; round <= rounds + 1; round++) {
        try {
          times.push(await oneRound(bench, dataDir, clients, round));
        } catch (error) {
          throw new Error(`before or in round ${round} of ${rounds}`, { cause: error });
        }
      }
      return `${clients.reduce((sum, client) => sum + client.acknowledged, 0)} changes acknowledged, none lost`;
    });
    await bench.check(`up again within ${backWithinMs / 1000} s`, () => {
      const sorted = times.toSorted((a, b) => a - b);
      const [median = 0, worst = 0] = [sorted[sorted.length >> 1], sorted.at(-1)];
      must(times.length > 0 && median <= backWithinMs && worst <= patienceMs, `${median} ms, at worst ${worst} ms`);
      return `${Math.round(median)} ms, at worst ${Math.round(worst)} ms`;
    });
    await bench.check('nothing to find for fsck after a clean end', async () => {
      const drive = await DriveProcess.start({ dataDir });
      const code = await drive.stop();
      must(code === 0, `the server ended with ${code}: ${drive.output}`);
      await mustBeSound(dataDir);
      return undefined;
    });
  },
};

async function prepare(bench: Bench, dataDir: string): Promise<CrashClient[]> {
  let drive = await DriveProcess.start({ dataDir });
  await signUp(drive.base, 'ada@example.com');
  await signUp(drive.base, 'bob@example.com');
  await drive.stop();
  patchJson(dataDir, 'policies', 'settings', { chunk_size: chunkSize });
  patchJson(dataDir, 'users', 'settings', { versionRetention: true, versionRetentionMax: 0 });
  drive = await DriveProcess.start({ dataDir });
  const clients: CrashClient[] = [];
  for (const [top, email] of [
    ['one', 'ada@example.com'],
    ['two', 'ada@example.com'],
    ['three', 'ada@example.com'],
    ['four', 'bob@example.com'],
  ] as const) {
    const api = await signIn(drive.base, email);
    await api.ask('POST', '/file/create', { json: { uri: `cloudreve://my/${top}`, type: 'folder' } });
    clients.push(new CrashClient(top, email, api, bench.random.fork()));
  }
  await drive.stop();
  return clients;
}

/** Starts, looks whether all is there, works and crashes. @returns how long the start took, milliseconds */
async function oneRound(
  bench: Bench,
  dataDir: string,
  clients: readonly CrashClient[],
  round: number,
): Promise<number> {
  const drive = await DriveProcess.start({ dataDir });
  try {
    for (const client of clients) {
      // Tokens live for an hour: a long run outlives them.
      const fresh = round % 100 === 0;
      client.api = fresh ? await signIn(drive.base, client.email) : new Api(drive.base, client.api.token);
    }
    await Promise.all(clients.map((client) => reconcile(client)));
    const working = Promise.all(clients.map((client) => client.work()));
    const refused = working.then(
      () => undefined,
      (error: unknown) => error,
    );
    await Promise.race([pause(bench.random.between(20, 700)), refused]);
    await drive.crash();
    const error = await refused;
    if (error) throw error;
  } finally {
    await drive.crash();
    for (const client of clients) client.api.close();
  }
  if (round % bench.size(10, 20) === 0) await mustBeSound(dataDir);
  return drive.startedInMs;
}

/** What is there must be what was acknowledged, with the deed that had no answer done or not. */
async function reconcile(client: CrashClient): Promise<void> {
  const { seen, sessions } = await client.observe();
  const candidates = client.candidates();
  // What was put in the trash before anybody read it is compared when it comes back.
  const unlike = candidates.map((world) =>
    differences(seen, visible(world)).filter((line) => !(line.startsWith('trash:') && line.includes('unread'))),
  );
  const found = unlike.findIndex((lines) => lines.length === 0);
  const world = candidates[found];
  must(world, () => {
    const [old = [], done = ['(the same)']] = unlike;
    return [
      `${client.top}: neither the old state nor the new one is there. Without an answer was: ${client.pendingDeed()}`,
      `compared with the old state:\n  ${old.join('\n  ')}`,
      `compared with the new state:\n  ${done.join('\n  ')}`,
    ].join('\n');
  });
  client.settle(world, sessions);
}

/** @param options of the command, beside the data folder */
export async function mustBeSound(dataDir: string, ...options: readonly string[]): Promise<void> {
  const { code, output } = await canopy('fsck', dataDir, ...options);
  must(code === 0, () => `fsck found:\n${output}`);
}
