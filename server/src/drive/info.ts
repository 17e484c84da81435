import {
  ApiError,
  Capability,
  type Entity,
  ErrorCode,
  type ExtendedInfo,
  FilePermission,
  type FileResponse,
  FileUri,
  type IdCodec,
  IdKind,
  type QueryOf,
  type StoragePolicy,
} from '@canopy/contract';
import type { Database } from '../db/index.ts';
import { type Caller, isoTime } from '../kernel/index.ts';
import type { EntityStore } from './entity-store.ts';
import type { Locator } from './locate.ts';
import type { MetadataStore } from './metadata-store.ts';
import { hasOwnPolicy, policyOf } from './mounts.ts';
import { demandCapability } from './namespace.ts';
import { settingOf } from './permission-setting.ts';
import { parseRules } from './permissions.ts';
import type { Owners, Policies, ShareMarks } from './ports.ts';
import type { Presenter } from './present.ts';
import { type EntityRow, FileKind, type FileRow } from './rows.ts';
import { existingItem, type Place } from './scope.ts';
import type { Summaries } from './summary.ts';
import type { TreeStore } from './tree-store.ts';
import { isShown } from './versions.ts';
import { ownView } from './views.ts';

export interface InspectorParts {
  readonly database: Database;
  readonly ids: IdCodec;
  readonly locator: Locator;
  readonly tree: TreeStore;
  readonly metadata: MetadataStore;
  readonly entities: EntityStore;
  readonly summaries: Summaries;
  readonly owners: Owners;
  readonly policies: Policies;
  readonly presenter: Presenter;
  readonly shares: ShareMarks;
}

/** Called for the details of an object: higher folders add what they know of it. Links carry `siteUrl`. */
export type DetailHook = (place: Place, row: FileRow, siteUrl: string) => Promise<Partial<ExtendedInfo>>;

/** Tells everything about one file or folder. */
export class Inspector {
  readonly #parts: InspectorParts;
  readonly #hooks: DetailHook[] = [];

  constructor(parts: InspectorParts) {
    this.#parts = parts;
  }

  onDetails(hook: DetailHook): void {
    this.#hooks.push(hook);
  }

  /**
   * @param signal whoever asked has gone
   * @throws ApiError as the contract's getFileInfo
   */
  async info(caller: Caller, query: QueryOf<'getFileInfo'>, siteUrl = '', signal?: AbortSignal): Promise<FileResponse> {
    const { database, metadata, presenter, summaries, shares } = this.#parts;
    const place = query.uri ? await this.#byUri(caller, query.uri) : await this.#byId(caller, query.id);
    const row = existingItem(place);
    place.scope.demand(FilePermission.READ, place);
    const answer = presenter.place(place, await metadata.of(database.read, row.id));
    if (query.folder_summary && row.kind === FileKind.FOLDER) {
      if (!place.scope.owned) throw new ApiError(ErrorCode.OWNER_ONLY);
      answer.folder_summary = await summaries.of(row, caller, signal);
    }
    if (query.extended) answer.extended_info = await this.#extended(place, row, siteUrl);
    if (place.scope.owned && (await shares.sharedAmong(database.read, [row.id])).size > 0) answer.shared = true;
    return answer;
  }

  async #byUri(caller: Caller, text: string): Promise<Place> {
    const uri = FileUri.parse(text);
    const scope = await this.#parts.locator.open(uri, caller);
    demandCapability(scope.namespace, Capability.INFO);
    return scope.find(this.#parts.database.read, uri);
  }

  /** Only for owners and administrators, so the place is in `my` or the trash. */
  async #byId(caller: Caller, id: string | undefined): Promise<Place> {
    if (!id) throw new ApiError(ErrorCode.PARAM_INVALID, 'Either uri or id is needed.');
    const { database, ids, locator, tree } = this.#parts;
    const row = await tree.byId(database.read, ids.decode(IdKind.FILE, id));
    if (!row) throw new ApiError(ErrorCode.NOT_FOUND);
    const owned = row.owner_id === caller.userId && !caller.anonymous;
    if (!owned && !caller.isAdmin) throw new ApiError(ErrorCode.OWNER_ONLY);
    if (row.trash_key !== null && owned) return locator.find(FileUri.root('trash').join(row.trash_key), caller);
    const [top, ...below] = await locator.chainOf(database.read, row);
    // What lies in a trashed folder, or waits for its removal, has no address.
    if (top?.name !== '') throw new ApiError(ErrorCode.NOT_FOUND);
    const root = FileUri.root('my', owned ? '' : ids.encode(IdKind.USER, row.owner_id));
    const uri = root.join(...below.map((file) => file.name));
    const scope = await locator.open(uri, caller);
    return { scope, uri, chain: [top, ...below], missing: [] };
  }

  async #extended(place: Place, row: FileRow, siteUrl: string): Promise<ExtendedInfo> {
    const { database, entities, policies } = this.#parts;
    const isFile = row.kind === FileKind.FILE;
    const recorded = row.trash_key !== null || (isFile && row.policy_id !== null);
    const policyId = recorded ? row.policy_id : policyOf(place);
    const policy = policyId === null ? undefined : await policies.present(policyId);
    const rights = place.scope.rights(place.chain);
    const held = isFile
      ? (await entities.of(database.read, row.id)).filter((entity) => isShown(entity, row, rights))
      : [];
    const view = place.scope.owned ? ownView(row) : undefined;
    const added = await Promise.all(this.#hooks.map((hook) => hook(place, row, siteUrl)));
    return {
      ...(policy && { storage_policy: policy }),
      storage_policy_inherited: !isFile && !hasOwnPolicy(row, place.scope.owner),
      storage_used: held.reduce((sum, entity) => sum + entity.size, 0),
      ...(isFile && { entities: await this.#entities(held) }),
      ...(view && { view }),
      ...(rights === undefined && {
        permissions: row.permissions === null ? null : settingOf(parseRules(row.permissions), this.#parts.ids),
      }),
      ...Object.assign({}, ...added),
    };
  }

  async #entities(rows: readonly EntityRow[]): Promise<Entity[]> {
    const { owners, policies, presenter } = this.#parts;
    const users = await owners.summaries([...new Set(rows.map((row) => row.created_by))]);
    const presented = new Map<number, StoragePolicy | undefined>();
    for (const id of new Set(rows.map((row) => row.policy_id))) presented.set(id, await policies.present(id));
    return rows.map((row) => {
      const policy = presented.get(row.policy_id);
      const createdBy = users.get(row.created_by);
      return {
        id: presenter.entityId(row.id),
        size: row.size,
        type: row.type as 0 | 1 | 2,
        created_at: isoTime(row.created_at),
        ...(policy && { storage_policy: policy }),
        ...(createdBy && { created_by: createdBy }),
      };
    });
  }
}
