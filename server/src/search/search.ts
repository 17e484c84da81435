import type { IdCodec } from '@canopy/contract';
import type { BlobStores, StoragePolicies } from '../blobs/index.ts';
import type { Database } from '../db/index.ts';
import type { Drive, NameIndex } from '../drive/index.ts';
import type { Clock, EventBus, Log } from '../kernel/index.ts';
import type { Settings } from '../settings/index.ts';
import { IndexCheck } from './check.ts';
import { FullTextSearch } from './full-text.ts';
import { IndexStore } from './index-store.ts';
import { Indexer } from './indexer.ts';
import { IndexedNames } from './name-index.ts';
import { NameStore } from './name-store.ts';
import { QuickSearch } from './quick-search.ts';
import { Rebuild } from './rebuild.ts';
import { TextIndexer } from './text-indexer.ts';
import { TextStore } from './text-store.ts';
import { Extractor } from './texts/extractor.ts';
import { WalkedNames } from './walked-names.ts';

export interface SearchParts {
  readonly database: Database;
  readonly bus: EventBus;
  readonly log: Log;
  readonly clock: Clock;
  readonly ids: IdCodec;
  readonly settings: Pick<Settings, 'get'>;
  readonly drive: Drive;
  readonly stores: Pick<BlobStores, 'of'>;
  readonly policies: Pick<StoragePolicies, 'get'>;
  readonly extractor?: Extractor;
}

/** Searching, put together. */
export interface Search {
  readonly quick: QuickSearch;
  readonly fullText: FullTextSearch;
  readonly rebuild: Rebuild;
  readonly check: IndexCheck;

  readonly indexer: Indexer;
  readonly textIndexer: TextIndexer;
  readonly names: NameIndex;
  start(): void;
  stop(): Promise<void>;
}

/** Plugs the index into the tree. Nothing runs before `start`. */
export function openSearch(parts: SearchParts): Search {
  const { database, drive, bus, log } = parts;
  const { tree } = drive;
  const names = new NameStore();
  const texts = new TextStore();
  const index = new IndexStore();
  const textIndexer = new TextIndexer({ ...parts, store: texts, extractor: parts.extractor ?? new Extractor() });
  const indexer = new Indexer({ ...parts, store: index, names, texts: textIndexer });
  const walked = new WalkedNames({ database, walk: drive.walk });
  const indexed = new IndexedNames({ database, tree, store: names, indexer, walked });
  const fullText = new FullTextSearch({ ...parts, store: texts });
  const rebuild = new Rebuild({ ...parts, index, indexer, names, texts, textIndexer });
  drive.searcher.useIndex(indexed);
  drive.purger.onRemoval(async (tx, fileIds) => {
    await names.remove(tx, fileIds);
    await textIndexer.removed(tx, fileIds);
  });
  const off = bus.on('settings.changed', () => indexer.searchTexts(textIndexer.mark));
  return {
    quick: new QuickSearch({ database, drive, names: indexed, texts: fullText }),
    fullText,
    rebuild,
    check: new IndexCheck({ database, drive, names, index }),
    indexer,
    textIndexer,
    names: indexed,
    start() {
      indexer.start();
      textIndexer.start();
      indexer.searchTexts(textIndexer.mark).catch((error) => log.error({ err: error }, 'contents could not be listed'));
    },
    async stop() {
      off();
      await indexer.stop();
      await textIndexer.stop();
    },
  };
}
