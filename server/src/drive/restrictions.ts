import { ApiError, ErrorCode, FilePermission } from '@canopy/contract';
import type { Executor } from '../db/index.ts';
import { includes, noRights, type Rights, type Ruled } from './permissions.ts';
import { FileKind, type FileRow } from './rows.ts';
import type { Place } from './scope.ts';
import type { TreeStore } from './tree-store.ts';

/** Most files with rules of their own that one look goes through. */
const mostLookedAt = 10_000;

/**
 * What the rules of single files forbid below a place. A right on a folder reaches everything below that has no
 * rules of its own; those few that have are found by their index and followed up to the folder.
 */
export class Restrictions {
  readonly #tree: TreeStore;

  constructor({ tree }: { tree: TreeStore }) {
    this.#tree = tree;
  }

  /**
   * Makes sure that the caller has a right on everything below a place on which he has it.
   * @throws ApiError OWNER_ONLY when something below is closed to him.
   */
  async demandBelow(db: Executor, place: Place, permission: FilePermission): Promise<void> {
    const { scope, chain } = place;
    const top = chain.at(-1);
    if (!top || top.kind === FileKind.FILE || scope.rights(chain) === undefined) return;
    const ruled = await this.#tree.ruled(db, scope.owner.id, mostLookedAt);
    const closed = ruled.filter((row) => {
      const rights = scope.rights([...chain, row]);
      return rights !== undefined && !includes(rights, permission);
    });
    if (closed.length === 0) return;
    const below = ruled.length === mostLookedAt || (await this.#isBelow(db, closed, top.id));
    if (below) throw new ApiError(ErrorCode.OWNER_ONLY, 'Something in this folder is closed to you.');
  }

  /** Whether one of the rows is below the folder. Climbs level by level, all rows together. */
  async #isBelow(db: Executor, rows: readonly FileRow[], folderId: number): Promise<boolean> {
    const seen = new Set<number>();
    let parents = new Set(rows.map((row) => row.parent_id));
    for (;;) {
      if (parents.has(folderId)) return true;
      const next = [...parents].filter((id) => id !== null && !seen.has(id)) as number[];
      if (next.length === 0) return false;
      for (const id of next) seen.add(id);
      parents = new Set((await this.#tree.byIds(db, next)).map((row) => row.parent_id));
    }
  }
}

/** While trees are walked from the top down: what of them their visitor may read. */
export class Readable {
  readonly #tops = new Map<number, Place>();
  /** Whose tree each folder is part of, and the rows with rules on the way down to it. */
  readonly #entered = new Map<number, { readonly top: Place; readonly ruled: readonly Ruled[] }>();

  constructor(tops: readonly { readonly row: FileRow; readonly place: Place }[]) {
    for (const { row, place } of tops) {
      this.#tops.set(row.id, place);
      this.#entered.set(row.id, { top: place, ruled: [] });
    }
  }

  /**
   * Whether the row may be read; its folder was asked about before. What lies in a closed folder is closed,
   * and so are shortcuts to the shares of others, which carry their passwords.
   */
  enter(row: Pick<FileRow, 'id' | 'parent_id' | 'kind' | 'permissions' | 'symbolic'>): boolean {
    const folder = this.#entered.get(row.parent_id ?? 0);
    if (!folder) return false;
    const { top } = folder;
    const ruled = row.permissions === null ? folder.ruled : [...folder.ruled, row];
    const rights = this.rights(row);
    if (rights !== undefined && (!includes(rights, FilePermission.READ) || row.symbolic === 1)) return false;
    if (row.kind === FileKind.FOLDER) this.#entered.set(row.id, { top, ruled });
    return true;
  }

  /** What may be done with a top, or with a row whose folder was asked about before; undefined = everything. */
  rights(row: Pick<FileRow, 'id' | 'parent_id' | 'kind' | 'permissions'>): Rights | undefined {
    const top = this.#tops.get(row.id);
    if (top) return top.scope.rights(top.chain);
    const folder = this.#entered.get(row.parent_id ?? 0);
    if (!folder) return noRights;
    const { permissions, kind } = row;
    return folder.top.scope.rights([...folder.top.chain, ...folder.ruled, { permissions, kind }]);
  }
}
