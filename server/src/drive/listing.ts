import { randomUUID } from 'node:crypto';
import {
  ApiError,
  Capability,
  ErrorCode,
  type ExplorerView,
  FilePermission,
  FileUri,
  type ListResponse,
  type QueryOf,
} from '@canopy/contract';
import type { Database } from '../db/index.ts';
import type { Caller } from '../kernel/index.ts';
import { policyOf } from './create.ts';
import { type CursorCodec, type Order, orderColumn } from './cursor.ts';
import type { ListStore } from './list-store.ts';
import type { Locator } from './locate.ts';
import type { MetadataStore } from './metadata-store.ts';
import { demandCapability } from './namespace.ts';
import type { DriveSettings, Policies } from './ports.ts';
import type { Metadata, Presenter } from './present.ts';
import { FileKind, type ListedFile } from './rows.ts';
import { type Contents, existingFolder, type Place } from './scope.ts';
import { hasConditions } from './search.ts';
import type { Views } from './views.ts';

const defaultPageSize = 100;
const orderByOptions = ['name', 'size', 'updated_at', 'created_at'] as const;
const directionOptions = ['asc', 'desc'] as const;

export type ListQuery = QueryOf<'listFiles'>;

export interface ListerParts {
  readonly database: Database;
  readonly locator: Locator;
  readonly lists: ListStore;
  readonly metadata: MetadataStore;
  readonly views: Views;
  readonly policies: Policies;
  readonly presenter: Presenter;
  readonly cursors: CursorCodec;
  readonly settings: DriveSettings;
}

/** What a request asks for, after views and limits had their say. */
interface Plan {
  readonly pageSize: number;
  readonly order: Order;
  /** The order was chosen by the request or a view. */
  readonly ordered: boolean;
}

/** One page of rows and how to go on. */
interface Page {
  readonly rows: ListedFile[];
  readonly pagination: ListResponse['pagination'];
}

/** Shows folders, page by page. The number of statements does not depend on what is in them. */
export class Lister {
  readonly #parts: ListerParts;

  constructor(parts: ListerParts) {
    this.#parts = parts;
  }

  /** file.md 2. @throws ApiError as the contract's listFiles */
  async list(caller: Caller, query: ListQuery): Promise<ListResponse> {
    const { database, locator, metadata, views, policies, presenter, settings } = this.#parts;
    const uri = FileUri.parse(query.uri);
    const scope = await locator.open(uri, caller);
    demandCapability(scope.namespace, Capability.LIST);
    if (hasConditions(uri.search)) {
      throw new ApiError(ErrorCode.FEATURE_NOT_ENABLED, 'Searching by the conditions of a URI is not available yet.');
    }
    const place = await scope.find(database.read, uri);
    demandListable(place);
    const view = await views.of(place);
    const plan = planOf(query, view, settings);
    const contents = scope.contents(place);
    const page = settings.useCursorPagination
      ? await this.#byCursor(place, contents, plan, query)
      : await this.#byNumber(contents, plan, query.page ?? 0);
    const found: ReadonlyMap<number, Metadata> =
      page.rows.length === 0 ? new Map() : await metadata.ofMany(database.read, page.rows.map(idOf));
    const policyId = scope.namespace.host === 'trash' ? null : policyOf(place);
    const policy = policyId === null ? undefined : await policies.present(policyId);
    return {
      files: presenter.items(place, page.rows, found),
      parent: presenter.parent(place),
      pagination: page.pagination,
      props: {
        capability: scope.namespace.capability,
        max_page_size: settings.maxPageSize,
        order_by_options: [...orderByOptions],
        order_direction_options: [...directionOptions],
      },
      context_hint: randomUUID(),
      mixed_type: false,
      ...(policy && { storage_policy: policy }),
      ...(view && { view: usedView(view, plan) }),
    };
  }

