import type { IdCodec } from '@canopy/contract';
import type { BlobKeys, BlobStores, ContentServer, StoragePolicies } from '../blobs/index.ts';
import type { Database } from '../db/index.ts';
import type { Drive, Owners, Quota } from '../drive/index.ts';
import type { Caller, Clock, EventBus, Log } from '../kernel/index.ts';
import type { Settings } from '../settings/index.ts';

/** What uploads and downloads need from the rest of the house. */
export interface TransferParts {
  readonly database: Database;
  readonly clock: Clock;
  readonly bus: EventBus;
  readonly log: Log;
  readonly ids: IdCodec;
  readonly drive: Drive;
  readonly owners: Owners;
  readonly quota: Quota;
  readonly stores: BlobStores;
  readonly policies: StoragePolicies;
  readonly keys: BlobKeys;
  readonly content: ContentServer;
  readonly settings: Pick<Settings, 'get'>;
  /** Signs links. */
  readonly secretKey: string;
  /** A user with the rights he has now; undefined when he is gone or not active. 0 = anonymous. */
  readonly callerOf: (userId: number) => Promise<Caller | undefined>;
}
