import type { Database, Transactor } from '../db/index.ts';
import { type Drive, FileKind, type FileRow } from '../drive/index.ts';
import { type EventBus, type Log, Mutex, Repeater } from '../kernel/index.ts';
import type { IndexState, IndexStore, JournalLine } from './index-store.ts';
import type { NameStore } from './name-store.ts';
import { digestOf, tokensOfName } from './name-tokens.ts';

/** Lines of the journal, or children of a folder, that one transaction takes in: a few milliseconds of work. */
const rowsOfStep = 100;
/** Transactions by which a search itself brings the index up to date; further behind it does without. */
const stepsOfSearch = 5;
/** Changes are gathered this long: a transaction for many costs a tenth of one for each. In milliseconds. */
const gatherMs = 500;
/** How soon changes made by another process of the drive are noticed, in milliseconds. */
const pollMs = 5_000;
/** Lines of other trees may be committed later than ones with higher numbers: so far back is looked again. */
const linesInDoubt = 1_000;
const ownersOfPage = 500;
/** Pause after a failure, in milliseconds. */
const retryMs = 30_000;

/** The part of the index that holds contents. */
export interface TextFollower {
  /** Files that are new, or whose content is another one, or whose name: they may have to be read. */
  changed(tx: Transactor, rows: readonly FileRow[]): Promise<void>;
  removed(tx: Transactor, fileIds: readonly number[]): Promise<void>;
}

export interface IndexerParts {
  readonly database: Database;
  readonly bus: EventBus;
  readonly log: Log;
  readonly drive: Pick<Drive, 'tree' | 'walk'>;
  readonly store: IndexStore;
  readonly names: NameStore;
  readonly texts: TextFollower;
}

/** What a change asks of the index. */
const renames: ReadonlySet<string> = new Set(['create', 'rename', 'copy', 'move', 'trash', 'restore', 'delete']);
const refills: ReadonlySet<string> = new Set(['create', 'content', 'version', 'copy', 'move', 'restore', 'rename']);
const arrivals: ReadonlySet<string> = new Set(['copy', 'move', 'restore']);

/**
 * Keeps the index like the tree, from the journal. How far it is stands in the database and moves in the same
 * transaction as the index, so nothing is left out or done twice over for good, whenever it is stopped. Each
 * line makes the index of its file what the tree is now, so that repeating or reordering lines changes nothing.
 */
export class Indexer {
  readonly #parts: IndexerParts;
  readonly #waiting = new Set<number>();
  /** Steps of this process do not compete with each other. */
  readonly #line = new Mutex();
  readonly #poller: Repeater;
  #off = () => {};
  #stopped = true;
  #timer: NodeJS.Timeout | undefined;
  #work: Promise<void> | undefined;
  #seen = 0;

  constructor(parts: IndexerParts) {
    this.#parts = parts;
    this.#poller = new Repeater('look for changes to index', pollMs, () => this.#poll(), parts.log);
  }

  start(): void {
    this.#stopped = false;
    this.#off = this.#parts.bus.on('drive.changed', ({ ownerId }) => this.#wake(ownerId));
    this.#poller.start(0);
  }

