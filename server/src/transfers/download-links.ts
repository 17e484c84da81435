import { randomUUID } from 'node:crypto';
import {
  ApiError,
  Capability,
  ErrorCode,
  type ErrorEnvelope,
  FilePermission,
  type FileURLRequest,
  type FileURLResponse,
  FileUri,
  GroupPermission,
  IdKind,
} from '@canopy/contract';
import {
  demandCapability,
  EntityKind,
  type EntityRow,
  existing,
  FileKind,
  type FileRow,
  isShown,
  type Scope,
  toldUri,
} from '../drive/index.ts';
import type { Caller } from '../kernel/index.ts';
import { type ArchiveTicket, archivePath, archiveTicketKind } from './archive.ts';
import type { DownloadStore } from './download-store.ts';
import type { LinkSigner } from './link-signer.ts';
import type { TransferParts } from './parts.ts';

/** What a link names. */
export interface EntityLink {
  /** 0 = the empty entity. */
  readonly entityId: number;
  /** File name that the link carries. */
  readonly name: string;
  /** Bytes a second, 0 = unlimited. */
  readonly speed: number;
  readonly download: boolean;
}

/** What a URI comes to. */
interface FoundContent extends Omit<EntityLink, 'download'> {
  readonly scope: Scope;
  /** Whether fetching it is a download of the share that it is reached through. */
  readonly counts: boolean;
  readonly fileId: number;
  /** As the caller addressed it. */
  readonly uri: FileUri;
}

/** The decoded path of a content link: what is signed. */
export function contentPath(entityId: string, speed: number, name: string): string {
  return `/api/v4/file/content/${entityId}/${speed}/${name}`;
}

/** Somebody got a link to the content of a file, or opened it. */
export interface ContentRead {
  readonly fileId: number;
  readonly ownerId: number;
  /** 0 = a visitor. */
  readonly actorId: number;
  /** As he addressed the file, without a password. */
  readonly uri: string;
}

declare module '../kernel/index.ts' {
  interface Events {
    'transfers.read': ContentRead;
  }
}

/** Makes the links under which content is fetched (transfer.md 4.1). */
export class DownloadLinks {
  readonly #parts: TransferParts;
  readonly #store: DownloadStore;
  readonly #signer: LinkSigner;

  constructor(parts: TransferParts, store: DownloadStore, signer: LinkSigner) {
    this.#parts = parts;
    this.#store = store;
    this.#signer = signer;
  }

  /** @throws ApiError as the contract's createDownloadUrl */
  async create(caller: Caller, request: FileURLRequest, siteUrl: string): Promise<FileURLResponse> {
    const most = this.#parts.settings.get('max_batched_file');
    if (request.uris.length > most) {
      throw new ApiError(ErrorCode.TOO_MANY_URIS, `Maximum allowed batch size: ${most}`);
    }
    const uris = request.uris.map((text) => FileUri.parse(text).withoutSearch());
    if (request.archive) return this.#archive(caller, uris, siteUrl);
    const entityId = request.entity ? this.#parts.ids.decode(IdKind.ENTITY, request.entity) : undefined;
    const expires = this.expiry(request.no_cache);
    const scopes = new Map<string, Promise<Scope>>();
    const failures: Record<string, ErrorEnvelope> = {};
    const found: (FoundContent | undefined)[] = [];
    for (const [i, uri] of uris.entries()) {
      try {
        found.push(await this.#resolve(uri, caller, scopes, entityId));
      } catch (error) {
        if (!(error instanceof ApiError)) throw error;
        failures[request.uris[i] as string] = error.toEnvelope();
        found.push(undefined);
      }
    }
    if (!request.skip_error) demandNone(failures);
    for (const i of await this.#count(found, request.skip_error === true)) {
      failures[request.uris[i] as string] = usedUp().toEnvelope();
      found[i] = undefined;
    }
    if (!request.skip_error) demandNone(failures);
    for (const link of found) if (link) this.#tell(caller, link);
    const download = request.download ?? false;
    const urls = found.map((link) => ({ url: link ? this.url(siteUrl, { ...link, download }, expires) : '' }));
    const failed = Object.values(failures);
    return { urls, expires: failed.length === urls.length ? null : new Date(expires * 1000).toISOString() };
  }

  #tell({ userId: actorId }: Caller, { scope, fileId, uri, counts }: FoundContent): void {
    if (counts) this.#parts.bus.emit('transfers.read', { fileId, ownerId: scope.owner.id, actorId, uri: toldUri(uri) });
  }

