import type { IncomingMessage, ServerResponse } from 'node:http';
import { ApiError, ErrorCode, IdKind } from '@canopy/contract';
import { setCorsHeaders } from '../blobs/index.ts';
import { contentPath } from './download-links.ts';
import type { DownloadStore } from './download-store.ts';
import type { LinkSigner } from './link-signer.ts';
import type { TransferParts } from './parts.ts';

/** A link as it comes back. */
export interface FollowedLink {
  readonly id: string;
  readonly speed: number;
  readonly name: string;
  readonly sign: string;
  readonly download: boolean;
}

/** Serves content under signed links (transfer.md 4.3). The link is the permission: nobody is asked who he is. */
export class Downloads {
  readonly #parts: TransferParts;
  readonly #store: DownloadStore;
  readonly #signer: LinkSigner;

  constructor(parts: TransferParts, store: DownloadStore, signer: LinkSigner) {
    this.#parts = parts;
    this.#store = store;
    this.#signer = signer;
  }

  /** @throws ApiError 403, 40001, 40005, 40071, 40077 before anything is sent */
  async serve(link: FollowedLink, request: IncomingMessage, response: ServerResponse): Promise<void> {
    const { clock, content, database, ids, policies, stores } = this.#parts;
    setCorsHeaders(response);
    const path = contentPath(link.id, link.speed, link.name);
    this.#signer.verify(path, link.sign, Math.floor(clock.now() / 1000));
    const entityId = ids.decode(IdKind.ENTITY, link.id);
    const common = { id: link.id, name: link.name, download: link.download, bytesPerSecond: link.speed };
    if (entityId === 0) return content.serve(request, response, { ...common, blob: undefined, size: 0 });
    const bytes = await this.#store.bytesOf(database.read, entityId);
    if (!bytes || bytes.reference_count <= 0 || bytes.upload_session_id !== null) {
      throw new ApiError(ErrorCode.ENTITY_NOT_EXIST, 'This content belongs to no file any more.');
    }
    const store = stores.of(await policies.get(bytes.policy_id));
    await content.serve(request, response, { ...common, size: bytes.size, blob: { store, key: bytes.source } });
  }

  /** What browsers ask before a page of another origin may read with headers of its own. */
  preflight(response: ServerResponse): void {
    setCorsHeaders(response);
    response.setHeader('Access-Control-Allow-Methods', 'GET, HEAD, OPTIONS');
    response.setHeader('Access-Control-Allow-Headers', 'Range, If-Range, Authorization, Content-Type');
    response.setHeader('Access-Control-Max-Age', '86400');
    response.writeHead(204).end();
  }
}
