import { type IdCodec, IdKind } from '@canopy/contract';
import type { Insertable } from 'kysely';
import type { Database, ReadsTable } from '../db/index.ts';
import type { TreeChanged } from '../drive/index.ts';
import { type Clock, type EventBus, type Log, Repeater } from '../kernel/index.ts';
import type { Settings } from '../settings/index.ts';
import '../sharing/index.ts';
import '../transfers/index.ts';
import { Category } from './categories.ts';
import type { ReadsStore } from './reads-store.ts';

/** How long something may wait to be written, in milliseconds. */
const flushEveryMs = 5_000;
/** So many wait: write them now. */
const fullAt = 500;
/** More than that is not kept in memory when nothing can be written. */
const mostWaiting = 20_000;
/** Readers and files that are remembered as seen. */
const mostSeen = 50_000;

export interface ReadRecorderParts {
  readonly database: Database;
  readonly clock: Clock;
  readonly bus: EventBus;
  readonly log: Log;
  readonly ids: IdCodec;
  readonly settings: Pick<Settings, 'get'>;
  readonly store: ReadsStore;
}

type Read = Omit<Insertable<ReadsTable>, 'at'>;

/**
 * Writes down who read what. Reading is frequent and must cost nothing, so it is gathered and written for many
 * reads together; the same reader of the same file counts once within a time. What owners read themselves is no
 * news to them, and a page of small pictures would fill the log with it: it is left out.
 */
export class ReadRecorder {
  readonly #parts: ReadRecorderParts;
  readonly #repeater: Repeater;
  readonly #off: (() => void)[] = [];
  #waiting: Insertable<ReadsTable>[] = [];
  #flushing: Promise<void> | undefined;
  /** When a reader was written down last, by what he read; the oldest first. */
  readonly #seen = new Map<string, number>();

  constructor(parts: ReadRecorderParts) {
    this.#parts = parts;
    this.#repeater = new Repeater('write down reads', flushEveryMs, () => this.flush(), parts.log);
  }

  start(): void {
    const { bus, ids } = this.#parts;
    const none = { to_uri: null, detail: null };
    this.#off.push(
      bus.on('transfers.read', ({ fileId, ownerId, actorId, uri }) => {
        if (actorId === ownerId) return;
        this.#once({ ...none, category: Category.READ, file_id: fileId, actor_id: actorId, from_uri: uri });
      }),
      bus.on('sharing.link-opened', ({ fileId }) => {
        const detail = JSON.stringify({ direct_link: 'true' });
        this.#once({ ...none, category: Category.READ, file_id: fileId, actor_id: 0, from_uri: null, detail });
      }),
      bus.on('sharing.viewed', ({ fileId, shareId, actorId }) => {
        const detail = JSON.stringify({ share: ids.encode(IdKind.SHARE, shareId) });
        this.#once({
          ...none,
          category: Category.SHARE_VIEWED,
          file_id: fileId,
          actor_id: actorId,
          from_uri: null,
          detail,
        });
      }),
      bus.on('drive.changed', (changed) => this.#takeCopies(changed)),
    );
    this.#repeater.start();
  }

  /** Writes what waits; nothing is taken any more. */
  async stop(): Promise<void> {
    for (const off of this.#off.splice(0)) off();
    await this.#repeater.stop();
    await this.flush().catch((error: unknown) => this.#parts.log.error({ err: error }, 'the last reads are lost'));
  }

  /** Resolves when what waits now is written. */
  async flush(): Promise<void> {
    while (this.#flushing) await this.#flushing;
    if (this.#waiting.length === 0) return;
    this.#flushing = this.#write().finally(() => {
      this.#flushing = undefined;
    });
    await this.#flushing;
  }

  async #write(): Promise<void> {
    const rows = this.#waiting.splice(0);
    try {
      await this.#parts.database.write((tx) => this.#parts.store.append(tx, rows));
    } catch (error) {
      this.#waiting = [...rows, ...this.#waiting].slice(-mostWaiting);
      throw error;
    }
  }

  /** A file learns that it was copied: the journal tells of the copy alone. */
  #takeCopies({ actorId, changes }: TreeChanged): void {
    for (const { kind, detail } of changes) {
      if (kind !== 'copy' || typeof detail?.of !== 'number') continue;
      const [from, to] = [detail.from, detail.to].map((uri) => (typeof uri === 'string' ? uri : null));
      const uris = { from_uri: from ?? null, to_uri: to ?? null };
      this.#add({ category: Category.COPIED_AWAY, file_id: detail.of, actor_id: actorId, ...uris, detail: null });
    }
  }

  #once(read: Read): void {
    const { clock, settings } = this.#parts;
    const key = `${read.category} ${read.file_id} ${read.actor_id} ${read.detail ?? ''}`;
    const now = clock.monotonic();
    const last = this.#seen.get(key);
    if (last !== undefined && now - last < settings.get('file_activity_window') * 1000) return;
    this.#seen.delete(key);
    this.#seen.set(key, now);
    if (this.#seen.size > mostSeen) this.#seen.delete(this.#seen.keys().next().value ?? '');
    this.#add(read);
  }

  #add(read: Read): void {
    const { clock, settings, log } = this.#parts;
    if (!settings.get('file_activity_categories').includes(read.category)) return;
    this.#waiting.push({ ...read, at: clock.now() });
    if (this.#waiting.length < fullAt) return;
    this.flush().catch((error: unknown) => log.error({ err: error }, 'reads could not be written down'));
  }
}
