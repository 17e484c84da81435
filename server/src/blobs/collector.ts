import type { Database } from '../db/index.ts';
import type { Clock, Log } from '../kernel/index.ts';
import type { StoragePolicies } from './policies.ts';
import type { BlobStores } from './registry.ts';
import { EntityStore, type UnlinkedEntity } from './store.ts';

const batchSize = 100;
/** Removals under way at the same time. */
const parallel = 8;

export interface CollectorOptions {
  readonly database: Database;
  readonly stores: BlobStores;
  readonly policies: StoragePolicies;
  readonly clock: Clock;
  readonly log: Log;
  /** Seconds that an entity without references is kept: downloads under way, and a way back for operators. */
  readonly graceSeconds: () => number;
}

/**
 * Removes the data that nothing refers to any more. An entity whose last reference went is never referred to
 * again, so nobody can come back for it. The blob goes first, then the row: a crash in between leaves a row
 * whose blob is gone, and the next run finishes it.
 */
export class Collector {
  readonly #options: CollectorOptions;
  readonly #store = new EntityStore();
  #stopped = false;

  constructor(options: CollectorOptions) {
    this.#options = options;
  }

  /**
   * One run over everything that is due.
   * @returns how many entities were removed; those that failed stay for the next run
   */
  async run(): Promise<number> {
    const { database, clock, graceSeconds } = this.#options;
    const before = clock.now() - graceSeconds() * 1000;
    let place = { at: -1, id: 0 };
    let removed = 0;
    while (!this.#stopped) {
      const batch = await this.#store.unlinked(database.read, before, place, batchSize);
      const last = batch.at(-1);
      if (!last) break;
      place = { at: last.unlinkedAt, id: last.id };
      // Readers see a commit before it is durable. One that a power cut can take back must not cost a blob.
      await database.write(async () => {});
      const gone: number[] = [];
      for (let at = 0; at < batch.length; at += parallel) {
        const results = await Promise.all(batch.slice(at, at + parallel).map((entity) => this.#removeBlob(entity)));
        gone.push(...results.filter((id) => id !== undefined));
      }
      if (gone.length > 0) await database.write((tx) => this.#store.forget(tx, gone));
      removed += gone.length;
    }
    return removed;
  }

  /** Lets a run end after the batch it is at. */
  stop(): void {
    this.#stopped = true;
  }

  async #removeBlob(entity: UnlinkedEntity): Promise<number | undefined> {
    const { stores, policies, log } = this.#options;
    try {
      const store = stores.of(await policies.get(entity.policyId));
      if (entity.uploadSessionId !== null) await store.abort(entity.source);
      await store.remove(entity.source);
      return entity.id;
    } catch (error) {
      log.warn({ entity: entity.id, blob: entity.source, err: error }, 'a blob could not be removed yet');
      return undefined;
    }
  }
}
