import { randomUUID } from 'node:crypto';
import {
  ApiError,
  type ConflictDetail,
  ErrorCode,
  encodePathElement,
  FileUri,
  type IdCodec,
  IdKind,
  type LockApplication,
} from '@canopy/contract';
import type { Executor, Transactor } from '../db/index.ts';
import type { Clock } from '../kernel/index.ts';
import { type LockRow, LockStore } from './lock-store.ts';
import { FileKind } from './rows.ts';
import type { Place, Scope } from './scope.ts';
import type { TreeStore } from './tree-store.ts';

/** Most conflicts that one answer lists. */
const maxTold = 100;

/** Depth up to which the places above are looked up one by one. */
const deepest = 100;

/** A place to be locked, or to be checked. */
export interface LockTarget {
  /** Names from the root of the file system down. */
  readonly elements: readonly string[];
  /** Everything below counts too. */
  readonly infinite: boolean;
}

export interface LockRequest extends LockTarget {
  readonly application: LockApplication;
  /** Milliseconds since 1970. */
  readonly expiresAt: number;
  /** A lock is made under this token instead of a new one. */
  readonly token?: string;
}

/**
 * Locks that outlive a request: uploads, editors, WebDAV. What a request locks for itself needs none: it
 * holds `tx.lockTree` from its check to its commit, so that a check of the others is enough.
 */
export class LockManager {
  readonly #clock: Clock;
  readonly #ids: IdCodec;
  readonly #tree: TreeStore;
  readonly #store = new LockStore();

  constructor(parts: { clock: Clock; ids: IdCodec; tree: TreeStore }) {
    this.#clock = parts.clock;
    this.#ids = parts.ids;
    this.#tree = parts.tree;
  }

