import type { StorageUsage } from '@canopy/contract';
import type { Database } from '../db/index.ts';
import type { Caller } from '../kernel/index.ts';
import type { DriveSettings } from './ports.ts';
import type { UsageStore } from './usage-store.ts';

type Kind = StorageUsage['kinds'][number]['kind'];

const categories = ['image', 'video', 'audio', 'document'] as const satisfies readonly Kind[];

export interface UsageParts {
  readonly database: Database;
  readonly store: UsageStore;
  readonly settings: DriveSettings;
}

/** What takes the room of a drive. */
export class Usage {
  readonly #parts: UsageParts;
  /** By user: whoever asks while it is counted gets what is being counted. */
  readonly #counting = new Map<number, Promise<StorageUsage>>();

  constructor(parts: UsageParts) {
    this.#parts = parts;
  }

  /** Counts as many files and folders as the caller's group may walk. */
  of(caller: Caller): Promise<StorageUsage> {
    const running = this.#counting.get(caller.userId);
    if (running) return running;
    const counting = this.#count(caller).finally(() => this.#counting.delete(caller.userId));
    this.#counting.set(caller.userId, counting);
    return counting;
  }

  async #count({ userId, group }: Caller): Promise<StorageUsage> {
    const { database, store, settings } = this.#parts;
    const most = Math.max(1, group.maxWalkedFiles);
    const kinds = new Map(categories.map((kind) => [kind, endingsOf(settings.searchOf(kind) ?? '')]));
    const tree = await store.of(database, userId, 'tree', kinds, most);
    const trash = await store.of(database, userId, 'trash', new Map(), most);
    const older = [...tree.rows, ...trash.rows].reduce((sum, { bytes, held }) => sum + held - bytes, 0);
    return {
      kinds: tree.rows
        .map(({ kind, files, bytes }) => ({ kind: kindNamed(kind), files, bytes }))
        .sort((a, b) => b.bytes - a.bytes),
      trash: { files: trash.rows[0]?.files ?? 0, bytes: trash.rows[0]?.bytes ?? 0 },
      older_bytes: older,
      completed: tree.complete && trash.complete,
    };
  }
}

function kindNamed(name: string): Kind {
  return categories.find((each) => each === name) ?? 'other';
}

/** Endings that the search of a category asks for; what else it asks is left out of the count. */
function endingsOf(query: string): string[] {
  return new URLSearchParams(query)
    .getAll('name')
    .flatMap((name) => /^\*\.([^.*?]+)$/.exec(name)?.[1]?.toLowerCase() ?? []);
}
