import { ApiError, ErrorCode, type FileUri, type IdCodec, type UriHost } from '@canopy/contract';
import type { Database, Executor } from '../db/index.ts';
import type { Caller, Clock } from '../kernel/index.ts';
import { myNavigator, noSharesNavigator, sharedWithMeNavigator, trashNavigator } from './navigators.ts';
import type { Owners, ShareMarks } from './ports.ts';
import { FileKind, type FileRow } from './rows.ts';
import type { Navigator, Place, Scope } from './scope.ts';
import type { TreeStore } from './tree-store.ts';

export interface LocatorParts {
  readonly database: Database;
  readonly tree: TreeStore;
  readonly owners: Owners;
  readonly ids: IdCodec;
  readonly clock: Clock;
  readonly shares: ShareMarks;
}

/** Turns file URIs into rows: opens the file system that a URI names, and walks its path. */
export class Locator {
  readonly #parts: LocatorParts;
  readonly #navigators: Map<UriHost, Navigator>;

  constructor(parts: LocatorParts) {
    this.#parts = parts;
    const rootOf = (ownerId: number, own: boolean) => this.#rootOf(ownerId, own);
    const { tree, owners, ids, shares } = parts;
    this.#navigators = new Map<UriHost, Navigator>([
      ['my', myNavigator({ tree, owners, ids, rootOf })],
      ['trash', trashNavigator({ tree, owners })],
      ['shared_with_me', sharedWithMeNavigator({ owners, rootOf, shares })],
      ['share', noSharesNavigator],
    ]);
  }

  /** Lets a higher folder serve a host; the navigator before is replaced. */
  plug(host: UriHost, navigator: Navigator): void {
    this.#navigators.set(host, navigator);
  }

  /** @throws ApiError as the contract says for the host of the URI. */
  async open(uri: FileUri, caller: Caller): Promise<Scope> {
    const navigator = this.#navigators.get(uri.host);
    if (!navigator) throw new ApiError(ErrorCode.PARAM_INVALID, 'This file system is not served.');
    return navigator.open(uri, caller);
  }

  /** Opens and finds, outside a transaction. */
  async find(uri: FileUri, caller: Caller): Promise<Place> {
    const scope = await this.open(uri, caller);
    return scope.find(this.#parts.database.read, uri);
  }

  /** The root folder of a user, made when he first opens his drive. Not to be called in a transaction. */
  async #rootOf(ownerId: number, own: boolean): Promise<FileRow | undefined> {
    const { database, tree, clock } = this.#parts;
    const found = await tree.root(database.read, ownerId);
    if (found || !own) return found;
    return database.write(async (tx) => {
      await tx.lockTree(ownerId);
      const meanwhile = await tree.root(tx.db, ownerId);
      if (meanwhile) return meanwhile;
      const root = {
        owner_id: ownerId,
        parent_id: null,
        name: '',
        kind: FileKind.FOLDER,
        symbolic: 0,
        policy_id: null,
      };
      const made = await tree.insert(tx, { ...root, created_at: clock.now() });
      await tree.setRoot(tx, ownerId, made.id);
      return made;
    });
  }

  /**
   * The rows from the top down to `row`. The first is the root of its tree, or lies in the trash, or was
   * deleted for good.
   */
  async chainOf(db: Executor, row: FileRow): Promise<FileRow[]> {
    const chain = [row];
    for (let at = row; at.parent_id !== null; ) {
      const parent = await this.#parts.tree.byId(db, at.parent_id);
      if (!parent) throw new Error(`file ${at.id} has a parent that does not exist`);
      chain.push(parent);
      at = parent;
    }
    return chain.reverse();
  }
}
