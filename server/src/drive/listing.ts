import { randomUUID } from 'node:crypto';
import {
  ApiError,
  Capability,
  ErrorCode,
  type ExplorerView,
  FilePermission,
  type FileResponse,
  FileUri,
  type ListResponse,
} from '@canopy/contract';
import type { Database } from '../db/index.ts';
import { type Caller, type EventFrame, EventStream } from '../kernel/index.ts';
import type { CursorCodec } from './cursor.ts';
import type { ListStore } from './list-store.ts';
import type { Locator } from './locate.ts';
import type { MetadataStore } from './metadata-store.ts';
import { policyOf } from './mounts.ts';
import { demandCapability } from './namespace.ts';
import { type ListQuery, type PagePlan, planOf, usedView } from './page-plan.ts';
import { Pager } from './pager.ts';
import type { DriveSettings, Policies, ShareMarks } from './ports.ts';
import type { Presenter } from './present.ts';
import type { ListedFile } from './rows.ts';
import { type Contents, existingFolder, type Place } from './scope.ts';
import { type Conditions, conditionsOf } from './search.ts';
import type { Match, SearchEnd, Searcher } from './searcher.ts';
import type { Views } from './views.ts';

type Offers = Pick<ListResponse['props'], 'order_by_options' | 'order_direction_options'>;
const allOrders: Offers = {
  order_by_options: ['name', 'size', 'updated_at', 'created_at'],
  order_direction_options: ['asc', 'desc'],
};
/** Depths of a recursive search are never merged, so no order can be offered. */
const noOrders: Offers = { order_by_options: null, order_direction_options: null };
const flatSearchOrders: Offers = { order_by_options: ['created_at'], order_direction_options: ['asc', 'desc'] };

export interface ListerParts {
  readonly database: Database;
  readonly locator: Locator;
  readonly lists: ListStore;
  readonly searcher: Searcher;
  readonly metadata: MetadataStore;
  readonly views: Views;
  readonly policies: Policies;
  readonly presenter: Presenter;
  readonly cursors: CursorCodec;
  readonly settings: DriveSettings;
  readonly shares: ShareMarks;
}

/** What is listed, for whom, and how. */
interface Listing {
  readonly place: Place;
  readonly contents: Contents;
  /** Undefined = nothing is looked for. */
  readonly conditions: Conditions | undefined;
  readonly view: ExplorerView | undefined;
  readonly plan: PagePlan;
}

/** One page as clients see it. */
interface Shown extends Pick<ListResponse, 'files' | 'pagination'> {
  readonly offers: Offers;
  readonly limitReached?: boolean;
}

/** Shows folders, page by page. The number of statements does not depend on what is in them. */
export class Lister {
  readonly #parts: ListerParts;
  readonly #pager: Pager;

  constructor(parts: ListerParts) {
    this.#parts = parts;
    this.#pager = new Pager(parts);
  }

  /** file.md 2. @throws ApiError as the contract's listFiles */
  async list(caller: Caller, query: ListQuery): Promise<ListResponse> {
    return this.#answer(await this.#open(caller, query), query);
  }

  /** As `list`, but where the site streams searches, what a recursive one finds is told as it is found (file.md 2.6). */
  async listOrStream(caller: Caller, query: ListQuery): Promise<ListResponse | EventStream> {
    const listing = await this.#open(caller, query);
    const { conditions, contents } = listing;
    if (!conditions || contents.from !== 'folder' || !this.#parts.settings.useSseForSearch) {
      return this.#answer(listing, query);
    }
    const steps = this.#steps(listing, conditions, query);
    const first = await steps.next();
    if (first.done) return this.#response(listing, this.#found(listing, [], first.value));
    return new EventStream(this.#frames(listing, steps, first.value));
  }

  async #open(caller: Caller, query: ListQuery): Promise<Listing> {
    const { database, locator, views, settings } = this.#parts;
    const uri = FileUri.parse(query.uri);
    const scope = await locator.open(uri, caller);
    demandCapability(scope.namespace, Capability.LIST);
    const conditions = conditionsOf(uri.search, settings);
    const place = await scope.find(database.read, uri);
    const contents = demandListable(place);
    const view = await views.of(place);
    return { place, contents, conditions, view, plan: planOf(query, view, settings) };
  }

