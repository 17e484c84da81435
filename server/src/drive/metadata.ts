import { Capability, FilePermission, type PatchMetadataService } from '@canopy/contract';
import type { Database, Transactor } from '../db/index.ts';
import type { Clock } from '../kernel/index.ts';
import { Batch, type Target } from './batch.ts';
import { changeEach } from './change-each.ts';
import { type Change, changeAt, type Journal } from './journal.ts';
import type { Locator } from './locate.ts';
import type { LockManager } from './locks.ts';
import { checkPatches, type MetadataChange, type MetadataRules } from './metadata-rules.ts';
import type { MetadataStore } from './metadata-store.ts';
import { demandCapability } from './namespace.ts';
import type { Actor, DriveSettings } from './ports.ts';
import type { FileRow } from './rows.ts';
import { demandOwnFacts, existingItem } from './scope.ts';
import type { TreeStore } from './tree-store.ts';

/** Namespaces whose changes are facts about the file and move its time (file.md 8.7). */
const dated = /^(?:sys|customize|tag|props):/;

export interface MetadataEditorParts {
  readonly database: Database;
  readonly clock: Clock;
  readonly locator: Locator;
  readonly tree: TreeStore;
  readonly metadata: MetadataStore;
  readonly locks: LockManager;
  readonly journal: Journal;
  readonly settings: DriveSettings;
  readonly rules: MetadataRules;
}

/** Changes the metadata of files on behalf of clients (file.md 10). */
export class MetadataEditor {
  readonly #parts: MetadataEditorParts;

  constructor(parts: MetadataEditorParts) {
    this.#parts = parts;
  }

  /** @throws ApiError as the contract's patchMetadata */
  async patch(actor: Actor, request: PatchMetadataService): Promise<void> {
    const { locator, settings, rules } = this.#parts;
    const batch = await Batch.open(locator, actor.caller, request.uris, settings.maxBatchedFile, { keepNested: true });
    const change = checkPatches(rules, request.patches);
    await changeEach(this.#parts, batch, {
      demand: demandPatchable,
      demandOfAll({ place }) {
        place.scope.demand(FilePermission.UPDATE, place);
        demandOwnFacts(place, change.keys());
      },
      apply: (tx, ownerId, rows) => this.apply(tx, ownerId, actor, rows, change),
    });
  }

  /** Applies one change to files of one locked tree. Values that are so already are left alone. */
  async apply(
    tx: Transactor,
    ownerId: number,
    actor: Actor | undefined,
    rows: readonly FileRow[],
    change: MetadataChange,
  ): Promise<void> {
    const { metadata, tree, journal, clock } = this.#parts;
    const ids = rows.map((row) => row.id);
    const found = await metadata.ofMany(tx.db, ids);
    const changes: Change[] = [];
    const redated: number[] = [];
    for (const row of rows) {
      const old = found.get(row.id) ?? {};
      const before: Record<string, string | null> = {};
      const after: Record<string, string | null> = {};
      for (const [key, value] of change) {
        const was = old[key] ?? null;
        if (was === value) continue;
        before[key] = was;
        after[key] = value;
      }
      const keys = Object.keys(after);
      if (keys.length === 0) continue;
      changes.push(changeAt('metadata', row, { before, after }));
      if (keys.some((key) => dated.test(key))) redated.push(row.id);
    }
    const changed = changes.map(({ fileId }) => fileId);
    const sets = [...change].filter((entry): entry is [string, string] => entry[1] !== null);
    const removed = [...change].filter(([, value]) => value === null).map(([key]) => key);
    const puts = changed.flatMap((file_id) => sets.map(([key, value]) => ({ file_id, key, value })));
    await metadata.put(tx, puts);
    await metadata.remove(tx, changed, removed);
    await tree.update(tx, redated, { updated_at: clock.now() });
    await journal.append(tx, ownerId, actor, changes);
  }
}

/** What is wrong with one item; the right to change it is asked for all of them together. */
function demandPatchable(target: Target): Target {
  demandCapability(target.place.scope.namespace, Capability.UPDATE_METADATA, Capability.LOCK);
  existingItem(target.place);
  return target;
}
