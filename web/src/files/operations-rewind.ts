/** Setting a folder or file back to a moment. */
import type { FileUri, RewindResult } from '@canopy/contract';
import { client, queries, refreshCapacity } from '../api/index.ts';
import { refreshAllLists } from './listing-cache.ts';
import type { UndoStep } from './undo.ts';
import { tracked } from './work.ts';

/** What would be done; nothing is changed. */
export function planRewind(uri: FileUri, moment: string, signal?: AbortSignal): Promise<RewindResult> {
  return client.call('rewindFiles', { body: { uri: uri.toString(), moment, dry_run: true } }, signal ? { signal } : {});
}

/** Sets back; the step sets forth again. Without anything to do there is no step. */
export async function rewind(uri: FileUri, moment: string): Promise<{ result: RewindResult; step?: UndoStep }> {
  try {
    const result = await tracked('rewind', [uri], () =>
      client.call('rewindFiles', { body: { uri: uri.toString(), moment } }),
    );
    const { undo } = result;
    return undo === undefined ? { result } : { result, step: { undo: async () => void (await rewind(uri, undo)) } };
  } finally {
    /* Anything may have changed anywhere below, and in the trash. */
    refreshAllLists();
    refreshCapacity();
    for (const key of ['info', 'summary', 'activities', 'rewind', 'peek']) {
      void queries.invalidateQueries({ queryKey: [key] });
    }
  }
}
