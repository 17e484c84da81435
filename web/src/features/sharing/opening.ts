/** Opening a share: what is asked, in which order, and what can stand in the way. */
import { ApiError, ErrorCode, type FileResponse, type FileUri, type Share } from '@canopy/contract';
import { useQuery } from '@tanstack/react-query';
import { client, useMe, useSession } from '../../api/index.ts';
import type { Visit } from './share-limits.ts';

/** Shares whose view was counted since the page was loaded: it is one opening, however often it is asked about. */
const counted = new Set<string>();

/** What the share is about. A wrong password is no error here; `unlocked` tells. */
export function useShareInfo({ id, password }: FileUri) {
  const who = useSession()?.user.id;
  return useQuery({
    queryKey: ['share-info', id, password, who],
    queryFn: ({ signal }) => {
      const isNew = !counted.has(id);
      counted.add(id);
      const query = { ...(password && { password }), ...(isNew && { count_views: true }) };
      return client.call('getShareInfo', { params: { id }, query }, { signal });
    },
    staleTime: 60_000,
    /* What was shown stays while it is asked again; once it is over, that is an error with the old answer beside it. */
    refetchOnWindowFocus: false,
  });
}

/** The one file of a file share. */
export function useSharedFile(root: FileUri, enabled: boolean) {
  const who = useSession()?.user.id;
  const uri = root.toString();
  return useQuery<FileResponse>({
    queryKey: ['share-file', uri, who],
    queryFn: async ({ signal }) => {
      const { files } = await client.call('listFiles', { query: { uri } }, { signal });
      const [file] = files;
      if (!file) throw new ApiError(ErrorCode.NOT_FOUND);
      return file;
    },
    enabled,
    refetchOnWindowFocus: false,
  });
}

/** Who is visiting. */
export function useVisit(): Visit {
  const signedIn = useSession() !== undefined;
  return { signedIn, group: useMe()?.group?.permission };
}

export type Obstacle = 'gone' | 'password' | 'door' | 'closed' | 'paid' | 'folder' | 'other';

/** What an error means for somebody at the door of a share. */
export function obstacleOf(error: unknown, signedIn: boolean, uri: FileUri): Obstacle {
  switch (error instanceof ApiError ? error.code : undefined) {
    case ErrorCode.NOT_FOUND:
      return 'gone';
    case ErrorCode.PARAM_INVALID:
      /* An address that is no share's. */
      return 'gone';
    case ErrorCode.INCORRECT_PASSWORD:
      return 'password';
    case ErrorCode.ANONYMOUS_ACCESS_DENIED:
    case ErrorCode.LOGIN_REQUIRED:
      return 'door';
    case ErrorCode.NO_PERMISSION:
      return signedIn ? 'closed' : 'door';
    case ErrorCode.PURCHASE_REQUIRED:
      return 'paid';
    case ErrorCode.PATH_NOT_EXIST:
      return uri.isRoot ? 'gone' : 'folder';
    default:
      return 'other';
  }
}

/** Why a share that could be opened before has ended, as far as it can be told. */
export function endOf(share: Share | undefined, now: number): 'until' | 'used' | undefined {
  if (share?.expires && Date.parse(share.expires) <= now) return 'until';
  return share?.remain_downloads === 0 ? 'used' : undefined;
}
