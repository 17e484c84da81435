import type { Database } from '../db/index.ts';
import type { Drive } from '../drive/index.ts';
import { QuickSearch } from './quick-search.ts';
import { WalkedNames } from './walked-names.ts';

export interface SearchParts {
  readonly database: Database;
  readonly drive: Drive;
}

/** Searching, put together. */
export interface Search {
  readonly quick: QuickSearch;
}

export function openSearch({ database, drive }: SearchParts): Search {
  const names = new WalkedNames({ database, walk: drive.walk });
  return { quick: new QuickSearch({ database, drive, names }) };
}
