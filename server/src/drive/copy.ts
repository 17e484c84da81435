import { ApiError, ErrorCode } from '@canopy/contract';
import type { Transactor } from '../db/index.ts';
import { breathe, type Clock } from '../kernel/index.ts';
import type { EntityStore } from './entity-store.ts';
import { type Change, changeAt, type Journal, toldUri } from './journal.ts';
import type { MetadataStore } from './metadata-store.ts';
import type { Source } from './move.ts';
import type { Actor, Owner, Quota } from './ports.ts';
import { Readable } from './restrictions.ts';
import { chunked, type FileRow, MetadataKey } from './rows.ts';
import { existingFolder, type Place } from './scope.ts';
import type { TreeStore } from './tree-store.ts';
import { isShown } from './versions.ts';
import type { WalkStore } from './walk-store.ts';

/** Rows of one insert; each has eleven values, and SQLite takes 32,766. */
const rowsOfInsert = 200;
/** Facts about the original that are not true of its copy. */
export const notCopied: ReadonlySet<string> = new Set([
  MetadataKey.FULLTEXT_INDEX,
  MetadataKey.UPLOAD_SESSION,
  MetadataKey.RESTORE_URI,
  MetadataKey.EXPECTED_COLLECT_TIME,
]);

export interface CopierParts {
  readonly clock: Clock;
  readonly tree: TreeStore;
  readonly walk: WalkStore;
  readonly metadata: MetadataStore;
  readonly entities: EntityStore;
  readonly quota: Quota;
  readonly journal: Journal;
}

/** How many rows were copied by one call, in all its folders. */
export interface Tally {
  rows: number;
}

interface CopyOptions {
  /** Names of the copies of the sources, by the ids of these; the others keep theirs. */
  readonly names?: ReadonlyMap<number, string>;
  readonly tally?: Tally;
}

/** An original and where its copy goes. */
interface Pair {
  readonly original: FileRow;
  readonly parentId: number;
  readonly name: string;
}

/** Makes new objects that hold the same blobs (file.md 8.4). */
export class Copier {
  readonly #parts: CopierParts;

  constructor(parts: CopierParts) {
    this.#parts = parts;
  }

  /**
   * Copies whole trees into a folder where their names are free. Charges the owner of the folder.
   * @returns the copies of the sources, by the ids of these
   * @throws ApiError 40079 for more objects than the caller's group may touch, 40051 without room for them.
   */
  async copy(
    tx: Transactor,
    actor: Actor,
    sources: readonly Source[],
    into: Place,
    { names, tally = { rows: 0 } }: CopyOptions = {},
  ): Promise<ReadonlyMap<number, FileRow>> {
    const { journal, walk, tree } = this.#parts;
    const folder = existingFolder(into);
    const { owner } = into.scope;
    const limit = Math.max(1, actor.caller.group.maxWalkedFiles);
    const copies = new Map<number, number>();
    const tops = sources.map(({ row }) => row);
    const changes: Change[] = [];
    const readable = new Readable(sources);
    const take = async (rows: readonly FileRow[], parentOf: (row: FileRow) => number) => {
      tally.rows += rows.length;
      if (tally.rows > limit) throw new ApiError(ErrorCode.FILE_COUNT_LIMIT);
      const pairs = rows.map((original) => ({
        original,
        parentId: parentOf(original),
        name: names?.get(original.id) ?? original.name,
      }));
      for (const chunk of chunked(pairs, rowsOfInsert)) {
        await this.#copyRows(tx, owner, chunk, copies, readable);
        await breathe();
      }
    };
    await take(tops, () => folder.id);
    for await (const rows of walk.below(tx.db, tops)) {
      const open = rows.filter((row) => readable.enter(row));
      await take(open, (row) => copies.get(row.parent_id ?? 0) ?? folder.id);
    }
    const originals = new Map(sources.map((source) => [copies.get(source.row.id), source]));
    const made = new Map<number, FileRow>();
    for (const copy of await tree.byIds(
      tx.db,
      tops.map((row) => copies.get(row.id) ?? 0),
    )) {
      const source = originals.get(copy.id);
      const from = source && toldUri(source.place.uri);
      changes.push(changeAt('copy', copy, { of: source?.row.id, from, to: toldUri(into.uri.join(copy.name)) }));
      if (source) made.set(source.row.id, copy);
    }
    await journal.append(tx, owner.id, actor, changes);
    return made;
  }

  async #copyRows(
    tx: Transactor,
    owner: Owner,
    pairs: readonly Pair[],
    copies: Map<number, number>,
    readable: Readable,
  ): Promise<void> {
    const { tree, entities, quota } = this.#parts;
    const rows = new Map(pairs.map(({ original }) => [original.id, original]));
    const originals = [...rows.keys()];
    // What the caller is not shown of a file is not in his copy of it either.
    const held = (await entities.links(tx.db, originals)).filter((link) => {
      const row = rows.get(link.file_id);
      return row && link.upload_session_id === null && isShown(link, row, readable.rights(row));
    });
    const now = this.#parts.clock.now();
    const made = await tree.insertMany(
      tx,
      pairs.map(({ original, parentId, name }) => ({
        owner_id: owner.id,
        parent_id: parentId,
        name,
        kind: original.kind,
        size: original.size,
        primary_entity: original.primary_entity,
        symbolic: original.symbolic,
        policy_id: original.kind === 0 ? original.policy_id : null,
        view: original.owner_id === owner.id ? original.view : null,
        created_at: now,
        updated_at: now,
      })),
    );
    const numbers = new Map(made.map((row) => [`${row.parent_id} ${row.name}`, row.id]));
    for (const { original, parentId, name } of pairs) {
      const id = numbers.get(`${parentId} ${name}`);
      if (id === undefined) throw new Error('the database did not answer a row it inserted');
      copies.set(original.id, id);
    }
    const bytes = held.reduce((sum, link) => sum + link.size, 0);
    if (bytes > 0) await quota.reserve(tx, owner.id, bytes);
    await entities.linkMany(
      tx,
      held.map((link) => ({ file_id: copies.get(link.file_id) ?? 0, entity_id: link.id })),
    );
    await this.#copyMetadata(tx, originals, copies);
  }

  async #copyMetadata(
    tx: Transactor,
    originals: readonly number[],
    copies: ReadonlyMap<number, number>,
  ): Promise<void> {
    const { metadata } = this.#parts;
    const rows: { file_id: number; key: string; value: string }[] = [];
    for (const [id, values] of await metadata.ofMany(tx.db, originals)) {
      const copy = copies.get(id) ?? 0;
      for (const [key, value] of Object.entries(values)) {
        if (!notCopied.has(key)) rows.push({ file_id: copy, key, value });
      }
    }
    await metadata.put(tx, rows);
  }
}
