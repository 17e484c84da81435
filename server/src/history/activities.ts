import {
  type Activity,
  ApiError,
  ErrorCode,
  type FileActivitiesResponse,
  FilePermission,
  FileUri,
  type IdCodec,
  IdKind,
  type QueryOf,
} from '@canopy/contract';
import type { Database } from '../db/index.ts';
import {
  type Drive,
  existing,
  includes,
  type Owners,
  type Place,
  type Policies,
  type Rights,
  type Scope,
  toldUri,
} from '../drive/index.ts';
import type { Caller } from '../kernel/index.ts';
import type { Settings } from '../settings/index.ts';
import type { ActivitiesStore, ActivityQuery } from './activities-store.ts';
import { ActivityTeller } from './activity-teller.ts';
import { Category, kindsOf } from './categories.ts';
import { demandHistory } from './change-feed.ts';
import type { Line } from './line.ts';
import type { ReadRow } from './reads-store.ts';
import { isFree } from './rights.ts';

const mostOnPage = 200;
/** What reading is; all else changes something. */
const readCategories: readonly number[] = [Category.READ, Category.COPIED_AWAY, Category.SHARE_VIEWED];

export interface ActivitiesParts {
  readonly database: Database;
  readonly ids: IdCodec;
  readonly drive: Pick<Drive, 'locator'>;
  readonly owners: Owners;
  readonly policies: Policies;
  readonly settings: Pick<Settings, 'get'>;
  readonly activities: ActivitiesStore;
}

/** One event, from either source. */
export type Event =
  | { readonly of: 'change'; readonly at: number; readonly id: number; readonly line: Line }
  | { readonly of: 'read'; readonly at: number; readonly id: number; readonly row: ReadRow };

/** How far each source was told. */
interface Cursor {
  readonly change: number | undefined;
  readonly read: number | undefined;
}

/** The activity log of one file or folder (file.md 12): two sources, merged by time. */
export class Activities {
  readonly #parts: ActivitiesParts;

  constructor(parts: ActivitiesParts) {
    this.#parts = parts;
  }

  /** @throws ApiError as the contract's listFileActivities */
  async list(caller: Caller, query: QueryOf<'listFileActivities'>): Promise<FileActivitiesResponse> {
    const { database, drive } = this.#parts;
    const uri = FileUri.parse(query.uri).withoutSearch();
    const scope = await drive.locator.open(uri, caller);
    const place = await scope.find(database.read, uri);
    const file = existing(place);
    demandHistory(() => scope.demand(FilePermission.UPDATE, place));
    const size = Math.min(query.page_size, mostOnPage);
    const ascending = query.order_direction !== 'desc';
    const cursor = this.#decode(query.next_page_token);
    const actorId = query.filter === 'my' ? caller.userId : undefined;
    const common = { fileId: file.id, actorId, ascending, limit: size + 1 };
    const found = await this.#find(common, cursor, query.filter ?? '');
    const page = found.slice(0, size);
    const next = found.length > size ? this.#encode(page, cursor) : undefined;
    return {
      activities: await this.#tell(page, scope),
      pagination: { page: 0, page_size: size, ...(next !== undefined && { next_token: next }), is_cursor: true },
    };
  }

