export { directLinkRoutes } from './direct-link-routes.ts';
export { DirectLinks, type LinkOpened } from './direct-links.ts';
