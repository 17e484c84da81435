export type {
  BlobAssembler,
  BlobEnumerator,
  BlobKey,
  BlobReader,
  BlobRemover,
  BlobStat,
  BlobStore,
  BlobWriter,
  ByteSource,
  OpenBlob,
  PutOptions,
  ReadOptions,
  StoredBlob,
  StoredItem,
} from './blob-store.ts';
export { BlobMissingError } from './blob-store.ts';
export {
  type ChecksOptions,
  checkEntities,
  type EntityCheck,
  findOrphans,
  type Orphan,
  removeOrphans,
  type Verdict,
} from './checks.ts';
export { blockChecksum, verifyChecksum } from './checksum.ts';
export { Collector, type CollectorOptions } from './collector.ts';
export { openLocalStore } from './drivers/local/index.ts';
export { BlobKeys } from './keys.ts';
export { StoragePolicies, type StoragePoliciesOptions } from './policies.ts';
export type { Policy, PolicySettings } from './policy.ts';
export { BlobStores } from './registry.ts';
export { type Content, ContentServer, type ServeOptions, sendBody, setCorsHeaders } from './serve-content.ts';
export { type ZipEntry, zipArchive } from './zip-writer.ts';
