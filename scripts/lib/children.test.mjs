import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { describe, expect, it } from 'vitest';
import { inBackground, inForeground } from './children.mjs';
import { inRepository } from './paths.mjs';

const node = process.execPath;

describe('a program in the foreground', () => {
  it('hands us its exit code', async () => {
    expect(await inForeground(node, ['-e', 'process.exit(7)'])).toBe(7);
    expect(await inForeground(node, ['-e', ''])).toBe(0);
  });

  it('counts as 128 + n when a signal ended it', async () => {
    expect(await inForeground(node, ['-e', "process.kill(process.pid, 'SIGKILL')"])).toBe(137);
  });

  it('fails when there is no such program', async () => {
    await expect(inForeground('/no/such/program', [])).rejects.toThrow('ENOENT');
  });

  it.each(/** @type {const} */ (['SIGTERM', 'SIGINT', 'SIGHUP']))(
    'gets our %s once, and we wait for it to shut down',
    async (signal) => {
      const inner = `
      let seen = 0;
      for (const signal of ['SIGTERM', 'SIGINT', 'SIGHUP'])
        process.on(signal, () => { console.log(signal); if (++seen === 1) setTimeout(() => process.exit(40 + seen), 50); });
      setInterval(() => {}, 1000);
      console.log('ready');`;
      const outer = `
      import { inForeground } from ${JSON.stringify(inRepository('scripts/lib/children.mjs'))};
      process.exitCode = await inForeground(process.execPath, ['-e', ${JSON.stringify(inner)}]);`;
      const child = spawn(node, ['--input-type=module', '-e', outer], { stdio: ['ignore', 'pipe', 'inherit'] });
      let said = '';
      child.stdout.setEncoding('utf8').on('data', (text) => {
        said += text;
        if (text.includes('ready')) {
          child.kill(signal);
          child.kill(signal);
        }
      });
      const [code] = await once(child, 'close');
      expect(said).toBe(`ready\n${signal}\n`);
      expect(code).toBe(41);
    },
  );
});

describe('under npm', () => {
  it('a program ends with the shell that npm started us in', async () => {
    const inner =
      "process.on('SIGTERM', () => { console.log('told'); process.exit(); }); setInterval(() => {}, 1000); console.log('ready');";
    const outer = `
      import { inForeground } from ${JSON.stringify(inRepository('scripts/lib/children.mjs'))};
      await inForeground(process.execPath, ['-e', ${JSON.stringify(inner)}]);`;
    const shell = spawn('sh', ['-c', '"$NODE" --input-type=module -e "$OUTER"; true'], {
      stdio: ['ignore', 'pipe', 'inherit'],
      env: { ...process.env, NODE: node, OUTER: outer, npm_lifecycle_event: 'start' },
    });
    let said = '';
    shell.stdout.setEncoding('utf8').on('data', (text) => {
      said += text;
      if (text.includes('ready')) shell.kill('SIGTERM');
    });
    await once(shell, 'close'); /* when the last holder of the pipe is gone */
    expect(said).toBe('ready\ntold\n');
  });
});

describe('a program in the background', () => {
  it('hands us what it said on both streams', async () => {
    const { code, output } = await inBackground(node, [
      '-e',
      "console.log('out'); console.error('err'); process.exit(3)",
    ]);
    expect(code).toBe(3);
    expect(output.split('\n').sort()).toEqual(['', 'err', 'out']);
  });
});
