/** The server, as the app sees it. Everything goes through `client.call(operationId, …)`. */
export { client, queries } from './client.ts';
export { failedItems, type Reason, reasonOf } from './errors.ts';
export { session, useSession } from './session.ts';
export { refreshCapacity, useCapacity, useMe, useSiteBasic, useSiteLogin, useThumbExtensions } from './site.ts';
