import { ApiError, ErrorCode, FilePermission } from '@canopy/contract';
import { FileKind, includes, type Place, type Ruled, type Scope } from '../drive/index.ts';
import type { Past } from './past.ts';
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
  readonly #folders: ReadonlyMap<number, number>;

  /** @param folders the folders of what is looked at as if it were there, and not where its row says */
  constructor(
    place: Place,
    present: ReadonlyMap<number, PresentRow>,
    folders: ReadonlyMap<number, number> = new Map(),
  ) {
    this.#place = place;
    this.#present = present;
    this.#folders = folders;
  }

  /** Undefined for what is not below the folder. */
  may(permission: FilePermission, id: number): boolean | undefined {
    const chain = this.#chainTo(id);
    if (!chain) return undefined;
    const rights = this.#place.scope.rights(chain);
    return rights === undefined || includes(rights, permission);
  }

  #chainTo(id: number): Ruled[] | undefined {
    const top = this.#place.chain.at(-1)?.id;
    const below: Ruled[] = [];
    for (let at = id; at !== top; ) {
      const row: PresentRow | undefined = this.#present.get(at);
      const parentId: number | null | undefined = this.#folders.get(at) ?? row?.parentId;
      if (parentId === null || parentId === undefined) return undefined;
      below.push(row ?? madeAnew);
      at = parentId;
    }
    return [...this.#place.chain, ...below.reverse()];
  }
}

/** A folder that was deleted for good comes without rules of its own. */
const madeAnew: Ruled = { kind: FileKind.FOLDER, permissions: null };

/**
 * Makes sure that the caller may do all that a plan does: by the rules where things are, and by those where they will
 * be. What is in the trash is under no rules until it is back, so those of its place count.
 * @throws ApiError 40082
 */
export function demandRights(
  place: Place,
  plan: Plan,
  past: ReadonlyMap<number, Past>,
  present: ReadonlyMap<number, PresentRow>,
): void {
  if (isFree(place.scope)) return;
  const now = new RightsBelow(place, present);
  const folders = new Map([...plan.remade, ...plan.relocations].map(({ id, parentId }) => [id, parentId]));
  const then = new RightsBelow(place, present, folders);
  const refuse = () => {
    throw new ApiError(ErrorCode.OWNER_ONLY, 'You may not change all of this.');
  };
  // What is in the trash comes back only to who put it there, and what lies in it comes along.
  const demandNow = (permission: FilePermission, id: number) => now.may(permission, id) !== false || refuse();
  const demandThen = (permission: FilePermission, id: number) => then.may(permission, id) === true || refuse();
  for (const { id } of plan.relocations) demandNow(FilePermission.DELETE, id);
  for (const { parentId } of [...plan.relocations, ...plan.remade]) {
    demandNow(FilePermission.CREATE, parentId);
    demandThen(FilePermission.CREATE, parentId);
  }
  for (const id of plan.trashed) demandNow(FilePermission.DELETE, id);
  for (const id of plan.kept) {
    demandNow(FilePermission.UPDATE, id);
    // To come back as it is, a file need not be one that he may write.
    if (isWritten(past.get(id))) demandThen(FilePermission.UPDATE, id);
  }
}

/** Whether the contents or the metadata of a file are set back. */
function isWritten(past: Past | undefined): boolean {
  return past !== undefined && (past.primary !== undefined || past.metadata.size > 0);
}
