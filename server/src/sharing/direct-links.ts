import {
  ApiError,
  Capability,
  type DirectLinkInfo,
  type DirectLinkResponse,
  ErrorCode,
  FilePermission,
  GroupPermission,
  type IdCodec,
  IdKind,
} from '@canopy/contract';
import type { Database, Transactor } from '../db/index.ts';
import {
  type Actor,
  Batch,
  changeAt,
  type Drive,
  demandCapability,
  existing,
  FileKind,
  type FileRow,
  type Owners,
  type Target,
} from '../drive/index.ts';
import { type Clock, type EventBus, isoTime, type Log } from '../kernel/index.ts';
import type { Settings } from '../settings/index.ts';
import type { Transfers } from '../transfers/index.ts';
import { type DirectLinkRow, DirectLinkStore, type LinkedFile } from './direct-link-store.ts';

/** Somebody followed a direct link. Nobody knows who. */
export interface LinkOpened {
  readonly fileId: number;
  readonly ownerId: number;
}

declare module '../kernel/index.ts' {
  interface Events {
    'sharing.link-opened': LinkOpened;
  }
}

export interface DirectLinkParts {
  readonly database: Database;
  readonly clock: Clock;
  readonly bus: EventBus;
  readonly log: Log;
  readonly ids: IdCodec;
  readonly drive: Drive;
  readonly owners: Owners;
  readonly settings: Pick<Settings, 'get'>;
  readonly content: Transfers['links'];
}

/** How a link is followed. */
export interface Following {
  readonly id: string;
  readonly name: string;
  /** Save instead of show. */
  readonly download: boolean;
  /** Only asked where it leads: neither counted nor told. */
  readonly silent: boolean;
}

/** Permanent links to files (transfer.md 5). */
export class DirectLinks {
  readonly #parts: DirectLinkParts;
  readonly #store = new DirectLinkStore();

