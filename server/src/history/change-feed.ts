import {
  ApiError,
  Capability,
  ErrorCode,
  FilePermission,
  FileUri,
  type IdCodec,
  IdKind,
  type QueryOf,
} from '@canopy/contract';
import type { Database } from '../db/index.ts';
import { type Drive, demandCapability, existing, FileKind, type Place } from '../drive/index.ts';
import type { Caller } from '../kernel/index.ts';
import type { Line } from './line.ts';
import type { LinesStore } from './lines-store.ts';
import type { Moments } from './moments.ts';
import { PastPaths, type PastSight } from './past-paths.ts';
import type { RewindStore } from './rewind-store.ts';
import { isFree, RightsBelow } from './rights.ts';

/** Lines that one statement reads. */
const linesOfStep = 500;
/** Lines that one answer looks through: in a drive where much happens elsewhere a page may stay empty. */
const linesOfAnswer = 5_000;
const defaultPage = 100;
const mostOnPage = 500;

export interface ChangeFeedParts {
  readonly database: Database;
  readonly ids: IdCodec;
  readonly drive: Pick<Drive, 'locator'>;
  readonly moments: Moments;
  readonly lines: LinesStore;
  readonly store: RewindStore;
}

/** A change below the folder that is looked at. */
export interface SeenChange extends PastSight {
  readonly line: Line;
}

/** What of a tree is looked at. */
export interface FeedWindow {
  readonly place: Place;
  readonly ownerId: number;
  readonly top: number;
  readonly isFolder: boolean;
  /** Number of the line to begin with; the first is looked at last. */
  readonly newest: number;
  /** Number of the last line that is not looked at any more. */
  readonly oldest: number;
  readonly pageSize: number;
}

/** The journal as somebody sees it who looks at one folder or file, newest first. */
export class ChangeFeed {
  readonly #parts: ChangeFeedParts;

  constructor(parts: ChangeFeedParts) {
    this.#parts = parts;
  }

  /** @throws ApiError as the contract's listRewindChanges */
  async open(caller: Caller, query: QueryOf<'listRewindChanges'>): Promise<FeedWindow> {
    const { database, drive, ids, lines, moments } = this.#parts;
    const uri = FileUri.parse(query.uri).withoutSearch();
    const scope = await drive.locator.open(uri, caller);
    demandCapability(scope.namespace, Capability.VERSION);
    const place = await scope.find(database.read, uri);
    const top = existing(place);
    demandHistory(() => scope.demand(FilePermission.UPDATE, place));
    const ownerId = scope.owner.id;
    const oldest = await moments.begin(ownerId, query.from);
    let newest =
      query.to === undefined ? await lines.newest(database.read, ownerId) : await moments.decode(ownerId, query.to);
    if (query.next_page_token) {
      const after = ids.tryDecode(IdKind.AUDIT_LOG, query.next_page_token);
      if (after === undefined) throw new ApiError(ErrorCode.PARAM_INVALID, 'The page token is not valid.');
      newest = Math.min(newest, after - 1);
    }
    const pageSize = Math.min(query.page_size ?? defaultPage, mostOnPage);
    return { place, ownerId, top: top.id, isFolder: top.kind === FileKind.FOLDER, newest, oldest, pageSize };
  }

  /**
   * Changes in steps, newest first, until there are no more, or as many were looked at as one answer may.
   * @param onEnd is told the last line that was looked at when there are more.
   */
  async *read(window: FeedWindow, onEnd: (last: number) => void): AsyncGenerator<SeenChange, void, undefined> {
    const { database, lines } = this.#parts;
    const paths = new PastPaths(this.#parts, window.top);
    const of = { ownerId: window.ownerId, fileId: window.isFolder ? undefined : window.top };
    let at = window.newest;
    for (let looked = 0; looked < linesOfAnswer; looked += linesOfStep) {
      const page = await lines.scanBefore(database, of, at, window.oldest, linesOfStep);
      await paths.learn(page);
      // A file may have been somebody else's, whose moments are none of this drive.
      const own = page.filter((line) => line.ownerId === window.ownerId);
      const seen = own.map((line) => ({ line, ...paths.sightOf(line) }));
      yield* await this.#readable(window.place, seen.filter(isWithin), paths);
      const last = page.at(-1);
      if (!last || page.length < linesOfStep) return;
      at = last.id - 1;
    }
    onEnd(at + 1);
  }

  /**
   * Others than the owner see what became of what they may read: not what is elsewhere now, or closed to them. Nor are
   * they told of folders that are closed now that something was in them.
   */
  async #readable(place: Place, changes: readonly SeenChange[], paths: PastPaths): Promise<readonly SeenChange[]> {
    if (isFree(place.scope) || changes.length === 0) return changes;
    const { database, store } = this.#parts;
    const present = new Map(paths.folders);
    for (let ids = [...new Set(changes.map(({ line }) => line.fileId))]; ids.length > 0; ) {
      const rows = await store.present(database.read, ids);
      for (const row of rows) present.set(row.id, row);
      const above = rows.map((row) => row.parentId).filter((id) => id !== null && !present.has(id)) as number[];
      ids = [...new Set(above)];
    }
    const rights = new RightsBelow(place, present);
    const mayRead = (id: number) => rights.may(FilePermission.READ, id) === true;
    return changes
      .filter(({ line }) => mayRead(line.fileId))
      .map(({ line }) => ({ line, ...paths.sightOf(line, mayRead) }))
      .filter(isWithin);
  }
}

function isWithin({ from, to }: PastSight): boolean {
  return from !== undefined || to !== undefined;
}

/** Who may not change a file does not learn what became of it: 403, whatever kind of refusal it is. */
export function demandHistory(demand: () => void): void {
  try {
    demand();
  } catch (cause) {
    if (!(cause instanceof ApiError)) throw cause;
    throw new ApiError(ErrorCode.NO_PERMISSION, 'Only who may change this sees what happened to it.', { cause });
  }
}
