import { fdatasync } from 'node:fs';

/**
 * No refusal (`ApiError`): whoever gets it does not know whether his commit lasts, and must remove nothing that it
 * refers to. The code is SQLite's own for the same failure.
 */
class LogNotFlushed extends Error {
  readonly code = 'SQLITE_IOERR_FSYNC';

  constructor(cause: Error) {
    super('the database log could not be flushed to disk', { cause });
  }
}

/**
 * Makes commits durable in groups, off the event loop.
 *
 * The writer runs with `synchronous=NORMAL`: a commit appends to the write-ahead log and returns without
 * waiting for the disk. `sync()` then flushes the log from the thread pool, and an answer waits for it.
 * That is the very flush which `synchronous=FULL` does inside COMMIT, with the same promise (SQLite syncs
 * the log before a checkpoint and before it starts the log over in both modes); but there it would stop the
 * event loop once per commit, here all commits that arrive during one flush share the next.
 *
 * A flush that fails is final: the kernel may have dropped the pages and would report the next flush as
 * done. From then on every `sync()` rejects until the process starts anew.
 */
export class WalSync {
  readonly #fd: number;
  #running: Promise<void> | undefined;
  #next: Promise<void> | undefined;
  #failure: Error | undefined;

  constructor(fd: number) {
    this.#fd = fd;
  }

  /** Why nothing can be written any more; undefined while all is well. */
  get failure(): Error | undefined {
    return this.#failure;
  }

  /** Resolves when everything committed before the call is on disk. */
  sync(): Promise<void> {
    if (this.#failure) return Promise.reject(this.#failure);
    if (!this.#running) return this.#start();
    // The running flush may have begun before our commit: only the one after it surely covers us.
    this.#next ??= this.#running.then(
      () => this.#start(),
      () => this.#start(),
    );
    return this.#next;
  }

  #start(): Promise<void> {
    this.#next = undefined;
    if (this.#failure) return Promise.reject(this.#failure);
    this.#running = new Promise<void>((resolve, reject) => {
      fdatasync(this.#fd, (error) => {
        this.#running = undefined;
        if (!error) return resolve();
        this.#failure = new LogNotFlushed(error);
        reject(this.#failure);
      });
    });
    return this.#running;
  }
}
