import type { ServerResponse } from 'node:http';
import type { IdCodec } from '@canopy/contract';
import { IdKind } from '@canopy/contract';
import { breathe, type Clock, type Log } from '../kernel/index.ts';
import { eventOf, PendingEvents } from './file-event.ts';
import { RelativePaths, type Sees } from './paths.ts';
import type { Positions } from './positions.ts';
import type { EventStore, SubscriptionKey } from './store.ts';

/** Lines of the journal read in one step. */
const batch = 500;
/** So many files changed: tell now, before more is read. */
const manyFiles = 1_000;
/** A steady stream of changes is told at least this many pauses apart. */
const longestWait = 4;
/** So many lines that meant nothing to this client are worth remembering that they were read. */
const manyLines = 1_000;
/**
 * What a connection that broke may have carried unread: the buffers of both machines and of what lies between, and
 * what was sent before a dead peer is noticed.
 */
const inFlight = { bytes: 16 * 1024 * 1024, milliseconds: 20 * 60_000 };

export interface SubscriptionParts {
  readonly store: EventStore;
  readonly positions: Positions;
  readonly ids: IdCodec;
  readonly clock: Clock;
  readonly log: Log;
  /** Pause without a change after which the changes are told, in milliseconds. */
  readonly pauseMs: () => number;
  /** What the listener may see now; undefined = nothing any more. */
  readonly look: () => Promise<Sees | undefined>;
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
  #lost: Promise<void> | undefined;
  /** Bytes of all that was told. */
  #written = 0;
  /** Last line that was read. */
  #read: number;
  /** Last line that was told, as the database knows it. */
  #told: number;
  #timer: NodeJS.Timeout | undefined;
  /** When the first and the last of the changes that wait came, on the monotonic clock. */
  #waiting: { readonly since: number; last: number } | undefined;
  #work: Promise<void> = Promise.resolve();
  /** A delivery waits for the end of the one under way. */
  #queued = false;
  /** What was told lately: where the journal stood before, how much it was, and when. */
  readonly #sent: { readonly from: number; readonly bytes: number; readonly at: number }[] = [];
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

  /** There may be something new in the journal. Costs nearly nothing: it is read when it is time to tell. */
  wake(): void {
    const now = this.#parts.clock.monotonic();
    if (this.#waiting) this.#waiting.last = now;
    else {
      this.#waiting = { since: now, last: now };
      this.#plan(this.#parts.pauseMs());
    }
  }

  /** A frame without content: `subscribed`, `resumed`, `keep-alive`, `reconnect-required`. */
  signal(name: string): void {
    if (!this.#closed) this.#response.write(`event:${name}\ndata:null\n\n`);
  }

  /** Ends the stream after what is under way; changes that were not told yet will be, to the next connection. */
  async close(lastWord?: string): Promise<void> {
    if (!this.#closed && lastWord) this.signal(lastWord);
    this.#closed = true;
    clearTimeout(this.#timer);
    this.#goOn();
    await this.#work;
    this.#response.end();
  }

  /**
   * The connection broke, so that nobody knows what of the last changes its client has read: the next connection is
   * told them again. (A client that reads everything and then hangs up ends the connection in order.)
   */
  lose(): Promise<void> {
    // What was ended here arrives, and so does its last word.
    this.#lost ??= this.#closed ? this.close() : this.#takeBack();
    return this.#lost;
  }

  async #takeBack(): Promise<void> {
    await this.close();
    const { positions } = this.#parts;
    this.#forgetArrived();
    const from = this.#sent[0]?.from;
    if (from === undefined || from >= this.#told) return;
    this.#told = from;
    positions.set(this.key, from);
  }

  #plan(afterMs: number): void {
    if (!this.#closed) this.#timer = setTimeout(() => this.#due(), afterMs);
  }

  /** Tells when there was a pause, or enough of waiting for one. */
  #due(): void {
    const waiting = this.#waiting;
    if (!waiting) return;
    const now = this.#parts.clock.monotonic();
    const pause = this.#parts.pauseMs();
    const wait = Math.min(waiting.last + pause, waiting.since + pause * longestWait) - now;
    if (wait > 0) {
      this.#plan(wait);
      return;
    }
    this.#waiting = undefined;
    this.#deliver();
  }

  /**
   * One delivery after the other, and one that waits at most, as it will read to the end. A failure ends the stream,
   * and the client comes back.
   */
  #deliver(): void {
    if (this.#queued) return;
    this.#queued = true;
    this.#work = this.#work.then(async () => {
      this.#queued = false;
      if (this.#closed) return;
      try {
        await this.#tellNews();
      } catch (error) {
        this.#parts.log.error({ err: error, ...this.key }, 'an event stream failed');
        this.#closed = true;
        this.#response.destroy();
      }
    });
  }

  /** Reads to the end of the journal, in steps, and tells what it means to this client. */
  async #tellNews(): Promise<void> {
    const { store } = this.#parts;
    const sees = await this.#look();
    if (!sees) return;
    const paths = new RelativePaths(store, this.key.folderId, sees);
    for (let more = true; more && !this.#closed; ) {
      const entries = await store.after(this.ownerId, this.#read, batch);
      more = entries.length === batch;
      for (const entry of entries) {
        this.#read = entry.id;
        if (entry.clientId === this.key.clientId) continue;
        const event = eventOf(entry, await paths.sightOf(entry));
        if (event) this.#pending.add(event);
      }
      if (!more || this.#pending.size >= manyFiles) await this.#tell();
      if (more) await breathe();
    }
  }

  /** Whoever may not look any more hears no more. */
  async #look(): Promise<Sees | undefined> {
    const sees = await this.#parts.look();
    if (!sees && !this.#closed) {
      this.#closed = true;
      clearTimeout(this.#timer);
      this.#response.end();
    }
    return sees;
  }

  async #tell(): Promise<void> {
    const { ids, positions, clock } = this.#parts;
    const events = this.#pending.take();
    const before = { from: this.#told, written: this.#written };
    for (const { type, fileId, from, to } of events) {
      if (this.#closed) return;
      const data = JSON.stringify({ type, file_id: ids.encode(IdKind.FILE, fileId), from, to });
      this.#written += data.length;
      if (!this.#response.write(`event:event\ndata:${data}\n\n`)) await this.#drained();
    }
    if (events.length > 0) {
      this.#sent.push({ from: before.from, bytes: this.#written - before.written, at: clock.monotonic() });
      this.#forgetArrived();
    }
    if (this.#closed || (events.length === 0 && this.#read - this.#told < manyLines)) return;
    this.#told = this.#read;
    positions.set(this.key, this.#told);
  }

  /** Forgets of what was told what can't be under way any more. */
  #forgetArrived(): void {
    const oldest = this.#parts.clock.monotonic() - inFlight.milliseconds;
    let behind = this.#sent.reduce((sum, { bytes }) => sum + bytes, 0);
    while (this.#sent[0] && (this.#sent[0].at < oldest || behind - this.#sent[0].bytes > inFlight.bytes)) {
      behind -= this.#sent.shift()?.bytes ?? 0;
    }
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
