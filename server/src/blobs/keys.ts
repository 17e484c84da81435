import { randomUUID } from 'node:crypto';
import { type Clock, randomText } from '../kernel/index.ts';
import type { BlobKey } from './blob-store.ts';

/** Files that share a folder: few enough for every tool, many enough that one folder sync serves many uploads. */
const blobsPerFolder = 4096;

const shape = /^\d{4}\/\d{2}\/\d{2}\/[a-z0-9]{8}\/[0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12}$/;

/**
 * Hands out keys: `YYYY/MM/DD/<folder>/<uuid>`. Everything that this process stores goes into one folder until
 * that is full or the day (UTC) ends, so that uploads at the same time share the sync of their folder. Another
 * process takes another folder.
 */
export class BlobKeys {
  readonly #clock: Clock;
  #day = '';
  #folder = '';
  #left = 0;

  constructor(clock: Clock) {
    this.#clock = clock;
  }

  next(): BlobKey {
    const day = new Date(this.#clock.now()).toISOString().slice(0, 10).replaceAll('-', '/');
    if (this.#left === 0 || day !== this.#day) {
      this.#day = day;
      this.#folder = randomText(8).toLowerCase();
      this.#left = blobsPerFolder;
    }
    this.#left -= 1;
    return `${this.#day}/${this.#folder}/${randomUUID()}`;
  }
}

/** Whether a text has the form of our keys, which can leave no folder. Drivers refuse everything else. */
export function isBlobKey(text: string): boolean {
  return shape.test(text);
}
