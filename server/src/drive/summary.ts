import type { FolderSummary } from '@canopy/contract';
import type { Database } from '../db/index.ts';
import type { Caller, Clock } from '../kernel/index.ts';
import type { DriveSettings } from './ports.ts';
import type { FileRow } from './rows.ts';
import type { SummaryStore } from './summary-store.ts';

export interface SummaryParts {
  readonly database: Database;
  readonly clock: Clock;
  readonly store: SummaryStore;
  readonly settings: DriveSettings;
}

/** What is below a folder, counted in full and kept for a while (file.md 11). */
export class Summaries {
  readonly #parts: SummaryParts;

  constructor(parts: SummaryParts) {
    this.#parts = parts;
  }

  /** Counts as much as the caller's group may walk. @param signal whoever asked has gone */
  async of(folder: FileRow, caller: Caller, signal?: AbortSignal): Promise<FolderSummary> {
    const { database, clock, store, settings } = this.#parts;
    const kept = await store.get(database.read, folder.id, clock.now());
    if (kept !== undefined) return JSON.parse(kept) as FolderSummary;
    const most = Math.max(1, caller.group.maxWalkedFiles);
    const { bytes, files, folders, complete } = await store.count(database, folder.id, most, signal);
    const calculated = new Date(clock.now()).toISOString();
    const summary = { size: bytes, files, folders, completed: complete, calculated_at: calculated };
    const expiresAt = clock.now() + settings.folderPropsTimeout * 1000;
    if (settings.folderPropsTimeout > 0) {
      await database.write((tx) => store.put(tx, folder.id, JSON.stringify(summary), expiresAt));
    }
    return summary;
  }
}
