import type { Database } from '../db/index.ts';
import type { Clock } from '../kernel/index.ts';
import { BlobMissingError, type BlobStore, type StoredItem } from './blob-store.ts';
import { verifyChecksum } from './checksum.ts';
import type { StoragePolicies } from './policies.ts';
import type { Policy } from './policy.ts';
import type { BlobStores } from './registry.ts';
import { type EntityFacts, EntityStore } from './store.ts';

const batchSize = 500;

export interface ChecksOptions {
  readonly database: Database;
  readonly stores: BlobStores;
  readonly policies: StoragePolicies;
  readonly clock: Clock;
}

/**
 * - `ok`: the blob is there, with the size and (deep) the bytes it should have.
 * - `missing`, `wrong-size`, `corrupt`: it is not.
 * - `unfinished`: an upload is under way.
 * - `unchecked`: there is no checksum to compare with.
 */
export type Verdict = 'ok' | 'missing' | 'wrong-size' | 'corrupt' | 'unfinished' | 'unchecked';

export interface EntityCheck {
  readonly entityId: number;
  readonly key: string;
  readonly size: number;
  readonly verdict: Verdict;
}

/**
 * Looks at the blob of every entity that something refers to (of the others it may be gone already), one after the other, and yields each verdict: progress is counting them.
 * `deep` reads all bytes and compares checksums (scrub), else only presence and size are looked at (fsck).
 */
export async function* checkEntities(
  options: ChecksOptions,
  { deep }: { readonly deep: boolean },
): AsyncIterable<EntityCheck> {
  const entities = new EntityStore();
  let last = 0;
  for (;;) {
    const batch = await entities.after(options.database.read, last, batchSize);
    for (const entity of batch) {
      const { id: entityId, source: key, size } = entity;
      yield { entityId, key, size, verdict: await verdictOn(options, entity, deep) };
    }
    const end = batch.at(-1);
    if (!end) return;
    last = end.id;
  }
}

async function verdictOn(options: ChecksOptions, entity: EntityFacts, deep: boolean): Promise<Verdict> {
  if (entity.uploadSessionId !== null) return 'unfinished';
  const store = options.stores.of(await options.policies.get(entity.policyId));
  if (!deep) {
    const found = await store.stat(entity.source);
    if (!found) return 'missing';
    return found.size === entity.size ? 'ok' : 'wrong-size';
  }
  return deepVerdict(store, entity);
}

async function deepVerdict(store: BlobStore, entity: EntityFacts): Promise<Verdict> {
  try {
    const blob = await store.open(entity.source);
    try {
      if (blob.size !== entity.size) return 'wrong-size';
      if (entity.checksum === null) return 'unchecked';
      return (await verifyChecksum(blob, entity.checksum)) ? 'ok' : 'corrupt';
    } finally {
      await blob.close();
    }
  } catch (error) {
    if (error instanceof BlobMissingError) return 'missing';
    throw error;
  }
}

/** Something in a store that belongs to nothing. */
export interface Orphan {
  readonly policyId: number;
  readonly item: StoredItem;
  remove(): Promise<void>;
}

/**
 * Goes through a store and yields what no entity refers to, leaving alone what is younger than `olderThanMs`:
 * it may be an upload whose row is not written yet. `onProgress` is told how many items were seen so far.
 */
export async function* findOrphans(
  options: ChecksOptions,
  policy: Policy,
  olderThanMs: number,
  onProgress: (seen: number) => void = () => {},
): AsyncIterable<Orphan> {
  const entities = new EntityStore();
  const store = options.stores.of(policy);
  const before = options.clock.now() - olderThanMs;
  let batch: StoredItem[] = [];
  let seen = 0;

  async function* orphansOf(items: readonly StoredItem[]): AsyncIterable<Orphan> {
    const keys = [...new Set(items.map((item) => item.key))];
    const known = keys.length === 0 ? new Set() : await entities.known(options.database.read, policy.id, keys);
    for (const item of items) {
      // A temporary file this old belongs to a request that died; the blob of its key may well be in use.
      if (item.kind === 'temporary' || !known.has(item.key)) {
        yield { policyId: policy.id, item, remove: () => store.removeItem(item) };
      }
    }
  }

  for await (const item of store.items()) {
    seen += 1;
    if (item.modifiedAt > before) continue;
    batch.push(item);
    if (batch.length < batchSize) continue;
    yield* orphansOf(batch);
    batch = [];
    onProgress(seen);
  }
  yield* orphansOf(batch);
  onProgress(seen);
}

/**
 * Removes the beginnings that requests which died have left in all stores: nothing else would ever find them.
 *
 * Never a whole blob, though a crash may leave one: to a database that was lost, or brought back from an old backup,
 * all newer files are orphans. Whether those may go only an operator can tell (`canopy fsck --repair`).
 * @returns how many items were removed
 */
export async function removeOrphans(options: ChecksOptions, olderThanMs: number): Promise<number> {
  let removed = 0;
  for (const policy of await options.policies.all()) {
    if (!options.stores.supports(policy.type)) continue;
    for await (const orphan of findOrphans(options, policy, olderThanMs)) {
      if (orphan.item.kind === 'blob') continue;
      await orphan.remove();
      removed += 1;
    }
  }
  return removed;
}
