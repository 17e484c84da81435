/** Lets at most so many work at a time, in the order they came. */
export class Semaphore {
  #free: number;
  readonly #queue: { readonly enter: () => void }[] = [];

  constructor(places: number) {
    this.#free = places;
  }

  /** Runs `work` when there is a place. An abort while waiting rejects with the signal's reason. */
  async run<Result>(signal: AbortSignal, work: () => Promise<Result>): Promise<Result> {
    await this.#enter(signal);
    try {
      return await work();
    } finally {
      const next = this.#queue.shift();
      if (next) next.enter();
      else this.#free += 1;
    }
  }

  #enter(signal: AbortSignal): Promise<void> {
    signal.throwIfAborted();
    if (this.#free > 0) {
      this.#free -= 1;
      return Promise.resolve();
    }
    return new Promise((resolve, reject) => {
      const abort = () => {
        this.#queue.splice(this.#queue.indexOf(waiting), 1);
        reject(signal.reason);
      };
      const waiting = {
        enter: () => {
          signal.removeEventListener('abort', abort);
          resolve();
        },
      };
      this.#queue.push(waiting);
      signal.addEventListener('abort', abort, { once: true });
    });
  }
}
