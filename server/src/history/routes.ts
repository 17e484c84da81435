import { type Route, route } from '../kernel/index.ts';
import type { History } from './history.ts';

/** What happened, and going back. */
export function historyRoutes(history: History): readonly Route[] {
  return [
    route('rewindFiles', ({ caller, clientId, body, signal }) =>
      history.rewinder.rewind({ caller, clientId }, body, signal),
    ),
  ];
}
