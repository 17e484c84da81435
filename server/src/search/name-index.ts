import type { Database } from '../db/index.ts';
import type { Drive, FileRow, NameConditions, NameIndex, Place } from '../drive/index.ts';
import type { Indexer } from './indexer.ts';
import type { NameStore, TokenQuery } from './name-store.ts';
import { type NameToken, tokenOfNameStart, tokenOfWhole, tokenOfWordStart, tokensInside } from './name-tokens.ts';
import { type QuickQuery, ranks } from './quick-query.ts';
import type { Candidates, NameSource } from './walked-names.ts';

/** Candidates of one statement. */
const rowsOfStep = 300;
/** Statements for one kind of match. */
const stepsOfKind = 8;

export interface IndexedNamesParts {
  readonly database: Database;
  readonly tree: Drive['tree'];
  readonly store: NameStore;
  readonly indexer: Indexer;
  /** Stands in while the index is not complete. */
  readonly walked: NameSource;
}

/** Finds names in the index. */
export class IndexedNames implements NameSource, NameIndex {
  readonly #parts: IndexedNamesParts;

  constructor(parts: IndexedNamesParts) {
    this.#parts = parts;
  }

  async among(ownerId: number, conditions: NameConditions, limit: number): Promise<number[] | undefined> {
    const { store, database, indexer } = this.#parts;
    const query = queryOf(ownerId, conditions);
    if (!query || !(await indexer.current(ownerId))) return undefined;
    const found = await store.find(database, ownerId, query, { limit: limit + 1 });
    return found.length > limit ? undefined : found;
  }

  /** Kind by kind of match, the best first, so that an old file of the very name is before a thousand new ones. */
  async *candidates(
    place: Place,
    query: QuickQuery,
    signal?: AbortSignal,
  ): AsyncGenerator<Candidates, boolean, undefined> {
    const { indexer, walked } = this.#parts;
    const ownerId = place.scope.owner.id;
    if (!(await indexer.current(ownerId))) return yield* walked.candidates(place, query, signal);
    let complete = true;
    for (const [rank, tokens] of kindsOf(ownerId, query).entries()) {
      if (tokens) complete = yield* this.#ofKind(ownerId, rank, tokens, signal);
    }
    if (complete) return true;
    // Where most of them are elsewhere, going through a small folder finds those that are in it.
    const rest = walked.candidates(place, query, signal);
    for (;;) {
      const step = await rest.next();
      if (step.done) return step.value;
      yield { rows: step.value.rows, rank: ranks.length - 1 };
    }
  }

  /** @returns whether these were all of the kind */
  async *#ofKind(
    ownerId: number,
    rank: number,
    tokens: readonly NameToken[],
    signal: AbortSignal | undefined,
  ): AsyncGenerator<Candidates, boolean, undefined> {
    const { database, store, tree } = this.#parts;
    let below: number | undefined;
    for (let step = 0; step < stepsOfKind; step++) {
      const ids = await store.find(database, ownerId, [tokens], { ...(below && { below }), limit: rowsOfStep }, signal);
      const rows = new Map((await tree.byIds(database.read, ids)).map((row) => [row.id, row]));
      yield { rank, rows: ids.flatMap((id) => ownRow(rows.get(id), ownerId)) };
      below = ids.at(-1);
      if (ids.length < rowsOfStep) return true;
    }
    return false;
  }
}

function ownRow(row: FileRow | undefined, ownerId: number): FileRow[] {
  return row?.owner_id === ownerId ? [row] : [];
}

/** Tokens for each of the ranks; undefined where none can tell. */
function kindsOf(ownerId: number, { words, whole }: QuickQuery): (readonly NameToken[] | undefined)[] {
  const inside = words.flatMap((word) => tokensInside(ownerId, word));
  return [
    [tokenOfWhole(ownerId, whole)],
    [tokenOfNameStart(ownerId, whole), ...inside],
    [...words.map((word) => tokenOfWordStart(ownerId, word)), ...inside],
    inside.length > 0 ? inside : undefined,
  ];
}

/** Undefined when the tokens cannot tell, because something that is looked for is too short. */
function queryOf(ownerId: number, { names, anyName }: NameConditions): TokenQuery | undefined {
  const lists = names.map(({ pieces }) => [...new Set(pieces.flatMap((piece) => tokensInside(ownerId, piece)))]);
  if (anyName) return lists.length > 0 && lists.every((tokens) => tokens.length > 0) ? lists : undefined;
  const all = [...new Set(lists.flat())];
  return all.length > 0 ? [all] : undefined;
}
