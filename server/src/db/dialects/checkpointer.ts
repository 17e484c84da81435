import { Worker } from 'node:worker_threads';
import type { Log } from '../../kernel/index.ts';
import { workerUrl } from '../../kernel/index.ts';

/** Commits between two checkpoints. */
const everyCommits = 1_000;
/** Pages of log at which the writer itself takes a moment to finish the checkpoint: 64 MiB of 4 KiB pages. */
const longLog = 16_384;

/**
 * Decides when the log is moved into the database file, and lets a worker do it. Under steady writing a
 * worker never sees an end of the log that stays still, so the log could grow for ever; when it is long and
 * the worker has moved nearly all of it, the writer moves the short rest itself and starts the log over.
 */
export class Checkpointer {
  readonly #path: string;
  readonly #finish: () => Promise<void>;
  readonly #log: Log;
  /** Started with the first checkpoint: a quiet drive does without the thread. */
  #worker: Worker | undefined;
  #commits = 0;
  #busy = false;
  #closed = false;

  /** @param finish runs a checkpoint on the writer's own connection, in the writer's line. */
  constructor(path: string, finish: () => Promise<void>, log: Log) {
    this.#path = path;
    this.#finish = finish;
    this.#log = log;
  }

  /** To be called after every commit. */
  committed(): void {
    if (++this.#commits < everyCommits || this.#busy || this.#closed) return;
    this.#commits = 0;
    this.#busy = true;
    this.#worker ??= this.#start();
    this.#worker.postMessage('checkpoint');
  }

  /** Lets a checkpoint under way end: a thread that is torn down in the middle would leave its locks behind. */
  async close(): Promise<void> {
    this.#closed = true;
    const worker = this.#worker;
    if (!worker) return;
    const exited = new Promise((resolve) => worker.once('exit', resolve));
    worker.ref();
    worker.postMessage('close');
    await exited;
  }

  #start(): Worker {
    const worker = new Worker(workerUrl(import.meta.url, './checkpoint.worker.ts'), {
      workerData: { path: this.#path },
    });
    worker.unref();
    worker.on('message', (state: { log: number; checkpointed: number }) => this.#done(state));
    worker.on('error', (error) => this.#log.error({ err: error }, 'the checkpoint worker failed'));
    // After a failure (a full disk) the next checkpoint gets a new thread: without one the log grows for ever.
    worker.on('exit', () => {
      this.#worker = undefined;
      this.#busy = false;
    });
    return worker;
  }

  #done({ log, checkpointed }: { log: number; checkpointed: number }): void {
    this.#busy = false;
    if (this.#closed || log < longLog) return;
    this.#finish().catch((error) => this.#log.error({ err: error, log, checkpointed }, 'a checkpoint failed'));
  }
}
