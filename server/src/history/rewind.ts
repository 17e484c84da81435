import {
  ApiError,
  Capability,
  ErrorCode,
  FilePermission,
  FileUri,
  type IdCodec,
  IdKind,
  type RewindFileService,
  type RewindResult,
} from '@canopy/contract';
import type { Database, Transactor } from '../db/index.ts';
import { type Actor, type Drive, demandCapability, existing, type Place, type Scope } from '../drive/index.ts';
import { breathe, type Clock } from '../kernel/index.ts';
import type { Settings } from '../settings/index.ts';
import { Breath } from './breath.ts';
import { CarryOut } from './carry-out.ts';
import type { LinesStore } from './lines-store.ts';
import type { Moments } from './moments.ts';
import type { Past } from './past.ts';
import type { Plan } from './plan.ts';
import { planRewind } from './planner.ts';
import { Presence } from './presence.ts';
import type { PresentRow, RewindStore } from './rewind-store.ts';
import { demandRights, isFree } from './rights.ts';
import { Window } from './window.ts';

/** Problems that one answer lists. */
const mostProblems = 100;

export interface RewinderParts {
  readonly database: Database;
  readonly clock: Clock;
  readonly ids: IdCodec;
  readonly drive: Pick<
    Drive,
    'entities' | 'journal' | 'locator' | 'locks' | 'metadata' | 'restrictions' | 'tree' | 'versions'
  >;
  readonly settings: Pick<Settings, 'get'>;
  readonly moments: Moments;
  readonly lines: LinesStore;
  readonly store: RewindStore;
}

/** One go at a rewind. */
interface Attempt {
  readonly scope: Scope;
  /** The drive that the tree belongs to. */
  readonly home: Scope;
  readonly uri: FileUri;
  readonly moment: number;
  readonly window: Window;
  readonly dryRun: boolean;
}

/** Sets folders and files back to a moment. */
export class Rewinder {
  readonly #parts: RewinderParts;

  constructor(parts: RewinderParts) {
    this.#parts = parts;
  }

  /** @throws ApiError as the contract's rewindFiles */
  async rewind(actor: Actor, request: RewindFileService, signal?: AbortSignal): Promise<RewindResult> {
    const { database, drive, ids, moments, settings } = this.#parts;
    const uri = FileUri.parse(request.uri).withoutSearch();
    const scope = await drive.locator.open(uri, actor.caller);
    demandCapability(scope.namespace, Capability.CREATE, Capability.RENAME, Capability.VERSION, Capability.LOCK);
    // Nobody who may not do this makes the server read a long journal.
    demandAll(scope, await scope.find(database.read, uri));
    const moment = await moments.decode(scope.owner.id, request.moment);
    const window = new Window(this.#parts, scope.owner.id, moment, settings.get('rewind_max_changes'));
    await window.read(signal);
    const dryRun = request.dry_run === true;
    // What is locked outside of a share is looked for in the drive of its owner.
    const home = isFree(scope) ? await drive.locator.open(homeOf(scope, ids), actor.caller) : scope;
    const work = (tx: Transactor) => this.#rewind(tx, actor, { scope, home, uri, moment, window, dryRun });
    try {
      return await database.write(async (tx) => {
        const result = await work(tx);
        // What would be done is done, counted, and rolled back: so the counts are those of the real one.
        if (dryRun) throw new OnlyTried(result);
        return result;
      });
    } catch (error) {
      if (error instanceof OnlyTried) return error.result;
      throw error;
    }
  }

  async #rewind(
    tx: Transactor,
    actor: Actor,
    { scope, home, uri, moment, window, dryRun }: Attempt,
  ): Promise<RewindResult> {
    const { drive, lines, moments } = this.#parts;
    await tx.lockTree(scope.owner.id);
    const place = await scope.find(tx.db, uri);
    demandAll(scope, place);
    await drive.restrictions.demandBelow(tx.db, place, FilePermission.DELETE);
    await drive.locks.demandFree(tx, scope, [{ elements: uri.elements, infinite: true }]);
    await window.finish(tx);
    const before = await lines.newest(tx.db, scope.owner.id);
    const past = window.past.files;
    const { plan, present } = await this.#plan(tx, actor, place, moment, past);
    demandFew(plan, actor);
    demandRights(place, plan, past, present);
    const carryOut = new CarryOut(this.#parts, tx, { actor, place, home, plan, past, present, moment });
    await carryOut.run();
    const { counts, problems } = carryOut;
    const changed = Object.values(counts).some((count) => count > 0);
    return {
      dry_run: dryRun,
      moment: moments.encode(moment),
      ...(changed && !dryRun && { undo: moments.encode(before) }),
      ...counts,
      unavailable: problems.length,
      // Others are not told what there was: it may have been in folders that they may not see.
      problems: isFree(scope) ? problems.slice(0, mostProblems) : [],
    };
  }

  /** @throws ApiError 40001 when the object did not exist then */
  async #plan(
    tx: Transactor,
    actor: Actor,
    place: Place,
    moment: number,
    past: ReadonlyMap<number, Past>,
  ): Promise<{ plan: Plan; present: ReadonlyMap<number, PresentRow> }> {
    const { scope } = place;
    const top = existing(place);
    const presence = new Presence(this.#parts, tx, past, moment, new Breath());
    await presence.load(top.id);
    if (!presence.existedThen(top.id)) {
      throw new ApiError(ErrorCode.PARAM_INVALID, 'This did not exist at that moment yet.');
    }
    const { userId, anonymous } = actor.caller;
    const free = isFree(scope);
    const plan = await planRewind(
      {
        top: top.id,
        ownerId: scope.owner.id,
        past,
        present: presence.present,
        earlier: presence.earlier,
        // Others bring back only what they put into the trash themselves: all else outside is the owner's.
        mayFetch: ({ taken }, fromTrash) => free || (fromTrash && !anonymous && taken?.by === userId),
        mayReturn: free,
      },
      breathe,
    );
    return { plan, present: presence.present };
  }
}

/** Carries the result of a transaction that is to be rolled back. */
class OnlyTried extends Error {
  readonly result: RewindResult;

  constructor(result: RewindResult) {
    super('only tried');
    this.result = result;
  }
}

function homeOf({ owner }: Scope, ids: IdCodec): FileUri {
  return FileUri.root('my', ids.encode(IdKind.USER, owner.id));
}

function demandAll(scope: Scope, place: Place): void {
  if (existing(place).symbolic === 1) throw new ApiError(ErrorCode.NO_PERMISSION, 'A shortcut has no history.');
  for (const right of [FilePermission.UPDATE, FilePermission.CREATE, FilePermission.DELETE]) scope.demand(right, place);
}

/** @throws ApiError 40079 for more objects than the group of the caller may touch at once */
function demandFew({ relocations, returns, followers, trashed, remade, kept }: Plan, { caller }: Actor): void {
  const moved = new Set([...relocations, ...returns, ...followers].map(({ id }) => id));
  for (const id of kept) moved.add(id);
  const most = Math.max(1, caller.group.maxWalkedFiles);
  if (moved.size + trashed.length + remade.length > most) {
    throw new ApiError(ErrorCode.FILE_COUNT_LIMIT, `More than ${most} objects would have to be set back.`);
  }
}
