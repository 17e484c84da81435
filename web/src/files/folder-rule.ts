/** What may be kept in a folder, by the storage that it has. */
import type { FileUri, ListResponse } from '@canopy/contract';
import { useQuery } from '@tanstack/react-query';
import { client, queries } from '../api/index.ts';
import { type ListingData, listingKey } from './listing.ts';
import { ruleOf, type StorageRule } from './storage-rules.ts';

/** The rule of a folder whose list is loaded, or is asked for; undefined when nobody can tell now. */
export async function ruleOfFolder(folder: FileUri): Promise<StorageRule | undefined> {
  const uri = folder.toString();
  try {
    const policy =
      policyInLists(uri) ?? (await client.call('listFiles', { query: { uri, page_size: 1 } })).storage_policy;
    return policy && (await ruleOf(policy));
  } catch {
    /* No answer, or an expression that is not understood here: the server says so of each file. */
    return undefined;
  }
}

function policyInLists(uri: string): ListResponse['storage_policy'] {
  for (const { state } of queries.getQueryCache().findAll({ queryKey: [listingKey, uri] })) {
    const policy = (state.data as ListingData | undefined)?.pages[0]?.storage_policy;
    if (policy) return policy;
  }
  return undefined;
}

/** The same for a field in which somebody types a name; undefined while it is not known. */
export function useFolderRule(folder: FileUri, isWanted: boolean): StorageRule | undefined {
  const { data } = useQuery({
    queryKey: ['folderRule', folder.toString()],
    queryFn: async () => (await ruleOfFolder(folder)) ?? null,
    enabled: isWanted,
    staleTime: 30_000,
  });
  return data ?? undefined;
}
