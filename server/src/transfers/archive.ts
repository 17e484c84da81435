import type { ServerResponse } from 'node:http';
import { ApiError, Capability, ErrorCode, FilePermission, FileUri } from '@canopy/contract';
import { type ByteSource, sendBody, type ZipEntry, zipArchive } from '../blobs/index.ts';
import { demandCapability, existing, FileKind, type FileRow, type Place, Readable, toldUri } from '../drive/index.ts';
import type { Caller } from '../kernel/index.ts';
import type { ArchiveFile, DownloadStore } from './download-store.ts';
import type { LinkSigner } from './link-signer.ts';
import type { TransferParts } from './parts.ts';

export const archiveTicketKind = 'archive';

/** What an archive link stands for. */
export interface ArchiveTicket {
  readonly uris: readonly string[];
  /** Who asked; the archive has what he may read when it is fetched. */
  readonly userId: number;
}

const pageSize = 500;
/** The format keeps the length of a name in 16 bits. */
const maxNameBytes = 65_535;

/** One chosen object. */
interface Top {
  readonly name: string;
  readonly row: FileRow;
  readonly place: Place;
}

export function archivePath(id: string): string {
  return `/api/v4/file/archive/${id}/archive.zip`;
}

/** Sends files and folders as one zip (transfer.md 4.4). */
export class ArchiveDownloads {
  readonly #parts: TransferParts;
  readonly #store: DownloadStore;
  readonly #signer: LinkSigner;

  constructor(parts: TransferParts, store: DownloadStore, signer: LinkSigner) {
    this.#parts = parts;
    this.#store = store;
    this.#signer = signer;
  }

  /** @throws ApiError 404, 40005, 40071, 50004 before anything is sent */
  async serve(id: string, sign: string, response: ServerResponse): Promise<void> {
    const { callerOf, clock, database } = this.#parts;
    this.#signer.verify(archivePath(id), sign, Math.floor(clock.now() / 1000));
    const ticket = await this.#store.ticket(database.read, id, archiveTicketKind, clock.now());
    if (!isTicket(ticket)) throw new ApiError(ErrorCode.NOT_FOUND, 'This archive link has expired.');
    const caller = await callerOf(ticket.userId);
    if (!caller) throw new ApiError(ErrorCode.NOT_FOUND, 'The user of this archive link is gone.');
    const tops = await this.#tops(ticket.uris, caller);
    for (const { row, place } of tops) {
      const read = { fileId: row.id, ownerId: place.scope.owner.id, actorId: caller.userId, uri: toldUri(place.uri) };
      this.#parts.bus.emit('transfers.read', read);
    }
    response.writeHead(200, {
      'Content-Type': 'application/zip',
      'Content-Disposition': 'attachment; filename="archive.zip"',
      'Cache-Control': 'private, no-cache',
      'X-Content-Type-Options': 'nosniff',
    });
    await sendBody(response, zipArchive(this.#entries(tops)), { bytesPerSecond: 0, clock });
  }

  /** The chosen objects, under names that differ. */
  async #tops(uris: readonly string[], caller: Caller): Promise<Top[]> {
    const { database, drive } = this.#parts;
    const names = new Set<string>();
    const tops: Top[] = [];
    for (const text of uris) {
      const uri = FileUri.parse(text);
      try {
        const scope = await drive.locator.open(uri, caller);
        demandCapability(scope.namespace, Capability.DOWNLOAD);
        const place = await scope.find(database.read, uri);
        const row = existing(place);
        scope.demand(FilePermission.READ, place);
        if (row.symbolic === 0) tops.push({ name: unused(row.name, names), row, place });
      } catch (cause) {
        if (!(cause instanceof ApiError)) throw cause;
        throw new ApiError(ErrorCode.IO_FAILED, `${text} cannot be put into the archive: ${cause.message}`, { cause });
      }
    }
    return tops;
  }

  async *#entries(tops: readonly Top[]): AsyncIterable<ZipEntry> {
    const { database } = this.#parts;
    for (const top of tops) {
      const { name, row } = top;
      if (row.kind === FileKind.FOLDER) {
        // The root of a drive has no name: what it holds stands at the top.
        yield* this.#folder(top, name === '' ? '' : `${name}/`);
        continue;
      }
      if ((await this.#taken(top, 1)) === 0) continue;
      const bytes =
        row.primary_entity === null ? undefined : await this.#store.bytesOf(database.read, row.primary_entity);
      yield this.#entry(name, {
        id: row.id,
        name: row.name,
        updated_at: row.updated_at,
        size: bytes?.size ?? null,
        policy_id: bytes?.policy_id ?? null,
        source: bytes?.source ?? null,
        permissions: row.permissions,
      });
    }
  }

