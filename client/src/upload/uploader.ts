/** What a person wants of the queue: files added, paused, tried again, given up, and names decided. */
import { FileUri } from '@canopy/contract';
import type { ApiClient, UriLike } from '../api-client.ts';
import { dropSession } from './placeholder.ts';
import { Queue } from './queue.ts';
import { MemoryResumeStore, ownerOf, type ResumeRecord, type ResumeStore } from './resume.ts';
import { ResumeLog } from './resume-log.ts';
import { defaultMonitor, isTransient, type NetworkMonitor } from './retry.ts';
import { type Batch, type Row, rowsOf } from './row.ts';
import { Semaphore } from './semaphore.ts';
import type { ConflictStrategy, UploadEntry, UploadedFile, UploadState, UploadTarget } from './types.ts';

export interface UploaderOptions {
  /** Where unfinished uploads are remembered; default: in memory. */
  readonly resume?: ResumeStore;
  /** Files at a time; default 4. */
  readonly parallelFiles?: number;
  /** Chunks at a time over all files; default 4, which leaves a browser connections for everything else. */
  readonly parallelChunks?: number;
  /** Tries in a row before a broken connection or a failing server is final; default 10, about three minutes. */
  readonly attempts?: number;
  /** First pause between two tries; default one second. */
  readonly retryBaseMs?: number;
  readonly monitor?: NetworkMonitor;
  /** A file has arrived; lists that show its folder are out of date. */
  readonly onUploaded?: (file: UploadedFile) => void;
  /** Unfinished uploads cannot be remembered; told once. */
  readonly onResumeFailure?: (error: unknown) => void;
}

/**
 * Uploads files and folders. The state is a store for `useSyncExternalStore`: `subscribe` and `getSnapshot`.
 *
 * @example
 * const uploader = new Uploader(client);
 * uploader.add([{ relativePath: 'Trip/a.jpg', file }], { folder: 'cloudreve://my' });
 * await uploader.settled();
 */
export class Uploader {
  readonly #client: ApiClient;
  readonly #log: ResumeLog;
  readonly #queue: Queue;
  #lastId = 0;

