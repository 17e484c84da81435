/** The rows of the queue: what begins when, what becomes of it, and the state that an app shows. */
import type { FileUri } from '@canopy/contract';
import type { ApiClient } from '../api-client.ts';
import { isAbort } from '../errors.ts';
import { refusesToken } from '../session.ts';
import { Conflicts } from './conflicts.ts';
import { Feed } from './feed.ts';
import { isFolderLost } from './placeholder.ts';
import type { ResumeLog } from './resume-log.ts';
import { isTransient, type RetryOptions } from './retry.ts';
import type { Row, Task } from './row.ts';
import { runTask } from './run-task.ts';
import type { Semaphore } from './semaphore.ts';
import { NameTaken } from './session-opener.ts';
import { SpeedMeter } from './speed.ts';
import { stateOf } from './state.ts';
import type { UploadedFile, UploadState } from './types.ts';

interface QueueParts {
  readonly client: ApiClient;
  readonly log: ResumeLog;
  /** Chunks at a time. */
  readonly connections: Semaphore;
  /** Files at a time. */
  readonly parallelFiles: number;
  readonly retries: Omit<RetryOptions, 'onTrouble'>;
  readonly onUploaded: (file: UploadedFile) => void;
}

/** The speed of everything is asked anew this often, so that it falls when nothing moves. */
const TICK_MS = 1000;

export class Queue {
  readonly conflicts = new Conflicts();
  readonly meter = new SpeedMeter();
  readonly feed: Feed;
  /** The server has ended the session: nothing begins until somebody signs in. */
  needsSignIn = false;
  readonly #parts: QueueParts;
  readonly #rows = new Map<string, Row>();
  /** Rows with something to begin, in the order they came. */
  readonly #runnable = new Set<Row>();
  #state: UploadState;
  #running = 0;
  #waiters: ((state: UploadState) => void)[] = [];
  #ticker: ReturnType<typeof setInterval> | undefined;

  constructor(parts: QueueParts) {
    this.#parts = parts;
    this.#state = stateOf([], [], 0, false);
    this.feed = new Feed(() => {
      this.#takeState();
      return this.#rows.size;
    });
  }

  /** As of the last notification. */
  get state(): UploadState {
    return this.#state;
  }

  get rows(): Row[] {
    return [...this.#rows.values()];
  }

  find(rowId: string): Row | undefined {
    return this.#rows.get(rowId);
  }

  /** A row, new or known, has something to begin; `pump` begins it. */
  put(row: Row): void {
    this.#rows.set(row.id, row);
    this.#runnable.add(row);
  }

  /** Begins nothing more of a row, and breaks off what is under way. */
  halt(row: Row): void {
    this.#runnable.delete(row);
    for (const task of row.active) task.controller.abort();
  }

  remove(row: Row): void {
    this.#rows.delete(row.id);
  }

  /** Puts back what did not come to an end, to go on unless somebody has paused its row. */
  putBack(task: Task): void {
    task.row.putBack(task);
    if (!task.row.paused) this.#runnable.add(task.row);
  }

  /** Resolves when nothing is under way and nothing can begin. */
  settled(): Promise<UploadState> {
    return new Promise((resolve) => {
      this.#waiters.push(resolve);
      this.changed();
    });
  }

  /** Begins as much as may be under way at a time. */
  pump(): void {
    while (!this.needsSignIn && this.#running < this.#parts.parallelFiles) {
      const [row] = this.#runnable;
      if (!row) break;
      const task = row.take();
      if (task) void this.#perform(task);
      else this.#runnable.delete(row);
    }
    this.changed();
  }

  /** Tells those who look at the state, and those who wait for its end. */
  changed(): void {
    this.feed.changed();
    if (this.#waiters.length > 0 && this.#isIdle()) {
      const waiters = this.#waiters;
      this.#waiters = [];
      this.#takeState();
      for (const waiter of waiters) waiter(this.#state);
    }
    if (this.#running > 0) {
      this.#ticker ??= setInterval(() => {
        for (const row of this.#rows.values()) if (row.active.size > 0) row.touch();
        this.feed.changed();
      }, TICK_MS);
    } else {
      clearInterval(this.#ticker);
      this.#ticker = undefined;
    }
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
      this.pump();
    }
  }

  async #run(task: Task): Promise<void> {
    const { row, entry } = task;
    const { client, log, connections } = this.#parts;
    const uri = await runTask(task, {
      client,
      log,
      connections,
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
      ...this.#parts.retries,
      onTrouble: (trouble) => {
        task.trouble = trouble;
        task.row.touch();
        this.changed();
      },
    };
  }

  async #onError(task: Task, error: unknown): Promise<void> {
    const { row } = task;
    if (row.cancelled) {
      await task.upload?.cancel();
    } else if (isAbort(error)) {
      this.putBack(task);
    } else if (error instanceof NameTaken) {
      this.conflicts.ask(task, error);
    } else if (refusesToken(error)) {
      this.needsSignIn = true;
      this.putBack(task);
    } else {
      // What another try could still finish keeps its session; anything else leaves nothing behind.
      if (!isTransient(error)) {
        this.#onProgress(task, -task.sentBytes);
        await task.upload?.cancel();
      }
      row.fail(task, error);
      if (await isFolderLost(this.#parts.client, row.batch.folder, error)) this.#failAll(row.batch.folder, error);
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
    this.#parts.onUploaded({ rowId: row.id, uri: uri.toString(), folder, target: row.batch.folder.toString() });
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
      this.meter.add(bytes, now);
    }
    this.changed();
  }

  #isIdle(): boolean {
    return this.#running === 0 && (this.#runnable.size === 0 || this.needsSignIn);
  }

  #takeState(): void {
    this.#state = stateOf(this.rows, this.conflicts.shown, this.meter.rate(performance.now()), this.needsSignIn);
  }
}