  /** Resolves when nothing is written any more. What is left waits for the next start. */
  async stop(): Promise<void> {
    this.#stopped = true;
    this.#off();
    clearTimeout(this.#timer);
    await this.#poller.stop();
    await this.#work;
  }

  /** Brings the index of one owner up to date, if that is little work. @returns whether it is */
  async current(ownerId: number): Promise<boolean> {
    const { store, database } = this.#parts;
    for (let step = 0; step <= stepsOfSearch; step++) {
      const state = await store.state(database.read, ownerId);
      if (state && !state.backlog && state.position >= state.newest) return true;
      if (!state || state.backlog || step === stepsOfSearch) break;
      await this.#step(ownerId);
    }
    this.#wake(ownerId);
    return false;
  }

  /** As far as the journal has been read for everybody; undefined = to its end. */
  oldestUnread(): Promise<number | undefined> {
    return this.#parts.store.oldestUnread(this.#parts.database.read);
  }

  /** Does everything that is to be done for one owner, however long it takes. */
  async finish(ownerId: number, signal?: AbortSignal): Promise<void> {
    while (await this.#step(ownerId)) signal?.throwIfAborted();
  }

  /**
   * Looks at everything of everybody once more where the contents that are searched (a number tells which) are not
   * those of before: what was there already has to be read too.
   */
  async searchTexts(mark: number): Promise<void> {
    const { store, database } = this.#parts;
    if (((await store.textsMark(database.read)) ?? 0) === mark) return;
    for (const ownerId of await this.#everybody()) await this.restart(ownerId);
    await database.write((tx) => store.setTextsMark(tx, mark));
  }

  /** Lets everything of an owner be looked at once more. */
  async restart(ownerId: number): Promise<void> {
    await this.#parts.database.write((tx) => this.#parts.store.begin(tx, ownerId));
    this.#wake(ownerId);
  }

  #wake(ownerId: number): void {
    this.#waiting.add(ownerId);
    if (this.#stopped || this.#work || this.#timer) return;
    this.#timer = setTimeout(() => {
      this.#timer = undefined;
      this.#work = this.#run().finally(() => {
        this.#work = undefined;
        const [next] = this.#waiting;
        if (next !== undefined) this.#wake(next);
      });
    }, gatherMs);
    this.#timer.unref();
  }

  /** As long as anybody waits; between two steps the requests of people get as much time as the step took. */
  async #run(): Promise<void> {
    for (const ownerId of this.#waiting) {
      if (this.#stopped) return;
      this.#waiting.delete(ownerId);
      const begun = performance.now();
      try {
        if (await this.#step(ownerId)) this.#waiting.add(ownerId);
      } catch (error) {
        this.#parts.log.error({ err: error, ownerId }, 'a tree could not be indexed, and is tried again');
        setTimeout(() => this.#wake(ownerId), retryMs).unref();
      }
      await new Promise((resolve) => setTimeout(resolve, performance.now() - begun));
    }
  }

  /** Finds whoever is behind: all at the first time, then those with new lines. */
  async #poll(): Promise<void> {
    const { store, database } = this.#parts;
    const newest = await store.newestLine(database.read);
    if (newest === this.#seen) return;
    if (this.#seen > 0) {
      // What is not new in their journals after all costs a look.
      for (const ownerId of await store.ownersSince(database.read, this.#seen - linesInDoubt)) this.#wake(ownerId);
    } else {
      const behind = await store.behind(database, ownersOfPage);
      for (const ownerId of behind) this.#wake(ownerId);
      // There may be more of them: then this is asked again.
      if (behind.length === ownersOfPage) return;
    }
    this.#seen = newest;
  }

  async #everybody(): Promise<number[]> {
    const { store, database } = this.#parts;
    const all: number[] = [];
    for (let after = 0; ; ) {
      const page = await store.owners(database.read, after, ownersOfPage);
      all.push(...page);
      const last = page.at(-1);
      if (last === undefined || page.length < ownersOfPage) return all;
      after = last;
    }
  }

  /** One bounded piece of work. @returns whether there is more */
  #step(ownerId: number): Promise<boolean> {
    return this.#line.run(() =>
      this.#parts.database.write(async (tx) => {
        const { store } = this.#parts;
        const state = await store.state(tx.db, ownerId);
        if (!state) {
          await store.begin(tx, ownerId);
          return true;
        }
        if (state.position < state.newest) return this.#follow(tx, ownerId, state);
        return state.backlog && this.#fill(tx, ownerId);
      }),
    );
  }

  async #follow(tx: Transactor, ownerId: number, state: IndexState): Promise<boolean> {
    const { store, texts } = this.#parts;
    const lines = await store.lines(tx.db, ownerId, state.position, rowsOfStep);
    const last = lines.at(-1);
    if (!last) return false;
    const rows = await this.#rows(tx, lines);
    const strangers = await this.#take(tx, idsOf(lines, renames), rows);
    await texts.changed(
      tx,
      idsOf(lines, refills).flatMap((id) => rows.get(id) ?? []),
    );
    // What arrives with all that is in it tells of its top alone.
    const below = lines.filter(
      ({ kind, file_kind, file_id }) =>
        file_kind === FileKind.FOLDER &&
        arrivals.has(kind) &&
        (kind === 'copy' || state.backlog || strangers.has(file_id)),
    );
    await store.postpone(tx, ownerId, [...new Set(below.map(({ file_id }) => file_id))]);
    await this.#mustBeOurs(store.advance(tx, ownerId, state.position, last.id));
    return last.id < state.newest || state.backlog || below.length > 0;
  }

  /** Children of one folder, and at first the folder itself. */
  async #fill(tx: Transactor, ownerId: number): Promise<boolean> {
    const { store, drive, texts } = this.#parts;
    const item = await store.nextWaiting(tx.db, ownerId);
    if (!item) return false;
    const children = await drive.walk.childrenAfter(tx.db, item.folder_id, item.after, rowsOfStep);
    const self = item.after === 0 ? await drive.tree.byId(tx.db, item.folder_id) : undefined;
    const rows = new Map([...children, ...(self ? [self] : [])].map((row) => [row.id, row]));
    await this.#take(tx, [...rows.keys()], rows);
    await texts.changed(tx, [...rows.values()]);
    const folders = children.filter((row) => row.kind === FileKind.FOLDER && row.symbolic === 0);
    await store.postpone(
      tx,
      ownerId,
      folders.map(({ id }) => id),
    );
    const after = children.length < rowsOfStep ? undefined : children.at(-1)?.id;
    await this.#mustBeOurs(store.proceed(tx, ownerId, item, after));
    return true;
  }

  async #rows(tx: Transactor, lines: readonly JournalLine[]): Promise<Map<number, FileRow>> {
    const rows = await this.#parts.drive.tree.byIds(tx.db, [...new Set(lines.map(({ file_id }) => file_id))]);
    return new Map(rows.map((row) => [row.id, row]));
  }

  /**
   * Makes the index of these names what the tree is.
   * @returns those that belonged to another owner before
   */
  async #take(tx: Transactor, ids: readonly number[], rows: ReadonlyMap<number, FileRow>): Promise<Set<number>> {
    const { names, texts } = this.#parts;
    const known = await names.known(tx.db, ids);
    const strangers = new Set<number>();
    const gone: number[] = [];
    const changed: FileRow[] = [];
    for (const id of ids) {
      const row = rows.get(id);
      const before = known.get(id);
      if (!row || row.purged_at !== null) gone.push(id);
      // The root of a tree has no name.
      else if (row.name !== '' && (before?.ownerId !== row.owner_id || before.digest !== digestOf(row.name))) {
        changed.push(row);
        if (before && before.ownerId !== row.owner_id) strangers.add(id);
      }
    }
    await names.remove(tx, gone);
    await texts.removed(tx, gone);
    await names.put(
      tx,
      changed.map(({ id, owner_id, name }) => ({
        fileId: id,
        ownerId: owner_id,
        digest: digestOf(name),
        tokens: tokensOfName(owner_id, name),
      })),
    );
    return strangers;
  }

  /** Another process went on from the same point: what this one did must not be committed. */
  async #mustBeOurs(moved: Promise<boolean>): Promise<void> {
    if (!(await moved)) throw new Error('the index was moved on by another process meanwhile');
  }
}

function idsOf(lines: readonly JournalLine[], kinds: ReadonlySet<string>): number[] {
  return [...new Set(lines.filter(({ kind }) => kinds.has(kind)).map(({ file_id }) => file_id))];
}