  async #answer(listing: Listing, query: ListQuery): Promise<ListResponse> {
    const { conditions } = listing;
    const shown = conditions ? await this.#search(listing, conditions, query) : await this.#list(listing, query);
    return this.#response(listing, shown);
  }

  async #response({ place, contents, conditions, view, plan }: Listing, page: Shown): Promise<ListResponse> {
    const { policies, presenter, settings } = this.#parts;
    const { namespace } = place.scope;
    const single = contents.from === 'file';
    const policyId = namespace.host === 'trash' ? null : policyOf(place);
    const policy = policyId === null ? undefined : await policies.present(policyId);
    return {
      files: page.files,
      parent: presenter.parent(place),
      pagination: page.pagination,
      props: { capability: namespace.capability, max_page_size: settings.maxPageSize, ...page.offers },
      context_hint: randomUUID(),
      ...(page.limitReached && { recursion_limit_reached: true }),
      mixed_type: conditions !== undefined,
      ...(single && { single_file_view: true }),
      ...(policy && { storage_policy: policy }),
      ...(view && { view: usedView(view, plan) }),
    };
  }

  async #list({ place, contents, plan }: Listing, query: ListQuery): Promise<Shown> {
    const { database, metadata, presenter } = this.#parts;
    if (contents.from === 'file') {
      const found = await metadata.ofMany(database.read, [contents.row.id]);
      const files = presenter.items(place, [contents.row], found);
      return { files, pagination: { page: 0, page_size: 0 }, offers: allOrders };
    }
    const { rows, pagination } = await this.#pager.page(place, contents, plan, query);
    const found = await metadata.ofMany(database.read, rows.map(idOf));
    const shared = await this.#sharedAmong(place, rows);
    const files =
      contents.from === 'source'
        ? presenter.sourced(place, contents.source, rows, found)
        : presenter.items(place, rows, found, shared);
    return { files, pagination, offers: allOrders };
  }

  async #search(listing: Listing, conditions: Conditions, query: ListQuery): Promise<Shown> {
    const matches: Match[] = [];
    const steps = this.#steps(listing, conditions, query);
    for (;;) {
      const step = await steps.next();
      if (step.done) return this.#found(listing, await this.#presented(listing, matches), step.value);
      matches.push(...step.value);
    }
  }

  #steps({ place, contents, plan }: Listing, conditions: Conditions, query: ListQuery) {
    return this.#parts.searcher.search(place, contents, conditions, {
      order: plan.order,
      limit: plan.pageSize,
      search: FileUri.parse(query.uri).search,
      token: query.next_page_token,
      mustOrder: query.order_by !== undefined,
    });
  }

  async *#frames(
    listing: Listing,
    steps: AsyncGenerator<readonly Match[], SearchEnd, undefined>,
    first: readonly Match[],
  ): AsyncGenerator<EventFrame, void, undefined> {
    let step: IteratorResult<readonly Match[], SearchEnd> = { done: false, value: first };
    for (; !step.done; step = await steps.next()) {
      if (step.value.length > 0) yield { event: 'file', data: await this.#presented(listing, step.value) };
    }
    yield { event: 'list', data: await this.#response(listing, this.#found(listing, [], step.value)) };
  }

  async #presented({ place }: Listing, matches: readonly Match[]): Promise<FileResponse[]> {
    const { presenter } = this.#parts;
    const shared = await this.#sharedAmong(
      place,
      matches.map(({ row }) => row),
    );
    return matches.map(({ row, path, metadata, sighting }) => {
      const shown = presenter.seen(row, place.scope, path, metadata, sighting);
      const all = { ...shown, metadata: { ...shown.metadata, ...sighting.metadata } };
      return shared.has(row.id) ? { ...all, shared: true } : all;
    });
  }

  #found({ contents }: Listing, files: FileResponse[], { nextToken, limitReached }: SearchEnd): Shown {
    return {
      files,
      pagination: { page: 0, page_size: 0, ...(nextToken && { next_token: nextToken }), is_cursor: true },
      offers: contents.from === 'folder' ? noOrders : flatSearchOrders,
      limitReached,
    };
  }

  /** Those that have share links, for their owner. */
  async #sharedAmong({ scope }: Place, rows: readonly ListedFile[]): Promise<ReadonlySet<number>> {
    const { database, shares } = this.#parts;
    return scope.owned && rows.length > 0 ? shares.sharedAmong(database.read, rows.map(idOf)) : new Set();
  }
}

/** The trash lists itself; everywhere else there must be a folder. */
function demandListable(place: Place): Contents {
  const { scope, uri } = place;
  // The trash, and a link to one file, are no folders.
  const flat = scope.namespace.host === 'trash' || (uri.isRoot && place.chain.length === 0);
  if (flat && !uri.isRoot) throw new ApiError(ErrorCode.PATH_NOT_EXIST);
  if (!flat) existingFolder(place);
  scope.demand(FilePermission.READ, place);
  return scope.contents(place);
}

function idOf(row: ListedFile): number {
  return row.id;
}
