import { type Route, route } from '../kernel/index.ts';
import type { RebuildQueue } from './rebuild.ts';
import type { Search } from './search.ts';

export function searchRoutes(search: Search, queue: RebuildQueue): readonly Route[] {
  return [
    route('quickSearch', ({ caller, query, signal }) => search.quick.search(caller, query, signal)),
    route('fullTextSearch', ({ caller, query, signal }) => search.fullText.search(caller, query, signal)),
    route('rebuildFullTextIndex', ({ caller, body }) => search.rebuild.request(queue, caller, body)),
  ];
}
