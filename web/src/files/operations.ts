/**
 * What one can do with files. Each function shows its effect at once, asks the server, and takes the effect back if
 * the server refuses; it resolves with the step that undoes it. No words here: see features/explorer/commands.ts.
 */
import { ApiError, ErrorCode, type ErrorEnvelope, type FileResponse, FileUri } from '@canopy/contract';
import { client, refreshCapacity } from '../api/index.ts';
import { trashRoot } from './address.ts';
import { isFolder } from './kinds.ts';
import {
  addToLists,
  forgetBelow,
  type Rollback,
  refreshAllLists,
  refreshLists,
  removeFromLists,
  replaceInLists,
} from './listing-cache.ts';
import { patiently } from './patience.ts';
import { originOf, uriOf } from './places.ts';
import type { UndoStep } from './undo.ts';
import type { Run } from './work.ts';

const pathsOf = (files: readonly FileResponse[]) => files.map((file) => uriOf(file).toString());
const idsOf = (files: readonly FileResponse[]) => new Set(files.map((file) => file.id));
const parentOf = (file: FileResponse) => uriOf(file).parent();

/** Runs a request; on failure what was shown too early is taken back, and the lists are asked for the truth. */
async function orBack<T>(rollback: Rollback, folders: readonly string[], request: () => Promise<T>): Promise<T> {
  try {
    return await request();
  } catch (error) {
    rollback();
    refreshLists(...folders);
    throw error;
  }
}

/** So many items go into one request: a site takes some thousands, and fewer are answered sooner. */
const batchSize = 1000;

const partOf = ({ code, message, correlationId }: ApiError, aggregated: Record<string, ErrorEnvelope>) =>
  new ApiError(code, message, { aggregated, ...(correlationId && { correlationId }) });

/** Of a request that takes items away from where they are, and is sent again: what is not there any more has gone. */
async function takingAway(request: () => Promise<unknown>, isRepeated: boolean): Promise<void> {
  try {
    await request();
  } catch (error) {
    if (!isRepeated || !(error instanceof ApiError)) throw error;
    const { code, aggregated } = error;
    if (!aggregated && code !== ErrorCode.PATH_NOT_EXIST) throw error;
    const left = Object.entries(aggregated ?? {}).filter(([, item]) => item.code !== ErrorCode.PATH_NOT_EXIST);
    if (left.length > 0) throw partOf(error, Object.fromEntries(left));
  }
}

/**
 * Asks in batches; between two of them it tells how far it is, and ends when the person wants it. A broken connection
 * is waited for, except where another try could do it twice. Items that failed are told together at the end; a failure
 * of a whole request ends it, and what was done before it stays done.
 */
async function inBatches(
  uris: readonly string[],
  request: (uris: string[]) => Promise<unknown>,
  run?: Run,
  canRepeat = true,
): Promise<void> {
  const failures: Record<string, ErrorEnvelope> = {};
  let failed: ApiError | undefined;
  for (let at = 0; at < uris.length; at += batchSize) {
    run?.signal.throwIfAborted();
    try {
      const ask = () => request(uris.slice(at, at + batchSize));
      await (run && canRepeat ? patiently(run, (isRepeated) => takingAway(ask, isRepeated)) : ask());
    } catch (error) {
      if (!(error instanceof ApiError) || !error.aggregated) throw error;
      failed ??= error;
      Object.assign(failures, error.aggregated);
    }
    run?.report(Math.min(at + batchSize, uris.length), uris.length);
  }
  if (failed) throw partOf(failed, failures);
}

/** Gives an item a new name. */
export async function rename(file: FileResponse, name: string): Promise<UndoStep> {
  const from = uriOf(file);
  const folder = from.parent();
  const rollback = replaceInLists(file.id, (each) => ({ ...each, name, path: folder.join(name).toString() }));
  const renamed = await orBack(rollback, [folder.toString()], () =>
    client.call('renameFile', { body: { uri: from.toString(), new_name: name } }),
  );
  replaceInLists(file.id, (each) => ({ ...each, ...renamed, metadata: renamed.metadata ?? each.metadata }));
  if (isFolder(file)) forgetBelow(from.toString());
  return { undo: async () => void (await rename({ ...file, ...renamed }, file.name)) };
}

/** Moves items, perhaps of several folders, into one. Taking it back moves each to the folder it came from. */
export async function move(files: readonly FileResponse[], target: FileUri, run?: Run): Promise<UndoStep> {
  const sources = Map.groupBy(files, (file) => parentOf(file).toString());
  const rollback = removeFromLists(idsOf(files));
  await orBack(rollback, [...sources.keys(), target.toString()], () =>
    inBatches(
      pathsOf(files),
      (uris) => client.call('moveOrCopyFiles', { body: { uris, dst: target.toString() } }),
      run,
    ),
  );
  for (const file of files) if (isFolder(file)) forgetBelow(uriOf(file).toString());
  refreshLists(target.toString());
  return {
    undo: async () => {
      for (const [source, moved] of sources) {
        await move(
          moved.map((file) => ({ ...file, path: target.join(file.name).toString() })),
          FileUri.parse(source),
        );
        refreshLists(source);
      }
    },
  };
}

