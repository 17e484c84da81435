import { once } from 'node:events';
import { readdirSync } from 'node:fs';
import { join } from 'node:path';
import { setTimeout as pause } from 'node:timers/promises';
import { fileURLToPath } from 'node:url';
import { inBackground } from '../../scripts/lib/children.mjs';
import { root } from '../../scripts/lib/paths.mjs';
import { type Api, my, signIn, signUp } from '../lib/api.ts';
import { DriveProcess, serverProgram } from '../lib/drive-process.ts';
import { changeSettings } from '../lib/offline.ts';
import { type Battery, must } from './battery.ts';
import { mustBeSound } from './crash.ts';

const preload = fileURLToPath(new URL('moving-clock.ts', import.meta.url));
const email = 'ada@example.com';
const hour = 3_600_000;
const year = 365 * 24 * hour;
/** Everything that removes by date looks several times whether it may: longer only makes it stricter. */
const turnsMs = 2_000;

/** Offsets of the clock, and whether it must be doubted. */
function jumps(now: number): readonly (readonly [name: string, offset: number, doubted: boolean])[] {
  return [
    ['an hour', hour, false],
    ['a day', 24 * hour, true],
    ['a year', year, true],
    ['1970', 1_000 - now, true],
    ['2038', Date.UTC(2038, 0, 19, 3, 14, 8) - now, true],
    ['2106', Date.UTC(2106, 1, 7, 6, 28, 16) - now, true],
  ];
}

export const clock: Battery = {
  name: 'clock',
  title: 'the clock jumps: nothing expires, people go on working, and all is as before when it is back',
  async run(bench) {
    const dataDir = bench.emptyFolder('data');
    let drive = await start(dataDir);
    try {
      (await signUp(drive.base, email)).close();
      await drive.stop();
      changeSettings(dataDir, { trash_collect_interval: '60', entity_collect_interval: '10' });
      drive = await start(dataDir);
      const api = await signIn(drive.base, email);
      const scene = await build(api, dataDir);
      const all = jumps(Date.now());
      for (const jump of bench.short ? all.filter(([name]) => ['a day', '1970', '2106'].includes(name)) : all) {
        await bench.check(`a jump to ${jump[0]}, and back`, () => jumpAndBack(drive, api, scene, jump));
      }
      await bench.check('what waited for its upload is completed', async () => {
        const answer = await api.chunk(scene.sessionId, 0, Buffer.from('later'));
        must(answer.code === 0, () => `the chunk was answered with ${answer.body}`);
        must((await api.download(my('uploaded'))).toString() === 'later', 'the upload holds something else');
        return undefined;
      });
      api.close();
      await drive.stop();
      await bench.check('a drive that starts a year later waits, until somebody confirms the clock', async () => {
        drive = await start(dataDir, year);
        const later = { ...scene, stored: storedIn(scene.blobs) };
        const beforehand = await signIn(drive.base, email);
        await mustKeep(beforehand, later);
        beforehand.close();
        must((await noticesOf(drive)).length === 1, '/healthz says nothing of the clock');
        await drive.stop();
        const { code, output } = await confirm(dataDir, year);
        must(code === 0, `"canopy clock confirm" said: ${output}`);
        drive = await start(dataDir, year);
        await mustForget(await signIn(drive.base, email), later);
        must((await noticesOf(drive)).length === 0, '/healthz still speaks of the clock');
        return undefined;
      });
    } finally {
      await drive.stop();
    }
    await bench.check('nothing to find for fsck', () => mustBeSound(dataDir).then(() => undefined));
  },
};

interface Scene {
  readonly blobs: string;
  /** How many blobs there are: of what is in the tree, in the trash, and deleted for good. */
  readonly stored: number;
  readonly link: string;
  readonly sessionId: string;
}

/** Something for each rule that removes by date. */
async function build(api: Api, dataDir: string): Promise<Scene> {
  for (const name of ['kept', 'trashed', 'deleted']) await api.put(my(name), Buffer.from(name));
  const link = await api.link(my('kept'));
  await api.remove([my('trashed')]);
  await api.remove([my('deleted')], true);
  const { session_id } = (await api.session(my('uploaded'), 5)).data;
  const blobs = join(dataDir, 'blobs');
  return { blobs, stored: storedIn(blobs), link, sessionId: session_id };
}

async function jumpAndBack(
  drive: DriveProcess,
  api: Api,
  scene: Scene,
  [name, offset, doubted]: readonly [string, number, boolean],
): Promise<undefined> {
  await move(drive, offset);
  // Tokens are older or younger than they may be then: people sign in again.
  const then = await signIn(drive.base, email);
  must((await then.create(my(`made in ${name}`), 'folder')).code === 0, 'nothing can be made');
  must((await noticesOf(drive)).length === (doubted ? 1 : 0), `/healthz says ${await noticesOf(drive)}`);
  await mustKeep(then, scene);
  then.close();
  await move(drive, 0);
  must((await noticesOf(drive)).length === 0, 'the clock is back, and /healthz still complains');
  await mustKeep(api, scene);
  const answer = await api.as(undefined).call('GET', scene.link);
  must(answer.status === 200, () => `the link from before was answered with ${answer.status} ${answer.body}`);
  return undefined;
}

/** Gives everything that removes its turns, and looks whether all is still there. */
async function mustKeep(api: Api, { blobs, stored }: Scene): Promise<void> {
  await pause(turnsMs);
  const trash = await api.entries('cloudreve://trash');
  must(trash.length === 1, `the trash holds ${trash.length} items, not 1`);
  must(storedIn(blobs) === stored, `${storedIn(blobs)} blobs are stored, not ${stored}`);
}

/** With a clock that is believed, all of it goes: else nothing was proved above. */
async function mustForget(api: Api, { blobs, stored }: Scene): Promise<void> {
  const until = performance.now() + 30_000;
  for (;;) {
    const trash = await api.entries('cloudreve://trash');
    if (trash.length === 0 && storedIn(blobs) < stored) break;
    must(performance.now() < until, `nothing expires: ${trash.length} items, ${storedIn(blobs)} blobs`);
    await pause(100);
  }
  api.close();
}

function storedIn(folder: string): number {
  return readdirSync(folder, { recursive: true, withFileTypes: true }).filter((entry) => entry.isFile()).length;
}

function start(dataDir: string, offset = 0): Promise<DriveProcess> {
  const env = { TORTURE_CLOCK_OFFSET: String(offset) };
  return DriveProcess.start({ dataDir, nodeOptions: ['--import', preload], ipc: true, env });
}

function confirm(dataDir: string, offset: number): Promise<{ code: number; output: string }> {
  const args = ['--import', preload, serverProgram(), 'clock', 'confirm', '--data-dir', dataDir];
  const env = { ...process.env, TORTURE_CLOCK_OFFSET: String(offset) };
  return inBackground(process.execPath, args, { cwd: root, env });
}

async function move(drive: DriveProcess, offset: number): Promise<void> {
  const heard = once(drive.child, 'message');
  drive.child.send({ offset });
  await heard;
}

async function noticesOf(drive: DriveProcess): Promise<readonly string[]> {
  const answer = await fetch(`${drive.base}/healthz`);
  return ((await answer.json()) as { notices?: string[] }).notices ?? [];
}
