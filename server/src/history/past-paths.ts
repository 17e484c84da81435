import type { Database } from '../db/index.ts';
import { pathBelow } from './climb.ts';
import { type Line, type Spot, spotAfter, spotBefore } from './line.ts';
import type { LinesStore } from './lines-store.ts';
import type { PresentRow, RewindStore } from './rewind-store.ts';

export interface PastPathsParts {
  readonly database: Database;
  readonly lines: LinesStore;
  readonly store: RewindStore;
}

/** Where a change took place, by paths below a folder; undefined = elsewhere. '' = the folder itself. */
export interface PastSight {
  readonly from: string | undefined;
  readonly to: string | undefined;
}

/**
 * Where things were at any moment, by paths below one folder. What it learnt about the folders in between it keeps,
 * so that a page of changes costs some statements for each level of folders, and none for each change.
 */
export class PastPaths {
  readonly #parts: PastPathsParts;
  readonly #top: number;
  /** The lines that put a folder where it was, oldest first. */
  readonly #takings = new Map<number, Line[]>();
  /** Where folders are now. */
  readonly #now = new Map<number, PresentRow>();

  constructor(parts: PastPathsParts, top: number) {
    this.#parts = parts;
    this.#top = top;
  }

  /** Learns what it takes to tell where these changes took place. */
  async learn(lines: readonly Line[]): Promise<void> {
    let level = lines.flatMap((line) => [line.parentId, line.fromParentId]);
    for (;;) {
      const ids = [...new Set(level)].filter(
        (id) => id !== null && id !== this.#top && !this.#takings.has(id),
      ) as number[];
      if (ids.length === 0) return;
      level = await this.#learn(ids);
    }
  }

  /** The folders that it learnt about, as far as they exist, and all that they are in up to the top. */
  get folders(): ReadonlyMap<number, PresentRow> {
    return this.#now;
  }

  /** @param mayPass whether a folder may be named on the way; what is behind one that may not is elsewhere */
  sightOf(line: Line, mayPass: (folderId: number) => boolean = () => true): PastSight {
    if (line.fileId === this.#top) return { from: spotBefore(line) && '', to: spotAfter(line) && '' };
    return {
      from: this.#path(spotBefore(line), line.id - 1, mayPass),
      to: this.#path(spotAfter(line), line.id, mayPass),
    };
  }

  /** @returns the folders above, at any time */
  async #learn(ids: readonly number[]): Promise<(number | null)[]> {
    const { database, lines, store } = this.#parts;
    for (const id of ids) this.#takings.set(id, []);
    const above: (number | null)[] = [];
    for (const line of await lines.takings(database.read, ids)) {
      this.#takings.get(line.fileId)?.push(line);
      above.push(line.parentId, line.fromParentId);
    }
    for (const row of await store.present(database.read, ids)) {
      this.#now.set(row.id, row);
      above.push(row.parentId);
    }
    return above;
  }

  #path(spot: Spot | undefined, position: number, mayPass: (folderId: number) => boolean): string | undefined {
    if (!spot || spot.parentId === null) return undefined;
    const folder = pathBelow(this.#top, spot.parentId, (id) => (mayPass(id) ? this.#spotAt(id, position) : undefined));
    if (folder === undefined) return undefined;
    return folder === '' ? spot.name : `${folder}/${spot.name}`;
  }

  /** Where a folder was when the line of this number was the last. */
  #spotAt(id: number, position: number): Spot | undefined {
    const takings = this.#takings.get(id) ?? [];
    const next = takings.findIndex((line) => line.id > position);
    const last = next < 0 ? takings.at(-1) : takings[next - 1];
    if (last) return spotAfter(last);
    const first = takings[0];
    return first ? spotBefore(first) : this.#now.get(id);
  }
}
