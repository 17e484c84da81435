export { type History, type HistoryParts, openHistory } from './history.ts';
export { historyRoutes } from './routes.ts';
