import type { Database } from '../db/index.ts';
import type { Drive, FileRow } from '../drive/index.ts';
import type { IndexStore } from './index-store.ts';
import type { NameStore } from './name-store.ts';
import { digestOf } from './name-tokens.ts';

/** Files that one statement looks at. */
const filesOfStep = 500;

export interface IndexCheckParts {
  readonly database: Database;
  readonly drive: Pick<Drive, 'tree'>;
  readonly names: NameStore;
  readonly index: IndexStore;
}

/** One way in which the index differs from the tree. */
export interface IndexFinding {
  readonly fileId: number;
  readonly problem: 'missing' | 'different' | 'left over';
}

/** Compares the index of names with the tree, file by file. Only for a drive at rest: both move while it is used. */
export class IndexCheck {
  readonly #parts: IndexCheckParts;

  constructor(parts: IndexCheckParts) {
    this.#parts = parts;
  }

  /** @throws when the index itself is damaged */
  async *findings(): AsyncGenerator<IndexFinding, void, undefined> {
    const { database, names } = this.#parts;
    await database.write((tx) => names.demandSound(tx));
    yield* this.#missing();
    yield* this.#leftOver();
  }

  async *#missing(): AsyncGenerator<IndexFinding, void, undefined> {
    const { database, names, index } = this.#parts;
    for (let after = 0; ; ) {
      const rows = await index.files(database.read, after, filesOfStep);
      const known = await names.known(database.read, rows.map(idOf));
      const found = await names.findable(database, rows.map(idOf));
      for (const row of rows) {
        const indexed = known.get(row.id);
        if (!indexed || !found.has(row.id)) yield { fileId: row.id, problem: 'missing' };
        else if (indexed.digest !== digestOf(row.name) || indexed.ownerId !== row.owner_id) {
          yield { fileId: row.id, problem: 'different' };
        }
      }
      const last = rows.at(-1);
      if (!last || rows.length < filesOfStep) return;
      after = last.id;
    }
  }

  async *#leftOver(): AsyncGenerator<IndexFinding, void, undefined> {
    const { database, names, drive } = this.#parts;
    for (let after = 0; ; ) {
      const ids = await names.fileIds(database.read, after, filesOfStep);
      const alive = new Set((await drive.tree.byIds(database.read, ids)).filter(isAlive).map(idOf));
      for (const id of ids) if (!alive.has(id)) yield { fileId: id, problem: 'left over' };
      const last = ids.at(-1);
      if (last === undefined || ids.length < filesOfStep) return;
      after = last;
    }
  }
}

function isAlive({ purged_at }: FileRow): boolean {
  return purged_at === null;
}

function idOf({ id }: Pick<FileRow, 'id'>): number {
  return id;
}
