/** The server, as the app sees it. Everything goes through `client.call(operationId, …)`. */
export { client, queries } from './client.ts';
export {
  type AskedTooMuch,
  failedItems,
  failuresOf,
  isAskedTooMuch,
  locksOf,
  type Reason,
  reasonOf,
  textOfCode,
} from './errors.ts';
export { draftKey, session, useSession, useWaitingCalls } from './session.ts';
export {
  changeMe,
  currentMe,
  loadSiteExplorer,
  refreshCapacity,
  refreshMe,
  useCapacity,
  useMe,
  useSiteBasic,
  useSiteExplorer,
  useSiteLogin,
  useThumbExtensions,
} from './site.ts';
