import { openMemoryStore } from '../blobs/drivers/memory/index.ts';
import { BlobStores, StoragePolicies } from '../blobs/index.ts';
import { silentLog } from '../kernel/index.ts';
import { openSearch, type Search } from '../search/index.ts';
import { catalogue, type SettingKey } from '../settings/index.ts';
import type { TestDrive } from './drive.ts';

/** The index of a drive without bytes: names are found, contents are off. */
export function openTestSearch(at: TestDrive): Search {
  return openSearch({
    ...at,
    log: silentLog,
    settings: { get: (key: SettingKey) => catalogue[key].default as never },
    stores: new BlobStores({ dataDir: '' }, { local: () => openMemoryStore() }),
    policies: new StoragePolicies(at),
  });
}
