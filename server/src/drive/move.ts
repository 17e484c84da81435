import { ApiError, Capability, ErrorCode, FilePermission, FileUri, type MoveFileService } from '@canopy/contract';
import type { Database, Transactor } from '../db/index.ts';
import type { Clock } from '../kernel/index.ts';
import { Batch, type Target } from './batch.ts';
import type { Copier } from './copy.ts';
import { changeFrom, type Journal, toldUri } from './journal.ts';
import type { Locator } from './locate.ts';
import { type LockManager, lockTargets } from './locks.ts';
import type { MetadataStore } from './metadata-store.ts';
import { demandCapability } from './namespace.ts';
import type { Transfers } from './ownership.ts';
import type { Actor, DriveSettings } from './ports.ts';
import type { Restrictions } from './restrictions.ts';
import { type FileRow, isNameTaken, MetadataKey } from './rows.ts';
import { existingFolder, existingItem, type Place, type Scope, wholeChain } from './scope.ts';
import type { TreeStore } from './tree-store.ts';

export interface MoverParts {
  readonly database: Database;
  readonly clock: Clock;
  readonly locator: Locator;
  readonly tree: TreeStore;
  readonly metadata: MetadataStore;
  readonly locks: LockManager;
  readonly journal: Journal;
  readonly copier: Copier;
  readonly transfers: Transfers;
  readonly restrictions: Restrictions;
  readonly settings: DriveSettings;
}

/** Something that is to be somewhere else. */
export interface Source {
  readonly row: FileRow;
  readonly place: Place;
}

/** Moves and copies into a folder (file.md 8.4). */
export class Mover {
  readonly #parts: MoverParts;

  constructor(parts: MoverParts) {
    this.#parts = parts;
  }

  /** @throws ApiError as the contract's moveOrCopyFiles */
  async moveOrCopy(actor: Actor, request: MoveFileService): Promise<void> {
    const { database, locator, tree, copier, settings } = this.#parts;
    const copy = request.copy === true;
    const batch = await Batch.open(locator, actor.caller, request.uris, settings.maxBatchedFile);
    const dst = FileUri.parse(request.dst).withoutSearch();
    const scope = await locator.open(dst, actor.caller);
    demandCapability(scope.namespace, Capability.CREATE, Capability.LOCK);
    await database.write(async (tx) => {
      for (const ownerId of batch.ownersWith(scope.owner.id)) await tx.lockTree(ownerId);
      const into = await scope.find(tx.db, dst);
      existingFolder(into, ErrorCode.NO_PERMISSION);
      scope.demand(FilePermission.CREATE, into);
      const targets = await batch.find(tx.db, tree);
      const sources = await this.#open(tx, batch, targets, into, copy);
      if (sources.length === 0) return;
      await this.demandNames(tx, into, sources);
      await this.#demandFree(tx, into, sources, copy);
      if (copy) await copier.copy(tx, actor, sources, into);
      else await this.relocate(tx, actor, sources, into);
    });
    batch.finish();
  }

