import { once } from 'node:events';
import { readdirSync, readlinkSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { type Answer, type Api, my, NoAnswer, signIn, signUp } from '../lib/api.ts';
import { DriveProcess } from '../lib/drive-process.ts';
import { look, patchJson } from '../lib/offline.ts';
import { type Battery, type Bench, must } from './battery.ts';
import { mustBeSound } from './crash.ts';
import { digestBytes } from './crash-model.ts';
import { bytes, chunkSize, type Workflow, workflows } from './io-workflows.ts';

const faults = ['EIO', 'ENOSPC', 'EMFILE', 'short'] as const;
const preload = fileURLToPath(new URL('faulty-disk.ts', import.meta.url));

export const ioFaults: Battery = {
  name: 'io-faults',
  title: 'the n-th call to the file system fails: the old state or the new one, a clear error, nothing leaks',
  async run(bench) {
    const dataDir = bench.emptyFolder('data');
    let drive = await startFaulty(dataDir);
    await signUp(drive.base, 'ada@example.com');
    await drive.stop();
    patchJson(dataDir, 'policies', 'settings', { chunk_size: chunkSize });
    drive = await startFaulty(dataDir);
    const api = await signIn(drive.base, 'ada@example.com');
    try {
      // The first use of a workflow opens what stays open.
      for (const [name, workflow] of Object.entries(workflows)) await undisturbed(drive, api, name, workflow);
      for (const [name, workflow] of Object.entries(workflows)) {
        await bench.check(name, () => tryAllFaults(bench, drive, api, name, workflow));
      }
    } finally {
      await drive.stop();
      api.close();
    }
    await bench.check('nothing to find for fsck', () => mustBeSound(dataDir).then(() => undefined));
    await bench.check('a database log that cannot be flushed acknowledges nothing', () => brokenLog(dataDir));
  },
};

async function undisturbed(drive: DriveProcess, api: Api, name: string, workflow: Workflow): Promise<void> {
  const folder = `warm ${name}`;
  await api.create(my(folder), 'folder');
  const prepared = await workflow.prepare(api, folder);
  for (const answer of await workflow.act(api, folder, prepared)) {
    must(isFine(answer), () => `undisturbed, "${name}" answered ${answer.status}: ${answer.body.subarray(0, 300)}`);
  }
  must(drive.alive, 'the server ended');
}

async function tryAllFaults(
  bench: Bench,
  drive: DriveProcess,
  api: Api,
  name: string,
  workflow: Workflow,
): Promise<string> {
  const last = bench.size(16, 500);
  const met = new Map<string, number>();
  let failedCalls = 0;
  for (const fault of faults) {
    for (let nth = 1; nth <= last; nth++) {
      const folder = `${name} ${fault} ${nth}`;
      const outcome = await oneFault(drive, api, folder, workflow, nth, fault).catch((error) => {
        throw new Error(`${fault} at call ${nth}`, { cause: error });
      });
      if (outcome.fired === '') break;
      failedCalls += 1;
      met.set(outcome.said, (met.get(outcome.said) ?? 0) + 1);
    }
  }
  return `${failedCalls} calls failed; answers ${[...met].map(([said, count]) => `${said} x ${count}`).join(', ')}`;
}

async function oneFault(drive: DriveProcess, api: Api, folder: string, workflow: Workflow, nth: number, fault: string) {
  await api.ask('POST', '/file/create', { json: { uri: my(folder), type: 'folder' } });
  const prepared = await workflow.prepare(api, folder);
  const before = await stateOf(api, folder);
  const descriptors = openDescriptors(drive);
  await tell(drive, { arm: { nth, fault } });
  const answers = await workflow.act(api, folder, prepared).catch((error) => {
    // Bytes that were promised by a length cannot be taken back: the connection is all that can say no.
    if (error instanceof NoAnswer) return [];
    throw error;
  });
  const { fired } = await tell(drive, { disarm: true });
  for (const answer of answers) {
    const clear = isFine(answer) || [50001, 50004, 40011].includes(answer.code ?? 0) || answer.status === 502;
    must(clear, () => `answered ${answer.status}: ${answer.body.subarray(0, 300)}`);
  }
  const fine = answers.length > 0 && answers.every(isFine);
  await workflow.tidy?.(api, folder, prepared);
  if (!fine) {
    const after = await stateOf(api, folder);
    const changed = [...after].filter(([path, line]) => before.get(path) !== line);
    // A change whose answer was lost may have happened as a whole; half of one may not.
    for (const [path, line] of changed) must(!line.includes('uploading'), () => `${path} is left as ${line}`);
  }
  await settled(() => {
    const now = openDescriptors(drive);
    must(now <= descriptors, `${now - descriptors} descriptors are left open`);
  });
  noLeftovers(drive.dataDir, folder);
  await api.ask('DELETE', '/file', { json: { uris: [my(folder)], skip_soft_delete: true } });
  const said =
    answers.length === 0 ? 'cut off' : [...new Set(answers.map(({ code, status }) => code ?? status))].join('+');
  return { fired, said };
}

const isFine = (answer: Answer) => answer.code === 0 || (answer.code === undefined && answer.status === 200);

/** Every file of a folder, with what it holds. */
async function stateOf(api: Api, folder: string): Promise<Map<string, string>> {
  const state = new Map<string, string>();
  for (const entry of await api.entries(my(folder))) {
    const running = entry.metadata?.['sys:upload_session_id'] !== undefined;
    const content = entry.type === 1 || running ? '' : digestBytes(await api.download(entry.path));
    state.set(entry.name, entry.type === 1 ? 'folder' : running ? 'uploading' : content);
  }
  return state;
}

function noLeftovers(dataDir: string, folder: string): void {
  const locks = look(dataDir, 'select path from locks where path like ?', `%${encodeURIComponent(folder)}%`);
  must(locks.length === 0, () => `a lock is left on ${locks.map(({ path }) => path).join(', ')}`);
  const sessions = look(dataDir, 'select uri from upload_sessions where uri like ?', `%${encodeURIComponent(folder)}%`);
  must(sessions.length === 0, () => `an upload is left at ${sessions.map(({ uri }) => uri).join(', ')}`);
  const [sum] = look(
    dataDir,
    `select u.storage_used as used, (select coalesce(sum(e.size), 0) from files f
       join file_entities fe on fe.file_id = f.id join entities e on e.id = fe.entity_id
       where f.owner_id = u.id and f.purged_at is null) as held from users u order by u.id limit 1`,
  );
  must(sum?.used === sum?.held, `${sum?.used} bytes are charged, ${sum?.held} are held`);
}

/** Open blobs; connections and the helpers of the database come and go by themselves. */
function openDescriptors(drive: DriveProcess): number {
  const folder = `/proc/${drive.pid}/fd`;
  const isFile = (fd: string) => {
    try {
      return readlinkSync(`${folder}/${fd}`).startsWith(join(drive.dataDir, 'blobs'));
    } catch {
      return false;
    }
  };
  return readdirSync(folder).filter(isFile).length;
}

async function settled(holds: () => void): Promise<void> {
  for (let tries = 20; ; tries--) {
    try {
      return holds();
    } catch (error) {
      if (tries === 0) throw error;
    }
    await new Promise((resolve) => setTimeout(resolve, 50));
  }
}

async function brokenLog(dataDir: string): Promise<string> {
  const drive = await startFaulty(dataDir);
  const api = await signIn(drive.base, 'ada@example.com');
  try {
    await api.ask('POST', '/file/create', { json: { uri: my('before'), type: 'folder' } });
    await tell(drive, { breakLog: true });
    const codes = new Set<number | undefined>();
    for (const name of ['first', 'second', 'third']) codes.add((await api.create(my(name), 'folder')).code);
    codes.add((await api.put(my('content'), bytes(1_000, 1))).code);
    must(
      [...codes].every((code) => code === 50001 || code === 50004),
      `it answered ${[...codes].join(', ')}`,
    );
    must((await api.list('cloudreve://my')).code === 0, 'reading stopped');
  } finally {
    await drive.crash();
    api.close();
  }
  await mustBeSound(dataDir);
  const again = await DriveProcess.start({ dataDir });
  try {
    const later = await signIn(again.base, 'ada@example.com');
    must((await later.info(my('before'))).code === 0, 'what was acknowledged before is gone');
    must((await later.create(my('after'), 'folder')).code === 0, 'it cannot be written after a restart');
    later.close();
  } finally {
    await again.stop();
  }
  return 'reading goes on, a restart heals';
}

function startFaulty(dataDir: string): Promise<DriveProcess> {
  return DriveProcess.start({ dataDir, nodeOptions: ['--import', preload], ipc: true });
}

async function tell(drive: DriveProcess, message: object): Promise<{ calls: number; fired: string }> {
  const heard = once(drive.child, 'message');
  drive.child.send(message);
  const [answer] = await heard;
  return answer;
}