  /** A link under which the bytes can be fetched until `expires` (Unix seconds, 0 = always). */
  url(siteUrl: string, { entityId, name, speed, download }: EntityLink, expires: number): string {
    const id = this.#parts.ids.encode(IdKind.ENTITY, entityId);
    const sign = encodeURIComponent(this.#signer.sign(contentPath(id, speed, name), expires));
    const path = contentPath(id, speed, encodeURIComponent(name));
    return `${siteUrl}${path}?${download ? 'download=true&' : ''}sign=${sign}`;
  }

  /**
   * When a link made now ends, in Unix seconds. The same for everybody who asks within some time, so that a browser finds in its cache what it
   * fetched under the same link before: a link handed out has between the margin and the whole life left.
   */
  expiry(exact = false): number {
    const { clock, settings } = this.#parts;
    const now = Math.floor(clock.now() / 1000);
    const life = settings.get('entity_url_default_ttl');
    const margin = Math.min(settings.get('entity_url_cache_margin'), life - 1);
    if (exact || margin <= 0) return now + life;
    const period = life - margin;
    return (Math.floor(now / period) + 1) * period + margin;
  }

  /**
   * Counts the downloads through shares, all or, with `partly`, as many as there are left.
   * @returns places of those that were not granted.
   */
  async #count(found: readonly (FoundContent | undefined)[], partly: boolean): Promise<number[]> {
    const wanted = new Map<Scope, number[]>();
    for (const [i, link] of found.entries()) {
      if (!link?.counts || !link.scope.takeDownloads) continue;
      const places = wanted.get(link.scope);
      if (places) places.push(i);
      else wanted.set(link.scope, [i]);
    }
    if (wanted.size === 0) return [];
    let refused: number[] = [];
    const none = new Error('nothing is counted for an answer that gives nothing');
    const count = this.#parts.database.write(async (tx) => {
      refused = [];
      for (const [scope, places] of wanted) {
        refused.push(...places.slice(await scope.takeDownloads?.(tx, places.length)));
      }
      if (refused.length > 0 && !partly) throw none;
    });
    await count.catch((error: unknown) => {
      if (error !== none) throw error;
    });
    return refused;
  }

  async #resolve(
    uri: FileUri,
    caller: Caller,
    scopes: Map<string, Promise<Scope>>,
    entityId: number | undefined,
  ): Promise<FoundContent> {
    const { database, drive } = this.#parts;
    const key = `${uri.host} ${uri.id} ${uri.password}`;
    let opening = scopes.get(key);
    if (!opening) {
      opening = drive.locator.open(uri, caller);
      scopes.set(key, opening);
    }
    const scope = await opening;
    demandCapability(scope.namespace, Capability.DOWNLOAD);
    const place = await scope.find(database.read, uri);
    const file = existing(place);
    if (file.kind !== FileKind.FILE || file.symbolic === 1) {
      throw new ApiError(ErrorCode.ENTITY_NOT_EXIST, 'Only files have content.');
    }
    scope.demand(FilePermission.READ, place);
    const speed = caller.group.speedLimit;
    if (entityId === undefined || entityId === (file.primary_entity ?? 0)) {
      return { entityId: file.primary_entity ?? 0, name: file.name, speed, scope, counts: true, fileId: file.id, uri };
    }
    const entity = await this.#entityOf(file, entityId);
    if (!isShown(entity, file, scope.rights(place.chain))) throw new ApiError(ErrorCode.ENTITY_NOT_EXIST);
    const counts = entity.type !== EntityKind.THUMBNAIL;
    return { entityId, name: nameOf(file, entity), speed, scope, counts, fileId: file.id, uri };
  }

  /** Another entity of a file. @throws ApiError 40077 when it has none such. */
  async #entityOf(file: FileRow, entityId: number): Promise<EntityRow> {
    const { database, drive } = this.#parts;
    const held = (await drive.entities.of(database.read, file.id)).find((entity) => entity.id === entityId);
    if (!held || held.upload_session_id !== null) throw new ApiError(ErrorCode.ENTITY_NOT_EXIST);
    return held;
  }

  /** transfer.md 4.4: the objects are looked at when the archive is fetched. */
  async #archive(caller: Caller, uris: readonly FileUri[], siteUrl: string): Promise<FileURLResponse> {
    const { clock, database, settings } = this.#parts;
    if (!caller.group.permissions.has(GroupPermission.ARCHIVE_DOWNLOAD)) {
      throw new ApiError(ErrorCode.GROUP_NOT_ALLOWED, 'Your group may not download archives.');
    }
    const id = randomUUID();
    const expires = Math.floor(clock.now() / 1000) + settings.get('archive_timeout');
    const ticket: ArchiveTicket = { uris: uris.map((uri) => uri.toString()), userId: caller.userId };
    await database.write((tx) => this.#store.putTicket(tx, id, archiveTicketKind, ticket, expires * 1000));
    const path = archivePath(id);
    const url = `${siteUrl}${path}?sign=${encodeURIComponent(this.#signer.sign(path, expires))}`;
    return { urls: [{ url }], expires: new Date(expires * 1000).toISOString() };
  }
}

/** What an entity that is not the current version is called when it is saved. */
function nameOf(file: FileRow, { type }: EntityRow): string {
  if (type === EntityKind.THUMBNAIL) return `${file.name}_thumbnail`;
  if (type === EntityKind.LIVE_PHOTO) return `${file.name}_live_photo.mov`;
  return file.name;
}

function usedUp(): ApiError {
  return new ApiError(ErrorCode.NOT_FOUND, 'No downloads of this share are left.');
}

/** @throws ApiError BATCH_PARTIAL when there are failures */
function demandNone(failures: Readonly<Record<string, ErrorEnvelope>>): void {
  const failed = Object.values(failures);
  if (failed.length === 0) return;
  const message = failed.length === 1 ? failed[0]?.msg : 'One or more operation failed';
  throw new ApiError(ErrorCode.BATCH_PARTIAL, message, { aggregated: failures });
}
