import { Worker } from 'node:worker_threads';
import type { CompiledQuery } from 'kysely';
import { type Log, workerUrl } from '../../kernel/index.ts';
import type { ScanOptions } from '../database.ts';
import type { ReaderAnswer, ReaderData, ReaderRequest } from './reader-protocol.ts';

/** Statements of scans that run at the same time; the rest waits. */
const mostThreads = 2;

interface Scan {
  readonly query: CompiledQuery;
  readonly mostRows: number;
  readonly resolve: (rows: Record<string, unknown>[]) => void;
  readonly reject: (reason: unknown) => void;
}

/**
 * The threads that run long reads of the embedded database, each with a connection of its own. A thread starts
 * when a scan finds the others busy and stays; scans wait in one line, first come, first served.
 *
 * Whoever gives up is told so at once. His statement ends with the next row that it finds: SQLite offers no way
 * to stop it between rows from outside, so a statement that searches long and finds little must bound itself.
 */
export class Readers {
  readonly #path: string;
  readonly #log: Log;
  readonly #url: URL;
  readonly #waiting = new Set<Scan>();
  readonly #threads = new Set<ReaderThread>();
  #closed = false;

  /** @param url where the thread's program is, for tests of threads that fail */
  constructor(path: string, log: Log, url = workerUrl(import.meta.url, './reader.worker.ts')) {
    this.#path = path;
    this.#log = log;
    this.#url = url;
  }

  /** @throws when the statement fails, finds more than `mostRows`, or the signal aborts (then with its reason). */
  scan(query: CompiledQuery, mostRows: number, { signal }: ScanOptions): Promise<Record<string, unknown>[]> {
    if (this.#closed) return Promise.reject(new Error('the database is closed'));
    if (signal?.aborted) return Promise.reject(signal.reason);
    const { promise, resolve, reject } = Promise.withResolvers<Record<string, unknown>[]>();
    const scan: Scan = { query, mostRows, resolve, reject };
    const giveUp = () => {
      this.#waiting.delete(scan);
      for (const thread of this.#threads) thread.cancel(scan);
      reject(signal?.reason);
    };
    signal?.addEventListener('abort', giveUp);
    this.#waiting.add(scan);
    this.#next();
    return promise.finally(() => signal?.removeEventListener('abort', giveUp));
  }

  /** Ends the threads after the statements they are at; scans that did not begin are refused. */
  async close(): Promise<void> {
    this.#closed = true;
    for (const scan of this.#waiting) scan.reject(new Error('the database is closed'));
    this.#waiting.clear();
    await Promise.all(Array.from(this.#threads, (thread) => thread.close()));
  }

  #next(): void {
    for (const scan of this.#waiting) {
      const thread = this.#idle();
      if (!thread) return;
      this.#waiting.delete(scan);
      thread.run(scan);
    }
  }

  #idle(): ReaderThread | undefined {
    for (const thread of this.#threads) if (!thread.busy) return thread;
    if (this.#threads.size >= mostThreads) return undefined;
    const thread: ReaderThread = new ReaderThread(this.#url, this.#path, {
      done: () => this.#next(),
      failed: (error) => this.#log.error({ err: error }, 'a reader thread failed'),
      ended: () => {
        this.#threads.delete(thread);
        this.#next();
      },
    });
    this.#threads.add(thread);
    return thread;
  }
}

interface Watch {
  done(): void;
  failed(error: Error): void;
  ended(): void;
}

/** One thread, at one statement at a time. */
class ReaderThread {
  readonly #worker: Worker;
  readonly #watch: Watch;
  readonly #cancelled = new Int32Array(new SharedArrayBuffer(4));
  #scan: Scan | undefined;
  #number = 0;
  #failed = false;

  constructor(url: URL, path: string, watch: Watch) {
    this.#watch = watch;
    const workerData: ReaderData = { path, cancelled: this.#cancelled };
    this.#worker = new Worker(url, { workerData });
    this.#worker.unref();
    this.#worker.on('message', (answer: ReaderAnswer) => this.#answered(answer));
    this.#worker.on('error', (error: Error) => {
      this.#failed = true;
      watch.failed(error);
      this.#finish()?.reject(error);
    });
    this.#worker.on('exit', () => {
      this.#finish()?.reject(new Error('the reader thread ended'));
      watch.ended();
    });
  }

  get busy(): boolean {
    return this.#scan !== undefined || this.#failed;
  }

  run(scan: Scan): void {
    const { sql, parameters } = scan.query;
    const number = ++this.#number;
    this.#scan = scan;
    // A process that waits for an answer stays alive for it.
    this.#worker.ref();
    const request: ReaderRequest = { number, sql, parameters, mostRows: scan.mostRows };
    this.#worker.postMessage(request);
  }

  /** Does nothing when the thread is not at it. */
  cancel(scan: Scan): void {
    if (this.#scan === scan) Atomics.store(this.#cancelled, 0, this.#number);
  }

  async close(): Promise<void> {
    const exited = new Promise((resolve) => this.#worker.once('exit', resolve));
    Atomics.store(this.#cancelled, 0, this.#number);
    this.#worker.ref();
    this.#worker.postMessage('close');
    await exited;
  }

  #answered(answer: ReaderAnswer): void {
    this.#worker.unref();
    const scan = this.#finish();
    if ('error' in answer) {
      scan?.reject(Object.assign(new Error(answer.error.message), { code: answer.error.code }));
    } else if ('cancelled' in answer) {
      scan?.reject(new Error('the database is closed'));
    } else {
      scan?.resolve(toRows(answer.columns, answer.values));
    }
    this.#watch.done();
  }

  #finish(): Scan | undefined {
    const scan = this.#scan;
    this.#scan = undefined;
    return scan;
  }
}

function toRows(columns: readonly string[], values: readonly unknown[]): Record<string, unknown>[] {
  const rows: Record<string, unknown>[] = [];
  for (let at = 0; at < values.length; at += columns.length) {
    const row: Record<string, unknown> = {};
    for (const [index, column] of columns.entries()) row[column] = values[at + index];
    rows.push(row);
  }
  return rows;
}
