/** Versions of a file. What changes the current one shows at once and is taken back when the server refuses. */
import type { Entity, FileResponse } from '@canopy/contract';
import { client, refreshCapacity } from '../api/index.ts';
import { editInfo, refreshInfo } from './info.ts';
import { addToLists, refreshLists, replaceInLists } from './listing-cache.ts';
import { trash } from './operations-bulk.ts';
import { uriOf } from './places.ts';
import type { UndoStep } from './undo.ts';

type Version = Pick<Entity, 'id' | 'size'>;

/** Makes a version the current one. */
export async function setCurrentVersion(file: FileResponse, version: Version): Promise<UndoStep> {
  const uri = uriOf(file);
  const before: Version = { id: file.primary_entity ?? '', size: file.size };
  const show = ({ id, size }: Version) => {
    const edit = (each: FileResponse) => ({ ...each, primary_entity: id, size });
    replaceInLists(file.id, edit);
    editInfo(file.id, edit);
  };
  show(version);
  try {
    await client.call('setFileVersion', { body: { uri: uri.toString(), version: version.id } });
  } catch (error) {
    show(before);
    throw error;
  } finally {
    refreshInfo(file.id);
    refreshLists(uri.parent().toString());
  }
  const changed = { ...file, primary_entity: version.id, size: version.size };
  return { undo: async () => void (await setCurrentVersion(changed, before)) };
}

/** Puts a version beside its file, as a file of its own. Taking it back moves the copy to the trash. */
export async function copyVersion(file: FileResponse, version: Version): Promise<{ name: string; step: UndoStep }> {
  const uri = uriOf(file);
  const answer = await client.call('copyFileVersion', { body: { uri: uri.toString(), version: version.id } });
  const copy = { ...answer, path: uri.parent().join(answer.name).toString(), metadata: answer.metadata ?? {} };
  addToLists(uri.parent().toString(), copy);
  refreshLists(uri.parent().toString());
  refreshCapacity();
  return { name: copy.name, step: { undo: async () => void (await trash([copy])) } };
}

/** Deletes a version that is not the current one. There is no way back. */
export async function deleteVersion(file: FileResponse, version: Version): Promise<void> {
  editInfo(file.id, (each) => {
    const info = each.extended_info;
    if (!info?.entities) return each;
    const entities = info.entities.filter(({ id }) => id !== version.id);
    return { ...each, extended_info: { ...info, entities, storage_used: info.storage_used - version.size } };
  });
  try {
    await client.call('deleteFileVersion', { body: { uri: uriOf(file).toString(), version: version.id } });
  } finally {
    refreshInfo(file.id);
    refreshCapacity();
  }
}
