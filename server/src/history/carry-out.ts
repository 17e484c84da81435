import { randomUUID } from 'node:crypto';
import { ApiError, ErrorCode, FileUri, type RewindResult } from '@canopy/contract';
import type { Transactor } from '../db/index.ts';
import {
  type Actor,
  type Change,
  changeAt,
  changeFrom,
  type Drive,
  FileKind,
  type FileRow,
  isNameTaken,
  type LockTarget,
  MetadataKey,
  type Place,
  type Scope,
} from '../drive/index.ts';
import type { Clock } from '../kernel/index.ts';
import { Breath } from './breath.ts';
import type { Past } from './past.ts';
import type { Plan, Present, Problem, Relocation } from './plan.ts';
import type { RewindStore } from './rewind-store.ts';
import { SetBack } from './set-back.ts';

const trashMetadata = [MetadataKey.RESTORE_URI, MetadataKey.EXPECTED_COLLECT_TIME];

export interface CarryOutParts {
  readonly drive: Pick<Drive, 'entities' | 'journal' | 'locator' | 'locks' | 'metadata' | 'tree' | 'versions'>;
  readonly clock: Clock;
  readonly store: RewindStore;
}

/** What a rewind is about. */
export interface RewindOrder {
  readonly actor: Actor;
  /** The folder or file that is set back. */
  readonly place: Place;
  /** The drive that the tree belongs to, as the caller opens it. */
  readonly home: Scope;
  readonly plan: Plan;
  readonly past: ReadonlyMap<number, Past>;
  /** As they were looked at for the plan. */
  readonly present: ReadonlyMap<number, Present>;
  /** Position that is gone back to. */
  readonly moment: number;
}

export type Counts = Pick<
  RewindResult,
  'trashed' | 'restored' | 'moved' | 'renamed' | 'remade' | 'contents' | 'metadata' | 'views' | 'permissions'
>;

/** Makes a plan true, in a transaction that locked the tree. One object serves one rewind. */
export class CarryOut {
  readonly counts: Counts = {
    trashed: 0,
    restored: 0,
    moved: 0,
    renamed: 0,
    remade: 0,
    contents: 0,
    metadata: 0,
    views: 0,
    permissions: 0,
  };
  readonly problems: Problem[] = [];
  readonly #parts: CarryOutParts;
  readonly #tx: Transactor;
  readonly #order: RewindOrder;
  readonly #mark: { readonly rewind: number };
  readonly #breath = new Breath();
  /** As they were before. */
  readonly #rows = new Map<number, FileRow>();
  readonly #made = new Map<number, number>();
  /** What could not go back and stays as it is. */
  readonly #left = new Set<number>();
  readonly #changes: Change[] = [];
  readonly #untrashed: number[] = [];
  readonly #facts: { file_id: number; key: string; value: string }[] = [];
  /** Folders for the trash to remember, by the number of the folder something was in. */
  readonly #homes = new Map<number | null, FileUri>();
  readonly #spots = new Map<number, Relocation>();

  constructor(parts: CarryOutParts, tx: Transactor, order: RewindOrder) {
    this.#parts = parts;
    this.#tx = tx;
    this.#order = order;
    this.#mark = { rewind: order.moment };
    const { relocations, returns, followers } = order.plan;
    for (const one of [...relocations, ...returns, ...followers]) this.#spots.set(one.id, one);
  }

