import { type Route, route } from '../kernel/index.ts';
import type { Search } from './search.ts';

export function searchRoutes(search: Search): readonly Route[] {
  return [route('quickSearch', ({ caller, query, signal }) => search.quick.search(caller, query, signal))];
}
