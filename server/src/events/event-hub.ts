import type { ServerResponse } from 'node:http';
import { ApiError, ErrorCode, FilePermission, FileUri, type IdCodec } from '@canopy/contract';
import type { Database } from '../db/index.ts';
import { type Drive, existing, type FileRow, includes, isFolder, type Place } from '../drive/index.ts';
import { type Caller, type Clock, type EventBus, type Log, Repeater } from '../kernel/index.ts';
import type { Settings } from '../settings/index.ts';
import type { Sees } from './paths.ts';
import { Positions } from './positions.ts';
import { EventStore } from './store.ts';
import { Subscription } from './subscription.ts';

export interface EventHubParts {
  readonly database: Database;
  readonly clock: Clock;
  readonly bus: EventBus;
  readonly log: Log;
  readonly ids: IdCodec;
  readonly drive: Pick<Drive, 'locator'>;
  readonly settings: Pick<Settings, 'get'>;
  /** A user with the rights he has now; undefined when he is gone or not active. */
  readonly callerOf: (userId: number) => Promise<Caller | undefined>;
}

const keepAliveMs = 30_000;
/** How soon changes made by another process of the drive are noticed. */
const pollMs = 2_000;
/** Open streams of one user: more belong to something that has gone wrong. */
const mostPerUser = 100;
/** Folders and clients of one user for which it is kept how far they were told; who comes back later starts anew. */
const mostRemembered = 1_000;

/** The live changes of folders (file.md 13), from the journal. */
export class EventHub {
  readonly #parts: EventHubParts;
  readonly #store: EventStore;
  readonly #positions: Positions;
  readonly #open = new Set<Subscription>();
  readonly #newest = new Map<number, number>();
  readonly #repeaters: readonly Repeater[];
  readonly #off: () => void;
  #closing = false;

