import { ApiError, ErrorCode, type ErrorEnvelope, FileUri } from '@canopy/contract';
import type { Executor } from '../db/index.ts';
import type { Caller } from '../kernel/index.ts';
import type { Locator } from './locate.ts';
import { lockPath } from './locks.ts';
import { noRights } from './permissions.ts';
import { type Place, type Scope, wholeChain } from './scope.ts';
import type { TreeStore } from './tree-store.ts';

/** One entry of a batch. */
export interface Item {
  /** As it was sent, without a slash at its end: under it a failure is reported. */
  readonly key: string;
  readonly uri: FileUri;
  readonly scope: Scope;
}

/** An entry and what it names. */
export interface Target {
  readonly item: Item;
  readonly place: Place;
}

/**
 * The entries of one call and the failures among them (file.md 8.1). An entry that fails is told at the end
 * and does not stop the others; what stops the whole call is thrown.
 */
export class Batch {
  readonly items: readonly Item[];
  readonly #failures = new Map<string, ErrorEnvelope>();

  readonly #keepNested: boolean;

  private constructor(items: readonly Item[], failures: ReadonlyMap<string, ErrorEnvelope>, keepNested: boolean) {
    this.items = items;
    this.#keepNested = keepNested;
    this.#failures = new Map(failures);
  }

  /**
   * Parses the URIs and opens their file systems. Duplicates are dropped, and what lies below another entry,
   * unless the call means each object by itself (`keepNested`). Where nobody signed in, the call fails, or with
   * `signInPerItem` each entry.
   * @throws ApiError 40074 for too many, 40001 for one that is malformed.
   */
  static async open(
    locator: Locator,
    caller: Caller,
    texts: readonly string[],
    limit: number,
    { keepNested = false, signInPerItem = false } = {},
  ): Promise<Batch> {
    if (texts.length > limit) {
      throw new ApiError(ErrorCode.TOO_MANY_URIS, `Maximum allowed batch size: ${limit}`);
    }
    const uris = texts.map((text) => [keyOf(text), FileUri.parse(text).withoutSearch()] as const);
    const scopes = new Map<string, Scope | ErrorEnvelope>();
    const items: Item[] = [];
    const failures = new Map<string, ErrorEnvelope>();
    for (const [key, uri] of uris) {
      const name = `${uri.host} ${uri.id} ${uri.password}`;
      let scope = scopes.get(name);
      if (!scope) {
        scope = await locator.open(uri, caller).catch(envelopeOf);
        scopes.set(name, scope);
      }
      if ('code' in scope) {
        if (scope.code === ErrorCode.LOGIN_REQUIRED && !signInPerItem) throw new ApiError(scope.code);
        failures.set(key, scope);
      } else items.push({ key, uri, scope });
    }
    return new Batch(withoutNested(items, keepNested), failures, keepNested);
  }

  /** Owners of the trees that the entries are in, in the order in which trees are locked. */
  ownersWith(...others: readonly number[]): number[] {
    const owners = new Set([...others, ...this.items.map((item) => item.scope.owner.id)]);
    return [...owners].sort((a, b) => a - b);
  }

  /** Looks all entries up, siblings together. */
  async find(db: Executor, tree: TreeStore): Promise<Target[]> {
    const places = await findMany(db, tree, this.items);
    const targets = this.items.map((item, index) => ({ item, place: places[index] as Place }));
    return this.#keepNested ? targets : withoutSame(targets);
  }

  /**
   * Runs `check` for every target; an ApiError of it becomes the failure of the entry.
   * @returns what the checks returned for those that passed.
   */
  sift<Checked>(targets: readonly Target[], check: (target: Target) => Checked | undefined): Checked[] {
    const passed: Checked[] = [];
    for (const target of targets) {
      try {
        const checked = check(target);
        if (checked !== undefined) passed.push(checked);
      } catch (error) {
        this.fail(target.item.key, error);
      }
    }
    return passed;
  }

  /** Records the failure of one entry. Anything but an ApiError is thrown on. */
  fail(key: string, error: unknown): void {
    this.#failures.set(key, envelopeOf(error));
  }

