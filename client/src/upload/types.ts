/** What goes into an upload, and what one sees of it. Sizes are bytes, times Unix milliseconds unless said. */
import type { FileResponse } from '@canopy/contract';
import type { UriLike } from '../api-client.ts';

/** A file on this side. A browser's `File` is one; `fileSource` of `@canopy/client/node` makes one of a path. */
export interface UploadSource {
  readonly name: string;
  readonly size: number;
  /** When it was last modified; becomes the time of the uploaded file. */
  readonly lastModified?: number;
  /** Content type, '' when unknown. */
  readonly type?: string;
  /** The bytes from `start` up to and without `end`. A source that is not what it was rejects or answers less. */
  slice(start: number, end: number): Blob | Uint8Array<ArrayBuffer> | Promise<Blob | Uint8Array<ArrayBuffer>>;
}

/** One thing to upload: a file, or an empty folder. */
export interface UploadEntry {
  /** Path below the target folder, `/` between its parts, own name last. */
  readonly relativePath: string;
  /** undefined = a folder, to be made as it is. */
  readonly file: UploadSource | undefined;
}

/**
 * What to do when a name is taken. `replace` adds a version to the file that is there, `both` uploads as
 * "name (2).ext". `ask` lets the item wait for `Uploader.resolve`.
 */
export type ConflictStrategy = 'ask' | 'skip' | 'replace' | 'both';

export interface UploadTarget {
  /** The folder that gets everything; missing folders are made. */
  readonly folder: UriLike;
  /** Default: `ask`. */
  readonly conflict?: ConflictStrategy;
  /** Storage policy as the listing of the folder tells it; default: the folder's. */
  readonly policyId?: string;
  /**
   * A finished file of the same name, size and time counts as uploaded already, without asking. For going on with a
   * folder whose upload was interrupted.
   */
  readonly skipIdentical?: boolean;
}

/** A name that is taken, waiting for a decision. */
export interface UploadConflict {
  readonly id: string;
  readonly rowId: string;
  /** Path below the target folder. */
  readonly relativePath: string;
  readonly file: UploadSource;
  /** What is there. A folder cannot be replaced by a file. */
  readonly existing: FileResponse;
  /** What is there is an unfinished upload of somebody or of an earlier visit. */
  readonly unfinished: boolean;
  /** The name under which `both` would be tried first. */
  readonly bothName: string;
}

/**
 * - `waiting`: nothing of it has begun; `running`; `paused`; `asking`: only conflicts are left to decide;
 * - `done`, `failed` (some or all of its files), `cancelled`.
 */
export type UploadStatus = 'waiting' | 'running' | 'paused' | 'asking' | 'done' | 'failed' | 'cancelled';

export interface UploadFailure {
  readonly relativePath: string;
  readonly error: unknown;
}

/** A line of the queue: one file, or one folder with all that is below it. Immutable. */
export interface UploadRow {
  readonly id: string;
  readonly kind: 'file' | 'folder';
  /** Name of the file or folder; of a file kept beside its namesake, the new name. */
  readonly name: string;
  /** URI of the folder it goes to. */
  readonly folder: string;
  readonly status: UploadStatus;
  readonly filesTotal: number;
  /** Files that are uploaded. */
  readonly filesDone: number;
  /** Files left out, because a taken name was answered with "skip" or they were there already. */
  readonly filesSkipped: number;
  readonly filesFailed: number;
  readonly bytesTotal: number;
  readonly bytesDone: number;
  /** Bytes in a second, smoothed; 0 when nothing moves. */
  readonly speed: number;
  /** Seconds left at this speed; undefined when it cannot be told. */
  readonly secondsLeft: number | undefined;
  /** The first failures, at most ten. */
  readonly failures: readonly UploadFailure[];
  /** Conflicts waiting for a decision. */
  readonly conflicts: number;
  /** What keeps it from going on right now; it is tried again by itself. */
  readonly trouble: unknown;
}

/** All of the queue. Immutable: a new object whenever something changed, at most ten times a second. */
export interface UploadState {
  readonly rows: readonly UploadRow[];
  readonly filesTotal: number;
  readonly filesDone: number;
  readonly filesFailed: number;
  /** Files that are finished, one way or the other. */
  readonly filesSettled: number;
  readonly bytesTotal: number;
  readonly bytesDone: number;
  readonly speed: number;
  readonly secondsLeft: number | undefined;
  /** Whether anything is waiting or running. */
  readonly active: boolean;
  /** Whether everything that could go on is paused. */
  readonly paused: boolean;
  /** Nobody is signed in any more; goes on by itself when the same person is. */
  readonly needsSignIn: boolean;
  readonly conflicts: readonly UploadConflict[];
}

/** A finished file. */
export interface UploadedFile {
  readonly rowId: string;
  /** URI it has now. */
  readonly uri: string;
  /** URI of its folder. */
  readonly folder: string;
  /** URI of the folder that was chosen as target. */
  readonly target: string;
}
