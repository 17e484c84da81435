import type { ListResponse } from '@canopy/contract';
import type { Database } from '../db/index.ts';
import type { CursorCodec, Order } from './cursor.ts';
import type { ListStore } from './list-store.ts';
import type { ListQuery, PagePlan } from './page-plan.ts';
import type { DriveSettings } from './ports.ts';
import type { Presenter } from './present.ts';
import { FileKind, type ListedFile } from './rows.ts';
import type { Contents, Place } from './scope.ts';

interface PagerParts {
  readonly database: Database;
  readonly lists: ListStore;
  readonly presenter: Presenter;
  readonly cursors: CursorCodec;
  readonly settings: DriveSettings;
}

/** One page of rows and how to go on. */
interface Page {
  readonly rows: ListedFile[];
  readonly pagination: ListResponse['pagination'];
}

/** Reads the contents of a place page by page: by a token, or by the number of the page where the site says so. */
export class Pager {
  readonly #parts: PagerParts;

  constructor(parts: PagerParts) {
    this.#parts = parts;
  }

  /** @throws ApiError PARAM_INVALID for a token of another list */
  page(place: Place, contents: Contents, plan: PagePlan, query: ListQuery): Promise<Page> {
    return this.#parts.settings.useCursorPagination
      ? this.#byCursor(place, contents, plan, query)
      : this.#byNumber(contents, plan, query.page ?? 0);
  }

  /** A full page always has a token, so that clients never take the last full page for the end of nothing. */
  async #byCursor(place: Place, contents: Contents, plan: PagePlan, query: ListQuery): Promise<Page> {
    const { cursors, presenter } = this.#parts;
    const of = tokenPlace(presenter, place);
    // Without an order in the request the view decides, and somebody may change it between two pages.
    const asked = query.order_by === undefined ? undefined : plan.order;
    const cursor = query.next_page_token ? cursors.decode(of, query.next_page_token, asked) : undefined;
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
    if (contents.from === 'nothing' || contents.from === 'file') return [];
    const { lists, database } = this.#parts;
    const { read } = database;
    const rows = position
      ? await lists.after(read, contents, order, position, limit)
      : await lists.first(read, contents, FileKind.FOLDER, order, limit);
    if (rows.length === limit || position?.kind === FileKind.FILE) return rows;
    return [...rows, ...(await lists.first(read, contents, FileKind.FILE, order, limit - rows.length))];
  }

  async #byNumber(contents: Contents, { pageSize, order }: PagePlan, page: number): Promise<Page> {
    if (contents.from === 'nothing' || contents.from === 'file')
      return { rows: [], pagination: { page, page_size: pageSize } };
    const { lists, database } = this.#parts;
    const { read } = database;
    const { folders, files } = await lists.count(read, contents);
    const start = Math.min(page * pageSize, Number.MAX_SAFE_INTEGER);
    const rows = start < folders ? await lists.first(read, contents, FileKind.FOLDER, order, pageSize, start) : [];
    const rest = pageSize - rows.length;
    if (rest > 0) {
      rows.push(...(await lists.first(read, contents, FileKind.FILE, order, rest, Math.max(0, start - folders))));
    }
    const total = folders + files;
    return { rows, pagination: { page, page_size: pageSize, ...(total > 0 && { total_items: total }) } };
  }
}

/** What a page token is bound to. */
function tokenPlace(presenter: Presenter, place: Place): string {
  const folder = place.chain.at(-1);
  const { host } = place.scope.namespace;
  // The root of the drive stands for this list too, but is not what is listed.
  if (host === 'shared_with_me') return host;
  return folder ? presenter.fileId(folder) : place.scope.namespace.host;
}
