import { JsonText, type Route, route } from '../kernel/index.ts';
import type { Archives } from './archives.ts';

/** What is inside archives. */
export function archiveRoutes(archives: Archives): readonly Route[] {
  return [route('listArchiveFiles', async ({ caller, query }) => new JsonText(await archives.list(caller, query)))];
}