  async #find(common: Omit<ActivityQuery, 'after'>, cursor: Cursor, filter: string): Promise<Event[]> {
    const { activities, settings } = this.#parts;
    const recorded = settings.get('file_activity_categories');
    const kinds = filter === 'reads' ? [] : kindsOf(recorded);
    const reads = filter === 'updates' ? [] : readCategories.filter((category) => recorded.includes(category));
    const [lines, rows] = await Promise.all([
      activities.changes({ ...common, after: cursor.change }, kinds),
      reads.length > 0 ? activities.reads({ ...common, after: cursor.read }, reads) : [],
    ]);
    const events: Event[] = [
      ...lines.map((line) => ({ of: 'change' as const, at: line.at, id: line.id, line })),
      ...rows.map((row) => ({ of: 'read' as const, at: row.at, id: row.id, row })),
    ];
    return merged(events, common.ascending);
  }

  async #tell(events: readonly Event[], scope: Scope): Promise<Activity[]> {
    const { ids, owners, policies } = this.#parts;
    const actors = new Set(events.map((event) => (event.of === 'change' ? event.line.actorId : event.row.actor_id)));
    actors.delete(0);
    const users = await owners.summaries([...actors]);
    const shows = isFree(scope) ? () => true : await this.#shown(events, scope);
    const teller = new ActivityTeller({ ids, policies, users, shows, rights: scope.rights([]) });
    return Promise.all(events.map((event) => teller.tell(event)));
  }

  /**
   * Which addresses somebody is told who came by a link: those behind it, in folders that he may list from the top
   * down. How else a file is reached is told to its owner alone: it may be by other links, and by folders of his.
   */
  async #shown(events: readonly Event[], scope: Scope): Promise<(uri: string) => boolean> {
    const root = toldUri(scope.root);
    const behind = new Set(events.flatMap(urisOf).filter((uri) => uri === root || uri.startsWith(`${root}/`)));
    const folders = new Map<string, boolean>();
    for (const uri of behind) {
      const folder = FileUri.parse(uri).parent();
      const text = folder.toString();
      if (!folders.has(text)) folders.set(text, isOpen(await scope.find(this.#parts.database.read, folder)));
    }
    return (uri) => behind.has(uri) && folders.get(FileUri.parse(uri).parent().toString()) === true;
  }

  #encode(page: readonly Event[], before: Cursor): string {
    const { ids } = this.#parts;
    const last = (of: Event['of'], old: number | undefined) => page.findLast((event) => event.of === of)?.id ?? old;
    const numbers = [last('change', before.change), last('read', before.read)];
    return numbers.map((id) => (id === undefined ? '' : ids.encode(IdKind.AUDIT_LOG, id))).join('.');
  }

  #decode(token: string | undefined): Cursor {
    if (!token) return { change: undefined, read: undefined };
    const { ids } = this.#parts;
    const parts = token.split('.');
    const [change, read] = parts.map((part) => (part === '' ? undefined : ids.tryDecode(IdKind.AUDIT_LOG, part)));
    const known = (part: string | undefined, id: number | undefined) => part === '' || id !== undefined;
    if (parts.length !== 2 || !known(parts[0], change) || !known(parts[1], read)) {
      throw new ApiError(ErrorCode.PARAM_INVALID, 'The page token is not valid.');
    }
    return { change, read };
  }
}

/** Addresses that an event tells. */
function urisOf(event: Event): string[] {
  const uris =
    event.of === 'change' ? [event.line.detail.from, event.line.detail.to] : [event.row.from_uri, event.row.to_uri];
  return uris.filter((uri) => typeof uri === 'string');
}

/** Whether a folder is there, and every one on the way to it may be listed. */
function isOpen({ scope, chain, missing }: Place): boolean {
  const mayList = (rights: Rights | undefined) => rights === undefined || includes(rights, FilePermission.READ);
  return missing.length === 0 && chain.every((_, depth) => mayList(scope.rights(chain.slice(0, depth + 1))));
}

/**
 * Both sources in one order: by time, but never against the order within a source, whose clock may have been set
 * back. So a page ends where both can go on.
 */
function merged(events: readonly Event[], ascending: boolean): Event[] {
  const changes = events.filter(({ of }) => of === 'change');
  const reads = events.filter(({ of }) => of === 'read');
  const all: Event[] = [];
  for (let [i, j] = [0, 0]; ; ) {
    const [change, read] = [changes[i], reads[j]];
    if (!change && !read) return all;
    const first = change && (!read || (ascending ? change.at <= read.at : change.at >= read.at));
    if (first) i += 1;
    else j += 1;
    all.push((first ? change : read) as Event);
  }
}