/** Copies items into a folder. Taking it back moves the copies to the trash. */
export async function copy(files: readonly FileResponse[], target: FileUri, run?: Run): Promise<UndoStep> {
  try {
    await inBatches(
      pathsOf(files),
      (uris) => client.call('moveOrCopyFiles', { body: { uris, dst: target.toString(), copy: true } }),
      run,
      false,
    );
  } finally {
    /* Some may have been copied when others were not. */
    refreshLists(target.toString());
    refreshCapacity();
  }
  const copies = files.map((file) => target.join(file.name).toString());
  return {
    undo: async () => {
      await inBatches(copies, (uris) => client.call('deleteFiles', { body: { uris } }));
      refreshLists(target.toString(), trashRoot.toString());
    },
  };
}

/** Moves items to the trash. */
export async function trash(files: readonly FileResponse[], run?: Run): Promise<UndoStep> {
  const folders = [...new Set(files.map((file) => parentOf(file).toString()))];
  const rollback = removeFromLists(idsOf(files));
  await orBack(rollback, [...folders, trashRoot.toString()], () =>
    inBatches(pathsOf(files), (uris) => client.call('deleteFiles', { body: { uris } }), run),
  );
  for (const file of files) if (isFolder(file)) forgetBelow(uriOf(file).toString());
  refreshLists(trashRoot.toString());
  return {
    undo: async () => {
      const trashed = await findInTrash(idsOf(files));
      await inBatches(pathsOf(trashed), (uris) => client.call('restoreFiles', { body: { uris } }));
      refreshLists(trashRoot.toString(), ...folders);
    },
  };
}

/** Items keep their id in the trash but not their path; the newest pages are looked through for them. */
async function findInTrash(ids: ReadonlySet<string>): Promise<FileResponse[]> {
  const found: FileResponse[] = [];
  let token: string | undefined;
  do {
    const page = await client.call('listFiles', {
      query: {
        uri: trashRoot.toString(),
        page_size: 500,
        order_by: 'updated_at',
        order_direction: 'desc',
        ...(token ? { next_page_token: token } : {}),
      },
    });
    found.push(...page.files.filter((file) => ids.has(file.id)));
    token = page.pagination.next_token || undefined;
  } while (token && found.length < ids.size);
  return found;
}

/** Puts trashed items back where they were. */
export async function restore(files: readonly FileResponse[], run?: Run): Promise<UndoStep> {
  const rollback = removeFromLists(idsOf(files));
  try {
    await orBack(rollback, [trashRoot.toString()], () =>
      inBatches(pathsOf(files), (uris) => client.call('restoreFiles', { body: { uris } }), run),
    );
  } finally {
    refreshAllLists();
  }
  const places = files.flatMap((file) => originOf(file)?.toString() ?? []);
  return {
    undo: async () => {
      await inBatches(places, (uris) => client.call('deleteFiles', { body: { uris } }));
      refreshAllLists();
    },
  };
}

/** Deletes trashed items for good. There is no way back. */
export async function deleteForGood(files: readonly FileResponse[], run?: Run): Promise<void> {
  const rollback = removeFromLists(idsOf(files));
  await orBack(rollback, [trashRoot.toString()], () =>
    inBatches(pathsOf(files), (uris) => client.call('deleteFiles', { body: { uris, skip_soft_delete: true } }), run),
  );
  refreshCapacity();
}

/** Deletes all that is in the trash for good. */
export async function emptyTrash(): Promise<void> {
  try {
    await client.call('emptyTrash', {});
  } finally {
    refreshLists(trashRoot.toString());
    refreshCapacity();
  }
}

/** Makes a folder or an empty file; fails with 40004 when the name is taken. */
export async function create(
  parent: FileUri,
  name: string,
  type: 'file' | 'folder',
): Promise<{ item: FileResponse; step: UndoStep }> {
  const uri = parent.join(name).toString();
  const created = await client.call('createFile', { body: { uri, type, err_on_conflict: true } });
  const item = { ...created, metadata: created.metadata ?? {} };
  addToLists(parent.toString(), item);
  refreshLists(parent.toString());
  const undo = async () => void (await trash([item]));
  return { item, step: { undo } };
}

/** Whether a download of them comes as one archive. */
export function isArchived(files: readonly FileResponse[]): boolean {
  const [only] = files;
  return files.length !== 1 || (only !== undefined && isFolder(only));
}

/** A signed link that starts the download of one file, or of several things as one archive. */
export async function downloadLink(files: readonly FileResponse[]): Promise<string> {
  const { urls } = await client.call('createDownloadUrl', {
    body: { uris: pathsOf(files), ...(isArchived(files) ? { archive: true } : { download: true }) },
  });
  return urls[0]?.url ?? '';
}