  /** @throws ApiError 40073 for locks, 409 when the tree is not as the journal says */
  async run(): Promise<void> {
    const { drive } = this.#parts;
    const { plan } = this.#order;
    this.problems.push(...plan.problems);
    await this.#load();
    await this.#demandFree();
    await this.#detach();
    for (const folder of plan.remade) await this.#remake(folder);
    for (const relocation of plan.relocations) await this.#relocate(relocation);
    for (const relocation of plan.returns) {
      if (await this.#fits(relocation, true)) await this.#relocate(relocation);
      else {
        this.#left.add(relocation.id);
        await this.#trash(relocation.id);
      }
    }
    for (const id of plan.trashed) await this.#trash(id);
    for (const relocation of plan.followers) {
      if (await this.#fits(relocation, false)) await this.#relocate(relocation);
      else await this.#leave(relocation.id);
    }
    await drive.metadata.remove(this.#tx, this.#untrashed, trashMetadata);
    await drive.metadata.put(this.#tx, this.#facts);
    // Whoever reads the journal finds a file where it is before what else is set back.
    await this.#journal();
    await this.#setBack();
    await this.#journal();
  }

  async #journal(): Promise<void> {
    const { actor, place } = this.#order;
    const changes = this.#changes.splice(0);
    for (const some of pieces(changes)) {
      await this.#parts.drive.journal.append(this.#tx, place.scope.owner.id, actor, some);
      await this.#breath.take(some.length);
    }
  }

  async #load(): Promise<void> {
    const { trashed, kept } = this.#order.plan;
    const ids = [...this.#spots.keys(), ...trashed, ...kept];
    for (const some of pieces([...new Set(ids)])) {
      for (const row of await this.#parts.drive.tree.byIds(this.#tx.db, some)) this.#rows.set(row.id, row);
      await this.#breath.take(some.length);
    }
  }

  /** The top is free; this is about what comes from elsewhere, and goes there. */
  async #demandFree(): Promise<void> {
    const { plan, home } = this.#order;
    const targets: LockTarget[] = [];
    const add = (names: string[] | undefined) => names && targets.push({ elements: names, infinite: true });
    for (const { id, from } of [...plan.relocations, ...plan.followers]) if (from === 'folder') add(this.#wayTo(id));
    for (const { parentId, name } of [...plan.returns, ...plan.followers]) {
      const folder = this.#wayTo(parentId);
      if (folder) add([...folder, name]);
    }
    await this.#parts.drive.locks.demandFree(this.#tx, home, targets);
  }

  /** Names from the root of the drive down to where something was before; undefined = below the top, or in the trash. */
  #wayTo(id: number): string[] | undefined {
    const { place, present } = this.#order;
    const top = place.chain.at(-1)?.id;
    const names: string[] = [];
    for (let at = present.get(id); at && at.id !== top; ) {
      if (at.inTrash) return undefined;
      if (at.parentId === null) return names.reverse();
      names.push(at.name);
      at = present.get(at.parentId);
    }
    return undefined;
  }

  async #detach(): Promise<void> {
    const ids = [...this.#spots.keys(), ...this.#order.plan.trashed];
    for (const some of pieces(ids)) {
      await this.#parts.store.detach(this.#tx, some);
      await this.#breath.take(some.length);
    }
  }

  async #remake({ id, parentId, name }: Plan['remade'][number]): Promise<void> {
    const { drive, clock } = this.#parts;
    const row = await drive.tree.insert(this.#tx, {
      owner_id: this.#order.place.scope.owner.id,
      parent_id: this.#made.get(parentId) ?? parentId,
      name,
      kind: FileKind.FOLDER,
      symbolic: 0,
      policy_id: null,
      created_at: clock.now(),
    });
    this.#made.set(id, row.id);
    this.#changes.push(changeAt('create', row, this.#mark));
    this.counts.remade += 1;
  }

  async #relocate({ id, parentId: wanted, name, from, renamedOnly }: Relocation): Promise<void> {
    const row = this.#row(id);
    const parentId = this.#made.get(wanted) ?? wanted;
    try {
      await this.#parts.store.place(this.#tx, id, parentId, name);
    } catch (cause) {
      throw isNameTaken(cause) ? new ApiError(ErrorCode.CONFLICT, undefined, { cause }) : cause;
    }
    const key = row.trash_key === null ? {} : { key: row.trash_key };
    const kind = row.trash_key !== null ? 'restore' : renamedOnly ? 'rename' : 'move';
    if (kind === 'restore') this.#untrashed.push(id);
    this.#changes.push(changeFrom(kind, row, { parent_id: parentId, name }, { ...this.#mark, ...key }));
    this.counts[from === 'trash' ? 'restored' : renamedOnly ? 'renamed' : 'moved'] += 1;
    await this.#breath.take(1);
  }

