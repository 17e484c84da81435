import { type ChildProcess, fork } from 'node:child_process';
import { once } from 'node:events';
import { fileURLToPath } from 'node:url';
import { cpuSeconds } from './processes.ts';
import type { Order, Outcome } from './workloads.ts';

export interface Figure {
  /** How often it was done in a CPU second of the measured process and its children. */
  readonly perCpuSecond: number;
  /** How often in a second by the clock: tells more of the machine and its other work than of the server. */
  readonly perSecond: number;
  readonly done: number;
}

/** Measures what a process costs while another one keeps it busy. */
export class Meter {
  readonly #child: ChildProcess = fork(fileURLToPath(new URL('load.ts', import.meta.url)));
  readonly #connections: number;
  readonly #seconds: number;
  #runs = 0;

  constructor(connections: number, seconds: number) {
    this.#connections = connections;
    this.#seconds = seconds;
  }

  /** Warms up first: a server that has just started is not what people wait for. */
  async measure(workload: string, pid: number, port: number, token = '', prefix = 'run'): Promise<Figure> {
    const order = { workload, port, token, connections: this.#connections };
    await this.#load({ ...order, seconds: Math.min(1, this.#seconds / 2), run: this.#nextRun(prefix) });
    const before = cpuSeconds(pid);
    const { done, seconds } = await this.#load({ ...order, seconds: this.#seconds, run: this.#nextRun(prefix) });
    const cpu = cpuSeconds(pid) - before;
    return { perCpuSecond: done / cpu, perSecond: done / seconds, done };
  }

  end(): void {
    this.#child.kill();
  }

  #nextRun(prefix: string): string {
    this.#runs += 1;
    return `${prefix}-${this.#runs}`;
  }

  async #load(order: Order): Promise<Outcome> {
    const answered = once(this.#child, 'message');
    this.#child.send(order);
    const [message] = (await answered) as [{ outcome?: Outcome; error?: string }];
    if (!message.outcome) throw new Error(message.error);
    return message.outcome;
  }
}

export interface Transfer {
  readonly megabytesPerSecond: number;
  /** CPU seconds of the measured processes for 1 GiB. */
  readonly cpuPerGibibyte: number;
}

/** Times something that moves `bytes` bytes through the processes `pids`. */
export async function transfer(bytes: number, pids: readonly number[], work: () => Promise<void>): Promise<Transfer> {
  const cpu = () => pids.reduce((sum, pid) => sum + cpuSeconds(pid), 0);
  const before = cpu();
  const from = performance.now();
  await work();
  const seconds = (performance.now() - from) / 1000;
  return { megabytesPerSecond: bytes / 1e6 / seconds, cpuPerGibibyte: ((cpu() - before) * 2 ** 30) / bytes };
}

/** @param share between 0 and 1 */
export function percentile(values: readonly number[], share: number): number {
  const sorted = values.toSorted((a, b) => a - b);
  return sorted[Math.min(sorted.length - 1, Math.floor(sorted.length * share))] ?? Number.NaN;
}

export function median(values: readonly number[]): number {
  const sorted = values.toSorted((a, b) => a - b);
  return sorted[sorted.length >> 1] ?? Number.NaN;
}
