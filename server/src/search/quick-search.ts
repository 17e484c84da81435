import {
  ApiError,
  Capability,
  ErrorCode,
  FilePermission,
  FileUri,
  type NameMatch,
  type QueryOf,
  type QuickSearchResponse,
} from '@canopy/contract';
import type { Database } from '../db/index.ts';
import {
  Below,
  type Drive,
  demandCapability,
  existing,
  type FileRow,
  isFolder,
  type Located,
  type Place,
} from '../drive/index.ts';
import type { Caller } from '../kernel/index.ts';
import type { FullTextSearch } from './full-text.ts';
import { type Matching, QuickQuery, ranks } from './quick-query.ts';
import type { NameSource } from './walked-names.ts';

const mostResults = 20;
/** Files found by their texts. */
const mostContents = 5;

export interface QuickSearchParts {
  readonly database: Database;
  readonly drive: Pick<Drive, 'locator' | 'tree' | 'metadata' | 'presenter'>;
  readonly names: NameSource;
  readonly texts: Pick<FullTextSearch, 'below'>;
}

type Hit = Located & Matching;

/** What a search box shows while somebody types: few results, the best first. */
export class QuickSearch {
  readonly #parts: QuickSearchParts;

  constructor(parts: QuickSearchParts) {
    this.#parts = parts;
  }

  /** @throws ApiError as the contract's quickSearch */
  async search(caller: Caller, asked: QueryOf<'quickSearch'>, signal?: AbortSignal): Promise<QuickSearchResponse> {
    const query = new QuickQuery(asked.query);
    const place = await this.#place(caller, asked.uri);
    const limit = asked.limit ?? mostResults;
    const [{ hits, complete }, contents] = await Promise.all([
      this.#named(place, query, limit, signal),
      this.#parts.texts.below(place, asked.query, Math.min(mostContents, Math.ceil(limit / 4)), signal),
    ]);
    const names = await this.#present(place, hits.sort(byRank).slice(0, limit - contents.length));
    return { names, contents, ...(!complete && { incomplete: true }) };
  }

  /** @throws ApiError for whatever cannot be listed, or is no folder */
  async #place(caller: Caller, text: string | undefined): Promise<Place> {
    const uri = text === undefined ? FileUri.root('my') : FileUri.parse(text).withoutSearch();
    if (uri.host !== 'my' && uri.host !== 'share') {
      throw new ApiError(ErrorCode.PARAM_INVALID, 'Only drives and shares are searched like this.');
    }
    const place = await this.#parts.drive.locator.find(uri, caller);
    const { scope } = place;
    demandCapability(scope.namespace, Capability.LIST);
    const folder = existing(place);
    if (!isFolder(folder)) throw new ApiError(ErrorCode.PATH_NOT_EXIST, 'This is no folder.');
    scope.demand(FilePermission.READ, place);
    return place;
  }

  /** At least as many as are wanted, if there are so many, and no better one is left out. */
  async #named(
    place: Place,
    query: QuickQuery,
    wanted: number,
    signal: AbortSignal | undefined,
  ): Promise<{ hits: Hit[]; complete: boolean }> {
    const { drive, names, database } = this.#parts;
    const below = new Below(drive.tree, place);
    const hits: Hit[] = [];
    const seen = new Set<number>();
    const candidates = names.candidates(place, query, signal);
    for (;;) {
      signal?.throwIfAborted();
      const step = await candidates.next();
      if (step.done) return { hits, complete: step.value };
      const { rows, rank } = step.value;
      const matching = new Map<FileRow, Matching>();
      for (const row of rows) {
        const match = seen.has(row.id) ? undefined : query.match(row.name);
        if (match) matching.set(row, match);
        seen.add(row.id);
      }
      for (const located of await below.locate(database.read, [...matching.keys()])) {
        hits.push({ ...located, ...(matching.get(located.row) as Matching) });
      }
      if (hits.filter((hit) => hit.rank <= rank).length >= wanted) return { hits, complete: false };
    }
  }

  async #present({ scope }: Place, hits: readonly Hit[]): Promise<NameMatch[]> {
    const { drive, database } = this.#parts;
    const ids = hits.map(({ row }) => row.id);
    const metadata = await drive.metadata.ofMany(database.read, ids);
    const { owned } = scope;
    return hits.map(({ row, path, rights, rank, ranges }) => ({
      file: drive.presenter.seen(row, scope, path, metadata.get(row.id) ?? {}, { rights, owned }),
      rank: ranks[rank] ?? 'inside',
      ranges,
    }));
  }
}

/** By rank, then the latest changed. */
function byRank(a: Hit, b: Hit): number {
  return a.rank - b.rank || b.row.updated_at - a.row.updated_at || b.row.id - a.row.id;
}
