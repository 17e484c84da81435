import type { Database } from '../db/index.ts';
import type { Drive, FileRow, Place } from '../drive/index.ts';
import type { QuickQuery } from './quick-query.ts';

/** Some rows whose names may match. */
export interface Candidates {
  readonly rows: readonly FileRow[];
  /** Nothing in this list or behind it can match better than with this rank, that was not in a list before. */
  readonly rank: number;
}

/** Where files come from whose names may match. */
export interface NameSource {
  /**
   * Rows that may match the query, those most likely to be wanted first; perhaps some more, and some twice. Ends with
   * whether these were all there are.
   */
  candidates(place: Place, query: QuickQuery, signal?: AbortSignal): AsyncGenerator<Candidates, boolean, undefined>;
}

/** Rows that a walk looks at: about a hundredth of a second of work. */
const mostWalked = 10_000;

/** Finds names by going through the folders: for as long as there is no index of them. */
export class WalkedNames implements NameSource {
  readonly #parts: { readonly database: Database; readonly walk: Drive['walk'] };

  constructor(parts: { readonly database: Database; readonly walk: Drive['walk'] }) {
    this.#parts = parts;
  }

  async *candidates(place: Place): AsyncGenerator<Candidates, boolean, undefined> {
    const { database, walk } = this.#parts;
    const top = place.chain.at(-1);
    let walked = 0;
    for await (const rows of walk.below(database.read, top ? [top] : [])) {
      if (walked >= mostWalked) return false;
      walked += rows.length;
      yield { rank: 0, rows };
    }
    return true;
  }
}
