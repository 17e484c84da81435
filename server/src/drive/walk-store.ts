import { type Executor, Prepared } from '../db/index.ts';
import { breathe } from '../kernel/index.ts';
import { chunked, type FileRow } from './rows.ts';

/** Rows of one statement while a tree is walked: enough to be fast, few enough to let others in between. */
const rowsOfStep = 1000;
/** Folders whose children one statement reads. */
const foldersOfStep = 64;

/** Reads whole trees, level by level, in steps of bounded size. */
export class WalkStore {
  readonly #children = new Prepared((db, parentId: number, after: number, limit: number) =>
    db
      .selectFrom('files')
      .selectAll()
      .where('parent_id', '=', parentId)
      .where('id', '>', after)
      .orderBy('id')
      .limit(limit),
  );

  /** Children of one row, from the lowest number above `after` up. */
  childrenAfter(db: Executor, parentId: number, after: number, limit: number): Promise<FileRow[]> {
    return this.#children.all(db, parentId, after, limit);
  }

  /**
   * Everything below these rows, parents before their children, in lists of at most about a thousand, with
   * a turn for others between them.
   * Reading goes on between two lists as the database is then: take a transaction for one consistent state.
   */
  async *below(db: Executor, tops: readonly FileRow[]): AsyncGenerator<FileRow[], void, undefined> {
    let level = tops.filter(isEntered).map((row) => row.id);
    while (level.length > 0) {
      const next: number[] = [];
      for (const parents of chunked(level, foldersOfStep)) {
        for await (const rows of this.#childrenOf(db, parents)) {
          for (const row of rows) if (isEntered(row)) next.push(row.id);
          yield rows;
          await breathe();
        }
      }
      level = next;
    }
  }

  async *#childrenOf(db: Executor, parents: readonly number[]): AsyncGenerator<FileRow[], void, undefined> {
    for (let after = 0; ; ) {
      const rows = await db
        .selectFrom('files')
        .selectAll()
        .where('parent_id', 'in', parents)
        .where('id', '>', after)
        .orderBy('id')
        .limit(rowsOfStep)
        .execute();
      if (rows.length > 0) yield rows;
      const last = rows.at(-1);
      if (!last || rows.length < rowsOfStep) return;
      after = last.id;
    }
  }
}

function isEntered(row: FileRow): boolean {
  return row.kind === 1 && row.symbolic === 0;
}
