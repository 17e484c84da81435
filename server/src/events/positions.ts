import type { Database } from '../db/index.ts';
import type { Clock, Log } from '../kernel/index.ts';
import type { EventStore, SubscriptionKey } from './store.ts';

/** How long a position may wait for its way into the database. What a crash takes of it is told twice. */
const waitMs = 1_000;

interface Entry {
  readonly key: SubscriptionKey;
  readonly position: number;
}

/**
 * How far each subscriber was told. Positions change with every delivery, so they are kept for a moment and then
 * written together: hundreds who watch cost one transaction.
 */
export class Positions {
  readonly #parts: {
    readonly database: Database;
    readonly store: EventStore;
    readonly clock: Clock;
    readonly log: Log;
  };
  #waiting = new Map<string, Entry>();
  #timer: NodeJS.Timeout | undefined;
  #writing: Promise<void> = Promise.resolve();

  constructor(parts: { database: Database; store: EventStore; clock: Clock; log: Log }) {
    this.#parts = parts;
  }

  /** Number of the last line that the subscriber was told; undefined = he is new. */
  async of(key: SubscriptionKey): Promise<number | undefined> {
    await this.#writing;
    return this.#waiting.get(nameOf(key))?.position ?? (await this.#parts.store.position(key));
  }

  set(key: SubscriptionKey, position: number): void {
    this.#waiting.set(nameOf(key), { key, position });
    this.#timer ??= setTimeout(() => void this.flush(), waitMs);
  }

  /** Resolves when everything is written. What can't be is tried again with the next, and logged. */
  flush(): Promise<void> {
    clearTimeout(this.#timer);
    this.#timer = undefined;
    this.#writing = this.#writing.then(() => this.#write());
    return this.#writing;
  }

  async #write(): Promise<void> {
    const entries = [...this.#waiting.values()];
    if (entries.length === 0) return;
    const { database, store, clock, log } = this.#parts;
    const now = clock.now();
    try {
      await database.write(async (tx) => {
        for (const { key, position } of entries) await store.save(tx, key, position, now);
      });
    } catch (error) {
      log.error({ err: error }, 'positions of event streams could not be saved');
      return;
    }
    for (const entry of entries) {
      const name = nameOf(entry.key);
      if (this.#waiting.get(name) === entry) this.#waiting.delete(name);
    }
  }
}

function nameOf({ userId, clientId, folderId }: SubscriptionKey): string {
  return `${userId} ${folderId} ${clientId}`;
}