  /**
   * Makes sure that no lock stands in the way of a change (file.md 14): on the place itself, infinite ones
   * above it, and, if the change reaches everything below, those below. Checking stops at the first target
   * that has conflicts.
   * @param held tokens of locks that belong to who asks.
   * @throws ApiError LOCK_CONFLICT with the locks in the way.
   */
  async demandFree(
    tx: Transactor,
    scope: Scope,
    targets: readonly LockTarget[],
    held: readonly string[] = [],
  ): Promise<void> {
    if (targets.length === 0) return;
    const conflicts = await this.#conflicts(tx.db, scope, targets, held);
    if (conflicts.length === 0) return;
    const data: ConflictDetail[] = [];
    for (const lock of conflicts) data.push(await this.#tell(tx.db, scope, lock));
    throw new ApiError(ErrorCode.LOCK_CONFLICT, undefined, { data });
  }

  /** Locks a place after making sure that it is free. @returns the token. */
  async acquire(tx: Transactor, scope: Scope, request: LockRequest, held: readonly string[] = []): Promise<string> {
    await this.demandFree(tx, scope, [request], held);
    const token = request.token ?? randomUUID();
    await this.#store.insert(tx, {
      token,
      owner_id: scope.owner.id,
      namespace: treeOf(scope),
      path: lockPath([...scope.base, ...request.elements]),
      infinite: request.infinite ? 1 : 0,
      application: JSON.stringify(request.application),
      holder_id: scope.caller.userId,
      expires_at: request.expiresAt,
    });
    return token;
  }

  /** The lock of a token, while it holds. */
  async find(db: Executor, token: string): Promise<LockRow | undefined> {
    const [row] = await this.#store.byTokens(db, [token]);
    return row && row.expires_at > this.#clock.now() ? row : undefined;
  }

  /** @returns false when there is no such lock any more. */
  extend(tx: Transactor, token: string, expiresAt: number): Promise<boolean> {
    return this.#store.extend(tx, token, expiresAt);
  }

  /** Lets go of locks. Those that are gone already do not matter. */
  release(tx: Transactor, tokens: readonly string[]): Promise<void> {
    return this.#store.remove(tx, tokens);
  }

  /** Breaks locks for whoever knows their tokens: all, or none. @throws ApiError PARAM_INVALID */
  async force(tx: Transactor, tokens: readonly string[]): Promise<void> {
    const wanted = [...new Set(tokens)];
    if (wanted.length === 0) return;
    const now = this.#clock.now();
    // PostgreSQL refuses to be asked for texts with this character; no token has it.
    const askable = wanted.filter((token) => !token.includes('\0'));
    const found = (await this.#store.byTokens(tx.db, askable)).filter((lock) => lock.expires_at > now);
    if (found.length < wanted.length) {
      throw new ApiError(ErrorCode.PARAM_INVALID, 'A lock is unknown or has expired; none was released.');
    }
    await this.#store.remove(tx, wanted);
  }

  /** Removes locks that ended; they bind nobody, but fill the table. */
  removeExpired(tx: Transactor): Promise<void> {
    return this.#store.removeExpired(tx, this.#clock.now());
  }

  async #conflicts(
    db: Executor,
    scope: Scope,
    targets: readonly LockTarget[],
    held: readonly string[],
  ): Promise<LockRow[]> {
    const now = this.#clock.now();
    const [ownerId, host] = [scope.owner.id, treeOf(scope)];
    const few = await this.#store.few(db, ownerId, host, now);
    if (few?.length === 0) return [];
    for (const target of targets) {
      const elements = [...scope.base, ...target.elements];
      const path = lockPath(elements);
      const candidates = few ?? (await this.#near(db, ownerId, host, now, { ...target, elements }));
      const inTheWay = candidates.filter(
        (lock) => conflicting(lock, path, target.infinite) && !held.includes(lock.token),
      );
      if (inTheWay.length > 0) return inTheWay.slice(0, maxTold);
    }
    return [];
  }

  async #near(db: Executor, ownerId: number, host: string, now: number, target: LockTarget): Promise<LockRow[]> {
    // Naming every folder above a very deep place would take more than looking at all locks of the tree.
    if (target.elements.length > deepest) return this.#store.between(db, ownerId, host, now, '/', '0');
    const above = target.elements.map((_, index) => lockPath(target.elements.slice(0, index)));
    const path = lockPath(target.elements);
    const found = await this.#store.on(db, ownerId, host, now, [...above, path]);
    if (!target.infinite) return found;
    // '0' follows '/': every path below begins with ours, and nothing else lies between.
    const end = `${path.slice(0, -1)}0`;
    return [...found, ...(await this.#store.between(db, ownerId, host, now, `${path}\u0021`, end))];
  }

  async #tell(db: Executor, scope: Scope, lock: LockRow): Promise<ConflictDetail> {
    const names = namesOf(lock.path);
    const row = await this.#rowAt(db, scope, names);
    const application = JSON.parse(lock.application) as LockApplication;
    const owner = { application, ...(lock.holder_id > 0 && { owner: this.#ids.encode(IdKind.USER, lock.holder_id) }) };
    const type = row?.kind === FileKind.FOLDER ? FileKind.FOLDER : FileKind.FILE;
    const { namespace, owned, root, base } = scope;
    if (namespace.host === 'share' && owned) {
      return {
        path: FileUri.root('my')
          .join(...names)
          .toString(),
        token: lock.token,
        owner,
        type,
      };
    }
    // Whoever visits a share learns where the lock is only if that is inside of what he sees.
    const inside = namespace.host !== 'share' || names.length > base.length;
    if (!inside || !base.every((name, depth) => names[depth] === name)) return { owner, type };
    const path = root.join(...names.slice(base.length)).toString();
    if (owned) return { path, token: lock.token, owner, type };
    return namespace.host === 'share' ? { path, owner, type } : { owner, type };
  }

  /** The object under a lock, to tell its type; a place where nothing is yet counts as a file. */
  async #rowAt(db: Executor, scope: Scope, names: readonly string[]) {
    const [key] = names;
    if (scope.namespace.host === 'trash') {
      return key === undefined ? undefined : this.#tree.trashed(db, scope.owner.id, key);
    }
    let row = await this.#tree.root(db, scope.owner.id);
    for (const name of names) row = row && (await this.#tree.child(db, row.id, name));
    return row;
  }
}

/** Canonical text of a place: every name encoded and closed by a slash, so that `/share/` is no part of `/share2/`. */
export function lockPath(elements: readonly string[]): string {
  let path = '/';
  for (const element of elements) path += `${encodePathElement(element)}/`;
  return path;
}

/** What is to be free in each file system for a change of these places. */
export function lockTargets(items: readonly { readonly place: Place }[], infinite: boolean): Map<Scope, LockTarget[]> {
  const targets = new Map<Scope, LockTarget[]>();
  for (const { place } of items) {
    const target = { elements: place.uri.elements, infinite };
    const others = targets.get(place.scope);
    if (others) others.push(target);
    else targets.set(place.scope, [target]);
  }
  return targets;
}

/** Locks are of the object, whichever way leads to it: those of shares are in the owner's tree. */
function treeOf({ namespace }: Scope): string {
  return namespace.host === 'share' ? 'my' : namespace.host;
}

function namesOf(path: string): string[] {
  return path.split('/').filter(Boolean).map(decodeURIComponent);
}

function conflicting(lock: LockRow, path: string, infinite: boolean): boolean {
  if (lock.path === path) return true;
  if (lock.infinite === 1 && path.startsWith(lock.path)) return true;
  return infinite && lock.path.startsWith(path);
}
