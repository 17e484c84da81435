import { randomBytes } from 'node:crypto';
import { mkdtempSync, readdirSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest';
import { type Api, signIn, signUp } from './lib/api.ts';
import { canopy, DriveProcess } from './lib/drive-process.ts';
import { openOffline } from './lib/offline.ts';

const email = 'ann@example.com';
const content = randomBytes(300_000);

describe('the command line', { timeout: 60_000 }, () => {
  let folder = '';
  const drives: DriveProcess[] = [];
  const at = (name: string) => join(folder, name);
  const start = async (dataDir: string, listen?: string) => {
    const drive = await DriveProcess.start({ dataDir, ...(listen && { listen }) });
    drives.push(drive);
    return drive;
  };

  beforeAll(() => {
    folder = mkdtempSync(join(tmpdir(), 'canopy-cli-'));
  });
  afterEach(async () => {
    await Promise.all(drives.splice(0).map((drive) => drive.stop()));
  });
  afterAll(() => rmSync(folder, { recursive: true, force: true }));

  async function seeded(dataDir: string): Promise<{ drive: DriveProcess; ann: Api }> {
    const drive = await start(dataDir);
    const ann = await signUp(drive.base, email);
    expect((await ann.put('cloudreve://my/Photos/lake.jpg', content)).code).toBe(0);
    return { drive, ann };
  }

  it('backs up a drive in use, and what comes back has every byte', async () => {
    const { drive, ann } = await seeded(at('one'));
    expect(await canopy('backup', at('one'), at('copy'))).toMatchObject({ code: 0 });
    await ann.put('cloudreve://my/later.txt', Buffer.from('later'));
    const again = await canopy('backup', at('one'), at('copy'));
    expect(again.output).toContain('1 blobs copied, 1 there already, 0 no longer needed');
    ann.close();
    await drive.stop();

    expect(await canopy('restore', at('restored'), at('copy'))).toMatchObject({ code: 0 });
    expect(await canopy('fsck', at('restored'))).toMatchObject({ code: 0 });
    const restored = await start(at('restored'));
    const user = await signIn(restored.base, email);
    expect(await user.download('cloudreve://my/Photos/lake.jpg')).toEqual(content);
    expect((await user.download('cloudreve://my/later.txt')).toString()).toBe('later');
    user.close();
    const twice = await canopy('restore', at('restored'), at('copy'));
    expect(twice).toMatchObject({ code: 1, output: expect.stringContaining('holds a drive already') });
  });

  it('searches texts once it is told to, and makes the index anew', async () => {
    const { drive, ann } = await seeded(at('searched'));
    await ann.put('cloudreve://my/history.html', Buffer.from('<p>The harbour wall</p>'));
    const ask = async (query: string) => {
      const answer = await ann.call('GET', '/file/search', { query: { query } });
      const { hits } = (answer.data ?? { hits: [] }) as { hits: { content: string }[] };
      return { code: answer.code, found: hits.map(({ content: text }) => text) };
    };
    expect(await ask('harbour')).toEqual({ code: 40019, found: [] });
    expect(await canopy('setting', at('searched'), 'fts_enabled', 'true')).toMatchObject({ code: 0 });
    expect(await canopy('setting', at('searched'), 'fts_enabled', 'perhaps')).toMatchObject({ code: 1 });
    expect(await canopy('setting', at('searched'), 'nonsense')).toMatchObject({ code: 1 });
    const expected = { code: 0, found: ['The <em>harbour</em> wall'] };
    await expect.poll(() => ask('harbour'), { timeout: 30_000, interval: 200 }).toEqual(expected);
    expect(await canopy('reindex', at('searched'), '--check')).toMatchObject({ code: 0 });
    ann.close();
    await drive.stop();
    openOffline(at('searched'), (db) => db.exec('delete from search_names'));
    expect(await canopy('reindex', at('searched'), '--check')).toMatchObject({ code: 1 });
    const { code, output } = await canopy('reindex', at('searched'));
    expect({ code, output }).toMatchObject({ code: 0, output: expect.stringContaining('1 texts') });
    expect(await canopy('reindex', at('searched'), '--check')).toMatchObject({ code: 0 });
  });

  it('backs up a drive whose garbage is being collected', async () => {
    const { drive, ann } = await seeded(at('seven'));
    await ann.put('cloudreve://my/kept.txt', Buffer.from('kept'));
    const body = { uris: ['cloudreve://my/Photos/lake.jpg'], skip_soft_delete: true };
    expect((await ann.call('DELETE', '/file', { json: body })).code).toBe(0);
    const [garbage] = blobsIn(at('seven')).filter((path) => statSync(path).size === content.length);
    rmSync(garbage as string);
    expect(await canopy('backup', at('seven'), at('lean'))).toMatchObject({
      code: 0,
      output: expect.stringContaining('1 blobs copied'),
    });
    expect(await canopy('fsck', at('lean'))).toMatchObject({ code: 0 });
    ann.close();
    await drive.stop();
  });

  it('finds and mends a wrong quota, and finds rot that nobody can mend', async () => {
    const { drive, ann } = await seeded(at('two'));
    ann.close();
    await drive.stop();
    openOffline(at('two'), (db) => db.exec('update users set storage_used = 7'));
    expect(await canopy('fsck', at('two'))).toMatchObject({ code: 1 });
    expect(await canopy('fsck', at('two'), '--repair')).toMatchObject({ code: 0 });
    expect(await canopy('fsck', at('two'))).toMatchObject({ code: 0 });

    expect(await canopy('scrub', at('two'))).toMatchObject({ code: 0 });
    const [blob] = blobsIn(at('two'));
    writeFileSync(blob as string, Buffer.alloc(content.length));
    expect(await canopy('scrub', at('two'))).toMatchObject({ code: 1, output: expect.stringContaining('corrupt') });
    rmSync(blob as string);
    expect(await canopy('fsck', at('two'))).toMatchObject({ code: 1, output: expect.stringContaining('missing') });
    const partly = await canopy('backup', at('two'), at('rotten'));
    expect(partly).toMatchObject({ code: 1, output: expect.stringContaining('damaged, not copied') });
    expect(partly.output).toContain('0 blobs copied');
  });

  it('lets whoever runs the machine back in, and keeps people out', async () => {
    const drive = await start(at('three'));
    const ann = await signUp(drive.base, email);
    ann.close();
    const made = await canopy('user', at('three'), 'password', email);
    const password = /password is (\S+)/.exec(made.output)?.[1];
    expect(password).toMatch(/^\w{16}$/);
    const token = async (who: string, secret = '') =>
      (await ann.call('POST', '/session/token', { json: { email: who, password: secret } })).code;
    expect(await token(email, password)).toBe(0);

    const bob = await canopy('user', at('three'), 'add', 'bob@example.com');
    const secret = /password is (\S+)/.exec(bob.output)?.[1];
    expect(await token('bob@example.com', secret)).toBe(0);
    expect(await canopy('user', at('three'), 'block', 'bob@example.com')).toMatchObject({ code: 0 });
    expect(await token('bob@example.com', secret)).toBe(40017);
    expect((await canopy('user', at('three'), 'list')).output).toMatch(/bob@example.com\tmanual_banned/);
    expect(await canopy('user', at('three'), 'block', email)).toMatchObject({ code: 1 });
    expect(await canopy('user', at('three'), 'password', 'ghost@example.com')).toMatchObject({ code: 1 });
  });

  it('says in plain words why it cannot start, and exits with a failure', async () => {
    const drive = await start(at('four'));
    const taken = DriveProcess.start({ dataDir: at('five'), listen: `127.0.0.1:${drive.port}` });
    await expect(taken).rejects.toThrow(/ended \(1\)[\s\S]*is in use/);
    writeFileSync(at('file'), '');
    await expect(DriveProcess.start({ dataDir: join(at('file'), 'data') })).rejects.toThrow(
      /ended \(1\)[\s\S]*cannot be used/,
    );
    const wrong = (env: NodeJS.ProcessEnv) => DriveProcess.start({ dataDir: at('six'), env });
    await expect(wrong({ CANOPY_DATABASE_URL: 'mysql://x' })).rejects.toThrow(/ended \(1\)[\s\S]*postgres:\/\//);
    await expect(wrong({ CANOPY_PUBLIC_URL: 'drive.example.org' })).rejects.toThrow(/ended \(1\)[\s\S]*http/);
    await expect(wrong({ CANOPY_DATABASE_URL: 'postgres://127.0.0.1:1/x' })).rejects.toThrow(
      /ended \(1\)[\s\S]*cannot be used/,
    );
    expect(await canopy('nonsense', at('six'))).toMatchObject({ code: 2, output: expect.stringContaining('Usage') });
  });
});

function blobsIn(dataDir: string): string[] {
  const names = readdirSync(join(dataDir, 'blobs'), { recursive: true }) as string[];
  return names.map((name) => join(dataDir, 'blobs', name)).filter((path) => statSync(path).isFile());
}
