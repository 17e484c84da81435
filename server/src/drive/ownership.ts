import { ApiError, ErrorCode } from '@canopy/contract';
import type { Transactor } from '../db/index.ts';
import type { EntityStore } from './entity-store.ts';
import type { Quota } from './ports.ts';
import type { RemovalHook } from './purge.ts';
import { FileKind, type FileRow } from './rows.ts';
import type { TreeStore } from './tree-store.ts';
import type { WalkStore } from './walk-store.ts';

/** Gives trees to other owners. */
export class Transfers {
  readonly #hooks: RemovalHook[] = [];
  readonly #parts: { tree: TreeStore; walk: WalkStore; entities: EntityStore; quota: Quota };

  constructor(parts: { tree: TreeStore; walk: WalkStore; entities: EntityStore; quota: Quota }) {
    this.#parts = parts;
  }

  /** Called for what goes to another owner, in the same transaction: higher folders end what the old owner allowed. */
  onHandOver(hook: RemovalHook): void {
    this.#hooks.push(hook);
  }

  /**
   * Makes a row and everything below it belong to somebody else, who pays for it from now on. Both trees are
   * locked.
   * @param byVisitor somebody takes it who owns neither it nor the drive: shortcuts to other shares stay
   * @throws ApiError 403 for such shortcuts, 40079 for more than `limit` objects, 40051 when the new owner has not the room.
   */
  async handOver(
    tx: Transactor,
    row: FileRow,
    ownerId: number,
    { limit, byVisitor }: { limit: number; byVisitor: boolean },
  ): Promise<void> {
    const { tree, walk, entities, quota } = this.#parts;
    let bytes = 0;
    // Each list is done with before the next is read: the size of a tree costs time, not memory.
    const take = async (rows: readonly FileRow[]) => {
      const files = rows.filter((each) => each.kind === FileKind.FILE).map((each) => each.id);
      bytes += await entities.bytesOf(tx.db, files);
      const ids = rows.map((each) => each.id);
      // Whom the old owner let in is nothing that the new one decided.
      await tree.update(tx, ids, { owner_id: ownerId, permissions: null });
      for (const hook of this.#hooks) await hook(tx, ids);
    };
    await take([row]);
    let count = 1;
    for await (const rows of walk.below(tx.db, [row])) {
      if (byVisitor && rows.some((below) => below.symbolic === 1)) {
        throw new ApiError(ErrorCode.NO_PERMISSION, 'A folder with shortcuts to other shares cannot be taken away.');
      }
      count += rows.length;
      if (count > limit) throw new ApiError(ErrorCode.FILE_COUNT_LIMIT);
      await take(rows);
    }
    if (bytes > 0) {
      await quota.reserve(tx, ownerId, bytes);
      await quota.release(tx, row.owner_id, bytes);
    }
  }
}
