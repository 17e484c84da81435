import type { Database } from '../db/index.ts';
import type { Drive, NameIndex } from '../drive/index.ts';
import type { EventBus, Log } from '../kernel/index.ts';
import { IndexStore } from './index-store.ts';
import { Indexer } from './indexer.ts';
import { IndexedNames } from './name-index.ts';
import { NameStore } from './name-store.ts';
import { QuickSearch } from './quick-search.ts';
import { WalkedNames } from './walked-names.ts';

export interface SearchParts {
  readonly database: Database;
  readonly bus: EventBus;
  readonly log: Log;
  readonly drive: Drive;
}

/** Searching, put together. */
export interface Search {
  readonly quick: QuickSearch;
  readonly indexer: Indexer;
  readonly names: NameIndex;
}

/** Plugs the index into the tree. Nothing runs before `indexer.start`. */
export function openSearch({ database, bus, log, drive }: SearchParts): Search {
  const { tree } = drive;
  const names = new NameStore();
  const texts = { changed: async () => {}, removed: async () => {} };
  const indexer = new Indexer({ database, bus, log, drive, store: new IndexStore(), names, texts });
  const walked = new WalkedNames({ database, walk: drive.walk });
  const index = new IndexedNames({ database, tree, store: names, indexer, walked });
  drive.searcher.useIndex(index);
  drive.purger.onRemoval((tx, fileIds) => names.remove(tx, fileIds));
  return { quick: new QuickSearch({ database, drive, names: index }), indexer, names: index };
}
