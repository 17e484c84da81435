import { encodePathElement, FilePermission } from '@canopy/contract';
import type { Executor } from '../db/index.ts';
import { includes, type Rights } from './permissions.ts';
import type { FileRow } from './rows.ts';
import type { Place } from './scope.ts';
import type { TreeStore } from './tree-store.ts';

/** Deeper than this nothing is looked for: a guard against a damaged tree. */
const deepest = 4_096;

/** A file or folder that the caller may see below the place that he searches. */
export interface Located {
  readonly row: FileRow;
  /** Encoded URI, as the caller addresses it. */
  readonly path: string;
  /** How many folders it is below the place; 0 = directly in it. */
  readonly depth: number;
  /** What the caller may do with it; undefined = everything. */
  readonly rights: Rights | undefined;
}

/**
 * Tells of any rows which of them lie below one place, where, and whether the caller may see them. The folders on
 * the way are read all together, one statement for each level, and remembered as long as this object lives: for
 * one request.
 */
export class Below {
  readonly #tree: TreeStore;
  readonly #place: Place;
  readonly #top: FileRow | undefined;
  readonly #base: string;
  readonly #folders = new Map<number, FileRow>();

  constructor(tree: TreeStore, place: Place) {
    this.#tree = tree;
    this.#place = place;
    this.#top = place.chain.at(-1);
    this.#base = place.uri.toString().replace(/\/$/, '');
    if (this.#top) this.#folders.set(this.#top.id, this.#top);
  }

  /** Those of the rows that the caller may see there, in their order. */
  async locate(db: Executor, rows: readonly FileRow[]): Promise<Located[]> {
    await this.#load(db, rows);
    const { scope, chain: above } = this.#place;
    const located: Located[] = [];
    for (const row of rows) {
      const chain = this.#chain(row);
      if (!chain || !this.#mayEnter(chain)) continue;
      const path = [this.#base, ...chain.map(({ name }) => encodePathElement(name))].join('/');
      located.push({ row, path, depth: chain.length - 1, rights: scope.rights([...above, ...chain]) });
    }
    return located;
  }

  async #load(db: Executor, rows: readonly FileRow[]): Promise<void> {
    let missing = this.#unknownParents(rows);
    for (let step = 0; missing.length > 0 && step < deepest; step++) {
      const parents = await this.#tree.byIds(db, missing);
      for (const parent of parents) this.#folders.set(parent.id, parent);
      missing = this.#unknownParents(parents);
    }
  }

  #unknownParents(rows: readonly FileRow[]): number[] {
    const unknown = new Set<number>();
    for (const { id, parent_id } of rows) {
      if (parent_id !== null && id !== this.#top?.id && !this.#folders.has(parent_id)) unknown.add(parent_id);
    }
    return [...unknown];
  }

  /** From the child of the place down to the row; undefined when it lies elsewhere, or is the place. */
  #chain(row: FileRow): FileRow[] | undefined {
    if (!this.#top || row.id === this.#top.id) return undefined;
    const chain = [row];
    for (let at = row; at.parent_id !== this.#top.id; ) {
      const parent = at.parent_id === null ? undefined : this.#folders.get(at.parent_id);
      if (!parent || chain.length > deepest) return undefined;
      chain.push(parent);
      at = parent;
    }
    return chain.reverse();
  }

  /** Whether all folders on the way may be listed: then everything in the last one is shown, as a listing does. */
  #mayEnter(chain: readonly FileRow[]): boolean {
    const { scope, chain: above } = this.#place;
    if (scope.rights(above) === undefined) return true;
    return chain.slice(0, -1).every((_, at) => {
      const rights = scope.rights([...above, ...chain.slice(0, at + 1)]);
      return rights === undefined || includes(rights, FilePermission.READ);
    });
  }
}
