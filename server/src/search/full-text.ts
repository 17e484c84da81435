import {
  ApiError,
  ErrorCode,
  FilePermission,
  FileUri,
  type FullTextSearchResult,
  type FullTextSearchResults,
  type QueryOf,
} from '@canopy/contract';
import type { Database } from '../db/index.ts';
import { Below, type Drive, includes, type Located, type Place } from '../drive/index.ts';
import type { Caller } from '../kernel/index.ts';
import type { Settings } from '../settings/index.ts';
import { excerptOf } from './excerpt.ts';
import type { FoundChunk, TextStore } from './text-store.ts';
import { type Term, termsOf } from './words.ts';

const longestQuery = 1_000;
/** Passages that are looked at, the best first: behind so many nobody turns the pages. */
const mostRanked = 2_000;
/** Files that are looked at in one step. */
const filesOfStep = 50;

export interface FullTextParts {
  readonly database: Database;
  readonly drive: Pick<Drive, 'locator' | 'tree' | 'presenter'>;
  readonly settings: Pick<Settings, 'get'>;
  readonly store: TextStore;
}

/** A file and the best of its passages, as HTML. */
interface Hit extends Located {
  readonly content: string;
}

/** Searches the texts of files. */
export class FullTextSearch {
  readonly #parts: FullTextParts;

  constructor(parts: FullTextParts) {
    this.#parts = parts;
  }

  get isOn(): boolean {
    return this.#parts.settings.get('fts_enabled');
  }

  /** @throws ApiError as the contract's fullTextSearch */
  async search(
    caller: Caller,
    { query, offset = 0 }: QueryOf<'fullTextSearch'>,
    signal?: AbortSignal,
  ): Promise<FullTextSearchResults> {
    const { database, drive, settings, store } = this.#parts;
    if (!this.isOn) throw new ApiError(ErrorCode.FEATURE_NOT_ENABLED, 'Searching in texts is switched off here.');
    const terms = termsOfQuery(query);
    const place = await drive.locator.find(FileUri.root('my'), caller);
    const size = settings.get('fts_meilisearch_page_size');
    const found = await store.find(database, place.scope.owner.id, terms, mostRanked, signal);
    const hits = await this.#hits(place, terms, found, offset + size);
    const all = found.length < mostRanked;
    const total = all ? found.length : await store.count(database, place.scope.owner.id, terms, signal);
    return { hits: this.#present(place, hits.slice(offset)), total };
  }

  /** The best hits below a place, for somebody who is still typing; none where texts are not searched. */
  async below(place: Place, query: string, limit: number, signal?: AbortSignal): Promise<FullTextSearchResult[]> {
    const terms = this.isOn ? termsOf(query, true) : [];
    // One letter begins nearly every text.
    if (terms.length === 0 || terms.every(({ words }) => words.join('').length < 2)) return [];
    const found = await this.#parts.store.find(this.#parts.database, place.scope.owner.id, terms, mostRanked, signal);
    return this.#present(place, await this.#hits(place, terms, found, limit));
  }

  /** One for each file, by its best passage, the best first: until there are enough. */
  async #hits(place: Place, terms: readonly Term[], found: readonly FoundChunk[], wanted: number): Promise<Hit[]> {
    const { database, drive, store } = this.#parts;
    const best = new Map<number, FoundChunk>();
    for (const chunk of found) if (!best.has(chunk.file_id)) best.set(chunk.file_id, chunk);
    const files = [...best.values()];
    const below = new Below(drive.tree, place);
    const shown: { located: Located; chunkId: number }[] = [];
    for (let at = 0; at < files.length && shown.length < wanted; at += filesOfStep) {
      for (const located of await this.#current(below, place, files.slice(at, at + filesOfStep))) {
        const chunk = best.get(located.row.id);
        if (chunk) shown.push({ located, chunkId: chunk.id });
      }
    }
    const wantedOnes = shown.slice(0, wanted);
    const contents = await store.contents(
      database.read,
      wantedOnes.map(({ chunkId }) => chunkId),
    );
    return wantedOnes.flatMap(({ located, chunkId }) => {
      const content = excerptOf(contents.get(chunkId) ?? '', terms);
      return content === undefined ? [] : [{ ...located, content }];
    });
  }

  /** Those that the caller may read, and whose text is that of their current version; in their order. */
  async #current(below: Below, place: Place, chunks: readonly FoundChunk[]): Promise<Located[]> {
    const { database, drive, store } = this.#parts;
    const ids = chunks.map(({ file_id }) => file_id);
    const rows = new Map((await drive.tree.byIds(database.read, ids)).map((row) => [row.id, row]));
    const known = await store.known(database.read, ids);
    const current = ids.flatMap((id) => {
      const row = rows.get(id);
      const text = known.get(id);
      const isOurs = row && row.owner_id === place.scope.owner.id && text?.entity_id === row.primary_entity;
      return isOurs ? [row] : [];
    });
    const located = await below.locate(database.read, current);
    return located.filter(({ rights }) => rights === undefined || includes(rights, FilePermission.READ));
  }

  #present({ scope }: Place, hits: readonly Hit[]): FullTextSearchResult[] {
    return hits.map(({ row, path, rights, content }) => ({
      file: this.#parts.drive.presenter.seen(row, scope, path, null, { rights, owned: scope.owned }),
      content,
    }));
  }
}

/** @throws ApiError PARAM_INVALID */
function termsOfQuery(query: string): Term[] {
  if (query.length > longestQuery) throw new ApiError(ErrorCode.PARAM_INVALID, 'The search is too long.');
  if (query.includes('\0')) throw new ApiError(ErrorCode.PARAM_INVALID, 'The search is not text.');
  const terms = termsOf(query, false);
  if (terms.length === 0) throw new ApiError(ErrorCode.PARAM_INVALID, 'Say what to look for, in words.');
  return terms;
}