  constructor(parts: DirectLinkParts) {
    this.#parts = parts;
    parts.drive.purger.onRemoval((tx, fileIds) => this.#store.removeOf(tx, fileIds));
    // They would show whatever the new owner stores there to everybody whom the old one gave them.
    parts.drive.transfers.onHandOver((tx, fileIds) => this.#store.removeOf(tx, fileIds));
    parts.drive.inspector.onDetails(async ({ scope }, row, siteUrl) =>
      scope.owned ? { direct_links: await this.#of(row, siteUrl) } : {},
    );
  }

  /** @throws ApiError as the contract's createDirectLinks */
  async create(actor: Actor, uris: readonly string[], siteUrl: string): Promise<DirectLinkResponse[]> {
    const { drive, settings } = this.#parts;
    const { caller } = actor;
    const { directLinkBatch: most, redirectedLinks } = caller.group;
    if (most === 0) throw new ApiError(ErrorCode.GROUP_NOT_ALLOWED, 'Your group may not make direct links.');
    if (uris.length > most) throw new ApiError(ErrorCode.BATCH_SOURCE_SIZE, `At most ${most} links at once.`);
    const limit = settings.get('max_batched_file');
    const batch = await Batch.open(drive.locator, caller, uris, limit, { keepNested: true, signInPerItem: true });
    const links = redirectedLinks
      ? await this.#redirecting(batch, actor, siteUrl)
      : await this.#unredirected(batch, actor, siteUrl);
    batch.finish(links);
    return links;
  }

  /** @throws ApiError 40001 for what is no id of a link, 404 for one that is not the caller's */
  async remove(actor: Actor, publicId: string): Promise<void> {
    const { database, drive, ids } = this.#parts;
    const id = ids.decode(IdKind.DIRECT_LINK, publicId);
    const link = await this.#store.linked(database.read, id);
    const { userId, anonymous } = actor.caller;
    if (!link || anonymous || link.ownerId !== userId) throw new ApiError(ErrorCode.NOT_FOUND);
    await database.write(async (tx) => {
      await tx.lockTree(userId);
      const file = await drive.tree.byId(tx.db, link.fileId);
      if (file?.owner_id !== userId) throw new ApiError(ErrorCode.NOT_FOUND);
      await this.#store.remove(tx, id);
      await drive.journal.append(tx, userId, actor, [changeAt('unlink', file, detailOf(link))]);
    });
  }

  /**
   * Where a link leads: to the current content, with the rights of the owner.
   * @returns the address, and the seconds until it ends
   * @throws ApiError 404 when there is no such link, or its file is in the trash or of somebody who is not active
   */
  async follow({ id, name, download, silent }: Following, siteUrl: string): Promise<{ url: string; seconds: number }> {
    const { bus, clock, content, ids } = this.#parts;
    const number = ids.tryDecode(IdKind.DIRECT_LINK, id);
    const link = number === undefined ? undefined : await this.#alive(number, name);
    if (!link || !(silent || (await this.#count(link)))) {
      throw new ApiError(ErrorCode.NOT_FOUND, 'There is no such direct link.');
    }
    if (!silent) bus.emit('sharing.link-opened', { fileId: link.fileId, ownerId: link.ownerId });
    const expires = content.expiry();
    const entity = { entityId: link.entityId ?? 0, name: link.fileName, speed: link.speed, download };
    return { url: content.url(siteUrl, entity, expires), seconds: expires - Math.floor(clock.now() / 1000) };
  }

  async #alive(id: number, name: string): Promise<LinkedFile | undefined> {
    const { database, owners } = this.#parts;
    const link = await this.#store.linked(database.read, id);
    if (link?.name !== name || link.rootId === null) return undefined;
    if (!(await owners.find(link.ownerId))?.active) return undefined;
    return (await this.#store.isBelow(database.read, link.fileId, link.rootId)) ? link : undefined;
  }

  /** @returns false when the link was removed meanwhile. A database that cannot write keeps nobody from reading. */
  async #count({ id }: LinkedFile): Promise<boolean> {
    const { database, log } = this.#parts;
    try {
      return await database.write((tx) => this.#store.count(tx, id));
    } catch (error) {
      log.warn({ link: id, err: error }, 'a direct link was followed and could not be counted');
      return true;
    }
  }

  #redirecting(batch: Batch, actor: Actor, siteUrl: string): Promise<DirectLinkResponse[]> {
    const { database, drive } = this.#parts;
    return database.write(async (tx) => {
      for (const ownerId of batch.ownersWith()) await tx.lockTree(ownerId);
      const files = batch.sift(await batch.find(tx.db, drive.tree), linkable);
      const links: DirectLinkResponse[] = [];
      for (const { file, uri } of files) {
        links.push({ link: this.#address(await this.#linkOf(tx, actor, file), siteUrl), file_url: uri });
      }
      return links;
    });
  }

  /** A link to the file as it is called now: one that is there already, unless the group wants a new one each time. */
  async #linkOf(tx: Transactor, actor: Actor, file: FileRow): Promise<DirectLinkRow> {
    const { clock, drive } = this.#parts;
    const { speedLimit: speed, permissions } = actor.caller.group;
    if (!permissions.has(GroupPermission.UNIQUE_DIRECT_LINK)) {
      const found = await this.#store.alike(tx, file.id, file.name, speed);
      if (found) return found;
    }
    const made = { file_id: file.id, name: file.name, speed, created_at: clock.now() };
    const link = await this.#store.insert(tx, made);
    await drive.journal.append(tx, file.owner_id, actor, [changeAt('link', file, detailOf(link))]);
    return link;
  }

  /** Links to the versions themselves, without an end: nothing is stored, nothing is counted. */
  async #unredirected(batch: Batch, { caller }: Actor, siteUrl: string): Promise<DirectLinkResponse[]> {
    const { content, database, drive } = this.#parts;
    const speed = caller.group.speedLimit;
    return batch.sift(await batch.find(database.read, drive.tree), linkable).map(({ file, uri }) => {
      const entity = { entityId: file.primary_entity ?? 0, name: file.name, speed, download: false };
      return { link: content.url(siteUrl, entity, 0), file_url: uri };
    });
  }

  async #of(file: FileRow, siteUrl: string): Promise<DirectLinkInfo[]> {
    if (file.kind !== FileKind.FILE) return [];
    const rows = await this.#store.of(this.#parts.database.read, file.id);
    return rows.map((row) => ({
      id: this.#publicId(row),
      url: this.#address(row, siteUrl),
      downloaded: row.downloads,
      created_at: isoTime(row.created_at),
    }));
  }

  #address(link: DirectLinkRow, siteUrl: string): string {
    return `${siteUrl}/f/${this.#publicId(link)}/${encodeURIComponent(link.name)}`;
  }

  #publicId({ id }: DirectLinkRow): string {
    return this.#parts.ids.encode(IdKind.DIRECT_LINK, id);
  }
}

/** The file of an entry, if its caller may link it. @throws ApiError as an item of createDirectLinks */
function linkable({ item, place }: Target): { file: FileRow; uri: string } {
  const { scope } = place;
  demandCapability(scope.namespace, Capability.DOWNLOAD);
  const file = existing(place);
  if (file.kind !== FileKind.FILE || file.symbolic === 1) {
    throw new ApiError(ErrorCode.ENTITY_NOT_EXIST, 'Only files have direct links.');
  }
  if (!scope.owned && !scope.caller.isAdmin) throw new ApiError(ErrorCode.OWNER_ONLY);
  scope.demand(FilePermission.READ, place);
  return { file, uri: item.key };
}

function detailOf({ id, name, speed }: Pick<DirectLinkRow, 'id' | 'name' | 'speed'>) {
  return { link: id, name, speed };
}
