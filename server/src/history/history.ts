import type { IdCodec } from '@canopy/contract';
import type { Database } from '../db/index.ts';
import type { Drive, Owners, Policies, Quota } from '../drive/index.ts';
import type { Clock, EventBus, Log } from '../kernel/index.ts';
import type { Settings } from '../settings/index.ts';
import { Activities } from './activities.ts';
import { ActivitiesStore } from './activities-store.ts';
import { ChangeFeed } from './change-feed.ts';
import { Changes } from './changes.ts';
import { LinesStore } from './lines-store.ts';
import { Moments } from './moments.ts';
import { ReadRecorder } from './read-recorder.ts';
import { ReadsStore } from './reads-store.ts';
import { Retention } from './retention.ts';
import { Rewinder } from './rewind.ts';
import { RewindStore } from './rewind-store.ts';
import { VersionCopier } from './version-copy.ts';

/** What history needs from the rest of the house. */
export interface HistoryParts {
  readonly database: Database;
  readonly clock: Clock;
  readonly bus: EventBus;
  readonly log: Log;
  readonly ids: IdCodec;
  readonly drive: Drive;
  readonly owners: Owners;
  readonly quota: Quota;
  readonly policies: Policies;
  readonly settings: Pick<Settings, 'get'>;
}

/** What happened to files, put together: each member is one idea, with its own file. */
export interface History {
  readonly rewinder: Rewinder;
  readonly moments: Moments;
  readonly activities: Activities;
  readonly changes: Changes;
  readonly versionCopier: VersionCopier;
  /** To be started and stopped with the drive. */
  readonly recorder: ReadRecorder;
  readonly retention: Retention;
}

export function openHistory(parts: HistoryParts): History {
  const lines = new LinesStore();
  const moments = new Moments({ ...parts, lines });
  const rest = { ...parts, lines, moments, store: new RewindStore() };
  const reads = new ReadsStore();
  parts.drive.purger.onRemoval((tx, fileIds) => reads.forget(tx, fileIds));
  return {
    moments,
    activities: new Activities({ ...rest, activities: new ActivitiesStore(parts.database) }),
    changes: new Changes({ ...rest, feed: new ChangeFeed(rest) }),
    rewinder: new Rewinder(rest),
    versionCopier: new VersionCopier(rest),
    recorder: new ReadRecorder({ ...parts, store: reads }),
    retention: new Retention({ ...rest, reads }),
  };
}
