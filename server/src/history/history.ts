import type { IdCodec } from '@canopy/contract';
import type { Database } from '../db/index.ts';
import type { Drive, Owners, Quota } from '../drive/index.ts';
import type { Clock } from '../kernel/index.ts';
import type { Settings } from '../settings/index.ts';
import { ChangeFeed } from './change-feed.ts';
import { Changes } from './changes.ts';
import { LinesStore } from './lines-store.ts';
import { Moments } from './moments.ts';
import { Rewinder } from './rewind.ts';
import { RewindStore } from './rewind-store.ts';
import { VersionCopier } from './version-copy.ts';

/** What history needs from the rest of the house. */
export interface HistoryParts {
  readonly database: Database;
  readonly clock: Clock;
  readonly ids: IdCodec;
  readonly drive: Drive;
  readonly owners: Owners;
  readonly quota: Quota;
  readonly settings: Pick<Settings, 'get'>;
}

/** What happened to files, put together: each member is one idea, with its own file. */
export interface History {
  readonly rewinder: Rewinder;
  readonly moments: Moments;
  readonly changes: Changes;
  readonly versionCopier: VersionCopier;
}

export function openHistory(parts: HistoryParts): History {
  const lines = new LinesStore();
  const moments = new Moments({ ...parts, lines });
  const rest = { ...parts, lines, moments, store: new RewindStore() };
  return {
    moments,
    changes: new Changes({ ...rest, feed: new ChangeFeed(rest) }),
    rewinder: new Rewinder(rest),
    versionCopier: new VersionCopier(rest),
  };
}
