import { climb, deepest, pathBelow } from './climb.ts';
import type { Spot } from './line.ts';
import type { Plan, PlanInput, Present, ProblemReason, Relocation, Remade } from './plan.ts';

/** Files that are planned between two pauses. */
const filesOfStep = 500;

/**
 * Plans a rewind. Pure: it looks at nothing but what it is given.
 * @param pause is awaited every now and then, as a plan may be about many files
 */
export function planRewind(input: PlanInput, pause: () => Promise<void>): Promise<Plan> {
  return new Planner(input).plan(pause);
}

class Planner {
  readonly #input: PlanInput;
  readonly #wereWithin = new Map<number, boolean>();
  readonly #areWithin = new Map<number, boolean>();
  readonly #willBeWithin = new Map<number, boolean>();
  /** The folders that the top lies in now. */
  readonly #above = new Set<number>();
  readonly #tops = new Map<number, Present | undefined>();
  readonly #losses = new Map<number, ProblemReason | undefined>();
  readonly #remade = new Map<number, Remade>();
  readonly #problems = new Map<number, ProblemReason>();

  constructor(input: PlanInput) {
    this.#input = input;
    for (const known of [this.#wereWithin, this.#areWithin, this.#willBeWithin]) known.set(input.top, true);
    let at = input.present.get(input.top)?.parentId;
    for (; at && this.#above.size < deepest; at = input.present.get(at)?.parentId) this.#above.add(at);
  }

  async plan(pause: () => Promise<void>): Promise<Plan> {
    const relocations: Relocation[] = [];
    const returns: Relocation[] = [];
    const trashed: number[] = [];
    const kept: number[] = [];
    let count = 0;
    for (const id of this.#input.past.keys()) {
      if (++count % filesOfStep === 0) await pause();
      if (id === this.#input.top) kept.push(id);
      else if (this.#wasWithin(id)) {
        if (!this.#isAvailable(id)) continue;
        kept.push(id);
        const relocation = this.#relocation(id);
        if (relocation) relocations.push(relocation);
      } else if (this.#comesAlong(id)) {
        const way = this.#wayOut(id);
        if (way === 'trash') trashed.push(id);
        else if (way) kept.push(id);
        if (typeof way === 'object') returns.push(way);
      }
    }
    const followers = this.#followersOf([...returns.map(({ id }) => id), ...trashed]);
    kept.push(...followers.map(({ id }) => id));
    const problems = [...this.#problems].map(([id, reason]) => ({ path: this.#pathThen(id), reason }));
    const pathThen = (id: number) => this.#pathThen(id);
    return {
      remade: [...this.#remade.values()],
      relocations,
      returns: this.#outermostFirst(returns),
      followers: this.#outermostFirst(followers),
      trashed,
      kept,
      problems,
      pathThen,
    };
  }

  /** Where it was; undefined = nowhere, or nobody knows. */
  #spotThen(id: number): Spot | undefined {
    const past = this.#input.past.get(id);
    if (past) return past.spot;
    return this.#input.present.get(id) ?? this.#input.earlier.get(id);
  }

  #wasWithin(id: number): boolean {
    return climb(this.#wereWithin, id, (at) => this.#spotThen(at)?.parentId);
  }

  #isWithin(id: number): boolean {
    return climb(this.#areWithin, id, (at) => this.#input.present.get(at)?.parentId);
  }

  /** Whether it is within when all is back: it is there now, or lies in something that comes back. */
  #comesAlong(id: number): boolean {
    const known = this.#willBeWithin;
    return climb(known, id, (at) => {
      if (!this.#stays(at)) return this.#input.present.get(at)?.parentId;
      known.set(at, true);
      return at;
    });
  }

  /** Whether it belongs below the top and will be there. */
  #stays(id: number): boolean {
    return this.#wasWithin(id) && !this.#lossOf(id);
  }

  /** What its tree hangs from: the root of a drive or an item of the trash; undefined = deleted for good. */
  #topOf(id: number): Present | undefined {
    const climbed: number[] = [];
    let at: number | null = id;
    let top: Present | undefined;
    while (at !== null && !this.#tops.has(at) && climbed.length < deepest) {
      climbed.push(at);
      top = this.#input.present.get(at);
      at = top ? top.parentId : null;
    }
    if (at !== null) top = this.#tops.get(at);
    for (const step of climbed) this.#tops.set(step, top);
    return top;
  }

  /** Whether it can be put where it was. If not, the outermost of what is lost is told. */
  #isAvailable(id: number): boolean {
    const reason = this.#lossOf(id);
    if (!reason) return true;
    const parentId = this.#spotThen(id)?.parentId as number;
    if (!this.#lossOf(parentId)) this.#problems.set(id, reason);
    return false;
  }

  /** Why something that was below the top cannot be there again; undefined = it can. */
  #lossOf(id: number): ProblemReason | undefined {
    if (id === this.#input.top) return undefined;
    if (!this.#losses.has(id)) this.#losses.set(id, this.#findLoss(id));
    return this.#losses.get(id);
  }

  #findLoss(id: number): ProblemReason | undefined {
    const { present, past, ownerId, mayFetch } = this.#input;
    const row = present.get(id);
    if (!row || !this.#topOf(id)) return 'deleted';
    if (row.ownerId !== ownerId) return 'elsewhere';
    if (this.#above.has(id)) return 'above';
    const changes = past.get(id);
    if (changes && !this.#isWithin(id) && !mayFetch(changes, this.#topOf(id)?.inTrash === true)) return 'forbidden';
    // What lies where it was comes along with its folder, or not at all.
    const spot = this.#spotThen(id) as Spot;
    return sameSpot(row, spot) ? this.#lossOf(spot.parentId as number) : undefined;
  }

  /** The way back below the top; undefined = it is there, or comes along with its folder. */
  #relocation(id: number): Relocation | undefined {
    const row = this.#input.present.get(id) as Present;
    const spot = this.#spotThen(id) as Spot;
    if (sameSpot(row, spot)) return undefined;
    const parentId = spot.parentId as number;
    this.#remake(parentId);
    const from = this.#topOf(id)?.inTrash ? 'trash' : 'folder';
    return { id, parentId, name: spot.name, from, renamedOnly: row.parentId === parentId };
  }

  /** Plans a new folder for each on the way down that cannot be had any more. */
  #remake(id: number): void {
    const reason = this.#lossOf(id);
    if (!reason || this.#remade.has(id)) return;
    const { parentId, name } = this.#spotThen(id) as Spot;
    this.#remake(parentId as number);
    this.#remade.set(id, { id, parentId: parentId as number, name });
    // A folder that went with the one it was in has no line of its own; the outermost is told in either case.
    if (!this.#lossOf(parentId as number)) this.#problems.set(id, reason);
  }

  /** How something that came in leaves; undefined = with the folder it is in, where it was not before. */
  #wayOut(id: number): Relocation | 'trash' | 'along' | undefined {
    const row = this.#input.present.get(id) as Present;
    const spot = this.#spotThen(id);
    const existed = this.#input.mayReturn && spot !== undefined && spot.parentId !== null && this.#leadsHome(id);
    if (existed && sameSpot(row, spot)) return 'along';
    if (existed) {
      const renamedOnly = spot.parentId === row.parentId;
      return { id, parentId: spot.parentId as number, name: spot.name, from: 'folder', renamedOnly };
    }
    // What a rewind brought here goes in any case, so that undoing it is exact.
    const brought = this.#input.past.get(id)?.taken?.byRewind === true;
    return row.parentId !== null && (brought || this.#stays(row.parentId)) ? 'trash' : undefined;
  }

  /** Whether the folder where it was is still in this tree, and not in the trash. */
  #leadsHome(id: number): boolean {
    if (!this.#existedThen(id)) return false;
    const parentId = this.#spotThen(id)?.parentId as number;
    const parent = this.#input.present.get(parentId);
    const top = this.#topOf(parentId);
    return parent?.ownerId === this.#input.ownerId && top !== undefined && !top.inTrash;
  }

  #existedThen(id: number): boolean {
    let at: number | null = id;
    for (let depth = 0; at !== null && depth < deepest; depth++) {
      const spot = this.#spotThen(at);
      if (!spot) return false;
      at = spot.parentId;
    }
    return at === null;
  }

  #followersOf(leaving: readonly number[]): Relocation[] {
    const { past, present, ownerId, mayReturn } = this.#input;
    if (leaving.length === 0 || !mayReturn) return [];
    const leave = new Map(leaving.map((id) => [id, true]));
    const followers: Relocation[] = [];
    for (const [id, changes] of past) {
      const row = present.get(id);
      if (!row || row.ownerId !== ownerId || !changes.taken?.byRewind) continue;
      if (this.#wasWithin(id) || this.#comesAlong(id) || !this.#topOf(id)) continue;
      if (!climb(leave, id, (at) => this.#spotThen(at)?.parentId)) continue;
      const from = this.#topOf(id)?.inTrash ? 'trash' : 'folder';
      const { parentId, name } = changes.spot as { parentId: number; name: string };
      if (this.#topOf(parentId)) followers.push({ id, parentId, name, from, renamedOnly: row.parentId === parentId });
    }
    return followers;
  }

  #outermostFirst(relocations: readonly Relocation[]): Relocation[] {
    const depths = new Map(relocations.map(({ id }) => [id, this.#depthThen(id)]));
    return relocations.toSorted((a, b) => (depths.get(a.id) ?? 0) - (depths.get(b.id) ?? 0));
  }

  #depthThen(id: number): number {
    let depth = 0;
    for (let at = this.#spotThen(id)?.parentId; at && depth < deepest; at = this.#spotThen(at)?.parentId) depth++;
    return depth;
  }

  #pathThen(id: number): string {
    return pathBelow(this.#input.top, id, (at) => this.#spotThen(at)) ?? '';
  }
}

function sameSpot(a: Spot, b: Spot): boolean {
  return a.parentId === b.parentId && a.name === b.name;
}
