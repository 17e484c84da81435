import { ApiError, ErrorCode, type IdCodec, IdKind, type ListShareResponse, type Share } from '@canopy/contract';
import type { Database } from '../db/index.ts';
import type { Owners } from '../drive/index.ts';
import type { Caller, Clock } from '../kernel/index.ts';
import { isOver, type ShareRow } from './share.ts';
import type { SharePresenter, ShareView } from './share-presenter.ts';
import type { ListedShare, ShareOrder, SharePosition, ShareStore } from './store.ts';

/** Which page of a list. */
export interface ShareQuery {
  readonly page_size: number;
  readonly order_by?: string | undefined;
  readonly order_direction?: 'asc' | 'desc' | undefined;
  readonly next_page_token?: string | undefined;
}

/** What a user shows of his links on his profile. */
export type ShownLinks = 'public' | 'all' | 'none';

export interface ShareListsParts {
  readonly database: Database;
  readonly clock: Clock;
  readonly ids: IdCodec;
  readonly owners: Owners;
  readonly store: ShareStore;
  readonly presenter: SharePresenter;
  /** Undefined = there is no such user, or he is not active. */
  readonly shownLinksOf: (userId: number) => Promise<ShownLinks | undefined>;
}

const orders: readonly ShareOrder[] = ['views', 'downloads', 'remain_downloads', 'price'];
const longestToken = 200;

/** Pages of links: those of the caller, and those that somebody shows on his profile. */
export class ShareLists {
  readonly #parts: ShareListsParts;

  constructor(parts: ShareListsParts) {
    this.#parts = parts;
  }

  /** @throws ApiError PARAM_INVALID for a token of another order */
  mine(caller: Caller, query: ShareQuery, siteUrl: string): Promise<ListShareResponse> {
    return this.#page(caller, caller.userId, query, siteUrl, 'owner', false);
  }

  /** As everybody sees them who did not open them. @throws ApiError PARAM_INVALID when there is nothing to be seen */
  async ofUser(caller: Caller, id: string, query: ShareQuery, siteUrl: string): Promise<ListShareResponse> {
    const userId = this.#parts.ids.decode(IdKind.USER, id);
    const shown = await this.#parts.shownLinksOf(userId);
    if (shown === undefined) throw new ApiError(ErrorCode.PARAM_INVALID, 'There is no such user.');
    if (shown === 'none') throw new ApiError(ErrorCode.PARAM_INVALID, 'This user shows no shares.');
    return this.#page(caller, userId, query, siteUrl, 'locked', shown === 'public');
  }

  /** Every link of a file, as its owner sees them. */
  async ofFile(caller: Caller, fileId: number, siteUrl: string): Promise<Share[]> {
    const { database, store } = this.#parts;
    const shares = await store.ofFile(database.read, fileId);
    const file = shares.length > 0 ? await store.file(database.read, fileId) : undefined;
    return this.#present(
      caller,
      shares.map((share) => ({ share, file })),
      siteUrl,
      'owner',
    );
  }

  async #page(
    caller: Caller,
    ownerId: number,
    query: ShareQuery,
    siteUrl: string,
    view: ShareView,
    publicOnly: boolean,
  ): Promise<ListShareResponse> {
    const { database, store } = this.#parts;
    const { page_size: size } = query;
    const order = orders.find((known) => known === query.order_by) ?? 'id';
    const descending = query.order_direction === 'desc';
    const behind = query.next_page_token ? this.#decode(query.next_page_token, order, descending) : undefined;
    const rows = await store.page(database.read, ownerId, order, descending, behind, size + 1, publicOnly);
    const page = rows.slice(0, size);
    const last = rows.length > size ? page.at(-1) : undefined;
    return {
      shares: await this.#present(caller, page, siteUrl, view),
      pagination: {
        page: 0,
        page_size: size,
        ...(last && { next_token: this.#encode(last.share, order, descending) }),
        is_cursor: true,
      },
    };
  }

  async #present(caller: Caller, listed: readonly ListedShare[], siteUrl: string, view: ShareView): Promise<Share[]> {
    const { clock, owners, presenter } = this.#parts;
    const now = clock.now();
    const ids = [...new Set(listed.map(({ share }) => share.owner_id))];
    const found = new Map(await Promise.all(ids.map(async (id) => [id, await owners.find(id)] as const)));
    const judged = listed.map(({ share, file }) => ({
      share,
      file,
      expired: isOver(share, file, found.get(share.owner_id), now),
    }));
    return presenter.shares(judged, { caller, view, siteUrl });
  }

  #encode(share: ShareRow, order: ShareOrder, descending: boolean): string {
    const id = this.#parts.ids.encode(IdKind.SHARE, share.id);
    const token = [order, descending ? 1 : 0, sortValue(share, order), id];
    return Buffer.from(JSON.stringify(token)).toString('base64url');
  }

  #decode(token: string, order: ShareOrder, descending: boolean): SharePosition {
    const parts = parse(token);
    if (Array.isArray(parts) && parts.length === 4) {
      const [of, direction, value, text] = parts as unknown[];
      const id = typeof text === 'string' ? this.#parts.ids.tryDecode(IdKind.SHARE, text) : undefined;
      const sameOrder = of === order && direction === (descending ? 1 : 0);
      if (sameOrder && typeof value === 'number' && Number.isSafeInteger(value) && id !== undefined) {
        // In order of creation the id says it all.
        return { value: order === 'id' ? id : value, id };
      }
    }
    throw new ApiError(ErrorCode.PARAM_INVALID, 'The page token does not belong to this list and order.');
  }
}

function sortValue(share: ShareRow, order: ShareOrder): number {
  return order === 'id' ? 0 : (share[order] ?? -1);
}

function parse(token: string): unknown {
  if (token.length > longestToken) return undefined;
  try {
    return JSON.parse(Buffer.from(token, 'base64url').toString());
  } catch {
    return undefined;
  }
}