  /** @param done what is answered of the entries that worked. @throws ApiError 40081 when entries failed. */
  finish(done?: unknown): void {
    if (this.#failures.size === 0) return;
    const [first] = this.#failures.values();
    const message = this.#failures.size === 1 && first ? first.msg : 'One or more operation failed';
    throw new ApiError(ErrorCode.BATCH_PARTIAL, message, {
      aggregated: Object.fromEntries(this.#failures),
      data: done,
    });
  }
}

/** Places of many entries. Siblings are looked up in one statement. */
async function findMany(db: Executor, tree: TreeStore, items: readonly Item[]): Promise<Place[]> {
  const places = new Array<Place>(items.length);
  const families = new Map<string, number[]>();
  for (const [index, { uri, scope }] of items.entries()) {
    const family = `${treeOf(scope)} ${lockPath(uri.elements.slice(0, -1))}`;
    const members = uri.isRoot ? undefined : families.get(family);
    if (members) members.push(index);
    else if (uri.isRoot) places[index] = await scope.find(db, uri);
    else families.set(family, [index]);
  }
  for (const members of families.values()) {
    const [only] = members;
    const first = only === undefined ? undefined : items[only];
    if (!first) continue;
    const found = members.length > 1 ? await siblings(db, tree, items, members) : undefined;
    for (const index of members) {
      const { scope, uri } = items[index] as Item;
      places[index] = found?.get(index) ?? (await scope.find(db, uri));
    }
  }
  return places;
}

async function siblings(
  db: Executor,
  tree: TreeStore,
  items: readonly Item[],
  members: readonly number[],
): Promise<Map<number, Place> | undefined> {
  const named = members.map((index) => ({ index, item: items[index] as Item }));
  const { scope, uri } = (named[0] as { item: Item }).item;
  const names = named.map(({ item }) => item.uri.name);
  const above = await scope.find(db, uri.parent());
  const contents = scope.contents(above);
  const inTrash = contents.from === 'trash';
  if (contents.from !== 'folder' && contents.from !== 'trash') return undefined;
  if (above.missing.length > 0 || scope.rights(above.chain) === noRights || (inTrash && !above.uri.isRoot))
    return undefined;
  const rows = inTrash
    ? await tree.trashedByKeys(db, contents.ownerId, names)
    : await tree.children(db, contents.folderId, names);
  const byName = new Map(rows.map((row) => [row.trash_key ?? row.name, row]));
  return new Map(
    named.map(({ index, item }) => {
      const row = byName.get(item.uri.name);
      const chain = row ? [...above.chain, row] : above.chain;
      return [index, { ...above, uri: item.uri, chain, missing: row ? [] : [item.uri.name] }];
    }),
  );
}

/** Drops duplicates and, unless it is kept, what lies below another item of the same tree. */
function withoutNested(items: readonly Item[], keepNested: boolean): Item[] {
  const sorted = items
    .map((item) => ({
      item,
      path: `${treeOf(item.scope)} ${lockPath(item.uri.elements)}`,
    }))
    .sort((a, b) => (a.path < b.path ? -1 : a.path > b.path ? 1 : 0));
  const dropped = new Set<Item>();
  let above: string | undefined;
  for (const { item, path } of sorted) {
    if (above !== undefined && (keepNested ? path === above : path.startsWith(above))) dropped.add(item);
    else above = path;
  }
  return items.filter((item) => !dropped.has(item));
}

/** Names the file system of an item: two shares of one owner are two. */
function treeOf({ namespace, owner, root }: Scope): string {
  return namespace.host === 'share' ? `share ${root.toString()}` : `${namespace.host} ${owner.id}`;
}

/** Drops what another target names too, or holds, by another way: two shares may lead to one file. */
function withoutSame(targets: readonly Target[]): Target[] {
  if (targets.every(({ place }) => place.scope.namespace.host !== 'share')) return [...targets];
  const chosen = new Map<number, Target>();
  for (const target of targets) {
    const row = target.place.missing.length === 0 ? target.place.chain.at(-1) : undefined;
    if (row && !chosen.has(row.id)) chosen.set(row.id, target);
  }
  return targets.filter((target) => {
    const { place } = target;
    const row = place.missing.length === 0 ? place.chain.at(-1) : undefined;
    if (!row) return true;
    return (
      chosen.get(row.id) === target &&
      !wholeChain(place)
        .slice(0, -1)
        .some((above) => chosen.has(above.id))
    );
  });
}

function keyOf(text: string): string {
  return text.replace(/\/$/, '');
}

/** The wire form of the failure of one entry. @throws what is no ApiError, and what stops the whole call. */
function envelopeOf(error: unknown): ErrorEnvelope {
  if (error instanceof ApiError) return error.toEnvelope();
  throw error;
}
