import { type IdCodec, IdKind } from '@canopy/contract';
import type { BlobStores, StoragePolicies } from '../blobs/index.ts';
import type { Database, Transactor } from '../db/index.ts';
import { type Drive, extensionOf, FileKind, type FileRow, MetadataKey } from '../drive/index.ts';
import { type Clock, type Log, Mutex, Repeater } from '../kernel/index.ts';
import type { Settings } from '../settings/index.ts';
import type { TextFollower } from './indexer.ts';
import { digestOf } from './name-tokens.ts';
import type { TextStore, WaitingText } from './text-store.ts';
import type { TextChunk } from './texts/chunks.ts';
import type { Extractor } from './texts/extractor.ts';
import { Unreadable } from './texts/limits.ts';

/** How often to look for files that wait, in milliseconds; those of this process are taken up at once. */
const pollMs = 10_000;
/** Whoever reads a file and is not done by then has died, in milliseconds. */
const leaseMs = 5 * 60_000;
/** Pause before a file is tried again, in milliseconds. */
const retryMs = 60_000;
/** A file that costs the process or the thread twice is left alone. */
const mostAttempts = 2;
/** Passages that one transaction writes: a few milliseconds of work. */
const chunksOfStep = 10;
/** Files that one transaction lets wait. */
const filesOfStep = 200;

export interface TextIndexerParts {
  readonly database: Database;
  readonly clock: Clock;
  readonly log: Log;
  readonly ids: IdCodec;
  readonly settings: Pick<Settings, 'get'>;
  readonly drive: Pick<Drive, 'tree' | 'entities' | 'metadata'>;
  readonly stores: Pick<BlobStores, 'of'>;
  readonly policies: Pick<StoragePolicies, 'get'>;
  readonly store: TextStore;
  readonly extractor: Extractor;
}

/** Reads the contents of files into the index, one at a time. Which files wait stands in the database. */
export class TextIndexer implements TextFollower {
  readonly #parts: TextIndexerParts;
  readonly #poller: Repeater;
  /** The thread reads one file at a time. */
  readonly #line = new Mutex();
  #running: AbortController | undefined;

  constructor(parts: TextIndexerParts) {
    this.#parts = parts;
    this.#poller = new Repeater('read contents for the index', pollMs, () => this.#runAsStarted(), parts.log);
  }

  start(): void {
    this.#running = new AbortController();
    this.#poller.start(0);
  }

  async stop(): Promise<void> {
    this.#running?.abort();
    this.#running = undefined;
    await this.#poller.stop();
    await this.#parts.extractor.close();
  }

  /** Whether contents are searched at all. */
  get isOn(): boolean {
    return this.#parts.settings.get('fts_enabled');
  }

  /** A number for which contents are searched. */
  get mark(): number {
    const { settings } = this.#parts;
    return this.isOn ? digestOf(`${settings.get('fts_tika_exts')} ${settings.get('fts_tika_max_file_size')}`) : 0;
  }

  async changed(tx: Transactor, rows: readonly FileRow[]): Promise<void> {
    if (!this.isOn) return;
    const { store, clock } = this.#parts;
    for (let at = 0; at < rows.length; at += filesOfStep) {
      const some = rows.slice(at, at + filesOfStep).filter((row) => row.kind === FileKind.FILE);
      const known = await store.known(tx.db, some.map(idOf));
      const readable = some.filter((row) => this.#isReadable(row));
      const waiting = readable.flatMap((row) => {
        const before = known.get(row.id);
        const same = before?.entity_id === row.primary_entity && before.owner_id === row.owner_id;
        return same || row.primary_entity === null
          ? []
          : [{ fileId: row.id, ownerId: row.owner_id, entityId: row.primary_entity }];
      });
      await store.await(tx, waiting, clock.now());
      const other = some.filter((row) => known.has(row.id) && !readable.includes(row)).map(idOf);
      await this.removed(tx, other);
      if (waiting.length > 0) tx.afterCommit(() => this.#wake());
    }
  }

  async removed(tx: Transactor, fileIds: readonly number[]): Promise<void> {
    if (fileIds.length === 0) return;
    const { store, drive } = this.#parts;
    const known = [...(await store.known(tx.db, fileIds)).keys()];
    if (known.length === 0) return;
    await store.remove(tx, known);
    await drive.metadata.remove(tx, known, [MetadataKey.FULLTEXT_INDEX]);
  }

  /** Reads everything that is due. */
  async run(signal: AbortSignal): Promise<void> {
    let more = true;
    while (more && this.isOn && !signal.aborted) more = await this.#line.run(() => this.#readNext());
  }

  async #runAsStarted(): Promise<void> {
    if (this.#running) await this.run(this.#running.signal);
  }

  #wake(): void {
    if (this.#running) void this.#poller.runNow();
  }

  /** @returns whether there was one */
  async #readNext(): Promise<boolean> {
    const { database, store, clock } = this.#parts;
    const now = clock.now();
    if (!(await store.isAnyDue(database.read, now))) return false;
    const waiting = await database.write((tx) => store.claim(tx, now, now + leaseMs));
    if (waiting) await this.#read(waiting);
    return waiting !== undefined;
  }

  #isReadable({ name, size }: FileRow): boolean {
    const { settings } = this.#parts;
    const extension = extensionOf(name);
    if (extension === '' || size === 0 || size > settings.get('fts_tika_max_file_size')) return false;
    return settings
      .get('fts_tika_exts')
      .split(',')
      .some((one) => one.trim().toLowerCase() === extension);
  }

