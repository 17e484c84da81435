import { isDeepStrictEqual } from 'node:util';
import type { Transactor } from '../db/index.ts';
import { type Change, changeAt, type FileRow, MetadataKey } from '../drive/index.ts';
import { Breath } from './breath.ts';
import type { CarryOutParts, Counts, RewindOrder } from './carry-out.ts';
import type { Past } from './past.ts';
import type { Problem } from './plan.ts';
import { aspectOf } from './rewind-store.ts';
import { isFree } from './rights.ts';

/** Metadata that the server derives or keeps for itself; it is not set back. */
const ownMetadata: ReadonlySet<string> = new Set([
  MetadataKey.UPLOAD_SESSION,
  MetadataKey.RESTORE_URI,
  MetadataKey.EXPECTED_COLLECT_TIME,
  MetadataKey.FULLTEXT_INDEX,
  MetadataKey.THUMB_DISABLED,
]);

/** What is written down of a rewind while it is done. */
export interface Outcome {
  readonly counts: Counts;
  readonly problems: Problem[];
  readonly changes: Change[];
  readonly mark: { readonly rewind: number };
  /** A file at its new place, and otherwise as it was before. */
  readonly rowNow: (id: number) => FileRow;
}

/** Sets back what files hold and how they are shown: contents, metadata, views, permissions. */
export class SetBack {
  readonly #parts: CarryOutParts;
  readonly #tx: Transactor;
  readonly #order: RewindOrder;
  readonly #outcome: Outcome;
  readonly #breath = new Breath();

  constructor(parts: CarryOutParts, tx: Transactor, order: RewindOrder, outcome: Outcome) {
    this.#parts = parts;
    this.#tx = tx;
    this.#order = order;
    this.#outcome = outcome;
  }

  async run(ids: readonly number[]): Promise<void> {
    await this.#setContents(ids);
    await this.#setMetadata(ids);
    for (const id of ids) await this.#setValues(id);
  }

  async #setContents(ids: readonly number[]): Promise<void> {
    const { entities, versions } = this.#parts.drive;
    const { actor, place, plan } = this.#order;
    const wanted = ids.filter((id) => {
      const { primary } = this.#pastOf(id);
      return primary !== undefined && primary !== this.#outcome.rowNow(id).primary_entity;
    });
    if (wanted.length === 0) return;
    const held = new Set<string>();
    for (const link of await entities.links(this.#tx.db, wanted)) {
      if (link.upload_session_id === null) held.add(`${link.file_id} ${link.id}`);
    }
    for (const id of wanted) {
      const primary = this.#pastOf(id).primary ?? null;
      if (primary !== null && !held.has(`${id} ${primary}`)) {
        this.#outcome.problems.push({ path: plan.pathThen(id), reason: 'version' });
        continue;
      }
      const row = this.#outcome.rowNow(id);
      await versions.setCurrent(this.#tx, place.scope.owner, row, primary, actor, this.#outcome.mark);
      this.#outcome.counts.contents += 1;
      await this.#breath.take(1);
    }
  }

  async #setMetadata(ids: readonly number[]): Promise<void> {
    const { metadata } = this.#parts.drive;
    const touched = ids.filter((id) => this.#pastOf(id).metadata.size > 0);
    if (touched.length === 0) return;
    const now = await metadata.ofMany(this.#tx.db, touched);
    const puts: { file_id: number; key: string; value: string }[] = [];
    for (const id of touched) {
      const before: Record<string, string | null> = {};
      const after: Record<string, string | null> = {};
      for (const [key, value] of this.#pastOf(id).metadata) {
        const is = now.get(id)?.[key] ?? null;
        if (is === value || ownMetadata.has(key)) continue;
        before[key] = is;
        after[key] = value;
        if (value !== null) puts.push({ file_id: id, key, value });
      }
      const gone = Object.keys(after).filter((key) => after[key] === null);
      if (Object.keys(after).length === 0) continue;
      await metadata.remove(this.#tx, [id], gone);
      this.#outcome.changes.push(
        changeAt('metadata', this.#outcome.rowNow(id), { before, after, ...this.#outcome.mark }),
      );
      this.#outcome.counts.metadata += 1;
    }
    await metadata.put(this.#tx, puts);
  }

  async #setValues(id: number): Promise<void> {
    const row = this.#outcome.rowNow(id);
    for (const [aspect, after] of this.#pastOf(id).values) {
      const before = aspectOf(row, aspect);
      if (isDeepStrictEqual(before, after)) continue;
      if (!isFree(this.#order.place.scope)) {
        this.#outcome.problems.push({ path: this.#order.plan.pathThen(id), reason: 'forbidden' });
        continue;
      }
      await this.#parts.store.setValue(this.#tx, id, aspect, after);
      this.#outcome.changes.push(changeAt(aspect, this.#outcome.rowNow(id), { before, after, ...this.#outcome.mark }));
      this.#outcome.counts[aspect === 'permission' ? 'permissions' : 'views'] += 1;
    }
  }

  #pastOf(id: number): Past {
    return this.#order.past.get(id) as Past;
  }
}
