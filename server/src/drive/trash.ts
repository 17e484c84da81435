import { randomUUID } from 'node:crypto';
import {
  ApiError,
  Capability,
  type DeleteFileService,
  ErrorCode,
  FilePermission,
  FileUri,
  GroupPermission,
} from '@canopy/contract';
import type { Database, Transactor } from '../db/index.ts';
import type { Clock } from '../kernel/index.ts';
import { Batch, type Target } from './batch.ts';
import { type Change, changeFrom, type Journal, toldUri } from './journal.ts';
import type { Locator } from './locate.ts';
import { type LockManager, lockTargets } from './locks.ts';
import type { MetadataStore } from './metadata-store.ts';
import type { Source } from './move.ts';
import { demandCapability } from './namespace.ts';
import type { Actor, DriveSettings, Owner } from './ports.ts';
import type { Purger } from './purge.ts';
import type { Restrictions } from './restrictions.ts';
import { chunked, type FileRow, MetadataKey } from './rows.ts';
import { existingItem, wholeChain } from './scope.ts';
import type { TreeStore } from './tree-store.ts';

/** Items of trashes that are looked at in one go. */
const itemsOfLook = 1000;
/** Items that one transaction deletes. */
const itemsOfStep = 100;

export interface TrashParts {
  readonly database: Database;
  readonly clock: Clock;
  readonly locator: Locator;
  readonly tree: TreeStore;
  readonly metadata: MetadataStore;
  readonly locks: LockManager;
  readonly journal: Journal;
  readonly purger: Purger;
  readonly restrictions: Restrictions;
  readonly settings: DriveSettings;
}

/** Deletes: into the trash, out of it, and what lay in it for too long (file.md 8.5). */
export class Trash {
  readonly #parts: TrashParts;

  constructor(parts: TrashParts) {
    this.#parts = parts;
  }

  /** @throws ApiError as the contract's deleteFiles */
  async delete(actor: Actor, request: DeleteFileService): Promise<void> {
    const { database, locator, tree, locks, settings, purger } = this.#parts;
    const forGood = request.skip_soft_delete === true;
    const unlink = request.unlink === true;
    if (unlink && !actor.caller.group.permissions.has(GroupPermission.ADVANCE_DELETE)) {
      throw new ApiError(ErrorCode.NO_PERMISSION, 'Your group may not keep the stored objects of deleted files.');
    }
    const batch = await Batch.open(locator, actor.caller, request.uris, settings.maxBatchedFile, {
      signInPerItem: true,
    });
    await database.write(async (tx) => {
      for (const ownerId of batch.ownersWith()) await tx.lockTree(ownerId);
      const sources = await this.#open(tx, batch, batch.sift(await batch.find(tx.db, tree), deletable(forGood)));
      for (const [scope, targets] of lockTargets(sources, true)) await locks.demandFree(tx, scope, targets);
      for (const [owner, rows] of byOwner(sources)) {
        if (forGood) {
          await purger.purge(
            tx,
            owner.id,
            actor,
            rows.map(({ row }) => row),
            unlink,
          );
        } else await this.#toTrash(tx, actor, owner, rows);
      }
    });
    batch.finish();
  }

