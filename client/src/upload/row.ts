/** A line of the queue while it lives: what is left to do of a file or folder, and the counts that people see. */
import type { FileUri } from '@canopy/contract';
import type { FileUpload } from './file-upload.ts';
import { SpeedMeter, secondsFor } from './speed.ts';
import type { ConflictStrategy, UploadEntry, UploadFailure, UploadRow, UploadStatus } from './types.ts';

/** What was added in one go: a decision "for all" holds for it. */
export interface Batch {
  readonly folder: FileUri;
  readonly policyId: string | undefined;
  readonly skipIdentical: boolean;
  readonly owner: string;
  strategy: ConflictStrategy;
}

/** One entry that has begun. It outlives pauses, questions and failures, so that it can go on. */
export interface Task {
  readonly row: Row;
  readonly entry: UploadEntry;
  readonly controller: AbortController;
  upload: FileUpload | undefined;
  /** Decision for this entry alone. */
  strategy: ConflictStrategy | undefined;
  /** Bytes counted as done. */
  sentBytes: number;
  trouble: unknown;
}

const SHOWN_FAILURES = 10;

export class Row {
  readonly id: string;
  readonly kind: 'file' | 'folder';
  batch: Batch;
  readonly meter = new SpeedMeter();
  name: string;
  paused = false;
  cancelled = false;
  /** Whether it counts for the totals; what was finished before the present round does not. */
  counted = true;
  /** Files among the entries; empty folders are made, not counted. */
  filesTotal = 0;
  filesDone = 0;
  filesSkipped = 0;
  bytesTotal = 0;
  bytesDone = 0;
  readonly active = new Set<Task>();
  readonly asking = new Set<Task>();
  failed: { readonly task: Task; readonly error: unknown }[] = [];
  /** Bytes that failed files did not send. */
  #bytesLost = 0;
  #entries: UploadEntry[] = [];
  #next = 0;
  /** Begun before, to go on. */
  #again: Task[] = [];
  #snapshot: UploadRow | undefined;

  constructor(id: string, kind: 'file' | 'folder', name: string, batch: Batch) {
    this.id = id;
    this.kind = kind;
    this.name = name;
    this.batch = batch;
  }

  push(entry: UploadEntry): void {
    this.#entries.push(entry);
    if (entry.file) this.filesTotal += 1;
    this.bytesTotal += entry.file?.size ?? 0;
    this.touch();
  }

  /** The next thing to do; undefined when all has begun. */
  take(): Task | undefined {
    const again = this.#again.shift();
    if (again) return { ...again, controller: new AbortController(), trouble: undefined };
    const entry = this.#entries[this.#next];
    if (!entry) return undefined;
    this.#next += 1;
    return {
      row: this,
      entry,
      controller: new AbortController(),
      upload: undefined,
      strategy: undefined,
      sentBytes: 0,
      trouble: undefined,
    };
  }

  /** Puts back what did not come to an end. */
  putBack(task: Task): void {
    this.#again.push(task);
    this.touch();
  }

  /** Takes out everything that has begun and not ended, for a row that is given up. */
  takeBegun(): Task[] {
    const begun = [...this.#again, ...this.asking, ...this.failed.map(({ task }) => task)];
    this.#again = [];
    this.asking.clear();
    this.#next = this.#entries.length;
    this.touch();
    return begun;
  }

  retryFailed(): void {
    for (const { task } of this.failed) this.#again.push(task);
    this.failed = [];
    this.#bytesLost = 0;
    this.touch();
  }

  /** Nothing can go where it was to go: what waits fails with what has failed. */
  failWaiting(error: unknown): void {
    for (let task = this.take(); task; task = this.take()) this.fail(task, error);
  }

  /** What failed goes to another folder from now on, from its begin; answers what was begun for the old one. */
  redirect(folder: FileUri): FileUpload[] {
    this.batch = { ...this.batch, folder, policyId: undefined };
    const begun: FileUpload[] = [];
    for (const { task } of this.failed) {
      if (task.upload) begun.push(task.upload);
      task.upload = undefined;
      task.strategy = undefined;
      this.bytesDone -= task.sentBytes;
      task.sentBytes = 0;
    }
    this.touch();
    return begun;
  }

  get hasWaiting(): boolean {
    return this.#again.length > 0 || this.#next < this.#entries.length;
  }

  get isSettled(): boolean {
    return this.cancelled || (!this.hasWaiting && this.active.size === 0 && this.asking.size === 0);
  }

  get status(): UploadStatus {
    if (this.cancelled) return 'cancelled';
    if (this.isSettled) return this.failed.length > 0 ? 'failed' : 'done';
    if (this.paused) return 'paused';
    if (this.active.size > 0) return 'running';
    if (!this.hasWaiting) return 'asking';
    return this.#next > 0 ? 'running' : 'waiting';
  }

  fail(task: Task, error: unknown): void {
    this.failed.push({ task, error });
    this.#bytesLost += (task.entry.file?.size ?? 0) - task.sentBytes;
    this.touch();
  }

  /** Bytes that are still to be sent, without those of failed files. */
  get bytesLeft(): number {
    return Math.max(0, this.bytesTotal - this.bytesDone - this.#bytesLost);
  }

  /** Something has changed: the next snapshot is a new one. */
  touch(): void {
    this.#snapshot = undefined;
  }

  snapshot(now: number): UploadRow {
    this.#snapshot ??= this.#take(now);
    return this.#snapshot;
  }

  #take(now: number): UploadRow {
    const { status } = this;
    const speed = status === 'running' ? this.meter.rate(now) : 0;
    const failures: UploadFailure[] = this.failed.slice(0, SHOWN_FAILURES).map(({ task, error }) => ({
      relativePath: task.entry.relativePath,
      error,
    }));
    return {
      id: this.id,
      kind: this.kind,
      name: this.name,
      folder: this.batch.folder.toString(),
      status,
      filesTotal: this.filesTotal,
      filesDone: this.filesDone,
      filesSkipped: this.filesSkipped,
      filesFailed: this.failed.length,
      bytesTotal: this.bytesTotal,
      bytesDone: this.bytesDone,
      speed,
      secondsLeft: secondsFor(this.bytesLeft, speed),
      failures,
      conflicts: this.asking.size,
      trouble: [...this.active].find((task) => task.trouble !== undefined)?.trouble,
    };
  }
}

/** The rows that show `entries`: one for each file, one for each folder with all that is below it. */
export function rowsOf(entries: Iterable<UploadEntry>, batch: Batch, newId: () => string): Row[] {
  const rows: Row[] = [];
  const folders = new Map<string, Row>();
  for (const entry of entries) {
    const slash = entry.relativePath.indexOf('/');
    const top = slash < 0 ? entry.relativePath : entry.relativePath.slice(0, slash);
    const isLoose = slash < 0 && entry.file !== undefined;
    let row = isLoose ? undefined : folders.get(top);
    if (!row) {
      row = new Row(newId(), isLoose ? 'file' : 'folder', top, batch);
      rows.push(row);
      if (!isLoose) folders.set(top, row);
    }
    row.push(entry);
  }
  return rows;
}
