import {
  type IdCodec,
  IdKind,
  type QueryOf,
  type RewindBurst,
  type RewindChange,
  RewindChangeKind,
  type RewindChangesResponse,
  type RewindTimelineResponse,
  type User,
} from '@canopy/contract';
import type { Owners } from '../drive/index.ts';
import { type Caller, isoTime } from '../kernel/index.ts';
import { Burst } from './burst.ts';
import type { ChangeFeed, SeenChange } from './change-feed.ts';
import { rewoundTo } from './line.ts';
import type { Moments } from './moments.ts';

export interface ChangesParts {
  readonly ids: IdCodec;
  readonly owners: Owners;
  readonly moments: Moments;
  readonly feed: ChangeFeed;
}

const kinds: ReadonlySet<string> = new Set(RewindChangeKind.enum);

/** Tells what happened in a folder: change by change, and as a timeline. */
export class Changes {
  readonly #parts: ChangesParts;

  constructor(parts: ChangesParts) {
    this.#parts = parts;
  }

  /** @throws ApiError as the contract's listRewindChanges */
  async list(caller: Caller, query: QueryOf<'listRewindChanges'>): Promise<RewindChangesResponse> {
    const { feed } = this.#parts;
    const window = await feed.open(caller, query);
    const seen: SeenChange[] = [];
    let next: number | undefined;
    for await (const change of feed.read(window, (last) => (next = last))) {
      if (!kinds.has(change.line.kind)) continue;
      if (seen.length === window.pageSize) {
        next = seen.at(-1)?.line.id;
        break;
      }
      seen.push(change);
    }
    const users = await this.#users(seen.map(({ line }) => line.actorId));
    const changes = seen.map((change) => this.#tell(change, users));
    return { changes, ...(await this.#frame(window.pageSize, next)) };
  }

  /** @throws ApiError as the contract's getRewindTimeline */
  async timeline(caller: Caller, query: QueryOf<'getRewindTimeline'>): Promise<RewindTimelineResponse> {
    const { feed } = this.#parts;
    const window = await feed.open(caller, query);
    const bursts: Burst[] = [];
    let next: number | undefined;
    for await (const { line } of feed.read(window, (last) => (next = last))) {
      if (!kinds.has(line.kind) || bursts.at(-1)?.take(line)) continue;
      if (bursts.length === window.pageSize) {
        next = bursts.at(-1)?.first.id;
        break;
      }
      bursts.push(new Burst(line, window.top));
    }
    const users = await this.#users(bursts.map(({ last }) => last.actorId));
    return {
      bursts: bursts.map((burst) => this.#tellBurst(burst, users)),
      ...(await this.#frame(window.pageSize, next)),
    };
  }

  #tell({ line, from, to }: SeenChange, users: ReadonlyMap<number, User>): RewindChange {
    const { ids } = this.#parts;
    const { size, sizeBefore, after, entity } = line.detail;
    const version =
      line.kind === 'prune' ? entity : line.kind === 'content' || line.kind === 'version' ? after : undefined;
    return {
      ...this.#span(line.id, line.id),
      at: isoTime(line.at),
      kind: line.kind as RewindChangeKind,
      type: line.fileKind as 0 | 1,
      file: ids.encode(IdKind.FILE, line.fileId),
      name: line.name,
      ...(from !== undefined && { from }),
      ...(to !== undefined && { to }),
      ...(typeof size === 'number' && { size }),
      ...(typeof sizeBefore === 'number' && { size_before: sizeBefore }),
      ...(typeof version === 'number' && { version: ids.encode(IdKind.ENTITY, version) }),
      ...this.#byWhom(line.actorId, users),
      ...this.#mark(rewoundTo(line)),
    };
  }

  #tellBurst({ first, last, total, counts, names, began }: Burst, users: ReadonlyMap<number, User>): RewindBurst {
    return {
      ...this.#span(first.id, last.id),
      from: isoTime(first.at),
      to: isoTime(last.at),
      total,
      counts: Object.fromEntries(counts),
      names,
      ...(began && { began }),
      ...this.#byWhom(last.actorId, users),
      ...this.#mark(rewoundTo(last)),
    };
  }

  #span(first: number, last: number): { moment: string; before: string } {
    return { moment: this.#parts.moments.encode(last), before: this.#parts.moments.encode(first - 1) };
  }

  #byWhom(actorId: number, users: ReadonlyMap<number, User>): { user?: User } {
    const user = users.get(actorId);
    return user ? { user } : {};
  }

  #mark(position: number | undefined): { rewound_to?: string } {
    return position === undefined ? {} : { rewound_to: this.#parts.moments.encode(position) };
  }

  async #users(actors: readonly number[]): Promise<ReadonlyMap<number, User>> {
    return this.#parts.owners.summaries([...new Set(actors)].filter((id) => id !== 0));
  }

  async #frame(pageSize: number, next: number | undefined) {
    const { moments } = this.#parts;
    const horizon = await moments.horizon();
    return {
      ...(horizon !== undefined && { horizon: isoTime(horizon) }),
      pagination: {
        page: 0,
        page_size: pageSize,
        ...(next !== undefined && { next_token: moments.encode(next) }),
        is_cursor: true,
      },
    };
  }
}
