import { createHash } from 'node:crypto';
import { encodePathElement } from '@canopy/contract';
import type { Database } from '../db/index.ts';
import type { CursorCodec, Order, Position } from './cursor.ts';
import type { MetadataStore } from './metadata-store.ts';
import type { DriveSettings } from './ports.ts';
import type { Metadata, Presenter } from './present.ts';
import { chunked } from './rows.ts';
import type { Contents, Place } from './scope.ts';
import { type Conditions, matchesMetadata, matchesName } from './search.ts';
import type { FoundFile, SearchIn, SearchStore } from './search-store.ts';

/** Folders that one statement looks into. */
const foldersOfStep = 64;
/** Candidates that one statement reads. */
const candidatesOfStep = 500;

export interface SearcherParts {
  readonly database: Database;
  readonly store: SearchStore;
  readonly metadata: MetadataStore;
  readonly cursors: CursorCodec;
  readonly presenter: Presenter;
  readonly settings: DriveSettings;
}

/** Which page of the matches. */
export interface Wanted {
  readonly order: Order;
  /** The request names the order, so a token must have the same. */
  readonly mustOrder: boolean;
  readonly limit: number;
  /** Query of the URI. */
  readonly search: string;
  readonly token: string | undefined;
}

/** How a page of matches ends. */
export interface SearchEnd {
  readonly nextToken: string | undefined;
  /** So many folders were gone through that the search ended early. */
  readonly limitReached: boolean;
}

export interface Match {
  readonly row: FoundFile;
  /** Encoded URI. */
  readonly path: string;
  readonly metadata: Metadata;
}

/** Folders of one depth: their numbers and the encoded URI of each. */
type Level = ReadonlyMap<number, string>;

/** Looks for files below a folder, depth by depth, or in the trash (file.md 2.2 and 2.3). */
export class Searcher {
  readonly #parts: SearcherParts;

  constructor(parts: SearcherParts) {
    this.#parts = parts;
  }

  /**
   * One page, as the matches of one depth after the other; a depth without any gives an empty list. The first step
   * fails for a token of another search.
   * @throws ApiError PARAM_INVALID
   */
  async *search(
    place: Place,
    contents: Contents,
    conditions: Conditions,
    wanted: Wanted,
  ): AsyncGenerator<readonly Match[], SearchEnd, undefined> {
    const { cursors, settings } = this.#parts;
    const of = this.#tokenPlace(place, wanted.search);
    const cursor = wanted.token
      ? cursors.decode(of, wanted.token, wanted.mustOrder ? wanted.order : undefined)
      : undefined;
    const order = cursor?.order ?? wanted.order;
    let room = wanted.limit;
    let depth = 0;
    let visited = 0;
    for await (const level of this.#levels(place, contents)) {
      visited += level.size;
      if (visited > settings.maxRecursiveSearchedFolder) return { nextToken: undefined, limitReached: true };
      if (depth >= (cursor?.position.kind ?? 0)) {
        const behind = depth === cursor?.position.kind ? cursor.position : undefined;
        const found = await this.#inLevel(contents, level, conditions, order, behind, room);
        yield found;
        room -= found.length;
        const last = found.at(-1)?.row;
        if (last && room === 0) {
          const position = { kind: depth, value: last[order.column], id: last.id };
          return { nextToken: cursors.encode(of, { order, position }), limitReached: false };
        }
      }
      depth += 1;
    }
    return { nextToken: undefined, limitReached: false };
  }

  /** The first matches of one depth, in order. */
  async #inLevel(
    contents: Contents,
    level: Level,
    conditions: Conditions,
    order: Order,
    behind: Position | undefined,
    limit: number,
  ): Promise<Match[]> {
    const places: SearchIn[] =
      contents.from === 'trash'
        ? [{ trashOf: contents.ownerId }]
        : chunked([...level.keys()], foldersOfStep).map((parents) => ({ parents }));
    let best: Match[] = [];
    for (const where of places) {
      const found = await this.#inPlace(where, level, conditions, order, behind, limit);
      best = best.length === 0 ? found : [...best, ...found].sort(compare(order)).slice(0, limit);
    }
    return best;
  }

  async #inPlace(
    where: SearchIn,
    level: Level,
    conditions: Conditions,
    order: Order,
    start: Position | undefined,
    limit: number,
  ): Promise<Match[]> {
    const { database, store, metadata } = this.#parts;
    const matches: Match[] = [];
    let behind: { value: string | number; id: number } | undefined = start;
    while (matches.length < limit) {
      const rows = await store.candidates(database.read, where, conditions, order, behind, candidatesOfStep);
      const named = rows.filter((row) => matchesName(conditions, row.name));
      const facts = await metadata.ofMany(
        database.read,
        named.map((row) => row.id),
      );
      for (const row of named) {
        const found = facts.get(row.id) ?? {};
        if (!matchesMetadata(conditions, found)) continue;
        const base = level.get(row.parent_id ?? 0) ?? '';
        matches.push({ row, path: `${base}/${row.trash_key ?? encodePathElement(row.name)}`, metadata: found });
        if (matches.length === limit) break;
      }
      const last = rows.at(-1);
      if (!last || rows.length < candidatesOfStep) break;
      behind = { value: last[order.column], id: last.id };
    }
    return matches;
  }

  async *#levels(place: Place, contents: Contents): AsyncGenerator<Level, void, undefined> {
    const { database, store } = this.#parts;
    if (contents.from === 'nothing') return;
    let level = new Map([[contents.from === 'folder' ? contents.folderId : 0, place.uri.toString()]]);
    while (level.size > 0) {
      yield level;
      const next = new Map<number, string>();
      if (contents.from === 'trash') return;
      for (const parents of chunked([...level.keys()], foldersOfStep)) {
        for (const { id, name, parent_id } of await store.folders(database.read, parents)) {
          next.set(id, `${level.get(parent_id ?? 0) ?? ''}/${encodePathElement(name)}`);
        }
      }
      level = next;
    }
  }

  /** What a page token is bound to: the folder and the conditions. */
  #tokenPlace(place: Place, search: string): string {
    const folder = place.chain.at(-1);
    const hash = createHash('sha256').update(search).digest('base64url').slice(0, 16);
    return `${folder ? this.#parts.presenter.fileId(folder) : place.scope.namespace.host}?${hash}`;
  }
}

function compare({ column, descending }: Order): (a: Match, b: Match) => number {
  const sign = descending ? -1 : 1;
  return ({ row: a }, { row: b }) => {
    const [x, y] = [a[column], b[column]];
    // Names compare by their bytes, as the databases do.
    const order = typeof x === 'string' ? Buffer.compare(Buffer.from(x), Buffer.from(String(y))) : x - Number(y);
    return sign * (order === 0 ? a.id - b.id : order);
  };
}
