import type { Disk } from './disk.ts';

/**
 * Makes names in folders durable, in groups: everything that asks for the same folder while a sync of it runs
 * shares the next one. A name that was made before the call is durable when it resolves.
 */
export class FolderSync {
  readonly #disk: Disk;
  readonly #running = new Map<string, Promise<void>>();
  readonly #next = new Map<string, Promise<void>>();

  constructor(disk: Disk) {
    this.#disk = disk;
  }

  sync(folder: string): Promise<void> {
    const running = this.#running.get(folder);
    if (!running) return this.#start(folder);
    // The running sync may have begun before our name was there: only the one after it surely covers us.
    const waiting = this.#next.get(folder);
    if (waiting) return waiting;
    const next = running.then(
      () => this.#start(folder),
      () => this.#start(folder),
    );
    this.#next.set(folder, next);
    return next;
  }

  #start(folder: string): Promise<void> {
    this.#next.delete(folder);
    const run = this.#disk.syncFolder(folder).finally(() => this.#running.delete(folder));
    this.#running.set(folder, run);
    return run;
  }
}
