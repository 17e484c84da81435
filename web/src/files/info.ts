/** What the server tells about one file beyond its line in a list. */
import type { FileResponse } from '@canopy/contract';
import { useQuery } from '@tanstack/react-query';
import { client, queries } from '../api/index.ts';
import { uriOf } from './places.ts';

const infoKey = 'info';

/**
 * Details of a file: versions, space used, policy, shares; asked anew when the file has changed.
 * @param staleTime milliseconds for which an older answer is good enough; the usual time when left out
 */
export function useInfo(file: FileResponse, enabled = true, staleTime?: number) {
  return useQuery({
    queryKey: [infoKey, file.id, file.updated_at, file.primary_entity],
    queryFn: ({ signal }) =>
      client.call('getFileInfo', { query: { uri: uriOf(file).toString(), extended: true } }, { signal }),
    enabled,
    ...(staleTime !== undefined && { staleTime }),
  });
}

/**
 * Changes what is known of a file at once, before the server has answered. `refreshInfo` must follow: an answer that
 * was on its way is given up, because it was made before this change and would undo it on the page.
 */
export function editInfo(id: string, edit: (file: FileResponse) => FileResponse): void {
  void queries.cancelQueries({ queryKey: [infoKey, id] });
  queries.setQueriesData<FileResponse>({ queryKey: [infoKey, id] }, (file) => file && edit(file));
}

/** Files (without ids: any file) have changed on the server: what is shown of them is asked anew. */
export function refreshInfo(...ids: string[]): void {
  const changed = new Set<unknown>(ids);
  const isChanged = (id: unknown) => ids.length === 0 || changed.has(id);
  void queries.invalidateQueries({ queryKey: [infoKey], predicate: ({ queryKey }) => isChanged(queryKey[1]) });
}
