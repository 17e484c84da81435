export { Archives } from './archives.ts';
export { archiveRoutes } from './routes.ts';
