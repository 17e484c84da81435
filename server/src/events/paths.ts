import type { Ruled } from '../drive/index.ts';
import type { Sight } from './file-event.ts';
import type { EventStore, JournalEntry } from './store.ts';

/**
 * Whether somebody who watches a folder may see what is in one below it.
 * @param ruled the rows with rules of their own on the way down to that
 */
export type Sees = (ruled: readonly Ruled[]) => boolean;

interface KnownFolder {
  /** With a trailing slash. */
  readonly path: string;
  readonly ruled: readonly Ruled[];
}

/** Deeper than this nothing is looked for: a guard against a damaged tree. */
const deepest = 4_096;

/**
 * Finds where things are, seen from one watched folder, as the tree is now. Remembers folders for one batch
 * of lines, so that a burst in one place costs one climb.
 */
export class RelativePaths {
  readonly #store: EventStore;
  readonly #top: number;
  readonly #sees: Sees;
  /** Undefined = not below the top, or closed to who watches. */
  readonly #known = new Map<number, KnownFolder | undefined>();

  constructor(store: EventStore, top: number, sees: Sees) {
    this.#store = store;
    this.#top = top;
    this.#sees = sees;
    this.#known.set(top, { path: '/', ruled: [] });
  }

  async sightOf(entry: JournalEntry): Promise<Sight> {
    if (entry.fileId === this.#top) return { before: '/', after: '/' };
    const after = await this.#path(entry.parentId, entry.name);
    const before = entry.fromName === null ? after : await this.#path(entry.fromParentId, entry.fromName);
    return { before, after };
  }

  async #path(parentId: number | null, name: string): Promise<string | undefined> {
    const folder = parentId === null ? undefined : await this.#folder(parentId);
    return folder === undefined ? undefined : folder.path + name;
  }

  async #folder(id: number): Promise<KnownFolder | undefined> {
    const climbed: { id: number; name: string; row: Ruled | undefined }[] = [];
    let at = id;
    while (!this.#known.has(at)) {
      const row = climbed.length < deepest ? await this.#store.folder(at) : undefined;
      climbed.push({ id: at, name: row?.name ?? '', row });
      if (!row || row.parent_id === null) {
        this.#known.set(at, undefined);
        break;
      }
      at = row.parent_id;
    }
    let above = this.#known.get(at);
    for (const { id: folderId, name, row } of climbed.reverse()) {
      if (folderId === at) continue;
      const ruled = above && row && row.permissions !== null ? [...above.ruled, row] : above?.ruled;
      above = above && ruled && this.#sees(ruled) ? { path: `${above.path}${name}/`, ruled } : undefined;
      this.#known.set(folderId, above);
    }
    return this.#known.get(id);
  }
}
