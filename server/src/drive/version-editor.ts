import { ApiError, Capability, ErrorCode, FilePermission, FileUri, type IdCodec, IdKind } from '@canopy/contract';
import type { Database, Transactor } from '../db/index.ts';
import type { Locator } from './locate.ts';
import type { LockManager } from './locks.ts';
import { demandCapability } from './namespace.ts';
import type { Actor, Owner } from './ports.ts';
import { FileKind, type FileRow } from './rows.ts';
import { existingItem } from './scope.ts';
import type { Versions } from './versions.ts';

export interface VersionEditorParts {
  readonly database: Database;
  readonly ids: IdCodec;
  readonly locator: Locator;
  readonly locks: LockManager;
  readonly versions: Versions;
}

/** Which version of a file: its URI and a hashed entity id. */
export interface VersionOf {
  readonly uri: string;
  readonly version: string;
}

/** Lets people choose and delete versions of their files (transfer.md 8). */
export class VersionEditor {
  readonly #parts: VersionEditorParts;

  constructor(parts: VersionEditorParts) {
    this.#parts = parts;
  }

  /** @throws ApiError as the contract's setFileVersion */
  setCurrent(actor: Actor, request: VersionOf): Promise<void> {
    const { versions } = this.#parts;
    return this.#change(actor, request, (tx, owner, file, entity) =>
      versions.setCurrent(tx, owner, file, entity, actor),
    );
  }

  /** @throws ApiError as the contract's deleteFileVersion */
  remove(actor: Actor, request: VersionOf): Promise<void> {
    const { versions } = this.#parts;
    return this.#change(actor, request, async (tx, owner, file, entity) => {
      await versions.remove(tx, owner, file, entity, actor);
    });
  }

  async #change(
    actor: Actor,
    request: VersionOf,
    change: (tx: Transactor, owner: Owner, file: FileRow, entityId: number) => Promise<void>,
  ): Promise<void> {
    const { database, ids, locator, locks } = this.#parts;
    const uri = FileUri.parse(request.uri).withoutSearch();
    const entityId = ids.decode(IdKind.ENTITY, request.version);
    const scope = await locator.open(uri, actor.caller);
    demandCapability(scope.namespace, Capability.VERSION, Capability.LOCK);
    await database.write(async (tx) => {
      await tx.lockTree(scope.owner.id);
      const place = await scope.find(tx.db, uri);
      const file = existingItem(place);
      if (file.kind !== FileKind.FILE) throw new ApiError(ErrorCode.NO_PERMISSION, 'Folders have no versions.');
      scope.demand(FilePermission.UPDATE, place);
      await locks.demandFree(tx, scope, [{ elements: uri.elements, infinite: false }]);
      await change(tx, scope.owner, file, entityId);
    });
  }
}
