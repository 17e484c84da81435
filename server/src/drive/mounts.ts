import {
  ApiError,
  Capability,
  ErrorCode,
  FileUri,
  type IdCodec,
  IdKind,
  type MountPolicyService,
  type StoragePolicy,
} from '@canopy/contract';
import type { Database } from '../db/index.ts';
import type { Caller } from '../kernel/index.ts';
import { changeAt, type Journal } from './journal.ts';
import type { Locator } from './locate.ts';
import type { LockManager } from './locks.ts';
import { demandCapability } from './namespace.ts';
import type { Actor, Owner, Owners, Policies } from './ports.ts';
import type { FileRow } from './rows.ts';
import { existingFolder, type Place, wholeChain } from './scope.ts';
import type { TreeStore } from './tree-store.ts';

/**
 * The storage policy for new data at a place (file.md 7): of a file the one it was stored under, else the nearest
 * mount above it, else the first of the owner's group. What his group may not use any more is passed over.
 * @returns null where nothing can be stored
 */
export function policyOf(place: Place): number | null {
  const { scope } = place;
  const nearest = wholeChain(place).findLast((row) => hasOwnPolicy(row, scope.owner));
  return nearest?.policy_id ?? scope.owner.policyIds[0] ?? null;
}

/** Whether a row has a policy of its own that its owner may use. */
export function hasOwnPolicy({ policy_id }: FileRow, { policyIds }: Owner): boolean {
  return policy_id !== null && policyIds.includes(policy_id);
}

export interface MountParts {
  readonly database: Database;
  readonly ids: IdCodec;
  readonly locator: Locator;
  readonly tree: TreeStore;
  readonly locks: LockManager;
  readonly journal: Journal;
  readonly owners: Owners;
  readonly policies: Policies;
}

/** Storage policies on folders: where new data below them goes. */
export class Mounts {
  readonly #parts: MountParts;

  constructor(parts: MountParts) {
    this.#parts = parts;
  }

  /** What the caller may mount, in the order of his group. */
  async available(caller: Caller): Promise<StoragePolicy[]> {
    const owner = await this.#parts.owners.find(caller.userId);
    const found = await Promise.all((owner?.policyIds ?? []).map((id) => this.#parts.policies.present(id)));
    return found.filter((policy) => policy !== undefined);
  }

  /** Mounts, or with an empty `policy_id` lets the folder inherit again. @throws ApiError as mountStoragePolicy */
  async mount(actor: Actor, { uri: text, policy_id }: MountPolicyService): Promise<void> {
    const { database, ids, locator, tree, locks, journal } = this.#parts;
    const uri = FileUri.parse(text).withoutSearch();
    const policyId = policy_id === '' ? null : ids.decode(IdKind.POLICY, policy_id);
    const scope = await locator.open(uri, actor.caller);
    demandCapability(scope.namespace, Capability.MOUNT, Capability.LOCK);
    if (!scope.owned) throw new ApiError(ErrorCode.OWNER_ONLY);
    if (policyId !== null) await this.#demandUsable(policyId, scope.owner);
    await database.write(async (tx) => {
      await tx.lockTree(scope.owner.id);
      const place = await scope.find(tx.db, uri);
      const folder = existingFolder(place, ErrorCode.NO_PERMISSION);
      await locks.demandFree(tx, scope, [{ elements: uri.elements, infinite: false }]);
      if (folder.policy_id === policyId) return;
      await tree.update(tx, [folder.id], { policy_id: policyId });
      const detail = { before: folder.policy_id, after: policyId };
      await journal.append(tx, scope.owner.id, actor, [changeAt('mount', folder, detail)]);
    });
  }

  async #demandUsable(policyId: number, owner: Owner): Promise<void> {
    if (!(await this.#parts.policies.present(policyId))) throw new ApiError(ErrorCode.POLICY_NOT_EXIST);
    if (owner.policyIds.includes(policyId)) return;
    throw new ApiError(ErrorCode.POLICY_NOT_ALLOWED, 'Your group may not use this storage policy.');
  }
}
