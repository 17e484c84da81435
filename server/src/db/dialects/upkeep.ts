import { Worker } from 'node:worker_threads';
import { type Log, workerUrl } from '../../kernel/index.ts';
import type { LogState, UpkeepAnswer, UpkeepRequest } from './upkeep-protocol.ts';

/**
 * The thread that keeps the file of the embedded database in order. It starts with the first request: a quiet drive
 * does without. After a failure (a full disk) the next request gets a new one.
 */
export class Upkeep {
  readonly #path: string;
  readonly #log: Log;
  readonly #asked: PromiseWithResolvers<UpkeepAnswer>[] = [];
  #worker: Worker | undefined;
  #closed = false;

  constructor(path: string, log: Log) {
    this.#path = path;
    this.#log = log;
  }

  /** Moves as much of the write-ahead log into the database file as readers and writers permit. */
  async checkpoint(): Promise<LogState> {
    const answer = await this.#ask('checkpoint');
    return 'log' in answer ? answer.log : refuse(answer);
  }

  /** Merges a few pages of the full-text indexes. Writes: nobody else must. @returns whether there may be more to do */
  async merge(): Promise<boolean> {
    const answer = await this.#ask('merge');
    return 'merged' in answer ? answer.merged : refuse(answer);
  }

  /** Lets what is under way end: a thread that is torn down in the middle would leave its locks behind. */
  async close(): Promise<void> {
    this.#closed = true;
    const worker = this.#worker;
    if (!worker) return;
    const exited = new Promise((resolve) => worker.once('exit', resolve));
    worker.ref();
    worker.postMessage('close' satisfies UpkeepRequest);
    await exited;
  }

  #ask(request: UpkeepRequest): Promise<UpkeepAnswer> {
    if (this.#closed) return Promise.reject(new Error('the database is closed'));
    this.#worker ??= this.#start();
    const asked = Promise.withResolvers<UpkeepAnswer>();
    this.#asked.push(asked);
    // A process that waits for an answer stays alive for it.
    this.#worker.ref();
    this.#worker.postMessage(request);
    return asked.promise;
  }

  #start(): Worker {
    const worker = new Worker(workerUrl(import.meta.url, './upkeep.worker.ts'), { workerData: { path: this.#path } });
    let failure = new Error('the thread that keeps the database in order has ended');
    worker.unref();
    worker.on('message', (answer: UpkeepAnswer) => {
      this.#asked.shift()?.resolve(answer);
      if (this.#asked.length === 0) worker.unref();
    });
    worker.on('error', (error: Error) => {
      failure = error;
      this.#log.error({ err: error }, 'the thread that keeps the database in order failed');
    });
    worker.on('exit', () => {
      this.#worker = undefined;
      for (const asked of this.#asked.splice(0)) asked.reject(failure);
    });
    return worker;
  }
}

function refuse(answer: UpkeepAnswer): never {
  if (!('error' in answer)) throw new Error('that was not the answer to the question');
  throw Object.assign(new Error(answer.error.message), { code: answer.error.code });
}
