import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { existsSync, mkdtempSync, rmSync, utimesSync, writeFileSync } from 'node:fs';
import { hostname, tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { withLock } from './lock.mjs';

describe('withLock', () => {
  let folder = '';
  let file = '';
  beforeEach(() => {
    folder = mkdtempSync(join(tmpdir(), 'canopy-lock-'));
    file = join(folder, 'deep', 'workshop.lock');
  });
  afterEach(() => rmSync(folder, { recursive: true, force: true }));

  it('lets one in at a time', async () => {
    let inside = 0;
    let most = 0;
    let waited = 0;
    const visit = () =>
      withLock(
        file,
        async () => {
          most = Math.max(most, ++inside);
          await new Promise((resolve) => setImmediate(resolve));
          inside--;
        },
        () => waited++,
      );
    await Promise.all([visit(), visit(), visit()]);
    expect(most).toBe(1);
    expect(waited).toBe(2);
    expect(existsSync(file)).toBe(false);
  });

  it('is free again after a failure, which the caller sees', async () => {
    await expect(withLock(file, () => Promise.reject(new Error('no disk')))).rejects.toThrow('no disk');
    expect(await withLock(file, async () => 'done')).toBe('done');
  });

  it('is broken when its holder has died', async () => {
    await withLock(file, async () => {}); /* makes the folder */
    const child = spawn(process.execPath, ['-e', '']);
    await once(child, 'exit');
    writeFileSync(file, JSON.stringify({ pid: child.pid, host: hostname() }));
    expect(await withLock(file, async () => 'done')).toBe('done');
  });

  it('is broken when nobody has touched it for long, whoever held it', async () => {
    await withLock(file, async () => {});
    writeFileSync(file, JSON.stringify({ pid: 1, host: 'another machine' }));
    utimesSync(file, new Date(0), new Date(0));
    expect(await withLock(file, async () => 'done')).toBe('done');
  });
});
