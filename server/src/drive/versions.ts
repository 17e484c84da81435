import { ApiError, ErrorCode, FilePermission, type FileUri } from '@canopy/contract';
import type { Transactor } from '../db/index.ts';
import type { Clock } from '../kernel/index.ts';
import { type EntityStore, versionsOf } from './entity-store.ts';
import { changeAt, type Journal, toldUri } from './journal.ts';
import type { MetadataStore } from './metadata-store.ts';
import { includes, type Rights } from './permissions.ts';
import type { Actor, Owner, Quota } from './ports.ts';
import { EntityKind, type EntityRow, extensionOf, type FileRow, MetadataKey } from './rows.ts';
import type { TreeStore } from './tree-store.ts';

export interface VersionParts {
  readonly clock: Clock;
  readonly tree: TreeStore;
  readonly entities: EntityStore;
  readonly metadata: MetadataStore;
  readonly quota: Quota;
  readonly journal: Journal;
}

/** The contents that a file has and had. All methods run in a transaction that locked the tree. */
export class Versions {
  readonly #parts: VersionParts;

  constructor(parts: VersionParts) {
    this.#parts = parts;
  }

  /**
   * Makes a finished blob, already linked to the file and paid for, its current version: pointer, size, time
   * and derived data follow, versions beyond what the owner keeps go and give their quota back.
   * @param updatedAt what the uploader says; undefined = now. `uri`: how he addressed the file.
   * @returns the file as it is now.
   */
  async attach(
    tx: Transactor,
    owner: Owner,
    file: FileRow,
    entity: Pick<EntityRow, 'id' | 'size'>,
    actor: Actor | undefined,
    { updatedAt, uri }: { readonly updatedAt?: number; readonly uri?: FileUri } = {},
  ): Promise<FileRow> {
    const { clock, tree, metadata, journal } = this.#parts;
    const next: FileRow = {
      ...file,
      primary_entity: entity.id,
      size: entity.size,
      updated_at: updatedAt ?? clock.now(),
    };
    await tree.update(tx, [file.id], {
      primary_entity: next.primary_entity,
      size: next.size,
      updated_at: next.updated_at,
    });
    await metadata.remove(tx, [file.id], [MetadataKey.UPLOAD_SESSION, MetadataKey.THUMB_DISABLED]);
    if (file.primary_entity !== null) await this.#cap(tx, owner, next);
    const detail = {
      before: file.primary_entity,
      after: entity.id,
      sizeBefore: file.size,
      size: entity.size,
      ...(uri && { from: toldUri(uri) }),
    };
    await journal.append(tx, owner.id, actor, [changeAt('content', next, detail)]);
    return next;
  }

  /**
   * Makes an older version the current one. Null = none, as in a file whose content has not come yet.
   * @param facts that the journal keeps with it
   * @throws ApiError 40077 when the file has no such finished version.
   */
  async setCurrent(
    tx: Transactor,
    owner: Owner,
    file: FileRow,
    entityId: number | null,
    actor: Actor,
    facts: Readonly<Record<string, unknown>> = {},
  ): Promise<void> {
    const { tree, entities, journal } = this.#parts;
    const held = await entities.of(tx.db, file.id);
    const wanted = versionsOf(held).find((entity) => entity.id === entityId) ?? null;
    if (!wanted && entityId !== null) throw new ApiError(ErrorCode.ENTITY_NOT_EXIST);
    const [after, size] = [wanted?.id ?? null, wanted?.size ?? 0];
    if (after === file.primary_entity) return;
    await tree.update(tx, [file.id], { primary_entity: after, size });
    await this.#drop(
      tx,
      owner,
      file,
      held.filter((entity) => entity.type === EntityKind.THUMBNAIL),
    );
    const created = wanted?.created_at;
    const detail = { before: file.primary_entity, after, sizeBefore: file.size, size, created, ...facts };
    await journal.append(tx, owner.id, actor, [changeAt('version', file, detail)]);
  }

  /**
   * Removes a blob from the file. @throws ApiError 403 for the current version, 40077 when the file has no
   * such blob.
   */
  async remove(tx: Transactor, owner: Owner, file: FileRow, entityId: number, actor: Actor): Promise<EntityRow> {
    const { entities, metadata, journal } = this.#parts;
    if (entityId === file.primary_entity) {
      throw new ApiError(ErrorCode.NO_PERMISSION, 'The current version cannot be deleted.');
    }
    const held = (await entities.of(tx.db, file.id)).find((entity) => entity.id === entityId);
    if (!held) throw new ApiError(ErrorCode.ENTITY_NOT_EXIST);
    await this.#drop(tx, owner, file, [held]);
    if (held.upload_session_id !== null) await metadata.remove(tx, [file.id], [MetadataKey.UPLOAD_SESSION]);
    await journal.append(tx, owner.id, actor, [
      changeAt('prune', file, { entity: held.id, size: held.size, created: held.created_at }),
    ]);
    return held;
  }

  /** After new content: no old thumbnails, and no more old versions than the owner keeps (transfer.md 8). */
  async #cap(tx: Transactor, owner: Owner, file: FileRow): Promise<void> {
    const held = await this.#parts.entities.of(tx.db, file.id);
    const keep = versionsToKeep(owner, file.name);
    const versions = versionsOf(held).filter((entity) => entity.id !== file.primary_entity);
    const surplus = keep === 0 ? [] : versions.slice(keep - 1);
    await this.#drop(tx, owner, file, [...held.filter((entity) => entity.type === EntityKind.THUMBNAIL), ...surplus]);
  }

  async #drop(tx: Transactor, owner: Owner, file: FileRow, dropped: readonly EntityRow[]): Promise<void> {
    if (dropped.length === 0) return;
    const { entities, quota, clock } = this.#parts;
    await entities.unlink(
      tx,
      file.id,
      dropped.map((entity) => entity.id),
      clock.now(),
    );
    const bytes = dropped.reduce((sum, entity) => sum + entity.size, 0);
    if (bytes > 0) await quota.release(tx, owner.id, bytes);
  }
}

/** How many versions of a file its owner keeps, the current one among them; 0 = all. */
export function versionsToKeep(owner: Owner, name: string): number {
  const { enabled, extensions, max } = owner.versions;
  if (!enabled) return 1;
  if (extensions.length > 0 && !extensions.includes(extensionOf(name))) return 1;
  return max;
}

/**
 * Whether somebody with these rights on a file is shown what it holds: versions that are no longer current, and uploads
 * under way, are for whoever may change the file.
 * @param rights undefined = everything
 */
export function isShown(
  entity: Pick<EntityRow, 'id' | 'type' | 'upload_session_id'>,
  file: Pick<FileRow, 'primary_entity'>,
  rights: Rights | undefined,
): boolean {
  if (rights === undefined || includes(rights, FilePermission.UPDATE)) return true;
  if (entity.upload_session_id !== null) return false;
  return entity.type !== EntityKind.VERSION || entity.id === file.primary_entity;
}
