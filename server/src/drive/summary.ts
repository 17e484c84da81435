import type { FolderSummary } from '@canopy/contract';
import type { Database } from '../db/index.ts';
import type { Caller, Clock } from '../kernel/index.ts';
import type { EntityStore } from './entity-store.ts';
import type { DriveSettings } from './ports.ts';
import { FileKind, type FileRow } from './rows.ts';
import type { SummaryStore } from './summary-store.ts';
import type { WalkStore } from './walk-store.ts';

export interface SummaryParts {
  readonly database: Database;
  readonly clock: Clock;
  readonly walk: WalkStore;
  readonly entities: EntityStore;
  readonly store: SummaryStore;
  readonly settings: DriveSettings;
}

/** What is below a folder, counted in full and kept for a while (file.md 11). */
export class Summaries {
  readonly #parts: SummaryParts;

  constructor(parts: SummaryParts) {
    this.#parts = parts;
  }

  async of(folder: FileRow, caller: Caller): Promise<FolderSummary> {
    const { database, clock, store, settings } = this.#parts;
    const kept = await store.get(database.read, folder.id, clock.now());
    if (kept !== undefined) return JSON.parse(kept) as FolderSummary;
    const summary = await this.#count(folder, Math.max(1, caller.group.maxWalkedFiles));
    const expiresAt = clock.now() + settings.folderPropsTimeout * 1000;
    if (settings.folderPropsTimeout > 0) {
      await database.write((tx) => store.put(tx, folder.id, JSON.stringify(summary), expiresAt));
    }
    return summary;
  }

  async #count(folder: FileRow, limit: number): Promise<FolderSummary> {
    const { database, walk, entities, clock } = this.#parts;
    const sum = { size: 0, files: 0, folders: 0, completed: true };
    for await (const found of walk.below(database.read, [folder])) {
      const rows = found.slice(0, limit - sum.files - sum.folders);
      const files = rows.filter((row) => row.kind === FileKind.FILE);
      sum.files += files.length;
      sum.folders += rows.length - files.length;
      sum.size += await entities.bytesOf(
        database.read,
        files.map((row) => row.id),
      );
      if (rows.length < found.length) return { ...sum, completed: false, calculated_at: timeOf(clock) };
    }
    return { ...sum, calculated_at: timeOf(clock) };
  }
}

function timeOf(clock: Clock): string {
  return new Date(clock.now()).toISOString();
}
