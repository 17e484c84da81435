import { GroupPermission, type IdCodec, IdKind } from '@canopy/contract';
import type { Database, Executor } from '../db/index.ts';
import type { RowSource, ShareMarks } from '../drive/index.ts';
import type { Caller, Clock } from '../kernel/index.ts';
import { SharedWithMe } from './shared-with-me.ts';
import { SharedWithMeStore } from './shared-with-me-store.ts';
import { ShareStore } from './store.ts';

export interface ShareMarksParts {
  readonly clock: Clock;
  readonly database: Database;
  readonly ids: IdCodec;
}

/** What the tree asks of sharing; needs nothing of the tree, so that the tree can be opened over it. */
export function shareMarksOf({ clock, database, ids }: ShareMarksParts): ShareMarks {
  const store = new ShareStore();
  const parts = {
    store: new SharedWithMeStore(database),
    now: () => clock.now(),
    userId: (id: number) => ids.encode(IdKind.USER, id),
  };
  return {
    sharedAmong: (db: Executor, fileIds: readonly number[]) => store.sharedAmong(db, fileIds),
    sharedWith: (caller: Caller): RowSource =>
      new SharedWithMe(parts, caller, caller.group.permissions.has(GroupPermission.SHARE_DOWNLOAD)),
  };
}
