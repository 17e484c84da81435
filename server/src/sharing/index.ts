export { directLinkRoutes } from './direct-link-routes.ts';
export { DirectLinks, type LinkOpened } from './direct-links.ts';
export { shareRoutes } from './routes.ts';
export { shareMarksOf } from './share-marks.ts';
export type { People } from './share-presenter.ts';
export { openSharing, type Sharing, type SharingParts } from './sharing.ts';
