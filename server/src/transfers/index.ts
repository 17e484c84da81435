export type { EntityLink } from './download-links.ts';
export type { TransferParts } from './parts.ts';
export { transferRoutes } from './routes.ts';
export { openTransfers, type Transfers } from './transfers.ts';
