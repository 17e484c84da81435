/** Which storage the new files of a folder go to. */
import type { FileResponse, StoragePolicy } from '@canopy/contract';
import { client } from '../api/index.ts';
import { editInfo, refreshInfo } from './info.ts';
import { uriOf } from './places.ts';
import type { UndoStep } from './undo.ts';

/** The storage that was chosen for a folder itself; undefined = that of the folder above. */
export function mountedOn({ extended_info }: FileResponse): StoragePolicy | undefined {
  return extended_info?.storage_policy_inherited ? undefined : extended_info?.storage_policy;
}

/**
 * Chooses a storage for a folder, or with undefined lets it follow the folder above again. Shown at once.
 * @param folder as it is told with its details
 */
export async function mountStorage(folder: FileResponse, policy: StoragePolicy | undefined): Promise<UndoStep> {
  const before = mountedOn(folder);
  const mount = async (chosen: StoragePolicy | undefined) => {
    if (chosen) {
      editInfo(folder.id, (file) =>
        file.extended_info
          ? {
              ...file,
              extended_info: { ...file.extended_info, storage_policy: chosen, storage_policy_inherited: false },
            }
          : file,
      );
    }
    try {
      await client.call('mountStoragePolicy', { body: { uri: uriOf(folder).toString(), policy_id: chosen?.id ?? '' } });
    } finally {
      /* What is below may follow it. */
      refreshInfo();
    }
  };
  await mount(policy);
  return { undo: () => mount(before) };
}
