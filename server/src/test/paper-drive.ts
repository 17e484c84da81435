import type { Line } from '../history/line.ts';
import { PastStates } from '../history/past.ts';
import type { Plan } from '../history/plan.ts';
import { planRewind } from '../history/planner.ts';

export interface PaperRow {
  readonly id: number;
  readonly kind: 0 | 1;
  parentId: number | null;
  name: string;
  inTrash: boolean;
  primary: number | null;
  tag: string | null;
}

const names = ['a', 'b', 'c'];

/** A drive on paper: rows and a journal in memory, changed as the real one is, for checking plans of rewinds. */
export class PaperDrive {
  readonly rows = new Map<number, PaperRow>();
  readonly lines: Line[] = [];
  readonly root = 1;
  #next = 2;

  constructor() {
    const top = { id: 1, kind: 1, parentId: null, name: '', inTrash: false, primary: null, tag: null } as const;
    this.rows.set(1, { ...top });
  }

  get newest(): number {
    return this.lines.length;
  }

  clone(): PaperDrive {
    const copy = new PaperDrive();
    copy.rows.clear();
    for (const [id, row] of this.rows) copy.rows.set(id, { ...row });
    copy.lines.push(...this.lines);
    copy.#next = this.#next;
    return copy;
  }

  folders(): PaperRow[] {
    return this.#live().filter((row) => row.kind === 1);
  }

  isLive(id: number): boolean {
    return this.#chain(id).at(-1) === this.root;
  }