  /** The sources that may go; what a visitor takes away must be his to take to the last file. */
  async #open(
    tx: Transactor,
    batch: Batch,
    targets: readonly Target[],
    into: Place,
    copy: boolean,
  ): Promise<readonly Source[]> {
    const sources = batch.sift(targets, (target) => ({ target, source: sourceOf(target, into, copy) }));
    const open: Source[] = [];
    for (const { target, source } of sources) {
      if (!source) continue;
      try {
        if (!copy) await this.#parts.restrictions.demandBelow(tx.db, source.place, FilePermission.DELETE);
        open.push(source);
      } catch (error) {
        batch.fail(target.item.key, error);
      }
    }
    return open;
  }

  /** @throws ApiError OBJECT_EXIST when a name is taken in the folder, or wanted twice. */
  async demandNames(tx: Transactor, into: Place, sources: readonly Source[]): Promise<void> {
    const names = new Set(sources.map(({ row }) => row.name));
    const folder = existingFolder(into);
    const taken = await this.#parts.tree.children(tx.db, folder.id, [...names]);
    if (names.size < sources.length || taken.length > 0) throw new ApiError(ErrorCode.OBJECT_EXIST);
  }

  /** Puts rows into a folder where nothing stands in the way; one update, however many lie below them. */
  async relocate(tx: Transactor, actor: Actor, sources: readonly Source[], into: Place): Promise<void> {
    const { tree, metadata, journal, transfers, clock } = this.#parts;
    const folder = existingFolder(into);
    const { owner } = into.scope;
    const rows = sources.map(({ row }) => row);
    const strangers = rows.filter((row) => row.owner_id !== owner.id);
    for (const { row, place } of sources) {
      if (row.owner_id === owner.id) continue;
      await transfers.handOver(tx, row, owner.id, {
        limit: actor.caller.group.maxWalkedFiles,
        byVisitor: place.scope.rights(place.chain) !== undefined,
      });
    }
    const change = { parent_id: folder.id, trash_key: null, updated_at: clock.now() };
    await tree
      .update(
        tx,
        rows.map((row) => row.id),
        change,
      )
      .catch((error: unknown) => {
        throw isNameTaken(error) ? new ApiError(ErrorCode.OBJECT_EXIST, undefined, { cause: error }) : error;
      });
    const trashed = rows.filter((row) => row.trash_key !== null);
    await metadata.remove(
      tx,
      trashed.map((row) => row.id),
      [MetadataKey.RESTORE_URI, MetadataKey.EXPECTED_COLLECT_TIME],
    );
    const changes = sources.map(({ row, place }) => {
      const to = { parent_id: folder.id, name: row.name };
      const uris = { from: toldUri(place.uri), to: toldUri(into.uri.join(row.name)) };
      return row.trash_key === null
        ? changeFrom('move', row, to, uris)
        : changeFrom('restore', row, to, { key: row.trash_key, ...uris });
    });
    await journal.append(tx, owner.id, actor, changes);
    // The owner who lost something must find that in his own journal.
    for (const loser of new Set(strangers.map((row) => row.owner_id))) {
      const lost = new Set(strangers.filter((row) => row.owner_id === loser).map((row) => row.id));
      await journal.append(
        tx,
        loser,
        actor,
        changes
          .filter((change) => lost.has(change.fileId))
          .map((change) => ({ ...change, detail: { lost: true, ...change.detail } })),
      );
    }
  }

  async #demandFree(tx: Transactor, into: Place, sources: readonly Source[], copy: boolean): Promise<void> {
    const { locks } = this.#parts;
    const arrivals = sources.map(({ row }) => ({ elements: [...into.uri.elements, row.name], infinite: true }));
    if (!copy) {
      for (const [scope, targets] of lockTargets(sources, true)) await locks.demandFree(tx, scope, targets);
    }
    await locks.demandFree(tx, into.scope, arrivals);
  }
}

/** @returns undefined when the source is where it should be already. */
function sourceOf({ place }: Target, into: Place, copy: boolean): Source | undefined {
  const { scope } = place;
  const inTrash = scope.namespace.host === 'trash';
  demandCapability(scope.namespace, bitFor(into.scope, inTrash, copy));
  const row = existingItem(place);
  scope.demand(copy ? FilePermission.READ : FilePermission.DELETE, place);
  // Shortcuts carry the passwords of shares; inside of one owner's tree they stay with him.
  if (
    row.symbolic === 1 &&
    scope.rights(place.chain) !== undefined &&
    (copy || scope.owner.id !== into.scope.owner.id)
  ) {
    throw new ApiError(ErrorCode.NO_PERMISSION, 'This is a shortcut to the share of somebody else.');
  }
  if (wholeChain(into).some((above) => above.id === row.id)) {
    throw new ApiError(ErrorCode.NO_PERMISSION, 'A folder cannot go into itself.');
  }
  if (!copy && row.parent_id === into.chain.at(-1)?.id) return undefined;
  return { row, place };
}

/** What the file system of the source must be able to do. Leaving the trash is restoring to a chosen folder. */
function bitFor(into: Scope, inTrash: boolean, copy: boolean): number {
  if (inTrash && !copy) return Capability.RESTORE;
  const toShare = into.namespace.host === 'share';
  if (copy) return toShare ? Capability.COPY_TO_SHARE : Capability.COPY_TO_MY;
  return toShare ? Capability.MOVE_TO_SHARE : Capability.MOVE_TO_MY;
}