  constructor(parts: EventHubParts) {
    this.#parts = parts;
    this.#store = new EventStore(parts.database);
    this.#positions = new Positions({ ...parts, store: this.#store });
    this.#off = parts.bus.on('drive.changed', ({ ownerId }) => this.#wake(ownerId));
    this.#repeaters = [
      new Repeater('look for changes of other processes', pollMs, () => this.#poll(), parts.log),
      new Repeater('keep event streams alive', keepAliveMs, () => this.#keepAlive(), parts.log),
    ];
  }

  start(): void {
    for (const repeater of this.#repeaters) repeater.start();
  }

  /** Tells every client to come back, and ends the streams. */
  async stop(): Promise<void> {
    this.#closing = true;
    this.#off();
    await Promise.all(this.#repeaters.map((repeater) => repeater.stop()));
    await Promise.all([...this.#open].map((subscription) => subscription.close('reconnect-required')));
    await this.#positions.flush();
  }

  /** As far as the journal has been told to everybody; undefined = to its end. */
  oldestUntold(): Promise<number | undefined> {
    return this.#store.oldestUntold();
  }

  /** Forgets clients that were not seen for the time that a setting grants. */
  async forgetUnseen(): Promise<void> {
    const { database, clock, settings } = this.#parts;
    const before = clock.now() - settings.get('fs_event_push_max_age') * 1000;
    await database.write((tx) => this.#store.removeUnseenSince(tx, before));
  }

  /**
   * Streams until the client hangs up or the server stops.
   * @throws ApiError 40019, 40001, 403, 50005 before the first byte
   */
  async stream(caller: Caller, text: string, clientId: string | undefined, response: ServerResponse): Promise<void> {
    const { settings, database, clock } = this.#parts;
    if (this.#closing) throw new ApiError(ErrorCode.INTERNAL_SETTING, 'The server is stopping.');
    if (!settings.get('fs_event_push_enabled')) throw new ApiError(ErrorCode.FEATURE_NOT_ENABLED);
    const { folderId, ownerId, look } = await this.#topic(caller, text);
    if (!clientId || !isUuid(clientId)) throw new ApiError(ErrorCode.PARAM_INVALID, 'Client ID is required');
    const own = [...this.#open].filter(({ key }) => key.userId === caller.userId);
    if (own.length >= mostPerUser) throw new ApiError(ErrorCode.PARAM_INVALID, 'Too many open event streams.');

    const key = { userId: caller.userId, clientId, folderId };
    // A client that connects again before its old connection was noticed to be gone takes its place.
    await Promise.all(own.filter((old) => sameKey(old.key, key)).map((old) => old.lose()));
    const known = await this.#positions.of(key);
    const position = known ?? (await this.#store.newest(ownerId));
    if (known === undefined) {
      await database.write(async (tx) => {
        await this.#store.save(tx, key, position, clock.now());
        await this.#store.keepNewest(tx, caller.userId, mostRemembered);
      });
    }

    // Nobody would ever tell that a client is gone who went before this.
    if (response.destroyed) return;
    response.writeHead(200, {
      'content-type': 'text/event-stream',
      'cache-control': 'no-cache',
      'x-accel-buffering': 'no',
    });
    const parts = {
      ...this.#parts,
      store: this.#store,
      look,
      positions: this.#positions,
      pauseMs: () => settings.get('fs_event_push_debounce') * 1000,
    };
    const subscription = new Subscription(parts, key, ownerId, position, response);
    this.#open.add(subscription);
    subscription.signal(known === undefined ? 'subscribed' : 'resumed');
    subscription.wake();
    let inOrder = false;
    response.socket?.once('end', () => {
      inOrder = true;
      response.end();
    });
    await new Promise<void>((resolve) => response.once('close', resolve));
    await (inOrder ? subscription.close() : subscription.lose());
    // Until here, whoever comes next with the same id waits for what this one has to save.
    this.#open.delete(subscription);
  }

  /** @throws ApiError 40001 for whatever the caller cannot list, 403 for a single file */
  async #topic(caller: Caller, text: string): Promise<Topic> {
    try {
      const uri = FileUri.parse(text).withoutSearch();
      const place = await this.#parts.drive.locator.find(uri, caller);
      const { scope } = place;
      if (scope.namespace.host === 'trash') throw new ApiError(ErrorCode.PARAM_INVALID);
      if (uri.isRoot && place.chain.length === 0) throw new SingleFile();
      const folder = watchable(place);
      // In his own drive one looks as long as one may sign in; what is behind a link can end at any moment.
      const look = scope.namespace.host === 'share' ? () => this.#again(caller, uri, folder.id) : always;
      return { folderId: folder.id, ownerId: scope.owner.id, look };
    } catch (error) {
      if (error instanceof SingleFile) throw new ApiError(ErrorCode.NO_PERMISSION, 'A single file is not watched.');
      if (!(error instanceof ApiError)) throw error;
      throw new ApiError(ErrorCode.PARAM_INVALID, 'Requested uri not available', { cause: error });
    }
  }

  /** Looks at a watched folder with the rights that the caller has now. */
  async #again(caller: Caller, uri: FileUri, folderId: number): Promise<Sees | undefined> {
    try {
      const now = await this.#parts.callerOf(caller.userId);
      const place = now && (await this.#parts.drive.locator.find(uri, now));
      if (!place || watchable(place).id !== folderId) return undefined;
      return (ruled) => {
        const rights = place.scope.rights([...place.chain, ...ruled]);
        return rights === undefined || includes(rights, FilePermission.READ);
      };
    } catch (error) {
      if (error instanceof ApiError) return undefined;
      throw error;
    }
  }

  #wake(ownerId: number): void {
    for (const subscription of this.#open) if (subscription.ownerId === ownerId) subscription.wake();
  }

  async #poll(): Promise<void> {
    const owners = new Set([...this.#open].map(({ ownerId }) => ownerId));
    for (const ownerId of this.#newest.keys()) if (!owners.has(ownerId)) this.#newest.delete(ownerId);
    for (const ownerId of owners) {
      const newest = await this.#store.newest(ownerId);
      if (this.#newest.get(ownerId) !== newest) this.#wake(ownerId);
      this.#newest.set(ownerId, newest);
    }
  }

  /** Whoever was blocked meanwhile hears no more. */
  async #keepAlive(): Promise<void> {
    const { callerOf, database, clock } = this.#parts;
    for (const subscription of this.#open) {
      if (await callerOf(subscription.key.userId)) {
        subscription.signal('keep-alive');
        subscription.wake();
      } else await subscription.close();
    }
    const keys = [...this.#open].map((subscription) => subscription.key);
    if (keys.length > 0) await database.write((tx) => this.#store.touch(tx, keys, clock.now()));
  }
}

/** What is watched, and for whom. */
interface Topic {
  readonly folderId: number;
  readonly ownerId: number;
  /** What the listener may see now; undefined = nothing any more. */
  readonly look: () => Promise<Sees | undefined>;
}

/** The URI shows one file and nothing else. */
class SingleFile extends Error {}

async function always(): Promise<Sees> {
  return () => true;
}

/** The folder that a place names. @throws ApiError when it is none, or may not be listed */
function watchable(place: Place): FileRow {
  const folder = existing(place);
  if (!isFolder(folder)) throw new ApiError(ErrorCode.PARAM_INVALID);
  place.scope.demand(FilePermission.READ, place);
  return folder;
}

function sameKey(a: Subscription['key'], b: Subscription['key']): boolean {
  return a.userId === b.userId && a.clientId === b.clientId && a.folderId === b.folderId;
}

function isUuid(text: string): boolean {
  return /^[0-9a-f]{8}-([0-9a-f]{4}-){3}[0-9a-f]{12}$/i.test(text);
}