  constructor(client: ApiClient, options: UploaderOptions = {}) {
    const { monitor = defaultMonitor() } = options;
    this.#client = client;
    this.#log = new ResumeLog(options.resume ?? new MemoryResumeStore(), (error) => options.onResumeFailure?.(error));
    this.#queue = new Queue({
      client,
      log: this.#log,
      connections: new Semaphore(options.parallelChunks ?? 4),
      parallelFiles: options.parallelFiles ?? 4,
      retries: { baseMs: options.retryBaseMs ?? 1000, attempts: options.attempts ?? 10, monitor },
      onUploaded: (file) => options.onUploaded?.(file),
    });
    client.session.subscribe?.(() => this.#onSession());
    monitor.subscribe(() => {
      if (monitor.isOnline()) this.#onOnline();
    });
  }

  readonly subscribe = (listener: () => void): (() => void) => this.#queue.feed.subscribe(listener);

  readonly getSnapshot = (): UploadState => this.#queue.state;

  /** Puts entries in the queue, what lies in the same folder as one row. Answers the ids of the new rows. */
  add(entries: Iterable<UploadEntry>, target: UploadTarget): readonly string[] {
    const batch: Batch = {
      folder: FileUri.parse(String(target.folder)).withoutSearch(),
      policyId: target.policyId,
      skipIdentical: target.skipIdentical ?? false,
      owner: this.#owner(),
      strategy: target.conflict ?? 'ask',
    };
    this.#beginRound();
    const rows = rowsOf(entries, batch, () => String(++this.#lastId));
    for (const row of rows) this.#queue.put(row);
    this.#queue.pump();
    return rows.map((row) => row.id);
  }

  /** Stops sending; what the server has stays. */
  pause(rowId?: string): void {
    for (const row of this.#chosen(rowId)) {
      if (row.isSettled || row.paused) continue;
      row.paused = true;
      row.touch();
      this.#queue.halt(row);
    }
    this.#queue.changed();
  }

  resume(rowId?: string): void {
    for (const row of this.#chosen(rowId)) {
      row.paused = false;
      row.touch();
      if (row.hasWaiting && !row.cancelled) this.#queue.put(row);
    }
    this.#queue.needsSignIn = false;
    this.#queue.pump();
  }

  /** Tries failed files again. */
  retry(rowId?: string): void {
    for (const row of this.#chosen(rowId)) {
      if (row.failed.length === 0 || row.cancelled) continue;
      row.retryFailed();
      row.counted = true;
      row.paused = false;
      this.#queue.put(row);
    }
    this.#queue.pump();
  }

  /**
   * Sends what failed of a row to another folder, as when the one it was to go to is gone. What has arrived stays where
   * it is.
   */
  redirect(rowId: string, folder: UriLike): void {
    const row = this.#queue.find(rowId);
    if (!row || row.failed.length === 0 || row.cancelled) return;
    for (const upload of row.redirect(FileUri.parse(String(folder)).withoutSearch())) void upload.cancel();
    this.retry(rowId);
  }

  /** Gives up a row, or all: what has not arrived is taken back, finished files stay. */
  cancel(rowId?: string): void {
    for (const row of this.#chosen(rowId)) {
      if (row.cancelled || (row.isSettled && row.failed.length === 0)) continue;
      row.cancelled = true;
      row.counted = false;
      this.#queue.conflicts.forget(row);
      this.#queue.halt(row);
      for (const task of row.takeBegun()) void task.upload?.cancel();
    }
    this.#queue.changed();
  }

  /** Takes finished, failed and cancelled rows off the list. Failed ones keep what they need to be added again. */
  clear(rowId?: string): void {
    for (const row of this.#chosen(rowId)) if (row.isSettled) this.#queue.remove(row);
    this.#queue.changed();
  }

  /** Answers a conflict; with `all`, also every other one of the present queue, now and later. */
  resolve(conflictId: string, answer: Exclude<ConflictStrategy, 'ask'>, { all = false } = {}): void {
    const { conflicts, rows } = this.#queue;
    const chosen = conflicts.find(conflictId);
    if (!chosen) return;
    if (all) for (const row of rows) if (!row.isSettled) row.batch.strategy = answer;
    for (const task of conflicts.take((each) => all || each === chosen)) {
      task.strategy = answer;
      this.#queue.putBack(task);
    }
    this.#queue.pump();
  }

  /** Unfinished uploads of this person that an earlier visit remembered and that nothing in the queue goes on with. */
  async unfinished(): Promise<readonly ResumeRecord[]> {
    const owner = this.#owner();
    const records = await this.#log.list();
    return records.filter((record) => record.expiresAt > Date.now() && ownerOf(record.key) === owner);
  }

  /** Gives up an upload that an earlier visit remembered. */
  async discard(record: ResumeRecord): Promise<void> {
    await this.#log.delete(record.key);
    await dropSession(this.#client, record.sessionId, record.uri);
  }

  /** Resolves when everything is finished, failed, paused or waits for a person. */
  settled(): Promise<UploadState> {
    return this.#queue.settled();
  }

  /** Somebody signed in or out. Uploads wait for the person they belong to; another one does not inherit them. */
  #onSession(): void {
    const owner = this.#owner();
    if (owner === '') return;
    for (const row of this.#queue.rows) {
      if (row.batch.owner === owner) continue;
      this.cancel(row.id);
      this.#queue.remove(row);
    }
    if (this.#queue.needsSignIn) this.resume();
  }

  /** The connection is back: what was given up for lack of it goes on. */
  #onOnline(): void {
    for (const row of this.#queue.rows) {
      if (row.failed.some(({ error }) => isTransient(error))) this.retry(row.id);
    }
  }

  /** Whoever adds something to a finished queue sees the progress of what was added, not of the past. */
  #beginRound(): void {
    const { rows, meter } = this.#queue;
    if (!rows.every((row) => row.isSettled)) return;
    for (const row of rows) row.counted = false;
    meter.reset();
  }

  #chosen(rowId: string | undefined): Row[] {
    if (rowId === undefined) return this.#queue.rows;
    const row = this.#queue.find(rowId);
    return row ? [row] : [];
  }

  #owner(): string {
    return this.#client.session.get()?.user.id ?? '';
  }
}
