import type { Database, Transactor } from '../db/index.ts';
import type { Batch, Target } from './batch.ts';
import { type LockManager, lockTargets } from './locks.ts';
import type { FileRow } from './rows.ts';
import { existingItem } from './scope.ts';
import type { TreeStore } from './tree-store.ts';

interface ChangeEachParts {
  readonly database: Database;
  readonly tree: TreeStore;
  readonly locks: LockManager;
}

/** A change of what single objects say of themselves, wherever they lie and whatever lies below them. */
interface ChangeOfEach {
  /** What is wrong with one entry becomes its failure. It must have made sure that the entry exists, and is no root. */
  readonly demand: (target: Target) => Target;
  /** What is wrong with one of those that passed stops the whole call. */
  readonly demandOfAll?: (target: Target) => void;
  /** Changes rows of one tree, which is locked. */
  readonly apply: (tx: Transactor, ownerId: number, rows: readonly FileRow[]) => Promise<void>;
}

/**
 * Changes the entries of a batch in one transaction: those that may be changed and are not locked.
 * @throws ApiError 40073 when something holds a lock on one of them, 40081 when entries failed.
 */
export async function changeEach(parts: ChangeEachParts, batch: Batch, change: ChangeOfEach): Promise<void> {
  const { database, tree, locks } = parts;
  await database.write(async (tx) => {
    for (const ownerId of batch.ownersWith()) await tx.lockTree(ownerId);
    const targets = batch.sift(await batch.find(tx.db, tree), change.demand);
    for (const target of targets) change.demandOfAll?.(target);
    for (const [scope, places] of lockTargets(targets, false)) await locks.demandFree(tx, scope, places);
    const rows = Map.groupBy(
      targets.map(({ place }) => existingItem(place)),
      (row) => row.owner_id,
    );
    for (const [ownerId, owned] of rows) await change.apply(tx, ownerId, owned);
  });
  batch.finish();
}