  async #read(waiting: WaitingText): Promise<void> {
    const { database, store, log, clock, settings, extractor } = this.#parts;
    const { file_id: fileId, attempts } = waiting;
    if (attempts >= mostAttempts) {
      log.warn({ fileId, attempts }, 'a file is not indexed: reading it failed again and again');
      return database.write((tx) => store.settle(tx, fileId, 'parked', 'reading it ended the process'));
    }
    try {
      const content = await this.#contentOf(waiting);
      const chunks = content
        ? await extractor.extract(content.extension, content.bytes, settings.get('fts_chunk_size'))
        : [];
      await this.#store(waiting, chunks);
    } catch (error) {
      const message = (error instanceof Error ? error.message : String(error)).slice(0, 500);
      const forGood = error instanceof Unreadable || attempts + 1 >= mostAttempts;
      log.info({ fileId, err: error }, forGood ? 'a file has no text that can be read' : 'a file could not be read');
      await database.write(async (tx) => {
        if (!(await store.isAbout(tx.db, waiting))) return;
        if (forGood) await store.settle(tx, fileId, 'parked', message);
        else await store.putOff(tx, fileId, clock.now() + retryMs, message);
      });
    }
  }

  /** Undefined when the file is another one by now: then it waits again, or is gone. */
  async #contentOf({ file_id, entity_id }: WaitingText) {
    const { database, drive, stores, policies } = this.#parts;
    const row = await drive.tree.byId(database.read, file_id);
    if (!row || row.primary_entity !== entity_id) return undefined;
    const entity = (await drive.entities.of(database.read, file_id)).find(({ id }) => id === entity_id);
    if (!entity) throw new Error('its data is gone');
    const blob = await stores.of(await policies.get(entity.policy_id)).open(entity.source);
    try {
      const bytes = new Uint8Array(blob.size);
      let at = 0;
      for await (const piece of blob.read(0, blob.size, { reuse: true })) {
        bytes.set(piece, at);
        at += piece.length;
      }
      return { extension: extensionOf(row.name), bytes };
    } finally {
      await blob.close();
    }
  }

  /** In transactions of a few milliseconds; until the last one the file is not done, and is begun anew. */
  async #store(waiting: WaitingText, chunks: readonly TextChunk[]): Promise<void> {
    const { database, store, drive, ids } = this.#parts;
    const { file_id: fileId, entity_id: entityId } = waiting;
    const steps: ((tx: Transactor) => Promise<void>)[] = [(tx) => store.removeChunks(tx, [fileId])];
    for (let at = 0; at < chunks.length; at += chunksOfStep) {
      steps.push((tx) => store.add(tx, waiting, at, chunks.slice(at, at + chunksOfStep)));
    }
    steps.push(async (tx) => {
      await store.settle(tx, fileId, chunks.length > 0 ? 'indexed' : 'empty', null);
      const value = ids.encode(IdKind.ENTITY, entityId);
      await drive.metadata.put(tx, [{ file_id: fileId, key: MetadataKey.FULLTEXT_INDEX, value }]);
    });
    for (const step of steps) {
      const goesOn = await database.write(async (tx) => {
        // A version that came meanwhile waits in this row, or a line of the journal will say so.
        if (!(await this.#isStill(tx, waiting))) return false;
        await step(tx);
        return true;
      });
      if (!goesOn) return;
      await new Promise((resolve) => setImmediate(resolve));
    }
  }

  async #isStill(tx: Transactor, waiting: WaitingText): Promise<boolean> {
    const { store, drive } = this.#parts;
    const row = await drive.tree.byId(tx.db, waiting.file_id);
    return (
      row?.primary_entity === waiting.entity_id &&
      row.owner_id === waiting.owner_id &&
      (await store.isAbout(tx.db, waiting))
    );
  }
}

function idOf({ id }: FileRow): number {
  return id;
}
