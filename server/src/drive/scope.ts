import { ApiError, ErrorCode, type FilePermission, type FileUri } from '@canopy/contract';
import type { Executor, Transactor } from '../db/index.ts';
import type { Caller } from '../kernel/index.ts';
import type { Namespace } from './namespace.ts';
import type { Rights, Ruled } from './permissions.ts';
import type { Owner } from './ports.ts';
import type { RowSource } from './row-source.ts';
import { type FileRow, isFolder } from './rows.ts';

/** Where the items of a listing come from. */
export type Contents =
  | { readonly from: 'folder'; readonly folderId: number }
  | { readonly from: 'trash'; readonly ownerId: number }
  /** Exactly this one: what a link to a single file shows. */
  | { readonly from: 'file'; readonly row: FileRow }
  /** A flat list that a higher folder brings. */
  | { readonly from: 'source'; readonly source: RowSource }
  | { readonly from: 'nothing' };

/**
 * A file system, opened for one caller: whose tree it is, and what the caller may do in it. Opening reads
 * accounts and shares; after that only `find` touches the database, so that it can run in a transaction.
 */
export interface Scope {
  readonly namespace: Namespace;
  /** Root as the caller wrote it, with id and password, without a path. */
  readonly root: FileUri;
  readonly owner: Owner;
  readonly caller: Caller;
  /** The tree belongs to the caller. */
  readonly owned: boolean;
  /** Whether a listing shows the views that are kept with folders. */
  readonly showsViews: boolean;
  /** Names from the root of the owner's tree to the top of this file system, as of the last `find`; none where it is that root. */
  readonly base: readonly string[];
  /** Finds what a URI of this scope names. Never fails because something is missing: see Place. */
  find(db: Executor, uri: FileUri): Promise<Place>;
  /** What a listing of this place shows. */
  contents(place: Place): Contents;
  /**
   * What the caller may do with the last of these rows, which lead down from the top of this file system; undefined =
   * everything, for owners and administrators.
   */
  rights(chain: readonly Ruled[]): Rights | undefined;
  /** @throws ApiError when the caller lacks a right of the contract's `FilePermission` on the place. */
  demand(permission: FilePermission, place: Place): void;
  /**
   * Counts downloads; only where somebody counts them.
   * @returns how many of `wanted` may take place: fewer when those that were granted are used up.
   */
  readonly takeDownloads?: (tx: Transactor, wanted: number) => Promise<number>;
}

/** How a file system of the protocol is opened. sharing/ brings those of shares. */
export interface Navigator {
  /** @throws ApiError 401, 403, 404, 40016, 40069 as the contract says for the host. */
  open(uri: FileUri, caller: Caller): Promise<Scope>;
}

/** What a URI names in the tree: as much of it as exists. */
export interface Place {
  readonly scope: Scope;
  /** Without search. */
  readonly uri: FileUri;
  /** Rows from the root of the file system down to the last that exists. Empty for the root of the trash. */
  readonly chain: readonly FileRow[];
  /** Names behind the chain that do not exist. */
  readonly missing: readonly string[];
  /** Rows above the chain, from the root of the owner's tree down, where the file system begins below it. */
  readonly above?: readonly FileRow[];
}

/** The rows from the root of the owner's tree down to the place. */
export function wholeChain({ above = [], chain }: Place): readonly FileRow[] {
  return above.length === 0 ? chain : [...above, ...chain];
}

/** @throws ApiError OWNER_ONLY for whoever neither owns the place nor administers the drive. */
export function demandOwner(place: Place): void {
  if (place.scope.rights(place.chain) !== undefined) throw new ApiError(ErrorCode.OWNER_ONLY);
}

/**
 * Facts in `sys:` make shortcuts, which lead whoever follows them away: nobody puts one into the drive of another.
 * @throws ApiError OWNER_ONLY
 */
export function demandOwnFacts(place: Place, keys: Iterable<string>): void {
  for (const key of keys) if (key.startsWith('sys:')) demandOwner(place);
}

/** The row that the URI names. @throws ApiError 40016 when it does not exist. */
export function existing(place: Place): FileRow {
  const row = place.chain.at(-1);
  if (row && place.missing.length === 0) return row;
  const above = place.chain.at(-1);
  if (above?.symbolic === 1) throw new ApiError(ErrorCode.NO_PERMISSION, 'A shortcut to a share cannot be entered.');
  throw new ApiError(ErrorCode.PATH_NOT_EXIST);
}

/** As `existing`, and it must be a folder that can hold something. @throws ApiError 40016, or `otherwise`. */
export function existingFolder(place: Place, otherwise: number = ErrorCode.PATH_NOT_EXIST): FileRow {
  const row = existing(place);
  if (row.symbolic === 1) throw new ApiError(ErrorCode.NO_PERMISSION, 'A shortcut to a share cannot be entered.');
  if (isFolder(row)) return row;
  throw new ApiError(otherwise, otherwise === ErrorCode.PATH_NOT_EXIST ? undefined : 'This is a file, not a folder.');
}

/** As `existing`, but not the root of a tree. @throws ApiError 40016, 403 for a root. */
export function existingItem(place: Place): FileRow {
  if (place.uri.isRoot) throw new ApiError(ErrorCode.NO_PERMISSION, 'This is not possible on the root folder.');
  return existing(place);
}

/** The folder that holds the place, if there is one. */
export function parentOf(place: Place): FileRow | undefined {
  return place.missing.length === 0 ? place.chain.at(-2) : place.chain.at(-1);
}
