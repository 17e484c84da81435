import { Capability, FileUri, type RestoreFileService } from '@canopy/contract';
import type { Database, Transactor } from '../db/index.ts';
import { Batch, type Target } from './batch.ts';
import type { Locator } from './locate.ts';
import type { LockManager } from './locks.ts';
import type { MetadataStore } from './metadata-store.ts';
import type { Mover, Source } from './move.ts';
import { demandCapability } from './namespace.ts';
import type { Actor, DriveSettings } from './ports.ts';
import { restoreUri } from './present.ts';
import { existingFolder, existingItem, type Place, type Scope } from './scope.ts';
import type { TreeStore } from './tree-store.ts';

export interface RestorerParts {
  readonly database: Database;
  readonly locator: Locator;
  readonly tree: TreeStore;
  readonly metadata: MetadataStore;
  readonly locks: LockManager;
  readonly mover: Mover;
  readonly settings: DriveSettings;
}

/** Puts things from the trash back to where they were (file.md 8.6). */
export class Restorer {
  readonly #parts: RestorerParts;

  constructor(parts: RestorerParts) {
    this.#parts = parts;
  }

  /** @throws ApiError as the contract's restoreFiles */
  async restore(actor: Actor, request: RestoreFileService): Promise<void> {
    const { database, locator, tree, metadata, settings } = this.#parts;
    const batch = await Batch.open(locator, actor.caller, request.uris, settings.maxBatchedFile);
    const home = batch.items.length === 0 ? undefined : await this.#home(actor);
    await database.write(async (tx) => {
      for (const ownerId of batch.ownersWith()) await tx.lockTree(ownerId);
      const sources = batch.sift(await batch.find(tx.db, tree), restorable);
      const facts = await metadata.ofMany(
        tx.db,
        sources.map(({ row }) => row.id),
      );
      const folders = new Map<string, Promise<Place>>();
      for (const source of sources) {
        try {
          const uri = restoreUri(facts.get(source.row.id) ?? {}).parent();
          if (home) await this.#restore(tx, actor, source, await folderAt(tx, home, uri, folders));
        } catch (error) {
          batch.fail(source.key, error);
        }
      }
    });
    batch.finish();
  }

  /** One after the other: what comes first has its place, what comes later and wants the same name fails. */
  async #restore(tx: Transactor, actor: Actor, source: Source, into: Place): Promise<void> {
    const { locks, mover } = this.#parts;
    existingFolder(into);
    await mover.demandNames(tx, into, [source]);
    await locks.demandFree(tx, source.place.scope, [{ elements: source.place.uri.elements, infinite: true }]);
    await locks.demandFree(tx, into.scope, [{ elements: [...into.uri.elements, source.row.name], infinite: true }]);
    await mover.relocate(tx, actor, [source], into);
  }

  #home(actor: Actor): Promise<Scope> {
    return this.#parts.locator.open(FileUri.root('my'), actor.caller);
  }
}

function folderAt(tx: Transactor, home: Scope, uri: FileUri, known: Map<string, Promise<Place>>): Promise<Place> {
  const text = uri.toString();
  const found = known.get(text) ?? home.find(tx.db, uri);
  known.set(text, found);
  return found;
}

function restorable({ item, place }: Target): Source & { key: string } {
  demandCapability(place.scope.namespace, Capability.RESTORE, Capability.LOCK);
  return { key: item.key, row: existingItem(place), place };
}
