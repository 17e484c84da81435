/** What can be told of a file that is there, about uploads to it. */
import { ApiError, ErrorCode, type FileResponse, type FileUri } from '@canopy/contract';
import type { ApiClient } from '../api-client.ts';
import type { UploadSource } from './types.ts';

/** Clocks and file systems keep times in different grains. */
export const SAME_TIME_MS = 1000;

/** Id of the upload session that a file still waits for; undefined when it is complete. */
export function placeholderOf(file: FileResponse): string | undefined {
  return file.metadata?.['sys:upload_session_id'];
}

/** When a source was modified, in whole milliseconds; undefined when it does not know. */
export function timeOf(source: UploadSource): number | undefined {
  return source.lastModified ? Math.floor(source.lastModified) : undefined;
}

/** Whether a file has the size and time of a source: most likely its content, too. */
export function isIdentical(file: FileResponse, source: UploadSource): boolean {
  const lastModified = timeOf(source);
  return (
    file.type === 0 &&
    file.size === source.size &&
    lastModified !== undefined &&
    Math.abs(Date.parse(file.updated_at) - lastModified) <= SAME_TIME_MS
  );
}

/** What is at a URI; undefined when nothing is. */
export async function fileAt(client: ApiClient, uri: string, signal: AbortSignal): Promise<FileResponse | undefined> {
  try {
    return await client.info(uri, { signal });
  } catch (error) {
    if (error instanceof ApiError && error.code === ErrorCode.PATH_NOT_EXIST) return undefined;
    throw error;
  }
}

/** Codes that say of any file that it can not go there: the share is over, or the folder is somebody else's now. */
const lostCodes: readonly number[] = [ErrorCode.NOT_FOUND, ErrorCode.OWNER_ONLY];

/** Whether an error means that nothing can be uploaded to a folder any more, whatever it is. Asks when in doubt. */
export async function isFolderLost(client: ApiClient, folder: FileUri, error: unknown): Promise<boolean> {
  if (!(error instanceof ApiError)) return false;
  if (lostCodes.includes(error.code)) return true;
  if (error.code !== ErrorCode.PATH_NOT_EXIST || folder.elements.length === 0) return false;
  const never = new AbortController().signal;
  return fileAt(client, folder.toString(), never).then(
    (found) => found === undefined,
    () => false,
  );
}

/** Ends a session on the server. When that fails, whatever the reason, the server ends it by itself in due time. */
export async function dropSession(client: ApiClient, id: string, uri: string): Promise<void> {
  await client.call('deleteUploadSession', { body: { id, uri } }).catch(() => undefined);
}
