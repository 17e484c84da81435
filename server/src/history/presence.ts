import type { Transactor } from '../db/index.ts';
import type { Breath } from './breath.ts';
import type { Spot } from './line.ts';
import type { LinesStore } from './lines-store.ts';
import type { Past } from './past.ts';
import type { PresentRow, RewindStore } from './rewind-store.ts';

/** Rows that are looked up together. */
const rowsOfStep = 256;

/**
 * The rows a plan is made from: those of everything that changed, and of the folders above, as the tree is and
 * as it was. Read level by level, never one by one.
 */
export class Presence {
  readonly present = new Map<number, PresentRow>();
  readonly earlier = new Map<number, Spot>();
  readonly #parts: { readonly store: RewindStore; readonly lines: LinesStore };
  readonly #tx: Transactor;
  readonly #past: ReadonlyMap<number, Past>;
  readonly #moment: number;
  readonly #breath: Breath;
  readonly #asked = new Set<number>();

  constructor(
    parts: { readonly store: RewindStore; readonly lines: LinesStore },
    tx: Transactor,
    past: ReadonlyMap<number, Past>,
    moment: number,
    breath: Breath,
  ) {
    this.#parts = parts;
    this.#tx = tx;
    this.#past = past;
    this.#moment = moment;
    this.#breath = breath;
  }

  async load(top: number): Promise<void> {
    let level = new Set<number>([top, ...this.#past.keys()]);
    while (level.size > 0) {
      const next = new Set<number>();
      const ids = [...level];
      for (let at = 0; at < ids.length; at += rowsOfStep) {
        for (const above of await this.#step(ids.slice(at, at + rowsOfStep))) next.add(above);
      }
      level = next;
    }
  }

  /** Whether something was in the tree or the trash, as far as the journal knows. */
  existedThen(id: number): boolean {
    for (let at: number | null = id; at !== null; ) {
      const spot = this.#spotThen(at);
      if (!spot) return false;
      at = spot.parentId;
    }
    return true;
  }

  #spotThen(id: number): Spot | undefined {
    const past = this.#past.get(id);
    return past ? past.spot : (this.present.get(id) ?? this.earlier.get(id));
  }

  /** @returns the folders above, now and then, that were not asked for yet */
  async #step(ids: readonly number[]): Promise<number[]> {
    const { store, lines } = this.#parts;
    for (const id of ids) this.#asked.add(id);
    for (const row of await store.present(this.#tx.db, ids)) this.present.set(row.id, row);
    for (const id of ids) {
      if (this.#past.has(id) || this.present.has(id)) continue;
      const spot = await lines.spotAt(this.#tx.db, id, this.#moment);
      if (spot) this.earlier.set(id, spot);
    }
    await this.#breath.take(ids.length);
    const above: number[] = [];
    for (const id of ids) {
      for (const spot of [this.present.get(id), this.#spotThen(id)]) {
        const parentId = spot?.parentId ?? null;
        if (parentId !== null && !this.#asked.has(parentId)) above.push(parentId);
      }
    }
    return above;
  }
}
