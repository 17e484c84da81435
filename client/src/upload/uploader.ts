/** The queue: what is uploaded when, what waits for a person, and the state that an app shows. */
import { FileUri } from '@canopy/contract';
import type { ApiClient, UriLike } from '../api-client.ts';
import { isAbort } from '../errors.ts';
import { refusesToken } from '../session.ts';
import { Conflicts } from './conflicts.ts';
import { Feed } from './feed.ts';
import { dropSession, isFolderLost } from './placeholder.ts';
import { MemoryResumeStore, ownerOf, type ResumeRecord, type ResumeStore } from './resume.ts';
import { ResumeLog } from './resume-log.ts';
import { defaultMonitor, isTransient, type NetworkMonitor, type RetryOptions } from './retry.ts';
import { type Batch, type Row, rowsOf, type Task } from './row.ts';
import { runTask } from './run-task.ts';
import { Semaphore } from './semaphore.ts';
import { NameTaken } from './session-opener.ts';
import { SpeedMeter } from './speed.ts';
import { stateOf } from './state.ts';
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

/** The speed of everything is asked anew this often, so that it falls when nothing moves. */
const TICK_MS = 1000;

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
  readonly #options: UploaderOptions;
  readonly #log: ResumeLog;
  readonly #connections: Semaphore;
  readonly #monitor: NetworkMonitor;
  readonly #parallelFiles: number;
  readonly #rows = new Map<string, Row>();
  /** Rows with something to begin, in the order they came. */
  readonly #runnable = new Set<Row>();
  readonly #conflicts = new Conflicts();
  readonly #meter = new SpeedMeter();
  readonly #feed: Feed;
  #state: UploadState;
  #running = 0;
  #lastId = 0;
  #needsSignIn = false;
  #waiters: ((state: UploadState) => void)[] = [];
  #ticker: ReturnType<typeof setInterval> | undefined;

  constructor(client: ApiClient, options: UploaderOptions = {}) {
    this.#client = client;
    this.#options = options;
    this.#log = new ResumeLog(options.resume ?? new MemoryResumeStore(), (error) => options.onResumeFailure?.(error));
    this.#connections = new Semaphore(options.parallelChunks ?? 4);
    this.#parallelFiles = options.parallelFiles ?? 4;
    this.#monitor = options.monitor ?? defaultMonitor();
    this.#state = stateOf([], [], 0, false);
    this.#feed = new Feed(() => {
      this.#takeState();
      return this.#rows.size;
    });
    client.session.subscribe?.(() => this.#onSession());
    this.#monitor.subscribe(() => this.#onNetwork());
  }

  readonly subscribe = (listener: () => void): (() => void) => this.#feed.subscribe(listener);

  readonly getSnapshot = (): UploadState => this.#state;

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
    for (const row of rows) {
      this.#rows.set(row.id, row);
      this.#runnable.add(row);
    }
    this.#pump();
    return rows.map((row) => row.id);
  }

  /** Stops sending; what the server has stays. */
  pause(rowId?: string): void {
    for (const row of this.#chosen(rowId)) {
      if (row.isSettled || row.paused) continue;
      row.paused = true;
      row.touch();
      this.#runnable.delete(row);
      for (const task of row.active) task.controller.abort();
    }
    this.#changed();
  }

  resume(rowId?: string): void {
    for (const row of this.#chosen(rowId)) {
      row.paused = false;
      row.touch();
      if (row.hasWaiting && !row.cancelled) this.#runnable.add(row);
    }
    this.#needsSignIn = false;
    this.#pump();
  }

  /** Tries failed files again. */
  retry(rowId?: string): void {
    for (const row of this.#chosen(rowId)) {
      if (row.failed.length === 0 || row.cancelled) continue;
      row.retryFailed();
      row.counted = true;
      row.paused = false;
      this.#runnable.add(row);
    }
    this.#pump();
  }

  /**
   * Sends what failed of a row to another folder, as when the one it was to go to is gone. What has arrived stays where
   * it is.
   */
  redirect(rowId: string, folder: UriLike): void {
    const row = this.#rows.get(rowId);
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
      this.#runnable.delete(row);
      this.#conflicts.forget(row);
      for (const task of row.active) task.controller.abort();
      for (const task of row.takeBegun()) void task.upload?.cancel();
    }
    this.#changed();
  }

  /** Takes finished, failed and cancelled rows off the list. Failed ones keep what they need to be added again. */
  clear(rowId?: string): void {
    for (const row of this.#chosen(rowId)) if (row.isSettled) this.#rows.delete(row.id);
    this.#changed();
  }

  /** Answers a conflict; with `all`, also every other one of the present queue, now and later. */
  resolve(conflictId: string, answer: Exclude<ConflictStrategy, 'ask'>, { all = false } = {}): void {
    const chosen = this.#conflicts.find(conflictId);
    if (!chosen) return;
    if (all) for (const row of this.#rows.values()) if (!row.isSettled) row.batch.strategy = answer;
    for (const task of this.#conflicts.take((each) => all || each === chosen)) {
      task.strategy = answer;
      task.row.putBack(task);
      if (!task.row.paused) this.#runnable.add(task.row);
    }
    this.#pump();
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
    return new Promise((resolve) => {
      this.#waiters.push(resolve);
      this.#changed();
    });
  }

  #pump(): void {
    while (!this.#needsSignIn && this.#running < this.#parallelFiles) {
      const [row] = this.#runnable;
      if (!row) break;
      const task = row.take();
      if (task) void this.#perform(task);
      else this.#runnable.delete(row);
    }
    this.#changed();
  }

  async #perform(task: Task): Promise<void> {
    const { row } = task;
    this.#running += 1;
    row.active.add(task);
    row.touch();
    try {
      await this.#run(task);
    } catch (error) {
      await this.#onError(task, error);
    } finally {
      this.#running -= 1;
      row.active.delete(task);
      row.touch();
      this.#pump();
    }
  }

  async #run(task: Task): Promise<void> {
    const { row, entry } = task;
    const uri = await runTask(task, {
      client: this.#client,
      log: this.#log,
      connections: this.#connections,
      retries: this.#retries(task),
      onProgress: (bytes) => this.#onProgress(task, bytes),
    });
    if (row.kind === 'file' && task.upload) row.name = task.upload.name;
    // Files that were left out, or found complete, were not seen moving.
    row.bytesDone += (entry.file?.size ?? 0) - task.sentBytes;
    if (uri === undefined) {
      row.filesSkipped += 1;
    } else {
      if (entry.file) row.filesDone += 1;
      this.#tell(row, uri);
    }
  }

  #retries(task: Task): RetryOptions {
    return {
      baseMs: this.#options.retryBaseMs ?? 1000,
      attempts: this.#options.attempts ?? 10,
      monitor: this.#monitor,
      onTrouble: (trouble) => {
        task.trouble = trouble;
        task.row.touch();
        this.#changed();
      },
    };
  }

  async #onError(task: Task, error: unknown): Promise<void> {
    const { row } = task;
    if (row.cancelled) {
      await task.upload?.cancel();
    } else if (isAbort(error)) {
      row.putBack(task);
      if (!row.paused) this.#runnable.add(row);
    } else if (error instanceof NameTaken) {
      this.#conflicts.ask(task, error);
    } else if (refusesToken(error)) {
      this.#needsSignIn = true;
      row.putBack(task);
      if (!row.paused) this.#runnable.add(row);
    } else {
      // What another try could still finish keeps its session; anything else leaves nothing behind.
      if (!isTransient(error)) {
        this.#onProgress(task, -task.sentBytes);
        await task.upload?.cancel();
      }
      row.fail(task, error);
      if (await isFolderLost(this.#client, row.batch.folder, error)) this.#failAll(row.batch.folder, error);
    }
  }

  /** A folder that is gone would be made anew by the next file: nobody wants the rest of what was meant for it there. */
  #failAll(folder: FileUri, error: unknown): void {
    for (const row of this.#rows.values()) {
      if (row.cancelled || row.batch.folder.toString() !== folder.toString()) continue;
      row.failWaiting(error);
      this.#runnable.delete(row);
    }
  }

  #tell(row: Row, uri: FileUri): void {
    const folder = uri.parent().toString();
    this.#options.onUploaded?.({ rowId: row.id, uri: uri.toString(), folder, target: row.batch.folder.toString() });
  }

  #onProgress(task: Task, bytes: number): void {
    if (bytes === 0) return;
    const { row } = task;
    task.sentBytes += bytes;
    row.bytesDone += bytes;
    if (row.kind === 'file' && task.upload) row.name = task.upload.name;
    row.touch();
    const now = performance.now();
    if (bytes > 0) {
      row.meter.add(bytes, now);
      this.#meter.add(bytes, now);
    }
    this.#changed();
  }

  /** Somebody signed in or out. Uploads wait for the person they belong to; another one does not inherit them. */
  #onSession(): void {
    const owner = this.#owner();
    if (owner === '') return;
    for (const row of [...this.#rows.values()]) {
      if (row.batch.owner === owner) continue;
      this.cancel(row.id);
      this.#rows.delete(row.id);
    }
    if (this.#needsSignIn) this.resume();
  }

  /** The connection is back: what was given up for lack of it goes on. */
  #onNetwork(): void {
    if (!this.#monitor.isOnline()) return;
    for (const row of this.#rows.values()) {
      if (row.failed.some(({ error }) => isTransient(error))) this.retry(row.id);
    }
  }

  /** Whoever adds something to a finished queue sees the progress of what was added, not of the past. */
  #beginRound(): void {
    const rows = [...this.#rows.values()];
    if (rows.every((row) => row.isSettled)) {
      for (const row of rows) row.counted = false;
      this.#meter.reset();
    }
  }

  #chosen(rowId: string | undefined): Row[] {
    if (rowId === undefined) return [...this.#rows.values()];
    const row = this.#rows.get(rowId);
    return row ? [row] : [];
  }

  #owner(): string {
    return this.#client.session.get()?.user.id ?? '';
  }

  #changed(): void {
    this.#feed.changed();
    if (this.#waiters.length > 0 && this.#isIdle()) {
      const waiters = this.#waiters;
      this.#waiters = [];
      this.#takeState();
      for (const waiter of waiters) waiter(this.#state);
    }
    if (this.#running > 0) {
      this.#ticker ??= setInterval(() => {
        for (const row of this.#rows.values()) if (row.active.size > 0) row.touch();
        this.#feed.changed();
      }, TICK_MS);
    } else {
      clearInterval(this.#ticker);
      this.#ticker = undefined;
    }
  }

  #isIdle(): boolean {
    return this.#running === 0 && (this.#runnable.size === 0 || this.#needsSignIn);
  }

  #takeState(): void {
    this.#state = stateOf(
      [...this.#rows.values()],
      this.#conflicts.shown,
      this.#meter.rate(performance.now()),
      this.#needsSignIn,
    );
  }
}
