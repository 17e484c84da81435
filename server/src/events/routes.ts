import { type Route, rawRoute } from '../kernel/index.ts';
import type { EventHub } from './event-hub.ts';

export function eventRoutes(hub: EventHub): readonly Route[] {
  return [
    rawRoute('subscribeFileEvents', ({ caller, query, clientId, response }) =>
      hub.stream(caller, query.uri, clientId, response),
    ),
  ];
}
