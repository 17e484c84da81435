import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { inRepository, root } from './paths.mjs';

export interface FreshServer {
  /** Where it listens, such as `http://127.0.0.1:41234`. */
  readonly base: string;
  readonly dataDir: string;
  /** Everything it has said so far, on both streams. */
  output(): string;
  /** Shuts it down as an operator does and removes its data. Resolves with its exit code. */
  stop(): Promise<number | null>;
}

const readyWithinMs = 30_000;
const stopsWithinMs = 15_000;

/**
 * Starts a server from source on a free port with an empty data folder.
 *
 * @throws when it ends or stays silent instead of naming its address; the message carries what it said.
 */
export async function startFreshServer(options: readonly string[] = [], env = process.env): Promise<FreshServer> {
  const dataDir = mkdtempSync(join(tmpdir(), 'canopy-fresh-'));
  const main = inRepository('server/src/main.ts');
  const args = [main, 'serve', '--listen', '127.0.0.1:0', '--data-dir', dataDir, ...options];
  const child = spawn(process.execPath, args, { cwd: root, env, stdio: ['ignore', 'pipe', 'pipe'] });
  let output = '';
  for (const stream of [child.stdout, child.stderr]) {
    stream.setEncoding('utf8').on('data', (text: string) => {
      output += text;
    });
  }
  const stop = async () => {
    const code = await end(child);
    rmSync(dataDir, { recursive: true, force: true });
    return code;
  };
  try {
    const base = await addressOf(child, () => output);
    return { base, dataDir, output: () => output, stop };
  } catch (error) {
    await stop();
    throw error;
  }
}

function addressOf(child: ChildProcess, output: () => string): Promise<string> {
  return new Promise((resolve, reject) => {
    const fail = (what: string) => reject(new Error(`The server ${what}:\n${output()}`));
    const timer = setTimeout(() => fail(`named no address within ${readyWithinMs / 1000} s`), readyWithinMs);
    const look = () => {
      const address = /http:\/\/127\.0\.0\.1:\d+/.exec(output())?.[0];
      if (!address) return;
      clearTimeout(timer);
      resolve(address);
    };
    child.stdout?.on('data', look);
    child.stderr?.on('data', look);
    child.on('error', reject);
    child.on('exit', (code, signal) => {
      clearTimeout(timer);
      fail(`ended (${signal ?? code})`);
    });
  });
}

async function end(child: ChildProcess): Promise<number | null> {
  if (child.exitCode !== null || child.signalCode !== null) return child.exitCode;
  const ended = once(child, 'exit');
  child.kill('SIGTERM');
  const timer = setTimeout(() => child.kill('SIGKILL'), stopsWithinMs);
  const [code] = await ended;
  clearTimeout(timer);
  return code;
}