  /** Whether it can go where it was, outside of the top: the folder is still there, not in itself, and the name free. */
  async #fits({ id, parentId, name }: Pick<Relocation, 'id' | 'parentId' | 'name'>, inTree: boolean): Promise<boolean> {
    const { locator, tree } = this.#parts.drive;
    const parent = await tree.byId(this.#tx.db, parentId);
    if (!parent) return false;
    const chain = await locator.chainOf(this.#tx.db, parent);
    if (inTree ? !isRooted(chain) : chain[0]?.purged_at !== null) return false;
    return !chain.some((row) => row.id === id) && (await tree.child(this.#tx.db, parentId, name)) === undefined;
  }

  /** Something outside of the top stays where it is, unless something that returned needs its name. */
  async #leave(id: number): Promise<void> {
    const { parent_id: parentId, name } = this.#row(id);
    this.#left.add(id);
    if (parentId === null) return;
    if (await this.#fits({ id, parentId, name }, false)) await this.#parts.store.place(this.#tx, id, parentId, name);
    else await this.#trash(id);
  }

  async #trash(id: number): Promise<void> {
    const { drive, clock } = this.#parts;
    const { owner } = this.#order.place.scope;
    const row = this.#row(id);
    const key = randomUUID();
    const now = clock.now();
    const home = await this.#homeOf(row);
    const collectAt = String(Math.floor(now / 1000) + owner.group.trashRetention);
    await drive.tree.toTrash(this.#tx, id, key, now);
    this.#facts.push({ file_id: id, key: MetadataKey.RESTORE_URI, value: home });
    this.#facts.push({ file_id: id, key: MetadataKey.EXPECTED_COLLECT_TIME, value: collectAt });
    this.#changes.push(changeFrom('trash', row, { parent_id: null, name: row.name }, { ...this.#mark, key }));
    this.counts.trashed += 1;
    await this.#breath.take(1);
  }

  /** URI of where somebody who restores it would want it: in its folder, or, if that is gone too, in the top. */
  async #homeOf({ parent_id: parentId, name }: FileRow): Promise<string> {
    let folder = this.#homes.get(parentId);
    if (!folder) {
      const { locator, tree } = this.#parts.drive;
      const parent = parentId === null ? undefined : await tree.byId(this.#tx.db, parentId);
      const chain = parent ? await locator.chainOf(this.#tx.db, parent) : [];
      const top = this.#order.place.chain.at(-1) as FileRow;
      const way = isRooted(chain) ? chain : await locator.chainOf(this.#tx.db, top);
      folder = FileUri.root('my').join(...way.slice(1).map((above) => above.name));
      this.#homes.set(parentId, folder);
    }
    return folder.join(name).toString();
  }

  async #setBack(): Promise<void> {
    const setBack = new SetBack(this.#parts, this.#tx, this.#order, {
      ...{ counts: this.counts, problems: this.problems, changes: this.#changes, mark: this.#mark },
      rowNow: (id) => this.#rowNow(id),
    });
    const kept = this.#order.plan.kept.filter((id) => !this.#left.has(id));
    for (const ids of pieces(kept)) {
      await setBack.run(ids);
      await this.#breath.take(ids.length);
    }
  }

  #row(id: number): FileRow {
    const row = this.#rows.get(id);
    if (!row) throw new Error(`file ${id} is in the plan of a rewind and does not exist`);
    return row;
  }

  /** The row at its new place. */
  #rowNow(id: number): FileRow {
    const row = this.#row(id);
    const spot = this.#spots.get(id);
    return spot ? { ...row, parent_id: this.#made.get(spot.parentId) ?? spot.parentId, name: spot.name } : row;
  }
}

/** Whether these rows lead down from the root of a drive: not in the trash, nor deleted. */
function isRooted([top]: readonly FileRow[]): boolean {
  return top?.name === '' && top.trash_key === null && top.purged_at === null;
}

/** Cuts a list into pieces that one statement takes, and that do not hold others up. */
function* pieces<Item>(all: readonly Item[], size = 250): Generator<readonly Item[], void, undefined> {
  for (let at = 0; at < all.length; at += size) yield all.slice(at, at + size);
}
