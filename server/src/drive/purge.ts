import type { Database, Transactor } from '../db/index.ts';
import type { Clock } from '../kernel/index.ts';
import type { EntityStore } from './entity-store.ts';
import { type Change, changeFrom, type Journal } from './journal.ts';
import type { Actor, PurgeQueue, Quota } from './ports.ts';
import type { PurgeStore } from './purge-store.ts';
import { FileKind, type FileRow } from './rows.ts';
import type { WalkStore } from './walk-store.ts';

/** So many objects are removed within the request that deletes them; more are left to the job. */
export const removedAtOnce = 250;
/** Objects that one transaction of the job removes or detaches: between these, as fast as the database is. */
const step = { least: 25, first: 100, most: 500 };
/** Milliseconds that a step may take: on SQLite nobody else is served meanwhile. */
const stepMs = 10;

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

/** Called before files go, in the same transaction: higher folders remove what refers to them. */
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
    await journal.append(tx, ownerId, actor, tops.map(deletionOf));
    const levels = await this.#collect(tx, tops);
    if (levels) {
      for (const rows of levels.reverse()) await this.#remove(tx, ownerId, rows, unlink);
      return;
    }
    const ids = tops.map((row) => row.id);
    await store.detach(tx, ids, clock.now(), unlink);
    await queue.enqueue(tx, ownerId);
  }

  /** Deletes what lies in the trash, in a transaction that locked its owner's tree: at once, whatever it is. */
  async emptyTrash(tx: Transactor, ownerId: number, actor: Actor): Promise<void> {
    const { queue, store } = this.#parts;
    const items = await store.trashed(tx.db, ownerId, removedAtOnce + 1);
    if (items.length <= removedAtOnce) {
      await this.purge(tx, ownerId, actor, items);
      return;
    }
    await store.empty(tx, ownerId);
    await queue.enqueue(tx, ownerId);
  }

  /**
   * Removes everything of one owner that waits. Safe to call at any time, by anybody, and to interrupt.
   * @throws the reason of the signal when that stops it before the end
   */
  async run(ownerId: number, signal?: AbortSignal): Promise<void> {
    const { database, clock } = this.#parts;
    for (let size = step.first; ; ) {
      signal?.throwIfAborted();
      let took = 0;
      const changed = await database.write(async (tx) => {
        await tx.lockTree(ownerId);
        const began = clock.monotonic();
        const count = await this.#step(tx, ownerId, size);
        took = clock.monotonic() - began;
        return count;
      });
      if (changed === 0) return;
      const fitting = Math.round((size * stepMs) / Math.max(took, 1));
      size = Math.min(Math.max(fitting, step.least), step.most);
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
   * One step of at most `size` rows: empty tops go; of the others, files go and folders become tops themselves. When
   * there are none, items of emptied trashes become tops.
   * @returns how many rows were changed.
   */
  async #step(tx: Transactor, ownerId: number, size: number): Promise<number> {
    const { store, walk, clock } = this.#parts;
    const tops = await store.waiting(tx.db, ownerId, size);
    if (tops.length === 0) return this.#detachEmptied(tx, ownerId, size);
    // All of one step are treated alike.
    const keepBlobs = tops[0]?.keeps_blobs === 1;
    const gone: FileRow[] = [];
    const detached: number[] = [];
    for (const top of tops) {
      const room = size - gone.length - detached.length;
      if (room <= 0 || (top.keeps_blobs === 1) !== keepBlobs) break;
      const below = top.kind === FileKind.FOLDER ? await walk.childrenAfter(tx.db, top.id, 0, room) : [];
      for (const row of below) {
        if (row.kind === FileKind.FILE) gone.push(row);
        else detached.push(row.id);
      }
      if (below.length < room) gone.push(top);
    }
    await store.detach(tx, detached, clock.now(), keepBlobs);
    await this.#remove(tx, ownerId, gone, keepBlobs);
    return gone.length + detached.length;
  }

  async #detachEmptied(tx: Transactor, ownerId: number, size: number): Promise<number> {
    const { store, journal, clock } = this.#parts;
    const items = await store.emptied(tx.db, ownerId, size);
    await journal.append(tx, ownerId, undefined, items.map(deletionOf));
    const ids = items.map((row) => row.id);
    await store.detach(tx, ids, clock.now());
    return items.length;
  }

  /** The rows by level, tops first, or undefined when they are too many to go at once. */
  async #collect(tx: Transactor, tops: readonly FileRow[]): Promise<FileRow[][] | undefined> {
    const levels: FileRow[][] = [[...tops]];
    let count = tops.length;
    if (count > removedAtOnce) return undefined;
    for await (const rows of this.#parts.walk.below(tx.db, tops)) {
      levels.push(rows);
      count += rows.length;
      if (count > removedAtOnce) return undefined;
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

function deletionOf(row: FileRow): Change {
  const detail = { primary: row.primary_entity, size: row.size };
  return changeFrom('delete', row, { parent_id: null, name: row.name }, detail);
}
