import type { Sight } from './file-event.ts';
import type { EventStore, JournalEntry } from './store.ts';

/** Deeper than this nothing is looked for: a guard against a damaged tree. */
const deepest = 4_096;

/**
 * Finds where things are, seen from one watched folder, as the tree is now. Remembers folders for one batch
 * of lines, so that a burst in one place costs one climb.
 */
export class RelativePaths {
  readonly #store: EventStore;
  readonly #top: number;
  /** Path of a folder with a trailing slash; undefined = not below the top. */
  readonly #known = new Map<number, string | undefined>();

  constructor(store: EventStore, top: number) {
    this.#store = store;
    this.#top = top;
    this.#known.set(top, '/');
  }

  async sightOf(entry: JournalEntry): Promise<Sight> {
    if (entry.fileId === this.#top) return { before: '/', after: '/' };
    const after = await this.#path(entry.parentId, entry.name);
    const before = entry.fromName === null ? after : await this.#path(entry.fromParentId, entry.fromName);
    return { before, after };
  }

  async #path(parentId: number | null, name: string): Promise<string | undefined> {
    const folder = parentId === null ? undefined : await this.#folder(parentId);
    return folder === undefined ? undefined : folder + name;
  }

  async #folder(id: number): Promise<string | undefined> {
    const climbed: { id: number; name: string }[] = [];
    let at = id;
    while (!this.#known.has(at)) {
      const row = climbed.length < deepest ? await this.#store.folder(at) : undefined;
      climbed.push({ id: at, name: row?.name ?? '' });
      if (!row || row.parent_id === null) {
        this.#known.set(at, undefined);
        break;
      }
      at = row.parent_id;
    }
    let path = this.#known.get(at);
    for (const step of climbed.reverse()) {
      if (step.id === at) continue;
      path = path === undefined ? undefined : `${path}${step.name}/`;
      this.#known.set(step.id, path);
    }
    return this.#known.get(id);
  }
}
