import type { Database, Transactor } from '../db/index.ts';
import type { Clock } from '../kernel/index.ts';
import type { EntityStore } from './entity-store.ts';
import { changeFrom, type Journal } from './journal.ts';
import type { Actor, PurgeQueue, Quota } from './ports.ts';
import type { PurgeStore } from './purge-store.ts';
import { FileKind, type FileRow } from './rows.ts';
import type { WalkStore } from './walk-store.ts';

/** So many objects are removed within the request that deletes them; more are left to the job. */
export const removedAtOnce = 1000;
/** Objects that one transaction of the job removes or detaches. */
const removedInStep = 500;

export interface PurgerParts {
  readonly database: Database;
  readonly clock: Clock;
  readonly walk: WalkStore;
  readonly entities: EntityStore;
  readonly store: PurgeStore;
  readonly quota: Quota;
  readonly journal: Journal;
  readonly queue: PurgeQueue;
}

/** Called before rows go, in the same transaction: higher folders remove what refers to them. */
export type RemovalHook = (tx: Transactor, fileIds: readonly number[]) => Promise<void>;

/**
 * Deletes for good. A small tree is gone, with its quota, when the transaction commits. A big one leaves the
 * tree at once and its rows go in steps of bounded size, which give the quota back as they go; the work can
 * stop at any moment and go on later, because what is left is all there is to know.
 */
export class Purger {
  readonly #parts: PurgerParts;
  readonly #hooks: RemovalHook[] = [];

  constructor(parts: PurgerParts) {
    this.#parts = parts;
  }

  onRemoval(hook: RemovalHook): void {
    this.#hooks.push(hook);
  }

  /**
   * Deletes what these rows hold, in a transaction that locked their one tree.
   * @param unlink keep the stored objects: their records go, nobody collects them.
   */
  async purge(
    tx: Transactor,
    ownerId: number,
    actor: Actor | undefined,
    tops: readonly FileRow[],
    unlink = false,
  ): Promise<void> {
    if (tops.length === 0) return;
    const { journal, queue, store, clock } = this.#parts;
    const changes = tops.map((row) =>
      changeFrom('delete', row, { parent_id: null, name: row.name }, { primary: row.primary_entity, size: row.size }),
    );
    await journal.append(tx, ownerId, actor, changes);
    const levels = await this.#collect(tx, tops, unlink ? Number.POSITIVE_INFINITY : removedAtOnce);
    if (levels) {
      for (const rows of levels.reverse()) await this.#remove(tx, ownerId, rows, unlink);
      return;
    }
    await store.detach(
      tx,
      tops.map((row) => row.id),
      clock.now(),
    );
    await queue.enqueue(tx, ownerId);
  }

  /**
   * Removes everything of one owner that waits. Safe to call at any time, by anybody, and to interrupt.
   * @throws the reason of the signal when that stops it before the end
   */
  async run(ownerId: number, signal?: AbortSignal): Promise<void> {
    for (;;) {
      signal?.throwIfAborted();
      const removed = await this.#parts.database.write(async (tx) => {
        await tx.lockTree(ownerId);
        return this.#step(tx, ownerId);
      });
      if (removed === 0) return;
    }
  }

  /** Puts what waits in line again: its job may have been given up, after failures or crashes. */
  async resume(): Promise<void> {
    const { database, queue, store } = this.#parts;
    for (const ownerId of await store.ownersWaiting(database.read)) {
      await database.write((tx) => queue.enqueue(tx, ownerId));
    }
  }

  /**
   * One bounded step: empty tops go; of the others, files go and folders become tops themselves.
   * @returns how many rows were changed.
   */
  async #step(tx: Transactor, ownerId: number): Promise<number> {
    const { store, walk, clock } = this.#parts;
    const gone: FileRow[] = [];
    const detached: number[] = [];
    for (const top of await store.waiting(tx.db, ownerId, removedInStep)) {
      const room = removedInStep - gone.length - detached.length;
      if (room <= 0) break;
      const below = top.kind === FileKind.FOLDER ? await walk.childrenAfter(tx.db, top.id, 0, room) : [];
      for (const row of below) {
        if (row.kind === FileKind.FILE) gone.push(row);
        else detached.push(row.id);
      }
      if (below.length < room) gone.push(top);
    }
    await store.detach(tx, detached, clock.now());
    await this.#remove(tx, ownerId, gone, false);
    return gone.length + detached.length;
  }

  /** The rows by level, tops first, or undefined when there are more than `limit`. */
  async #collect(tx: Transactor, tops: readonly FileRow[], limit: number): Promise<FileRow[][] | undefined> {
    const levels: FileRow[][] = [[...tops]];
    let count = tops.length;
    if (count > limit) return undefined;
    for await (const rows of this.#parts.walk.below(tx.db, tops)) {
      levels.push(rows);
      count += rows.length;
      if (count > limit) return undefined;
    }
    return levels;
  }

  async #remove(tx: Transactor, ownerId: number, rows: readonly FileRow[], unlink: boolean): Promise<void> {
    if (rows.length === 0) return;
    const { entities, quota, store, clock } = this.#parts;
    const ids = rows.map((row) => row.id);
    for (const hook of this.#hooks) await hook(tx, ids);
    const released = await entities.unlinkAll(tx, ids, clock.now());
    if (unlink) await entities.forget(tx, released.ids);
    if (released.bytes > 0) await quota.release(tx, ownerId, released.bytes);
    await store.remove(tx, ids);
  }
}