  /** A full page always has a token, so that clients never take the last full page for the end of nothing. */
  async #byCursor(place: Place, contents: Contents, plan: Plan, query: ListQuery): Promise<Page> {
    const { cursors } = this.#parts;
    const of = tokenPlace(this.#parts.presenter, place);
    const cursor = query.next_page_token ? cursors.decode(of, query.next_page_token) : undefined;
    if (cursor && query.order_by !== undefined && !sameOrder(cursor.order, plan.order)) {
      throw new ApiError(ErrorCode.PARAM_INVALID, 'The page token belongs to another order.');
    }
    // Without an order in the request the view decides, and somebody may change it between two pages.
    const order = cursor?.order ?? plan.order;
    const rows = await this.#rowsAfter(contents, order, cursor?.position, plan.pageSize);
    const last = rows.at(-1);
    const full = last !== undefined && rows.length === plan.pageSize;
    const position = full && { kind: last.kind, value: last[order.column], id: last.id };
    return {
      rows,
      pagination: {
        page: 0,
        page_size: plan.pageSize,
        ...(position && { next_token: cursors.encode(of, { order, position }) }),
        is_cursor: true,
      },
    };
  }

  async #rowsAfter(
    contents: Contents,
    order: Order,
    position: { kind: number; value: string | number; id: number } | undefined,
    limit: number,
  ): Promise<ListedFile[]> {
    if (contents.from === 'nothing') return [];
    const { lists, database } = this.#parts;
    const { read } = database;
    const rows = position
      ? await lists.after(read, contents, order, position, limit)
      : await lists.first(read, contents, FileKind.FOLDER, order, limit);
    if (rows.length === limit || position?.kind === FileKind.FILE) return rows;
    return [...rows, ...(await lists.first(read, contents, FileKind.FILE, order, limit - rows.length))];
  }

  async #byNumber(contents: Contents, { pageSize, order }: Plan, page: number): Promise<Page> {
    if (contents.from === 'nothing') return { rows: [], pagination: { page, page_size: pageSize } };
    const { lists, database } = this.#parts;
    const { read } = database;
    const { folders, files } = await lists.count(read, contents);
    const start = page * pageSize;
    const rows = start < folders ? await lists.first(read, contents, FileKind.FOLDER, order, pageSize, start) : [];
    const rest = pageSize - rows.length;
    if (rest > 0) {
      rows.push(...(await lists.first(read, contents, FileKind.FILE, order, rest, Math.max(0, start - folders))));
    }
    const total = folders + files;
    return { rows, pagination: { page, page_size: pageSize, ...(total > 0 && { total_items: total }) } };
  }
}

/** The trash lists itself; everywhere else there must be a folder. */
function demandListable(place: Place): void {
  if (place.scope.namespace.host === 'trash') {
    if (!place.uri.isRoot) throw new ApiError(ErrorCode.PATH_NOT_EXIST);
    return;
  }
  existingFolder(place);
  place.scope.demand(FilePermission.READ, place);
}

function planOf(query: ListQuery, view: ExplorerView | undefined, settings: DriveSettings): Plan {
  const asked = query.page_size !== undefined && query.page_size > 0 ? query.page_size : view?.page_size;
  const orderBy = query.order_by ?? view?.order;
  const direction = query.order_direction ?? view?.order_direction;
  const column = orderColumn(orderBy);
  return {
    pageSize: Math.min(asked ?? defaultPageSize, settings.maxPageSize),
    order: { column, descending: direction === 'desc' },
    ordered: column !== 'id',
  };
}

/** The view with what this answer really used. */
function usedView(view: ExplorerView, { pageSize, order, ordered }: Plan): ExplorerView {
  const { order: _order, order_direction: _direction, ...rest } = view;
  return {
    ...rest,
    page_size: pageSize,
    ...(ordered && { order: order.column }),
    ...((ordered || order.descending) && { order_direction: order.descending ? 'desc' : 'asc' }),
  };
}

function sameOrder(a: Order, b: Order): boolean {
  return a.column === b.column && a.descending === b.descending;
}

/** What a page token is bound to. */
function tokenPlace(presenter: Presenter, place: Place): string {
  const folder = place.chain.at(-1);
  return folder ? presenter.fileId(folder) : place.scope.namespace.host;
}

function idOf(row: ListedFile): number {
  return row.id;
}
