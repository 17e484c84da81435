import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { existsSync } from 'node:fs';
import { staleArtifacts } from '../../scripts/lib/artifacts.mjs';
import { inBackground } from '../../scripts/lib/children.mjs';
import { inRepository, root } from '../../scripts/lib/paths.mjs';

/** The bundle that people run, or the sources when it is not built from them as they are. */
export function serverProgram(): string {
  const bundle = inRepository('server/dist/main.mjs');
  const current = existsSync(bundle) && !staleArtifacts().includes('server');
  return current ? bundle : inRepository('server/src/main.ts');
}

export interface StartOptions {
  readonly dataDir: string;
  /** Options of `canopy serve` besides address and data folder. */
  readonly options?: readonly string[];
  /** Options of Node, such as `--import`. */
  readonly nodeOptions?: readonly string[];
  readonly env?: NodeJS.ProcessEnv;
  /** Whether messages can be sent to it (`child.send`). */
  readonly ipc?: boolean;
  readonly listen?: string;
}

const readyWithinMs = 30_000;
const stopsWithinMs = 15_000;
/** What is kept of its words: enough to see why it ended. */
const keptOutput = 64 * 1024;

/** A drive that runs in a process of its own, on a free port. */
export class DriveProcess {
  readonly child: ChildProcess;
  readonly dataDir: string;
  /** From the spawn to the line that names its address. */
  startedInMs = 0;
  #base = '';
  #output = '';

  private constructor(child: ChildProcess, dataDir: string) {
    this.child = child;
    this.dataDir = dataDir;
    for (const stream of [child.stdout, child.stderr]) {
      stream?.setEncoding('utf8').on('data', (text: string) => {
        this.#output = (this.#output + text).slice(-keptOutput);
      });
    }
  }

  /** @throws when it ends or stays silent instead of naming its address; the message carries what it said. */
  static async start(options: StartOptions): Promise<DriveProcess> {
    const { dataDir, nodeOptions = [], listen = '127.0.0.1:0' } = options;
    const from = performance.now();
    const args = [...nodeOptions, serverProgram(), 'serve', '--listen', listen, '--data-dir', dataDir];
    const child = spawn(process.execPath, [...args, ...(options.options ?? [])], {
      cwd: root,
      env: { ...process.env, CANOPY_LOG_LEVEL: 'warn', ...options.env },
      stdio: ['ignore', 'pipe', 'pipe', ...(options.ipc ? ['ipc' as const] : [])],
    });
    const drive = new DriveProcess(child, dataDir);
    running.add(child);
    child.once('exit', () => running.delete(child));
    drive.#base = await drive.#address();
    drive.startedInMs = performance.now() - from;
    return drive;
  }

  /** Such as `http://127.0.0.1:41234`. */
  get base(): string {
    return this.#base;
  }

  get port(): number {
    return Number(new URL(this.#base).port);
  }

  get pid(): number {
    return this.child.pid as number;
  }

  get alive(): boolean {
    return this.child.exitCode === null && this.child.signalCode === null;
  }

  /** The last words on both streams. */
  get output(): string {
    return this.#output;
  }

  /** Ends it without any warning, as a crash does. */
  async crash(): Promise<void> {
    await this.#end('SIGKILL');
  }

  /** Shuts it down as an operator does. @returns its exit code */
  async stop(): Promise<number | null> {
    const timer = setTimeout(() => this.child.kill('SIGKILL'), stopsWithinMs);
    await this.#end('SIGTERM');
    clearTimeout(timer);
    return this.child.exitCode;
  }

  async #end(signal: NodeJS.Signals): Promise<void> {
    if (!this.alive) return;
    const ended = once(this.child, 'exit');
    this.child.kill(signal);
    await ended;
  }

  #address(): Promise<string> {
    return new Promise((resolve, reject) => {
      const fail = (what: string) => reject(new Error(`The server ${what}:\n${this.#output}`));
      const timer = setTimeout(() => {
        this.child.kill('SIGKILL');
        fail(`named no address within ${readyWithinMs / 1000} s`);
      }, readyWithinMs);
      const look = () => {
        const address = /ready: open (http:\/\/\S+)/.exec(this.#output)?.[1];
        if (!address) return;
        clearTimeout(timer);
        resolve(address);
      };
      this.child.stdout?.on('data', look);
      this.child.on('error', reject);
      this.child.once('exit', (code, signal) => {
        clearTimeout(timer);
        fail(`ended (${signal ?? code})`);
      });
    });
  }
}

const running = new Set<ChildProcess>();

/** Whatever happens to us, no server is left behind. */
process.on('exit', () => {
  for (const child of running) child.kill('SIGKILL');
});

/** Runs another command of the drive, such as `fsck`, on a data folder. */
export function canopy(command: string, dataDir: string, ...args: string[]): Promise<{ code: number; output: string }> {
  const env = { ...process.env, CANOPY_LOG_LEVEL: 'warn' };
  return inBackground(process.execPath, [serverProgram(), command, '--data-dir', dataDir, ...args], { cwd: root, env });
}
