import { createHash } from 'node:crypto';
import { encodePathElement, FilePermission } from '@canopy/contract';
import type { Database } from '../db/index.ts';
import { Below } from './below.ts';
import type { CursorCodec, Order, Position } from './cursor.ts';
import type { MetadataStore } from './metadata-store.ts';
import { includes, type Ruled } from './permissions.ts';
import type { DriveSettings, NameIndex } from './ports.ts';
import { type Metadata, type Presenter, shownMetadata } from './present.ts';
import type { RowSource, Sighting } from './row-source.ts';
import { chunked, type ListedFile } from './rows.ts';
import type { Contents, Place, Scope } from './scope.ts';
import { type Conditions, matchesMetadata, matchesName, matchesRow } from './search.ts';
import type { SearchIn, SearchStore } from './search-store.ts';
import type { TreeStore } from './tree-store.ts';

/** Folders that one statement looks into. */
const foldersOfStep = 64;
/** Candidates that one statement reads. */
const candidatesOfStep = 500;
/** Where the index knows more names than this, a walk finds a page of them as fast. */
const mostIndexed = 1_000;

export interface SearcherParts {
  readonly database: Database;
  readonly store: SearchStore;
  readonly metadata: MetadataStore;
  readonly tree: TreeStore;
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
  readonly row: ListedFile;
  /** Encoded URI. */
  readonly path: string;
  readonly metadata: Metadata;
  readonly sighting: Sighting;
}

/** Which part of the matches: so many, behind a position whose `kind` is the depth. */
interface PageOf {
  readonly order: Order;
  readonly start: Position | undefined;
  readonly limit: number;
}

interface PageEnd {
  /** Last match of a full page. */
  readonly position: Position | undefined;
  readonly limitReached: boolean;
}

/** Folders of one depth: the encoded URI of each, and what rules are in force there below the searched folder. */
type Level = ReadonlyMap<number, { readonly path: string; readonly ruled: readonly Ruled[] }>;

/** Looks for files below a folder, depth by depth, or in the trash (file.md 2.2 and 2.3). */
export class Searcher {
  readonly #parts: SearcherParts;
  #index: NameIndex | undefined;

  constructor(parts: SearcherParts) {
    this.#parts = parts;
  }

  /** Lets a higher folder tell where names are. */
  useIndex(index: NameIndex): void {
    this.#index = index;
  }

  /**
   * One page, as the matches of one depth after the other; a depth without any may give an empty list. The first step
   * fails for a token of another search.
   * @throws ApiError PARAM_INVALID
   */
  async *search(
    place: Place,
    contents: Contents,
    conditions: Conditions,
    wanted: Wanted,
  ): AsyncGenerator<readonly Match[], SearchEnd, undefined> {
    const { cursors } = this.#parts;
    const of = this.#tokenPlace(place, wanted.search);
    const cursor = wanted.token
      ? cursors.decode(of, wanted.token, wanted.mustOrder ? wanted.order : undefined)
      : undefined;
    if (contents.from === 'file') {
      yield await this.#oneFile(place, contents.row, conditions);
      return { nextToken: undefined, limitReached: false };
    }
    const page: PageOf = { order: cursor?.order ?? wanted.order, start: cursor?.position, limit: wanted.limit };
    const known = contents.from === 'folder' ? await this.#known(place, conditions) : undefined;
    const { position, limitReached } = known
      ? yield* this.#fromIndex(place, conditions, known, page)
      : yield* this.#walk(place, contents, conditions, page);
    return { nextToken: position && cursors.encode(of, { order: page.order, position }), limitReached };
  }

