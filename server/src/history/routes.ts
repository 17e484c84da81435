import { type Route, route } from '../kernel/index.ts';
import type { History } from './history.ts';

/** What happened, and going back. */
export function historyRoutes(history: History): readonly Route[] {
  return [
    route('listFileActivities', ({ caller, query }) => history.activities.list(caller, query)),
    route('listRewindChanges', ({ caller, query }) => history.changes.list(caller, query)),
    route('getRewindTimeline', ({ caller, query }) => history.changes.timeline(caller, query)),
    route('rewindFiles', ({ caller, clientId, body, signal }) =>
      history.rewinder.rewind({ caller, clientId }, body, signal),
    ),
    route('copyFileVersion', ({ caller, clientId, body }) => history.versionCopier.copy({ caller, clientId }, body)),
  ];
}