  /** Everything below a folder, page by page, without holding more than the way down. */
  async *#folder(top: Top, prefix: string): AsyncIterable<ZipEntry> {
    const { database } = this.#parts;
    const readable = new Readable([top]);
    const way = [{ folderId: top.row.id, prefix, afterFile: 0, afterFolder: 0, filesDone: false }];
    for (let at = way.at(-1); at; at = way.at(-1)) {
      if (!at.filesDone) {
        const files = await this.#store.filesIn(database.read, at.folderId, at.afterFile, pageSize);
        const open = files.filter(
          (file) =>
            Buffer.byteLength(at.prefix + file.name) <= maxNameBytes &&
            readable.enter({ ...file, parent_id: at.folderId, kind: FileKind.FILE, symbolic: 0 }),
        );
        const granted = await this.#taken(top, open.length);
        for (const file of open.slice(0, granted)) yield this.#entry(at.prefix + file.name, file);
        // The downloads of a share are used up.
        if (granted < open.length) return;
        at.afterFile = files.at(-1)?.id ?? at.afterFile;
        at.filesDone = files.length < pageSize;
        continue;
      }
      const [next] = await this.#store.foldersIn(database.read, at.folderId, at.afterFolder, 1);
      if (!next) {
        way.pop();
        continue;
      }
      at.afterFolder = next.id;
      if (!readable.enter({ ...next, parent_id: at.folderId, kind: FileKind.FOLDER, symbolic: 0 })) continue;
      way.push({
        folderId: next.id,
        prefix: `${at.prefix}${next.name}/`,
        afterFile: 0,
        afterFolder: 0,
        filesDone: false,
      });
    }
  }

  /** Counts files that are packed. @returns how many of them may be. */
  async #taken({ place }: Top, wanted: number): Promise<number> {
    const { takeDownloads } = place.scope;
    if (!takeDownloads || wanted === 0) return wanted;
    return this.#parts.database.write((tx) => takeDownloads(tx, wanted));
  }

  #entry(name: string, file: ArchiveFile): ZipEntry {
    return { name, modifiedAt: file.updated_at, size: file.size ?? 0, open: () => this.#open(file) };
  }

  /** The bytes of a member, or undefined when it cannot be read: it is left out. */
  async #open(file: ArchiveFile): Promise<ByteSource | undefined> {
    const { log, policies, stores } = this.#parts;
    if (file.source === null || file.policy_id === null || file.size === null) return nothing();
    try {
      const blob = await stores.of(await policies.get(file.policy_id)).open(file.source);
      if (blob.size !== file.size) {
        await blob.close();
        throw new Error(`the blob has ${blob.size} bytes instead of ${file.size}`);
      }
      return closing(blob.read(0, blob.size, { reuse: true }), () => blob.close());
    } catch (error) {
      log.warn({ file: file.id, err: error }, 'a file is left out of an archive');
      return undefined;
    }
  }
}

async function* nothing(): ByteSource {}

async function* closing(source: ByteSource, close: () => Promise<void>): ByteSource {
  try {
    yield* source;
  } finally {
    await close();
  }
}

/** `name`, or `name (2)` and so on when it is taken. */
function unused(name: string, taken: Set<string>): string {
  let free = name;
  const dot = name.lastIndexOf('.');
  const [stem, extension] = dot > 0 ? [name.slice(0, dot), name.slice(dot)] : [name, ''];
  for (let i = 2; taken.has(free); i++) free = `${stem} (${i})${extension}`;
  taken.add(free);
  return free;
}

function isTicket(value: unknown): value is ArchiveTicket {
  return typeof value === 'object' && value !== null && 'uris' in value && Array.isArray(value.uris);
}
