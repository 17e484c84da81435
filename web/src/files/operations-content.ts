/** Contents that are written in the app itself. */
import type { FileResponse, FileUri } from '@canopy/contract';
import { client, refreshCapacity } from '../api/index.ts';
import { refreshInfo } from './info.ts';
import { refreshLists, replaceInLists } from './listing-cache.ts';
import { uriOf } from './places.ts';

/**
 * Makes a content the current version of a file.
 * @param previous version that it was made from: ApiError STALE_VERSION when there is another one by now;
 *   undefined writes over whatever is there, or makes the file anew
 * @returns the file as it is now
 */
export async function saveContent(
  file: FileResponse,
  content: Uint8Array<ArrayBuffer>,
  previous: string | undefined,
): Promise<FileResponse> {
  const answer = await write(uriOf(file), content, previous);
  const { id, primary_entity, size, updated_at } = answer;
  const now: FileResponse = { ...file, id, size, updated_at, ...(primary_entity !== undefined && { primary_entity }) };
  replaceInLists(id, (each) => ({ ...each, ...now }));
  refreshInfo(id);
  refreshCapacity();
  if (id !== file.id) refreshLists(uriOf(file).parent().toString());
  return now;
}

/** Writes a content beside others, under a name that must be free. @throws ApiError OBJECT_EXIST when it is not */
export async function createContent(folder: FileUri, name: string, content: Uint8Array<ArrayBuffer>): Promise<void> {
  const uri = folder.join(name).toString();
  await client.call('createFile', { body: { uri, type: 'file', err_on_conflict: true } });
  await write(folder.join(name), content);
  refreshLists(folder.toString());
  refreshCapacity();
}

async function write(uri: FileUri, content: Uint8Array<ArrayBuffer>, previous?: string): Promise<FileResponse> {
  const query = { uri: uri.toString(), ...(previous !== undefined && { previous }) };
  return (await client.sendBytes('updateFileContent', {}, query, content)) as FileResponse;
}