  /** Does something to something; what is not possible is left alone. */
  act(act: string, a: number, b: number): void {
    const pick = <T>(list: readonly T[], by: number) => list[by % list.length] as T;
    const folder = pick(this.folders(), a);
    const items = this.#live().filter((row) => row.id !== this.root);
    const item = items.length > 0 ? pick(items, a) : undefined;
    const name = pick(names, b);
    const trashed = [...this.rows.values()].filter((row) => row.inTrash);
    if (act === 'create' || act === 'folder') {
      if (this.#isFree(folder.id, name)) this.#make(act === 'folder' ? 1 : 0, folder.id, name);
    } else if (act === 'restore' && trashed.length > 0) {
      const row = pick(trashed, b);
      if (this.#isFree(folder.id, row.name)) this.#place('restore', row, folder.id, row.name);
    } else if (act === 'empty' && trashed.length > 0) this.#purge(pick(trashed, a));
    else if (item) this.#change(act, item, name, pick(this.folders(), b));
  }

  /** Everything below a folder by its path: what it is, and of what is known also what it holds. */
  below(top: number, isKnown: (id: number) => boolean = () => true): Record<string, unknown> {
    return this.#tell(top, [...this.rows.values()], isKnown);
  }

  /**
   * As `below`, without what cannot be there again: what does not exist in `later`, or has the top in itself there,
   * and what lies in such a thing still. Its folders stay when something in them comes back.
   */
  survivorsBelow(top: number, later: PaperDrive): Record<string, unknown> {
    const around = later.#chain(top);
    const isLost = (id: number): boolean => {
      const [then, now] = [this.rows.get(id), later.rows.get(id)];
      if (id === top) return false;
      if (!then || !now || around.includes(id)) return true;
      return then.parentId === now.parentId && then.name === now.name && isLost(then.parentId as number);
    };
    const below = [...this.rows.values()].filter(({ id }) => id !== top && this.#chain(id).includes(top));
    const needed = new Set<number>();
    for (const { id } of below.filter((row) => !isLost(row.id))) for (const at of this.#chain(id)) needed.add(at);
    return this.#tell(
      top,
      below.filter(({ id }) => needed.has(id)),
      (id) => !isLost(id),
    );
  }

  everything(): number[] {
    return [...this.rows.keys()].sort((a, b) => a - b);
  }

  demandSound(): void {
    const taken = new Set<string>();
    for (const row of this.rows.values()) {
      if (row.parentId === null) continue;
      const spot = `${row.parentId}/${row.name}`;
      if (taken.has(spot)) throw new Error(`two at ${spot}`);
      taken.add(spot);
      if (this.rows.get(row.parentId)?.kind !== 1) throw new Error(`${row.id} is in no folder`);
      this.#chain(row.id);
    }
  }

  async rewind(top: number, moment: number): Promise<Plan> {
    const past = new PastStates();
    for (const line of this.lines.slice(moment)) past.take(line);
    const present = new Map([...this.rows].map(([id, row]) => [id, { ...row, ownerId: 1 }]));
    const earlier = new Map(this.lines.slice(0, moment).map((line) => [line.fileId, line]));
    const from = this.lines.length;
    const plan = await planRewind(
      {
        top,
        ownerId: 1,
        past: past.files,
        present,
        earlier,
        mayFetch: () => true,
        mayReturn: true,
      },
      async () => {},
    );
    this.#carryOut(plan, past);
    for (const line of this.lines.slice(from)) Object.assign(line, { detail: { ...line.detail, rewind: moment } });
    return plan;
  }

  #carryOut(plan: Plan, past: PastStates): void {
    const away = [...plan.relocations, ...plan.returns, ...plan.followers];
    const were = new Map(away.map(({ id }) => [id, { ...(this.rows.get(id) as PaperRow) }]));
    for (const id of plan.trashed) were.set(id, { ...(this.rows.get(id) as PaperRow) });
    for (const id of were.keys()) Object.assign(this.rows.get(id) as PaperRow, { parentId: null, inTrash: false });
    const made = new Map<number, number>();
    for (const { id, parentId, name } of plan.remade) {
      made.set(id, this.#make(1, made.get(parentId) ?? parentId, name).id);
    }
    for (const { id, parentId, name } of plan.relocations) {
      const row = this.rows.get(id) as PaperRow;
      const was = were.get(id) as PaperRow;
      this.#place(was.inTrash ? 'restore' : 'move', row, made.get(parentId) ?? parentId, name, was);
    }
    const left = new Set<number>();
    for (const { id, parentId, name } of plan.returns) {
      const row = this.rows.get(id) as PaperRow;
      const fits = this.isLive(parentId) && !this.#chain(parentId).includes(id) && this.#isFree(parentId, name);
      if (fits) this.#place('move', row, parentId, name, were.get(id));
      else this.#trash(row, were.get(id));
      if (!fits) left.add(id);
    }
    for (const id of plan.trashed) this.#trash(this.rows.get(id) as PaperRow, were.get(id));
    for (const { id, parentId, name } of plan.followers) {
      const row = this.rows.get(id) as PaperRow;
      const was = were.get(id) as PaperRow;
      const fits = (into: number, as: string) => !this.#chain(into).includes(id) && this.#isFree(into, as);
      if (fits(parentId, name)) this.#place(was.inTrash ? 'restore' : 'move', row, parentId, name, was);
      else {
        left.add(id);
        if (was.parentId !== null && !fits(was.parentId, was.name)) this.#trash(row, was);
        else Object.assign(row, was);
      }
    }
    for (const id of plan.kept.filter((one) => !left.has(one))) {
      const row = this.rows.get(id) as PaperRow;
      const { primary, metadata } = past.files.get(id) as NonNullable<ReturnType<typeof past.files.get>>;
      if (primary !== undefined && primary !== row.primary) this.#content('version', row, primary);
      const tag = metadata.get('tag');
      if (tag !== undefined && tag !== row.tag) this.#tag(row, tag);
    }
  }

  #change(act: string, row: PaperRow, name: string, into: PaperRow): void {
    const free = this.#isFree(into.id, row.name) && !this.#chain(into.id).includes(row.id);
    if (act === 'content' && row.kind === 0) this.#content('content', row, this.#next++);
    else if (act === 'tag') this.#tag(row, row.tag === name ? null : name);
    else if (act === 'rename' && this.#isFree(row.parentId as number, name)) {
      this.#place('rename', row, row.parentId as number, name);
    } else if (act === 'move' && free) this.#place('move', row, into.id, row.name);
    else if (act === 'copy' && free) this.#copy(row, into.id);
    else if (act === 'trash') this.#trash(row);
    else if (act === 'purge') this.#purge(row);
  }

  #live(): PaperRow[] {
    return [...this.rows.values()].filter((row) => this.isLive(row.id));
  }

  /** From a row up; the last is the root, or something in the trash. */
  #chain(id: number): number[] {
    const chain: number[] = [];
    for (let at: number | null = id; at !== null; at = this.rows.get(at)?.parentId ?? null) {
      if (chain.includes(at)) throw new Error(`a folder lies in itself: ${chain.join(' ')}`);
      chain.push(at);
    }
    return chain;
  }

