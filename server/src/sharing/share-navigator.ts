import { ApiError, ErrorCode, FilePermission, FileUri, GroupPermission, type IdCodec, IdKind } from '@canopy/contract';
import type { Database, Executor } from '../db/index.ts';
import {
  type Drive,
  FileKind,
  type FileRow,
  includes,
  type Navigator,
  noRights,
  type Owner,
  type Owners,
  type Place,
  parseRules,
  type Rights,
  type Ruled,
  rightsOn,
  rightsUnder,
  type Scope,
  shareNamespace,
  type Visitor,
  visitorOf,
  walk,
} from '../drive/index.ts';
import type { Caller, Clock } from '../kernel/index.ts';
import type { GuessBrake } from './guess-brake.ts';
import { isOver, rulesOfShare, type ShareRow } from './share.ts';
import type { ShareStore } from './store.ts';

/** So many files with rules of their own are looked at to tell what exists in a share; with more, everything does. */
const mostLookedAt = 32;
const allRights: Rights = 15;

export interface ShareNavigatorParts {
  readonly database: Database;
  readonly clock: Clock;
  readonly ids: IdCodec;
  readonly owners: Owners;
  readonly drive: Pick<Drive, 'tree' | 'locator'>;
  readonly store: ShareStore;
  readonly brake: GuessBrake;
}

/** A link, alive at one moment, and the rows from the root of its owner's tree down to what it shows. */
interface Opened {
  readonly share: ShareRow;
  readonly owner: Owner;
  readonly top: FileRow;
  readonly above: readonly FileRow[];
}

/** What is behind links: a folder as the top of a file system, or one file alone (file.md 3.2). */
export class ShareNavigator implements Navigator {
  readonly #parts: ShareNavigatorParts;

  constructor(parts: ShareNavigatorParts) {
    this.#parts = parts;
  }

  /** @throws ApiError 404, 40069, 403, 40088, 40083, in this order */
  async open(uri: FileUri, caller: Caller): Promise<Scope> {
    const { database, ids, drive } = this.#parts;
    const id = ids.tryDecode(IdKind.SHARE, uri.id);
    const share = id === undefined ? undefined : await this.#parts.store.byId(database.read, id);
    const seen = await this.#seen(database.read, share);
    this.#demandPassword(seen.share, uri.password, caller);
    const opened = await this.#reached(database.read, seen);
    const owned = !caller.anonymous && opened.owner.id === caller.userId;
    if (!owned && !caller.isAdmin) demandAdmission(opened.share, caller);
    const free = owned || caller.isAdmin;
    const visitor = visitorOf(caller, opened.owner);
    const ruled =
      free || isFile(opened) ? [] : await drive.tree.ruled(database.read, opened.owner.id, mostLookedAt + 1);
    return new ShareScope(
      this,
      uri,
      caller,
      opened,
      free ? undefined : visitor,
      rightsAnywhere(opened, visitor, ruled),
    );
  }

  /** The link as it is now. @throws ApiError 404 when it has ended meanwhile */
  async again(db: Executor, id: number): Promise<Opened> {
    return this.#reached(db, await this.#seen(db, await this.#parts.store.byId(db, id)));
  }

  walk(db: Executor, scope: Scope, uri: FileUri, top: FileRow): Promise<Place> {
    return walk(this.#parts.drive.tree, db, scope, uri, top);
  }

  takeDownloads(...args: Parameters<ShareStore['takeDownloads']>): Promise<number> {
    return this.#parts.store.takeDownloads(...args);
  }

  async #seen(db: Executor, share: ShareRow | undefined): Promise<Omit<Opened, 'above'>> {
    const { clock, owners, drive } = this.#parts;
    if (!share) throw gone();
    const [top, owner] = await Promise.all([drive.tree.byId(db, share.file_id), owners.find(share.owner_id)]);
    if (!top || !owner || isOver(share, top, owner, clock.now())) throw gone();
    return { share, owner, top };
  }

  #demandPassword(share: ShareRow, given: string, caller: Caller): void {
    const outcome = this.#parts.brake.check(share, given, caller);
    if (outcome === 'right') return;
    if (outcome === 'wait') {
      throw new ApiError(ErrorCode.INCORRECT_PASSWORD, 'Too many wrong passwords: wait a moment before the next try.');
    }
    throw new ApiError(ErrorCode.INCORRECT_PASSWORD, 'The password of this share is missing or wrong.');
  }

  /** Whatever lies in a folder of the trash, or in one that is being removed, is gone too. */
  async #reached(db: Executor, seen: Omit<Opened, 'above'>): Promise<Opened> {
    const chain = await this.#parts.drive.locator.chainOf(db, seen.top);
    const [root] = chain;
    if (root?.name !== '' || root.trash_key !== null || root.purged_at !== null) throw gone();
    return { ...seen, above: chain.slice(0, -1) };
  }
}

