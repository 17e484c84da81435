/** Keeping a share in one's own files: a shortcut that leads to it. */
import { ApiError, ErrorCode, type FileResponse, type FileUri, type Share } from '@canopy/contract';
import { client } from '../../api/index.ts';
import { myFiles, refreshLists, sharedWithMe } from '../../files/index.ts';

const mostTries = 50;

/** The name with a number before its extension. */
export function numbered(name: string, number: number, isFolder: boolean): string {
  if (number === 1) return name;
  const dot = isFolder ? -1 : name.lastIndexOf('.');
  return dot > 0 ? `${name.slice(0, dot)} (${number})${name.slice(dot)}` : `${name} (${number})`;
}

/** @param target what the shortcut opens: the share, or the one file in it */
export async function saveShortcut(share: Share, target: FileUri): Promise<FileResponse> {
  const isFolder = share.source_type === 1;
  const metadata = { 'sys:shared_redirect': target.toString(), 'sys:shared_owner': share.owner.id };
  for (let number = 1; ; number++) {
    const uri = myFiles.join(numbered(share.name ?? share.id, number, isFolder)).toString();
    try {
      const body = { uri, type: isFolder ? 'folder' : 'file', err_on_conflict: true, metadata } as const;
      const saved = await client.call('createFile', { body });
      refreshLists(myFiles.toString(), sharedWithMe.toString());
      return saved;
    } catch (error) {
      const isTaken = error instanceof ApiError && error.code === ErrorCode.OBJECT_EXIST;
      if (!isTaken || number === mostTries) throw error;
    }
  }
}
