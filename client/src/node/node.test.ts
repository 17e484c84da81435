import { mkdir, mkdtemp, rm, stat, utimes, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { CanopyClient } from '../client.ts';
import { SourceChangedError } from '../errors.ts';
import type { ResumeRecord } from '../upload/resume.ts';
import type { UploadEntry } from '../upload/types.ts';
import { Uploader } from '../upload/uploader.ts';
import { FileResumeStore } from './file-resume.ts';
import { fileSource, folderEntries } from './sources.ts';
import { FakeServer } from './test/fake-server.ts';

let folder: string;
let server: FakeServer;
beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), 'canopy-client-'));
  server = await new FakeServer().start();
});
afterEach(async () => {
  await server.stop();
  await rm(folder, { recursive: true });
});

const record: ResumeRecord = {
  key: '["u1","cloudreve://my/a",4,0,""]',
  sessionId: 's',
  uri: 'cloudreve://my/a',
  name: 'a',
  size: 4,
  lastModified: undefined,
  chunkSize: 2,
  concurrency: 3,
  expiresAt: 5,
  startedAt: 1,
  fingerprint: undefined,
  replacedEntity: undefined,
  received: [1],
};

describe('FileResumeStore', () => {
  it('remembers over restarts, for its owner only', async () => {
    const store = new FileResumeStore(join(folder, 'uploads'));
    expect(await store.list()).toEqual([]);
    expect(await store.get(record.key)).toBeUndefined();
    await store.set(record);
    const again = new FileResumeStore(join(folder, 'uploads'));
    expect(await again.get(record.key)).toMatchObject({ sessionId: 's', received: [1] });
    expect(await again.list()).toHaveLength(1);
    expect((await stat(join(folder, 'uploads'))).mode & 0o077).toBe(0);
    await again.delete(record.key);
    expect(await store.list()).toEqual([]);
  });

  it('takes a damaged record for none', async () => {
    const store = new FileResumeStore(folder);
    await writeFile(join(folder, 'x.upload.json'), '{"key":');
    expect(await store.list()).toEqual([]);
  });
});

describe('sources', () => {
  it('uploads a folder from disk', async () => {
    await mkdir(join(folder, 'Trip/Empty'), { recursive: true });
    await writeFile(join(folder, 'Trip/a.bin'), Buffer.alloc(100, 7));
    await utimes(join(folder, 'Trip/a.bin'), 1_600_000_000, 1_600_000_000);
    const entries: UploadEntry[] = [];
    for await (const entry of folderEntries(join(folder, 'Trip'))) entries.push(entry);
    const uploader = new Uploader(new CanopyClient({ baseUrl: server.url }));
    uploader.add(entries, { folder: 'cloudreve://my' });
    const state = await uploader.settled();
    expect(state.rows[0]).toMatchObject({ status: 'done', filesDone: 1 });
    const stored = server.files.get('cloudreve://my/Trip/a.bin');
    expect(stored?.bytes.equals(Buffer.alloc(100, 7))).toBe(true);
    expect(stored?.modified).toBe(1_600_000_000_000);
    expect(server.folders).toContain('cloudreve://my/Trip/Empty');
  });

  it('refuses a file that was changed since', async () => {
    const path = join(folder, 'a.bin');
    await writeFile(path, 'first');
    const file = await fileSource(path);
    await writeFile(path, 'second, longer');
    const uploader = new Uploader(new CanopyClient({ baseUrl: server.url }));
    uploader.add([{ relativePath: 'a.bin', file }], { folder: 'cloudreve://my' });
    const state = await uploader.settled();
    expect(state.rows[0]?.failures[0]?.error).toBeInstanceOf(SourceChangedError);
    expect(server.files.size).toBe(0);
  });
});