  async #known(place: Place, conditions: Conditions): Promise<readonly number[] | undefined> {
    if (conditions.names.length === 0) return undefined;
    return this.#index?.among(place.scope.owner.id, conditions, mostIndexed);
  }

  /** The same matches in the same order as a walk finds them, of the rows that an index names. */
  async *#fromIndex(
    place: Place,
    conditions: Conditions,
    ids: readonly number[],
    { order, start, limit }: PageOf,
  ): AsyncGenerator<readonly Match[], PageEnd, undefined> {
    const { database, tree, metadata } = this.#parts;
    const rows = (await tree.byIds(database.read, ids)).filter(
      (row) => matchesName(conditions, row.name) && matchesRow(conditions, row),
    );
    const facts = await metadata.ofMany(
      database.read,
      rows.map((row) => row.id),
    );
    const { owned } = place.scope;
    const located = await new Below(tree, place).locate(database.read, rows);
    const inOrder = compare(order);
    const from = start && { row: { id: start.id, [order.column]: start.value } as ListedFile };
    const page = located
      .map(({ row, path, depth, rights }) => {
        const shown = shownMetadata(facts.get(row.id) ?? {}, rights);
        return { row, path, depth, metadata: shown, sighting: { owned, rights, metadata: {} } };
      })
      .filter((match) => {
        if (!matchesMetadata(conditions, match.metadata)) return false;
        if (!from || match.depth !== start.kind) return match.depth > (start?.kind ?? -1);
        return inOrder(from, match) < 0;
      })
      .sort((a, b) => a.depth - b.depth || inOrder(a, b))
      .slice(0, limit);
    for (const depth of new Set(page.map((match) => match.depth))) yield page.filter((match) => match.depth === depth);
    const last = page.length === limit ? page.at(-1) : undefined;
    const position = last && { kind: last.depth, value: last.row[order.column], id: last.row.id };
    return { position, limitReached: false };
  }

  async *#walk(
    place: Place,
    contents: Contents,
    conditions: Conditions,
    { order, start, limit }: PageOf,
  ): AsyncGenerator<readonly Match[], PageEnd, undefined> {
    const { settings } = this.#parts;
    let room = limit;
    let depth = 0;
    let visited = 0;
    for await (const level of this.#levels(place, contents)) {
      visited += level.size;
      if (visited > settings.maxRecursiveSearchedFolder) return { position: undefined, limitReached: true };
      if (depth >= (start?.kind ?? 0)) {
        const behind = depth === start?.kind ? start : undefined;
        const found = await this.#inLevel(place, contents, level, conditions, order, behind, room);
        yield found;
        room -= found.length;
        const last = found.at(-1)?.row;
        if (last && room === 0) {
          const position = { kind: depth, value: last[order.column], id: last.id };
          return { position, limitReached: false };
        }
      }
      depth += 1;
    }
    return { position: undefined, limitReached: false };
  }

  /** What a link to a single file shows, if it is what is looked for. */
  async #oneFile(place: Place, row: ListedFile, conditions: Conditions): Promise<Match[]> {
    const { database, metadata } = this.#parts;
    const { scope, uri } = place;
    if (!matchesRow(conditions, row) || !matchesName(conditions, row.name)) return [];
    const sighting = sightingOf(scope, [row]);
    const found = shownMetadata(await metadata.of(database.read, row.id), sighting.rights);
    if (!matchesMetadata(conditions, found)) return [];
    return [{ row, path: uri.join(row.name).toString(), metadata: found, sighting }];
  }

  /** The first matches of one depth, in order. */
  async #inLevel(
    place: Place,
    contents: Contents,
    level: Level,
    conditions: Conditions,
    order: Order,
    behind: Position | undefined,
    limit: number,
  ): Promise<Match[]> {
    const places: (SearchIn | { readonly source: RowSource })[] =
      contents.from === 'source'
        ? [{ source: contents.source }]
        : contents.from === 'trash'
          ? [{ trashOf: contents.ownerId }]
          : chunked([...level.keys()], foldersOfStep).map((parents) => ({ parents }));
    let best: Match[] = [];
    for (const where of places) {
      const found = await this.#inPlace(place, where, level, conditions, order, behind, limit);
      best = best.length === 0 ? found : [...best, ...found].sort(compare(order)).slice(0, limit);
    }
    return best;
  }

  async #inPlace(
    place: Place,
    where: SearchIn | { readonly source: RowSource },
    level: Level,
    conditions: Conditions,
    order: Order,
    start: Position | undefined,
    limit: number,
  ): Promise<Match[]> {
    const { database, store, metadata, presenter } = this.#parts;
    const { scope, uri } = place;
    const matches: Match[] = [];
    let behind: { value: string | number; id: number } | undefined = start;
    while (matches.length < limit) {
      const rows: readonly (ListedFile & { readonly parent_id?: number | null })[] =
        'source' in where
          ? await where.source.candidates(order, behind, candidatesOfStep)
          : await store.candidates(database.read, where, conditions, order, behind, candidatesOfStep);
      const named = rows.filter((row) => matchesRow(conditions, row) && matchesName(conditions, row.name));
      const facts = await metadata.ofMany(
        database.read,
        named.map((row) => row.id),
      );
      for (const row of named) {
        const folder = level.get(row.parent_id ?? 0);
        const sighting =
          'source' in where
            ? where.source.sighting(row)
            : sightingOf(scope, [...place.chain, ...(folder?.ruled ?? []), row]);
        const found = shownMetadata(facts.get(row.id) ?? {}, sighting.rights);
        if (!matchesMetadata(conditions, { ...found, ...sighting.metadata })) continue;
        const path =
          'source' in where
            ? `${uri.toString()}/${presenter.fileId(row)}`
            : `${folder?.path ?? ''}/${row.trash_key ?? encodePathElement(row.name)}`;
        matches.push({ row, path, metadata: found, sighting });
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
    if (contents.from === 'nothing' || contents.from === 'file') return;
    const top = { path: place.uri.toString(), ruled: [] as readonly Ruled[] };
    let level = new Map([[contents.from === 'folder' ? contents.folderId : 0, top]]);
    while (level.size > 0) {
      yield level;
      const next = new Map<number, typeof top>();
      if (contents.from !== 'folder') return;
      for (const parents of chunked([...level.keys()], foldersOfStep)) {
        for (const folder of await store.folders(database.read, parents)) {
          const above = level.get(folder.parent_id ?? 0) ?? top;
          const ruled = folder.permissions === null ? above.ruled : [folder];
          // What nobody may list here is not searched either.
          const rights = place.scope.rights([...place.chain, ...ruled]);
          if (rights !== undefined && !includes(rights, FilePermission.READ)) continue;
          next.set(folder.id, { path: `${above.path}/${encodePathElement(folder.name)}`, ruled });
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

function compare({ column, descending }: Order): (a: Pick<Match, 'row'>, b: Pick<Match, 'row'>) => number {
  const sign = descending ? -1 : 1;
  return ({ row: a }, { row: b }) => {
    const [x, y] = [a[column], b[column]];
    // Names compare by their bytes, as the databases do.
    const order = typeof x === 'string' ? Buffer.compare(Buffer.from(x), Buffer.from(String(y))) : x - Number(y);
    return sign * (order === 0 ? a.id - b.id : order);
  };
}

function sightingOf(scope: Scope, chain: readonly Ruled[]): Sighting {
  return { owned: scope.owned, rights: scope.rights(chain), metadata: {} };
}