  /** Those that the caller may delete to the last file. */
  async #open(tx: Transactor, batch: Batch, sources: readonly (Source & { key: string })[]): Promise<Source[]> {
    const open: Source[] = [];
    for (const source of sources) {
      try {
        await this.#parts.restrictions.demandBelow(tx.db, source.place, FilePermission.DELETE);
        open.push(source);
      } catch (error) {
        batch.fail(source.key, error);
      }
    }
    return open;
  }

  /** Deletes everything in the caller's trash for good. @throws ApiError as the contract's emptyTrash */
  async empty(actor: Actor): Promise<void> {
    const { database, locator, locks, purger } = this.#parts;
    const scope = await locator.open(FileUri.root('trash'), actor.caller);
    await database.write(async (tx) => {
      await tx.lockTree(scope.owner.id);
      await locks.demandFree(tx, scope, [{ elements: [], infinite: true }]);
      await purger.emptyTrash(tx, scope.owner.id, actor);
    });
  }

  /**
   * Deletes for good what should have left the trashes by now; a time that cannot be read has passed.
   * @returns how many items were deleted.
   */
  async expire(signal?: AbortSignal): Promise<number> {
    const { database, metadata, clock } = this.#parts;
    const now = Math.floor(clock.now() / 1000);
    let expired = 0;
    for (let after = 0; !signal?.aborted; ) {
      const page = await metadata.withKey(database, MetadataKey.EXPECTED_COLLECT_TIME, after, itemsOfLook);
      const last = page.at(-1);
      if (!last) break;
      after = last.file_id;
      const due = page.filter(({ value }) => isDue(value, now)).map((row) => row.file_id);
      for (const ids of chunked(due, itemsOfStep)) expired += await this.#expireItems(ids, now);
    }
    return expired;
  }

  async #expireItems(ids: readonly number[], now: number): Promise<number> {
    const { database, tree, metadata, purger } = this.#parts;
    const seen = await tree.byIds(database.read, ids);
    let expired = 0;
    for (const ownerId of new Set(seen.map((row) => row.owner_id))) {
      expired += await database.write(async (tx) => {
        await tx.lockTree(ownerId);
        const facts = await metadata.ofMany(tx.db, ids);
        // Somebody may have restored an item meanwhile, and deleted it again: then its time begins anew.
        const rows = (await tree.byIds(tx.db, ids)).filter(
          ({ id, owner_id, trash_key }) =>
            owner_id === ownerId &&
            trash_key !== null &&
            isDue(facts.get(id)?.[MetadataKey.EXPECTED_COLLECT_TIME] ?? '', now),
        );
        await purger.purge(tx, ownerId, undefined, rows);
        return rows.length;
      });
    }
    return expired;
  }

  async #toTrash(tx: Transactor, actor: Actor, owner: Owner, sources: readonly Source[]): Promise<void> {
    const { tree, metadata, journal, clock } = this.#parts;
    const now = clock.now();
    const collectAt = String(Math.floor(now / 1000) + owner.group.trashRetention);
    const changes: Change[] = [];
    const facts: { file_id: number; key: string; value: string }[] = [];
    for (const { row, place } of sources) {
      const key = randomUUID();
      const uri = FileUri.root('my').join(
        ...wholeChain(place)
          .slice(1)
          .map((above) => above.name),
      );
      await tree.toTrash(tx, row.id, key, now);
      facts.push({ file_id: row.id, key: MetadataKey.RESTORE_URI, value: uri.toString() });
      facts.push({ file_id: row.id, key: MetadataKey.EXPECTED_COLLECT_TIME, value: collectAt });
      changes.push(changeFrom('trash', row, { parent_id: null, name: row.name }, { key, from: toldUri(place.uri) }));
    }
    await metadata.put(tx, facts);
    await journal.append(tx, owner.id, actor, changes);
  }
}

/** @param now in seconds. A time that cannot be read has passed. */
function isDue(collectAt: string, now: number): boolean {
  return !/^\d{1,15}$/.test(collectAt) || Number(collectAt) < now;
}

function deletable(forGood: boolean): (target: Target) => Source & { key: string } {
  return ({ item, place }) => {
    demandCapability(place.scope.namespace, forGood ? Capability.DELETE : Capability.SOFT_DELETE, Capability.LOCK);
    const row: FileRow = existingItem(place);
    place.scope.demand(FilePermission.DELETE, place);
    return { key: item.key, row, place };
  };
}

function byOwner(sources: readonly Source[]): Map<Owner, Source[]> {
  const owners = new Map<number, Owner>();
  const groups = new Map<Owner, Source[]>();
  for (const source of sources) {
    const { id } = source.place.scope.owner;
    const owner = owners.get(id) ?? source.place.scope.owner;
    owners.set(id, owner);
    const group = groups.get(owner);
    if (group) group.push(source);
    else groups.set(owner, [source]);
  }
  return groups;
}
