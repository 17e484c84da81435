import type { ExplorerView, StoragePolicy, User } from '@canopy/contract';
import type { Executor, Transactor } from '../db/index.ts';
import type { Caller, GroupLimits } from '../kernel/index.ts';
import type { RowSource } from './row-source.ts';
import type { NameConditions } from './search.ts';

/** Who makes a change, and through which tab or program: that one is not told about it. */
export interface Actor {
  readonly caller: Caller;
  readonly clientId: string | undefined;
}

/** What the tree must know of the user whose tree it is. */
export interface Owner {
  readonly id: number;
  /** Neither waiting for activation nor blocked. */
  readonly active: boolean;
  readonly group: GroupLimits;
  /** Storage policies of the group, the first for what lies below no mount; empty = nothing can be uploaded. */
  readonly policyIds: readonly number[];
  /** Whether views are kept by the server. */
  readonly viewSync: boolean;
  /** Which old versions are kept; empty `extensions` = of every file; `max` 0 = any number. */
  readonly versions: { readonly enabled: boolean; readonly extensions: readonly string[]; readonly max: number };
}

/** Users, as accounts/ knows them. */
export interface Owners {
  find(userId: number): Promise<Owner | undefined>;
  /** The reduced users (id, nickname, avatar, created_at) of those that exist. */
  summaries(userIds: readonly number[]): Promise<ReadonlyMap<number, User>>;
}

/** Charging storage: one conditional change, in the transaction that makes it true. */
export interface Quota {
  /** @throws ApiError INSUFFICIENT_CAPACITY, and then nothing was charged. */
  reserve(tx: Transactor, ownerId: number, bytes: number): Promise<void>;
  release(tx: Transactor, ownerId: number, bytes: number): Promise<void>;
}

/** Storage policies, as blobs/ knows them. */
export interface Policies {
  /** As clients see it; undefined when there is none of this number. */
  present(policyId: number): Promise<StoragePolicy | undefined>;
  /** @throws ApiError ILLEGAL_OBJECT_NAME when files of this name may not be kept there. */
  checkFileName(policyId: number, name: string): Promise<void>;
}

/** A place of the sidebar. */
export interface Pin {
  readonly uri: string;
  readonly name?: string;
}

/** What a user arranged for himself; accounts/ keeps it. */
export interface Preferences {
  view(userId: number, place: 'trash' | 'shared_with_me'): Promise<ExplorerView | undefined>;
  saveView(userId: number, place: 'trash' | 'shared_with_me', view: ExplorerView | undefined): Promise<void>;
  /** Changes the list of pins in one transaction. `change` returns undefined to leave it as it is. */
  changePins(userId: number, change: (pins: readonly Pin[]) => readonly Pin[] | undefined): Promise<void>;
}

/** Rules that administrators set; read anew for every request. */
export interface DriveSettings {
  readonly useCursorPagination: boolean;
  readonly maxPageSize: number;
  /** Most URIs of one batch. */
  readonly maxBatchedFile: number;
  /** Most folders that one search goes through. */
  readonly maxRecursiveSearchedFolder: number;
  /** What a recursive search finds is told as it is found. */
  readonly useSseForSearch: boolean;
  /** Seconds that a folder summary is kept. */
  readonly folderPropsTimeout: number;
  /** Emojis that a folder may carry. */
  readonly emojis: ReadonlySet<string>;
  readonly customProps: readonly CustomProp[];
  /** The search (query of a URI) that stands for a category; undefined when there is no such category. */
  searchOf(category: string): string | undefined;
}

/** A property that administrators defined; its value lives in the metadata `props:<id>`. */
export interface CustomProp {
  readonly id: string;
  readonly type: string;
  readonly min?: number | undefined;
  readonly max?: number | undefined;
  readonly options?: readonly string[] | undefined;
}

/** What share links tell of files; sharing/ knows them. */
export interface ShareMarks {
  /** Those of the files that have a share link. One statement. */
  sharedAmong(db: Executor, fileIds: readonly number[]): Promise<ReadonlySet<number>>;
  /** What is shared with somebody; undefined = nothing ever is. */
  sharedWith(caller: Caller): RowSource | undefined;
}

/** Takes up the removal of what was deleted for good; runs `Purger.run(ownerId)` until it is done, also after a restart. */
export interface PurgeQueue {
  enqueue(tx: Transactor, ownerId: number): Promise<void>;
}

/** An index of names, as search/ keeps it. */
export interface NameIndex {
  /**
   * Numbers of the files in a tree whose names may be ones that are looked for: perhaps too many, never too few, in no
   * order that means anything. Undefined when the index cannot tell, or there are more than `limit`.
   */
  among(ownerId: number, conditions: NameConditions, limit: number): Promise<readonly number[] | undefined>;
}
