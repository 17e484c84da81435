import {
  ApiError,
  Capability,
  type CreateFileService,
  checkName,
  ErrorCode,
  FilePermission,
  type FileResponse,
  FileUri,
} from '@canopy/contract';
import type { Database, Transactor } from '../db/index.ts';
import type { Clock } from '../kernel/index.ts';
import { type Change, changeAt, type Journal } from './journal.ts';
import type { Locator } from './locate.ts';
import type { LockManager } from './locks.ts';
import { checkNewMetadata, type MetadataRules } from './metadata-rules.ts';
import type { MetadataStore } from './metadata-store.ts';
import { policyOf } from './mounts.ts';
import { demandCapability } from './namespace.ts';
import type { Actor, DriveSettings, Policies } from './ports.ts';
import type { Metadata, Presenter } from './present.ts';
import { FileKind, type FileRow, isFolder, isNameTaken, MetadataKey } from './rows.ts';
import { demandOwnFacts, existing, type Place, parentOf } from './scope.ts';
import type { TreeStore } from './tree-store.ts';

export interface CreatorParts {
  readonly database: Database;
  readonly clock: Clock;
  readonly locator: Locator;
  readonly tree: TreeStore;
  readonly metadata: MetadataStore;
  readonly locks: LockManager;
  readonly journal: Journal;
  readonly policies: Policies;
  readonly presenter: Presenter;
  readonly settings: DriveSettings;
  readonly metadataRules: MetadataRules;
}

/** How something new is to be made. */
export interface Draft {
  readonly kind: 0 | 1;
  /** Checked already. */
  readonly metadata?: Metadata | undefined;
  /** Policy recorded on a file; undefined = none yet. */
  readonly policyId?: number | undefined;
}

/** Makes files and folders, and the folders on the way to them. */
export class Creator {
  readonly #parts: CreatorParts;

  constructor(parts: CreatorParts) {
    this.#parts = parts;
  }

  /** file.md 8.2. @throws ApiError as the contract's createFile */
  async create(actor: Actor, request: CreateFileService): Promise<FileResponse> {
    const { database, locator, presenter, metadataRules } = this.#parts;
    const uri = FileUri.parse(request.uri).withoutSearch();
    const kind = request.type === 'folder' ? FileKind.FOLDER : FileKind.FILE;
    const scope = await locator.open(uri, actor.caller);
    demandCapability(scope.namespace, Capability.CREATE, Capability.LOCK);
    return database.write(async (tx) => {
      await tx.lockTree(scope.owner.id);
      const place = await scope.find(tx.db, uri);
      if (place.missing.length === 0) return this.#present(place, existing(place), kind, request.err_on_conflict);
      const metadata = checkNewMetadata(metadataRules, request.metadata);
      demandOwnFacts(place, Object.keys(metadata ?? {}));
      await this.demandFree(tx, place);
      const row = await this.makeAt(tx, actor, place, { kind, metadata });
      return presenter.file(row, scope, uri.toString(), null, [...place.chain, row]);
    });
  }

  /** Makes sure that no lock forbids a change of the place and of everything below it. */
  demandFree(tx: Transactor, place: Place): Promise<void> {
    return this.#parts.locks.demandFree(tx, place.scope, [{ elements: place.uri.elements, infinite: true }]);
  }

  /**
   * Makes what a place names and does not exist, with the folders on the way, in a transaction that locked
   * the tree. Locks are the caller's business (`demandFree`, or a lock acquired there).
   * @throws ApiError 403 when the way leads through a file, 40052 for names, 40082 without the right to create.
   */
  async makeAt(tx: Transactor, actor: Actor, place: Place, draft: Draft): Promise<FileRow> {
    const { scope, missing } = place;
    const above = place.chain.at(-1);
    if (!above || !isFolder(above)) {
      throw new ApiError(ErrorCode.NO_PERMISSION, 'The path goes through something that is no folder.');
    }
    scope.demand(FilePermission.CREATE, place);
    this.checkNames(place);
    const name = missing.at(-1) ?? '';
    if (draft.kind === FileKind.FILE) await this.#checkFileName(place, name);
    const changes: Change[] = [];
    let parent = above;
    for (const folder of missing.slice(0, -1)) {
      parent = await this.#insert(tx, parent, folder, { kind: FileKind.FOLDER });
      changes.push(changeAt('create', parent));
    }
    const row = await this.#insert(tx, parent, name, draft);
    changes.push(changeAt('create', row, draft.metadata && { metadata: draft.metadata }));
    await this.#parts.journal.append(tx, scope.owner.id, actor, changes);
    return row;
  }

  /** Checks the names that `makeAt` would give. @throws ApiError 40052 */
  checkNames(place: Place): void {
    for (const name of place.missing) checkName(name);
  }

  /** The folder that holds a place, made with those above it when it does not exist. */
  async folderOf(tx: Transactor, actor: Actor, place: Place): Promise<FileRow> {
    if (place.missing.length <= 1) {
      const parent = parentOf(place);
      if (parent && isFolder(parent)) return parent;
    }
    const above = { ...place, uri: place.uri.parent(), missing: place.missing.slice(0, -1) };
    return this.makeAt(tx, actor, above, { kind: FileKind.FOLDER });
  }

  async #insert(tx: Transactor, parent: FileRow, name: string, draft: Draft): Promise<FileRow> {
    const { tree, metadata, clock } = this.#parts;
    const symbolic = draft.metadata?.[MetadataKey.SHARED_REDIRECT] === undefined ? 0 : 1;
    try {
      const row = await tree.insert(tx, {
        owner_id: parent.owner_id,
        parent_id: parent.id,
        name,
        kind: draft.kind,
        symbolic,
        policy_id: draft.policyId ?? null,
        created_at: clock.now(),
      });
      const pairs = Object.entries(draft.metadata ?? {});
      await metadata.put(
        tx,
        pairs.map(([key, value]) => ({ file_id: row.id, key, value })),
      );
      return row;
    } catch (error) {
      if (isNameTaken(error)) throw new ApiError(ErrorCode.OBJECT_EXIST, undefined, { cause: error });
      throw error;
    }
  }

  async #checkFileName(place: Place, name: string): Promise<void> {
    const policyId = policyOf(place);
    if (policyId !== null) await this.#parts.policies.checkFileName(policyId, name);
  }

  #present(place: Place, row: FileRow, kind: number, errOnConflict: boolean | undefined): FileResponse {
    if (row.kind !== kind || errOnConflict === true) throw new ApiError(ErrorCode.OBJECT_EXIST);
    return this.#parts.presenter.place(place, null);
  }
}
