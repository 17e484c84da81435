import {
  ApiError,
  Capability,
  checkName,
  ErrorCode,
  FilePermission,
  type FileResponse,
  FileUri,
  type RenameFileService,
} from '@canopy/contract';
import type { Database } from '../db/index.ts';
import type { Clock } from '../kernel/index.ts';
import { changeFrom, type Journal, toldUri } from './journal.ts';
import type { Locator } from './locate.ts';
import type { LockManager } from './locks.ts';
import type { MetadataStore } from './metadata-store.ts';
import { policyOf } from './mounts.ts';
import { demandCapability } from './namespace.ts';
import type { Actor, Policies } from './ports.ts';
import type { Presenter } from './present.ts';
import { extensionOf, FileKind, isNameTaken, MetadataKey } from './rows.ts';
import { existingItem, parentOf } from './scope.ts';
import type { TreeStore } from './tree-store.ts';

export interface RenamerParts {
  readonly database: Database;
  readonly clock: Clock;
  readonly locator: Locator;
  readonly tree: TreeStore;
  readonly metadata: MetadataStore;
  readonly locks: LockManager;
  readonly journal: Journal;
  readonly policies: Policies;
  readonly presenter: Presenter;
}

/** Gives files and folders other names. */
export class Renamer {
  readonly #parts: RenamerParts;

  constructor(parts: RenamerParts) {
    this.#parts = parts;
  }

  /** file.md 8.3. @throws ApiError as the contract's renameFile */
  async rename(actor: Actor, request: RenameFileService): Promise<FileResponse> {
    const { database, locator, tree, locks, presenter, journal, metadata, clock } = this.#parts;
    const uri = FileUri.parse(request.uri).withoutSearch();
    const name = request.new_name;
    checkName(name);
    const scope = await locator.open(uri, actor.caller);
    demandCapability(scope.namespace, Capability.RENAME, Capability.LOCK);
    return database.write(async (tx) => {
      await tx.lockTree(scope.owner.id);
      const place = await scope.find(tx.db, uri);
      const row = existingItem(place);
      scope.demand(FilePermission.UPDATE, place);
      if (row.kind === FileKind.FILE) await this.#checkFileName(policyOf(place), name);
      await locks.demandFree(tx, scope, [{ elements: uri.elements, infinite: true }]);
      if (name === row.name) return presenter.place(place, null);
      const parent = parentOf(place);
      if (parent && (await tree.child(tx.db, parent.id, name))) throw new ApiError(ErrorCode.OBJECT_EXIST);
      const renamed = { ...row, name, updated_at: clock.now() };
      try {
        await tree.rename(tx, row.id, name, renamed.updated_at);
      } catch (error) {
        throw isNameTaken(error) ? new ApiError(ErrorCode.OBJECT_EXIST, undefined, { cause: error }) : error;
      }
      if (row.kind === FileKind.FILE && extensionOf(name) !== extensionOf(row.name)) {
        await metadata.remove(tx, [row.id], [MetadataKey.THUMB_DISABLED]);
      }
      await journal.append(tx, scope.owner.id, actor, [changeFrom('rename', row, renamed, { from: toldUri(uri) })]);
      return presenter.file(renamed, scope, uri.parent().join(name).toString(), null, place.chain);
    });
  }

  async #checkFileName(policyId: number | null, name: string): Promise<void> {
    if (policyId !== null) await this.#parts.policies.checkFileName(policyId, name);
  }
}
