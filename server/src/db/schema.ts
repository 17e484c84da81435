import type { AccountTables } from './tables/accounts.ts';
import type { BlobTables } from './tables/blobs.ts';
import type { HistoryTables } from './tables/history.ts';
import type { HouseTables } from './tables/house.ts';
import type { SearchTables } from './tables/search.ts';
import type { SharingTables } from './tables/sharing.ts';
import type { TreeTables } from './tables/tree.ts';

/**
 * The tables. Times are whole milliseconds since 1970 (UTC), sizes are bytes, flags are 0 or 1, and what
 * is said to be JSON is text that holds JSON; both dialects store exactly the same.
 */
export interface Schema
  extends HouseTables,
    AccountTables,
    BlobTables,
    TreeTables,
    HistoryTables,
    SharingTables,
    SearchTables {}
