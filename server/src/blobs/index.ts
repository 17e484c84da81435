export {
  type BlobAssembler,
  type BlobEnumerator,
  type BlobKey,
  BlobMissingError,
  type BlobReader,
  type BlobRemover,
  type BlobStat,
  type BlobStore,
  type BlobWriter,
  type ByteSource,
  type OpenBlob,
  type PutOptions,
  type ReadOptions,
  type StoredBlob,
  type StoredItem,
} from './blob-store.ts';
export {
  type ChecksOptions,
  checkEntities,
  type EntityCheck,
  findOrphans,
  type Orphan,
  type Verdict,
} from './checks.ts';
export { blockChecksum, verifyChecksum } from './checksum.ts';
export { Collector, type CollectorOptions } from './collector.ts';
export { attachment } from './disposition.ts';
export { openLocalStore } from './drivers/local/index.ts';
export { BlobKeys } from './keys.ts';
export { StoragePolicies, type StoragePoliciesOptions } from './policies.ts';
export type { Policy, PolicySettings } from './policy.ts';
export { BlobStores } from './registry.ts';
export { type Content, ContentServer, type ServeOptions, sendBody, setCorsHeaders } from './serve-content.ts';
export { type ZipEntry, zipArchive } from './zip-writer.ts';
