import { execFileSync } from 'node:child_process';
import { closeSync, fsyncSync, openSync, readFileSync, rmSync, statfsSync, writeFileSync, writeSync } from 'node:fs';
import { join } from 'node:path';
import { setTimeout as pause } from 'node:timers/promises';
import { type Answer, type Api, my, NoAnswer, signUp } from '../lib/api.ts';
import { DriveProcess } from '../lib/drive-process.ts';
import { type Battery, type Bench, must } from './battery.ts';
import { mustBeSound } from './crash.ts';

const diskBytes = 64 * 1024 * 1024;
/** A failed storage, a failed database: both say what an operator has to know. */
const diskFullCodes = new Set([50001, 50004]);

export const diskFull: Battery = {
  name: 'disk-full',
  title: 'a full disk of 64 MB: the right code, reading goes on, and all is well again without a restart',
  async run(bench) {
    const disk = bench.emptyFolder('disk');
    mountSmallDisk(disk);
    try {
      await onSmallDisk(bench, disk);
    } finally {
      execFileSync('umount', ['--lazy', disk]);
    }
  },
};

async function onSmallDisk(bench: Bench, disk: string): Promise<void> {
  const dataDir = join(disk, 'data');
  // What an operator would delete, and what takes the last bytes.
  const ballast = join(disk, 'ballast');
  const leftover = join(disk, 'leftover');
  const drive = await DriveProcess.start({ dataDir });
  const kept = bench.random.bytes(300_000);
  writeFileSync(ballast, Buffer.alloc(8 * 1024 * 1024, 1));
  try {
    const api = await signUp(drive.base, 'ada@example.com');
    await api.ask('PUT', '/file/content', { query: { uri: my('kept.bin') }, bytes: kept });
    const mustRead = async () => {
      must((await api.list('cloudreve://my')).code === 0, 'listing stopped');
      must((await api.info(my('kept.bin'))).code === 0, 'looking stopped');
      must((await api.download(my('kept.bin'))).equals(kept), 'a file came back with other bytes');
    };
    await bench.check('uploads until nothing fits', async () => {
      const refused = await untilRefused(async (index) => uploadOne(api, bench, `upload ${index}`));
      await mustRead();
      return `then ${refused.code}: ${refused.envelope?.msg}`;
    });
    await bench.check('contents until nothing fits', async () => {
      const refused = await untilRefused((index) => api.put(my(`content ${index}`), bench.random.bytes(1_000_000)));
      await mustRead();
      return `then ${refused.code}: ${refused.envelope?.msg}`;
    });
    await bench.check('changes of the tree until the database is full', async () => {
      fill(leftover);
      const refused = await untilRefused((index) => api.create(my(`${'folder'.repeat(30)} ${index}`), 'folder'));
      await mustRead();
      return `then ${refused.code}: ${refused.envelope?.msg}`;
    });
    await bench.check('a failed upload leaves nothing behind', async () => {
      for (const { name, metadata, size } of await api.entries('cloudreve://my')) {
        if (!name.startsWith('content')) continue;
        must(metadata?.['sys:upload_session_id'] === undefined && size > 0, `${name} is half there`);
      }
      return undefined;
    });
    await bench.check('all is well once there is room', async () => {
      rmSync(ballast);
      rmSync(leftover);
      await cancelAll(api);
      const names = (await api.entries('cloudreve://my')).filter(({ name }) => name !== 'kept.bin');
      must(drive.alive, () => `the server ended: ${drive.output}`);
      const paths = names.map(({ path }) => path);
      await wellAgain(() => api.remove(paths.slice(0, 5), true));
      await wellAgain(() => api.remove(paths.slice(5), true));
      await wellAgain(() => api.create(my('again'), 'folder'));
      await wellAgain(() => api.put(my('again', 'file.bin'), kept));
      must((await api.download(my('again', 'file.bin'))).equals(kept), 'a file came back with other bytes');
      return undefined;
    });
    api.close();
  } finally {
    await drive.stop();
  }
  await bench.check('nothing to find for fsck', () => mustBeSound(dataDir).then(() => undefined));
}

async function uploadOne(api: Api, bench: Bench, name: string): Promise<Answer> {
  const bytes = bench.random.bytes(3_000_000);
  const opened = await api.session(my(name), bytes.length);
  if (opened.code !== 0) return opened;
  const sent = await api.chunk(opened.data.session_id, 0, bytes);
  if (sent.code !== 0)
    await api.call('DELETE', '/file/upload', { json: { id: opened.data.session_id, uri: my(name) } });
  return sent;
}

/** @returns the first answer that is no success; it must tell of the full disk */
async function untilRefused(deed: (index: number) => Promise<Answer>): Promise<Answer> {
  for (let index = 0; index < 20_000; index++) {
    const answer = await deed(index).catch((error) => {
      if (error instanceof NoAnswer) throw new Error('the connection broke instead of an answer', { cause: error });
      throw error;
    });
    if (answer.code === 0) continue;
    must(
      diskFullCodes.has(answer.code ?? -1),
      () => `a full disk answered ${answer.status}, ${answer.body.subarray(0, 300)}`,
    );
    must(/full|space|room/i.test(answer.envelope?.msg), `"${answer.envelope?.msg}" does not say that the disk is full`);
    return answer;
  }
  throw new Error('the disk never got full');
}

/** What could not be cancelled while nothing could be written. */
async function cancelAll(api: Api): Promise<void> {
  for (const { metadata, path } of await api.entries('cloudreve://my')) {
    const id = metadata?.['sys:upload_session_id'];
    if (id !== undefined) await wellAgain(() => api.call('DELETE', '/file/upload', { json: { id, uri: path } }));
  }
}

/** Some things need a moment: the collector has to give back the room of what was deleted. */
async function wellAgain(deed: () => Promise<Answer>): Promise<void> {
  const until = performance.now() + 20_000;
  for (;;) {
    const answer = await deed();
    if (answer.code === 0) return;
    must(performance.now() < until, () => `still not well: ${answer.status}, ${answer.body.subarray(0, 300)}`);
    await pause(200);
  }
}

/** Takes what is left, so that the database has no room for its next page. */
function fill(path: string): void {
  const file = openSync(path, 'w');
  const piece = Buffer.alloc(4096, 1);
  try {
    for (;;) writeSync(file, piece);
  } catch (error) {
    if ((error as { code?: string }).code !== 'ENOSPC') throw error;
    fsyncSync(file);
  } finally {
    closeSync(file);
  }
}

/**
 * A file system of its own, in memory.
 * @throws where that is not allowed: a test that is left out would look like one that passed
 */
function mountSmallDisk(folder: string): void {
  try {
    execFileSync('mount', ['-t', 'tmpfs', '-o', `size=${diskBytes}`, 'tmpfs', folder], { stdio: 'pipe' });
  } catch (error) {
    const why = String((error as { stderr?: Buffer }).stderr ?? error).trim();
    const hint = 'Run it as root, or as: unshare --user --map-root-user --mount npm run torture -- --only disk-full';
    throw new Error(`A small disk cannot be mounted (${why}). ${hint}`, { cause: error });
  }
  must(statfsSync(folder).blocks * statfsSync(folder).bsize <= diskBytes, 'the disk is not small');
  must(readFileSync('/proc/mounts', 'utf8').includes(folder), 'the disk is not mounted');
}
