import type { ServerResponse } from 'node:http';
import type { IdCodec } from '@canopy/contract';
import { IdKind } from '@canopy/contract';
import type { Database } from '../db/index.ts';
import type { Clock, Log } from '../kernel/index.ts';
import { eventOf, PendingEvents } from './file-event.ts';
import { RelativePaths } from './paths.ts';
import type { EventStore, SubscriptionKey } from './store.ts';

/** Lines of the journal read in one step. */
const batch = 500;
/** So many files changed: tell now, however busy it is. */
const manyFiles = 1_000;
/** A steady stream of changes is told at least this many pauses apart. */
const longestWait = 4;

export interface SubscriptionParts {
  readonly database: Database;
  readonly store: EventStore;
  readonly ids: IdCodec;
  readonly clock: Clock;
  readonly log: Log;
  /** Pause without a change after which the changes are told, in milliseconds. */
  readonly pauseMs: () => number;
}

/**
 * One open stream. It reads the journal from where its client was told last; what it told, it remembers in
 * the database. So nothing is lost between two connections, however long or large what happened was, nor when
 * the server starts anew.
 */
export class Subscription {
  readonly key: SubscriptionKey;
  readonly ownerId: number;
  readonly #parts: SubscriptionParts;
  readonly #response: ServerResponse;
  readonly #pending = new PendingEvents();
  /** Last line that was read. */
  #read: number;
  /** Last line that was told, as the database knows it. */
  #told: number;
  #timer: NodeJS.Timeout | undefined;
  #waitingSince: number | undefined;
  #work: Promise<void> = Promise.resolve();
  /** Ends a wait for a client that does not read. */
  #goOn = () => {};
  #closed = false;

  constructor(
    parts: SubscriptionParts,
    key: SubscriptionKey,
    ownerId: number,
    position: number,
    response: ServerResponse,
  ) {
    this.#parts = parts;
    this.key = key;
    this.ownerId = ownerId;
    this.#read = position;
    this.#told = position;
    this.#response = response;
  }

  /** There may be something new in the journal. */
  wake(): void {
    this.#enqueue(() => this.#collect());
  }

  /** A frame without content: `subscribed`, `resumed`, `keep-alive`, `reconnect-required`. */
  signal(name: string): void {
    if (!this.#closed) this.#response.write(`event:${name}\ndata:null\n\n`);
  }

  /** Ends the stream after what is under way; changes that were not told yet will be, to the next connection. */
  async close(lastWord?: string): Promise<void> {
    if (this.#closed) return;
    if (lastWord) this.signal(lastWord);
    this.#closed = true;
    clearTimeout(this.#timer);
    this.#goOn();
    await this.#work;
    this.#response.end();
  }

  /** One piece of work after the other; a failure ends the stream, and the client comes back. */
  #enqueue(work: () => Promise<void>): void {
    this.#work = this.#work.then(async () => {
      if (this.#closed) return;
      try {
        await work();
      } catch (error) {
        this.#parts.log.error({ err: error, ...this.key }, 'an event stream failed');
        this.#closed = true;
        this.#response.destroy();
      }
    });
  }

  async #collect(): Promise<void> {
    const { store } = this.#parts;
    const paths = new RelativePaths(store, this.key.folderId);
    for (;;) {
      const entries = await store.after(this.ownerId, this.#read, batch);
      for (const entry of entries) {
        this.#read = entry.id;
        if (entry.clientId === this.key.clientId) continue;
        const event = eventOf(entry, await paths.sightOf(entry));
        if (event) this.#pending.add(event);
      }
      if (this.#pending.size >= manyFiles) await this.#tell();
      if (entries.length < batch || this.#closed) break;
    }
    this.#plan();
  }

  #plan(): void {
    if (this.#pending.size === 0 && this.#read === this.#told) return;
    const now = this.#parts.clock.monotonic();
    const pause = this.#parts.pauseMs();
    this.#waitingSince ??= now;
    clearTimeout(this.#timer);
    const latest = this.#waitingSince + pause * longestWait;
    this.#timer = setTimeout(() => this.#enqueue(() => this.#tell()), Math.max(0, Math.min(pause, latest - now)));
  }

  async #tell(): Promise<void> {
    clearTimeout(this.#timer);
    this.#waitingSince = undefined;
    const { ids, database, store, clock } = this.#parts;
    for (const { type, fileId, from, to } of this.#pending.take()) {
      if (this.#closed) return;
      const data = JSON.stringify({ type, file_id: ids.encode(IdKind.FILE, fileId), from, to });
      if (!this.#response.write(`event:event\ndata:${data}\n\n`)) await this.#drained();
    }
    if (this.#read === this.#told || this.#closed) return;
    this.#told = this.#read;
    await database.write((tx) => store.save(tx, this.key, this.#told, clock.now()));
  }

  /** A slow reader slows down his own stream, and nothing is dropped: the journal keeps it. */
  #drained(): Promise<void> {
    return new Promise((resolve) => {
      const done = () => {
        this.#response.off('drain', done);
        this.#response.off('close', done);
        resolve();
      };
      this.#goOn = done;
      this.#response.on('drain', done);
      this.#response.on('close', done);
    });
  }
}
