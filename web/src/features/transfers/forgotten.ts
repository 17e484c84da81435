/**
 * Uploads that began and did not end, and that this browser knows nothing of: begun on another device, or before its
 * storage was cleared. The server lists no sessions, but what waits for one says so in its metadata, and that can be
 * searched. Which chunks have arrived nobody can ask, so that such an upload does not go on: it is sent from its begin.
 */
import type { FileResponse } from '@canopy/contract';
import { create } from 'zustand';
import { client, reasonOf, refreshCapacity, session } from '../../api/index.ts';
import { say } from '../../components/Snackbar.tsx';
import { myFiles, refreshLists, uriOf } from '../../files/index.ts';
import type { Translator } from '../../i18n/index.tsx';
import { bindWords } from '../../i18n/words.ts';
import { loadEngine, showUploads } from './uploads.ts';
import { uploadWords } from './words.ts';

const sessionKey = 'sys:upload_session_id';
const pageSize = 500;

interface Found {
  /** Id of the person they belong to. */
  readonly owner: string;
  readonly files: readonly FileResponse[];
}

export const useForgotten = create<Found>(() => ({ owner: '', files: [] }));

/** All files that wait for an upload, page by page. */
async function* waitingFiles(): AsyncGenerator<FileResponse> {
  let token: string | undefined;
  do {
    const query = { uri: `${myFiles}?meta_${sessionKey}=`, page_size: pageSize };
    const page = await client.call('listFiles', { query: { ...query, ...(token && { next_page_token: token }) } });
    yield* page.files;
    token = page.pagination.next_token || undefined;
  } while (token);
}

/** Shows them in the panel; says when there are none, and when the server can't be asked. */
export async function showForgotten(t: Translator): Promise<void> {
  try {
    const found = await findForgotten();
    useForgotten.setState({ owner: session.get()?.user.id ?? '', files: found });
    if (found.length > 0) showUploads(true);
    else say({ text: bindWords(uploadWords, t)('noneForgotten') });
  } catch (error) {
    const { text, id } = reasonOf(error, t);
    say({ text, tone: 'failed', errorId: id });
  }
}

async function findForgotten(): Promise<readonly FileResponse[]> {
  const { uploader } = await loadEngine();
  const files: FileResponse[] = [];
  for await (const file of waitingFiles()) files.push(file);
  /* Asked after the search: what this browser began meanwhile is known here. All of its tabs remember in one place. */
  const known = new Set((await uploader.unfinished()).map(({ sessionId }) => sessionId));
  return files.filter((file) => !known.has(file.metadata?.[sessionKey] ?? ''));
}

function forget({ id }: FileResponse): void {
  useForgotten.setState(({ files }) => ({ files: files.filter((file) => file.id !== id) }));
}

/** Ends one on the server: its file goes away, or stays as it was before, and the space is given back. */
export async function endForgotten(file: FileResponse): Promise<void> {
  const uri = uriOf(file);
  const id = file.metadata?.[sessionKey] ?? '';
  await client.call('deleteUploadSession', { body: { id, uri: uri.toString() } });
  forget(file);
  refreshLists(uri.parent().toString());
  refreshCapacity();
}

/** Sends the file of one from its begin, in the place of what is there. */
export async function sendForgotten(file: FileResponse, source: File): Promise<void> {
  const { uploader } = await loadEngine();
  forget(file);
  uploader.add([{ relativePath: file.name, file: source }], { folder: uriOf(file).parent(), conflict: 'replace' });
}
