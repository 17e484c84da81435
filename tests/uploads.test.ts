/** The client's uploader against the drive itself, also when the drive dies in the middle. */
import { createHash, randomBytes } from 'node:crypto';
import { mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { CanopyClient, type UploadEntry, Uploader, type UploadSource } from '@canopy/client';
import { FileResumeStore, fileSource, folderEntries } from '@canopy/client/node';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { canopy, DriveProcess } from './lib/drive-process.ts';

const account = { email: 'mira@example.org', password: 'tall trees grow slowly' };
const megabyte = 1_000_000;

let folder: string;
let drive: DriveProcess;
let client: CanopyClient;

const start = () =>
  DriveProcess.start({ dataDir: join(folder, 'data'), ...(drive && { listen: `127.0.0.1:${drive.port}` }) });

beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'canopy-uploads-'));
  drive = await start();
  client = new CanopyClient({ baseUrl: drive.base });
  await client.signUp({ ...account, language: 'en-US' });
  await client.signIn(account);
});

afterAll(async () => {
  await drive.stop();
  await rm(folder, { recursive: true });
});

const hashOf = (bytes: Uint8Array) => createHash('sha256').update(bytes).digest('hex');

async function storedHash(uri: string): Promise<string> {
  const response = await fetch(await client.downloadUrl(uri));
  return hashOf(await response.bytes());
}

/** A source that tells how many bytes were asked for so far. */
function watched(source: UploadSource, onAsked: (bytes: number) => void): UploadSource {
  let asked = 0;
  return {
    ...source,
    slice: (from, to) => {
      asked += to - from;
      onAsked(asked);
      return source.slice(from, to);
    },
  };
}

describe('uploads to the drive', () => {
  it('brings a folder with empty and nested folders, names of all kinds, and empty files', async () => {
    await mkdir(join(folder, 'Trip/deep/empty'), { recursive: true });
    await writeFile(join(folder, 'Trip/湖畔 & 100%.txt'), 'the lake');
    await writeFile(join(folder, 'Trip/deep/nothing.txt'), '');
    const entries: UploadEntry[] = [];
    for await (const entry of folderEntries(join(folder, 'Trip'))) entries.push(entry);
    const uploader = new Uploader(client);
    uploader.add(entries, { folder: 'cloudreve://my' });
    expect((await uploader.settled()).rows[0]).toMatchObject({ status: 'done', filesDone: 2, filesFailed: 0 });

    const names: string[] = [];
    for await (const file of client.listAll('cloudreve://my/Trip')) names.push(file.name);
    expect(names.sort()).toEqual(['deep', '湖畔 & 100%.txt']);
    expect(await client.info('cloudreve://my/Trip/deep/nothing.txt')).toMatchObject({ size: 0 });
    expect(await client.info('cloudreve://my/Trip/deep/empty')).toMatchObject({ type: 1 });

    const again = new Uploader(client);
    again.add(entries, { folder: 'cloudreve://my', skipIdentical: true });
    expect((await again.settled()).rows[0]).toMatchObject({ status: 'done', filesSkipped: 2, conflicts: 0 });
  });

  it('asks about a taken name, keeps both, and replaces with a new version', async () => {
    await client.putContent('cloudreve://my/a.txt', 'first');
    const path = join(folder, 'a.txt');
    await writeFile(path, 'second');
    const uploader = new Uploader(client);
    const add = async () =>
      uploader.add([{ relativePath: 'a.txt', file: await fileSource(path) }], { folder: 'cloudreve://my' });
    await add();
    const [first] = (await uploader.settled()).conflicts;
    expect(first).toMatchObject({ bothName: 'a (2).txt', unfinished: false, existing: { size: 5 } });
    uploader.resolve(first?.id ?? '', 'both');
    expect((await uploader.settled()).rows[0]).toMatchObject({ status: 'done', name: 'a (2).txt' });
    await add();
    const [second] = (await uploader.settled()).conflicts;
    uploader.resolve(second?.id ?? '', 'replace');
    expect((await uploader.settled()).conflicts).toEqual([]);
    expect(await client.info('cloudreve://my/a.txt')).toMatchObject({ size: 6 });
    expect(await client.info('cloudreve://my/a (2).txt')).toMatchObject({ size: 6 });
  });

  it('takes back what was cancelled: placeholder and space', async () => {
    const before = await client.call('getCapacity', {});
    const path = join(folder, 'cancelled.bin');
    await writeFile(path, randomBytes(30 * megabyte));
    const uploader = new Uploader(client);
    const file = watched(await fileSource(path), () => uploader.cancel());
    uploader.add([{ relativePath: 'cancelled.bin', file }], { folder: 'cloudreve://my' });
    await uploader.settled();
    await expect(client.info('cloudreve://my/cancelled.bin')).rejects.toMatchObject({ code: 40016 });
    expect(await client.call('getCapacity', {})).toMatchObject({ used: before.used });
  });

  it('goes on after the drive was killed in the middle', async () => {
    const bytes = randomBytes(90 * megabyte);
    const path = join(folder, 'big.bin');
    await writeFile(path, bytes);
    let crashed: Promise<void> | undefined;
    const crash = async () => {
      await drive.crash();
      drive = await start();
    };
    const uploader = new Uploader(client, { retryBaseMs: 100, attempts: 60 });
    const file = watched(await fileSource(path), (asked) => {
      if (asked > 60 * megabyte) crashed ??= crash();
    });
    uploader.add([{ relativePath: 'big.bin', file }], { folder: 'cloudreve://my' });
    const state = await uploader.settled();
    await crashed;
    expect(crashed).toBeDefined();
    expect(state.rows[0]).toMatchObject({ status: 'done', bytesDone: bytes.length });
    expect(await storedHash('cloudreve://my/big.bin')).toBe(hashOf(bytes));
  });

  it('goes on after the client was stopped too, without sending again what has arrived', async () => {
    const bytes = randomBytes(90 * megabyte);
    const path = join(folder, 'later.bin');
    await writeFile(path, bytes);
    const resume = new FileResumeStore(join(folder, 'resume'));
    const before = new Uploader(client, { resume, parallelChunks: 1 });
    const first = watched(await fileSource(path), (bytes) => {
      if (bytes > 60 * megabyte) before.pause();
    });
    before.add([{ relativePath: 'later.bin', file: first }], { folder: 'cloudreve://my' });
    await before.settled();
    await drive.crash();
    drive = await start();

    const after = new Uploader(client, { resume });
    const [record] = await after.unfinished();
    expect(record).toMatchObject({ name: 'later.bin', size: bytes.length });
    expect(record?.received.length).toBeGreaterThan(0);
    let asked = 0;
    const second = watched(await fileSource(path), (bytes) => {
      asked = bytes;
    });
    after.add([{ relativePath: 'later.bin', file: second }], { folder: 'cloudreve://my' });
    expect((await after.settled()).rows[0]).toMatchObject({ status: 'done', bytesDone: bytes.length });
    expect(asked).toBeLessThan(80 * megabyte);
    expect(await storedHash('cloudreve://my/later.bin')).toBe(hashOf(bytes));
  });

  it('leaves a drive in order', async () => {
    await drive.stop();
    const { code, output } = await canopy('fsck', join(folder, 'data'));
    expect(code, output).toBe(0);
    drive = await start();
  });
});
