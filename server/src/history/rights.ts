import { ApiError, ErrorCode, FilePermission } from '@canopy/contract';
import { includes, type Place, type Ruled, type Scope } from '../drive/index.ts';
import type { Plan } from './plan.ts';
import type { PresentRow } from './rewind-store.ts';

/** Owners and administrators may do everything; others what the rules on each object say. */
export function isFree(scope: Scope): boolean {
  return scope.rights([]) === undefined;
}

/**
 * What somebody who is not the owner may do with things below a folder, by the rules on each of them and on the
 * folders in between.
 */
export class RightsBelow {
  readonly #place: Place;
  readonly #present: ReadonlyMap<number, PresentRow>;

  constructor(place: Place, present: ReadonlyMap<number, PresentRow>) {
    this.#place = place;
    this.#present = present;
  }

  /** Undefined for what is not below the folder now. */
  may(permission: FilePermission, id: number): boolean | undefined {
    const chain = this.#chainTo(id);
    if (!chain) return undefined;
    const rights = this.#place.scope.rights(chain);
    return rights === undefined || includes(rights, permission);
  }

  #chainTo(id: number): Ruled[] | undefined {
    const top = this.#place.chain.at(-1)?.id;
    const below: Ruled[] = [];
    for (let at: number | null = id; at !== top; ) {
      const row: PresentRow | undefined = at === null ? undefined : this.#present.get(at);
      if (!row) return undefined;
      below.push(row);
      at = row.parentId;
    }
    return [...this.#place.chain, ...below.reverse()];
  }
}

/** @throws ApiError 40082 when the caller may not change one of the things that a plan touches */
export function demandRights(place: Place, plan: Plan, present: ReadonlyMap<number, PresentRow>): void {
  if (isFree(place.scope)) return;
  const rights = new RightsBelow(place, present);
  // What is in the trash comes back only to who put it there, and what lies in it comes along.
  const demand = (permission: FilePermission, id: number) => {
    if (rights.may(permission, id) === false)
      throw new ApiError(ErrorCode.OWNER_ONLY, 'You may not change all of this.');
  };
  for (const { id, parentId } of plan.relocations) {
    demand(FilePermission.DELETE, id);
    demand(FilePermission.CREATE, parentId);
  }
  for (const { parentId } of plan.remade) demand(FilePermission.CREATE, parentId);
  for (const id of plan.trashed) demand(FilePermission.DELETE, id);
  for (const id of plan.kept) demand(FilePermission.UPDATE, id);
}
