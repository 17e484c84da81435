export { searchRoutes } from './routes.ts';
export { openSearch, type Search } from './search.ts';
