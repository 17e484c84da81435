import {
  Capability,
  type DeletePermissionService,
  FileUri,
  type IdCodec,
  type SetPermissionService,
} from '@canopy/contract';
import type { Database, Transactor } from '../db/index.ts';
import { Batch, type Target } from './batch.ts';
import { changeEach } from './change-each.ts';
import { type Change, changeAt, type Journal } from './journal.ts';
import type { Locator } from './locate.ts';
import type { LockManager } from './locks.ts';
import { demandCapability } from './namespace.ts';
import { demandAllowedToVisitors, rulesOf, rulesText } from './permission-setting.ts';
import { type PermissionRules, parseRules } from './permissions.ts';
import type { Actor, DriveSettings } from './ports.ts';
import type { FileRow } from './rows.ts';
import { demandOwner, existingItem, type Scope } from './scope.ts';
import type { TreeStore } from './tree-store.ts';

export interface PermissionEditorParts {
  readonly database: Database;
  readonly ids: IdCodec;
  readonly locator: Locator;
  readonly tree: TreeStore;
  readonly locks: LockManager;
  readonly journal: Journal;
  readonly settings: DriveSettings;
}

/** Lets owners say who may do what with their files (file.md 6). */
export class PermissionEditor {
  readonly #parts: PermissionEditorParts;

  constructor(parts: PermissionEditorParts) {
    this.#parts = parts;
  }

  /** @throws ApiError as the contract's setFilePermission */
  async set(actor: Actor, request: SetPermissionService): Promise<void> {
    await this.#change(actor, request.uris, rulesOf(request.setting, this.#parts.ids));
  }

  /** @throws ApiError as the contract's deleteFilePermission */
  async remove(actor: Actor, request: DeletePermissionService): Promise<void> {
    await this.#change(actor, request.uris, null);
  }

  async #change(actor: Actor, uris: readonly string[], rules: PermissionRules | null): Promise<void> {
    const { locator, settings } = this.#parts;
    for (const uri of uris) FileUri.parse(uri);
    const batch = await Batch.open(locator, actor.caller, uris, settings.maxBatchedFile, { keepNested: true });
    if (rules) {
      for (const { scope } of batch.items) if (canBeRuled(scope)) demandAllowedToVisitors(rules, scope.owner);
    }
    await changeEach(this.#parts, batch, {
      demand: rulable,
      apply: (tx, ownerId, rows) => this.apply(tx, ownerId, actor, rows, rules),
    });
  }

  /** Sets the rules of files of one locked tree; null = inherited. Those that have them already are left alone. */
  async apply(
    tx: Transactor,
    ownerId: number,
    actor: Actor | undefined,
    rows: readonly FileRow[],
    rules: PermissionRules | null,
  ): Promise<void> {
    const { tree, journal } = this.#parts;
    const text = rules && rulesText(rules);
    const changed = rows.filter((row) => row.permissions !== text);
    await tree.update(
      tx,
      changed.map((row) => row.id),
      { permissions: text },
    );
    const changes = changed.map((row): Change => {
      const before = row.permissions === null ? null : parseRules(row.permissions);
      return changeAt('permission', row, { before, after: rules });
    });
    await journal.append(tx, ownerId, actor, changes);
  }
}

function canBeRuled({ namespace }: Scope): boolean {
  return namespace.capabilities.has(Capability.SET_PERMISSION);
}

/** What is wrong with one item. Only `my` has permissions to be set. */
function rulable(target: Target): Target {
  demandCapability(target.place.scope.namespace, Capability.SET_PERMISSION, Capability.LOCK);
  existingItem(target.place);
  demandOwner(target.place);
  return target;
}