  #isFree(parentId: number, name: string): boolean {
    return ![...this.rows.values()].some((row) => row.parentId === parentId && row.name === name);
  }

  #write(kind: string, row: PaperRow, from?: { parentId: number | null; name: string }, detail = {}): void {
    this.lines.push({
      id: this.lines.length + 1,
      at: 0,
      ownerId: 1,
      actorId: 1,
      kind,
      fileId: row.id,
      fileKind: row.kind,
      parentId: row.parentId,
      name: row.name,
      fromParentId: from?.parentId ?? null,
      fromName: from?.name ?? null,
      detail,
    });
  }

  #make(kind: 0 | 1, parentId: number, name: string): PaperRow {
    const row = { id: this.#next++, kind, parentId, name, inTrash: false, primary: null, tag: null };
    this.rows.set(row.id, row);
    this.#write('create', row);
    return row;
  }

  #copy(row: PaperRow, parentId: number): void {
    const copies = new Map<number, number>();
    for (const old of [...this.rows.values()]
      .filter(({ id }) => this.#chain(id).includes(row.id))
      .sort((a, b) => this.#chain(a.id).length - this.#chain(b.id).length)) {
      const copy = { ...old, id: this.#next++, parentId: copies.get(old.parentId as number) ?? parentId };
      copies.set(old.id, copy.id);
      this.rows.set(copy.id, copy);
      if (old === row) this.#write('copy', copy);
    }
  }

  #content(kind: string, row: PaperRow, primary: number | null): void {
    const detail = { before: row.primary, after: primary };
    row.primary = primary;
    this.#write(kind, row, undefined, detail);
  }

  #tag(row: PaperRow, tag: string | null): void {
    const detail = { before: { tag: row.tag }, after: { tag } };
    row.tag = tag;
    this.#write('metadata', row, undefined, detail);
  }

  #place(kind: string, row: PaperRow, parentId: number, name: string, was: PaperRow = { ...row }): void {
    Object.assign(row, { parentId, name, inTrash: false });
    this.#write(kind, row, { parentId: was.parentId, name: was.name });
  }

  #trash(row: PaperRow, was: PaperRow = { ...row }): void {
    Object.assign(row, { parentId: null, inTrash: true });
    this.#write('trash', row, { parentId: was.parentId, name: was.name });
  }

  #purge(row: PaperRow): void {
    const gone = [...this.rows.keys()].filter((id) => this.#chain(id).includes(row.id));
    this.#write('delete', { ...row, parentId: null }, { parentId: row.parentId, name: row.name });
    for (const id of gone) this.rows.delete(id);
  }

  #tell(top: number, rows: readonly PaperRow[], isSurvivor: (id: number) => boolean): Record<string, unknown> {
    const told: Record<string, unknown> = {};
    for (const row of rows) {
      const chain = this.#chain(row.id);
      if (row.id === top || !chain.includes(top)) continue;
      const path = chain.slice(0, chain.indexOf(top)).map((id) => this.rows.get(id)?.name);
      const { kind, primary, tag } = row;
      told[path.reverse().join('/')] = isSurvivor(row.id) ? { kind, primary, tag, id: row.id } : { kind };
    }
    return told;
  }
}
