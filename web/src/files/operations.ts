/**
 * What one can do with one file or folder; with many at once: operations-bulk.ts. What changes something shows its
 * effect at once, takes it back if the server refuses, and resolves with the step that undoes it. No words here: see
 * commands.ts.
 */
import type { FileResponse, FileUri } from '@canopy/contract';
import { client, refreshCapacity } from '../api/index.ts';
import { trashRoot } from './address.ts';
import { isFolder } from './kinds.ts';
import { addToLists, forgetBelow, type Rollback, refreshLists, replaceInLists } from './listing-cache.ts';
import { trash } from './operations-bulk.ts';
import { uriOf } from './places.ts';
import type { UndoStep } from './undo.ts';

const pathsOf = (files: readonly FileResponse[]) => files.map((file) => uriOf(file).toString());

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
