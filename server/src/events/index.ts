export { EventHub, type EventHubParts } from './event-hub.ts';
export { eventRoutes } from './routes.ts';