/** One link, opened for one caller. Every look asks the database again whether the link is still alive. */
class ShareScope implements Scope {
  readonly namespace;
  readonly root: FileUri;
  readonly caller: Caller;
  readonly #navigator: ShareNavigator;
  /** Undefined = may do everything. */
  readonly #visitor: Visitor | undefined;
  #opened: Opened;

  constructor(
    navigator: ShareNavigator,
    uri: FileUri,
    caller: Caller,
    opened: Opened,
    visitor: Visitor | undefined,
    anywhere: Rights,
  ) {
    this.#navigator = navigator;
    this.#visitor = visitor;
    this.#opened = opened;
    this.caller = caller;
    this.namespace = shareNamespace(visitor ? anywhere : undefined);
    this.root = FileUri.root('share', uri.id, uri.password);
  }

  get owner(): Owner {
    return this.#opened.owner;
  }

  get owned(): boolean {
    return !this.caller.anonymous && this.owner.id === this.caller.userId;
  }

  get showsViews(): boolean {
    return this.owner.viewSync && (this.owned || this.#opened.share.share_view === 1);
  }

  get base(): readonly string[] {
    const { above, top } = this.#opened;
    const folders = isFile(this.#opened) ? above : [...above, top];
    return folders.slice(1).map((row) => row.name);
  }

  async find(db: Executor, target: FileUri): Promise<Place> {
    this.#opened = await this.#navigator.again(db, this.#opened.share.id);
    const { top, above } = this.#opened;
    const uri = target.withoutSearch();
    const nothing = { scope: this, uri, above, chain: [], missing: uri.elements };
    if (!isFile(this.#opened))
      return this.#unlessClosed({ ...(await this.#navigator.walk(db, this, uri, top)), above });
    // Nothing else of the folder that the file is in can be reached.
    const [name, ...below] = uri.elements;
    return name === top.name ? { ...nothing, chain: [top], missing: below } : nothing;
  }

  contents(place: Place) {
    const { top } = this.#opened;
    if (isFile(this.#opened)) return { from: 'file', row: top } as const;
    return { from: 'folder', folderId: (place.chain.at(-1) ?? top).id } as const;
  }

  rights(chain: readonly Ruled[]): Rights | undefined {
    if (!this.#visitor) return undefined;
    const rules = rulesOfShare(this.#opened.share);
    // The link itself speaks of what it shows, whatever rules that has of its own.
    return isFile(this.#opened)
      ? rightsOn([{ permissions: null, kind: FileKind.FILE }], rules, this.#visitor)
      : rightsOn(chain.slice(1), rules, this.#visitor);
  }

  demand(permission: FilePermission, place: Place): void {
    const rights = this.rights(place.chain);
    if (rights === undefined || includes(rights, permission)) return;
    if (permission === FilePermission.READ) throw new ApiError(ErrorCode.NO_PERMISSION, 'You may not read this.');
    throw new ApiError(ErrorCode.OWNER_ONLY, 'You may not change this.');
  }

  takeDownloads = (tx: Parameters<ShareStore['takeDownloads']>[0], wanted: number): Promise<number> =>
    this.#navigator.takeDownloads(tx, this.#opened.share.id, wanted);

  /** In a folder that is closed to the caller nothing closed exists for him: its names are not to be guessed. */
  #unlessClosed(place: Place): Place {
    const { chain, missing } = place;
    if (missing.length > 0 || chain.length < 2) return place;
    if (this.rights(chain) !== noRights || this.rights(chain.slice(0, -1)) !== noRights) return place;
    return { ...place, chain: chain.slice(0, -1), missing: [place.uri.name] };
  }
}

/** @throws ApiError 40088 or 403 where the caller's group may not open shares, 40083 for what must be bought first */
function demandAdmission(share: ShareRow, { anonymous, group }: Caller): void {
  if (!group.permissions.has(GroupPermission.SHARE_DOWNLOAD)) {
    throw anonymous
      ? new ApiError(ErrorCode.ANONYMOUS_ACCESS_DENIED, 'Sign in to open this share.')
      : new ApiError(ErrorCode.NO_PERMISSION, 'Your group may not open shares.');
  }
  if (share.price > 0 && !group.permissions.has(GroupPermission.SHARE_FREE)) {
    throw new ApiError(ErrorCode.PURCHASE_REQUIRED, 'This share must be bought first.');
  }
}

/** All rights that the visitor has on anything behind the link: what exists there for him at all. */
function rightsAnywhere(opened: Opened, visitor: Visitor, ruled: readonly Ruled[]): Rights {
  const rules = rulesOfShare(opened.share);
  if (isFile(opened)) return rightsOn([{ permissions: null, kind: FileKind.FILE }], rules, visitor);
  if (ruled.length > mostLookedAt) return allRights;
  return ruled.reduce(
    (rights, { permissions }) =>
      permissions === null ? rights : rights | rightsUnder(parseRules(permissions), visitor),
    rightsUnder(rules, visitor),
  );
}

function isFile({ top }: Opened): boolean {
  return top.kind === FileKind.FILE;
}

function gone(): ApiError {
  return new ApiError(ErrorCode.NOT_FOUND, 'Shared file does not exist.');
}
