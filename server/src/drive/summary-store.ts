import { type Database, type Executor, Prepared, type Transactor } from '../db/index.ts';
import { heldBytes } from './held.ts';
import { FileKind } from './rows.ts';

const kind = 'folder_summary';

/** What was counted below a folder. */
export interface Counted {
  readonly folders: number;
  readonly files: number;
  /** Bytes of all blobs of these files, old versions and thumbnails too, each link counted. */
  readonly bytes: number;
  /** Whether it is all there is. */
  readonly complete: boolean;
}

/** Counts what is below folders, and keeps summaries for a while. */
export class SummaryStore {
  readonly #get = new Prepared((db, key: string, now: number) =>
    db.selectFrom('tickets').select('value').where('key', '=', key).where('expires_at', '>', now),
  );

  /**
   * One statement walks the tree. Looking up the blobs is nearly all of its cost.
   * @param most objects that are counted; folders near the top come first
   */
  async count(database: Database, folderId: number, most: number, signal?: AbortSignal): Promise<Counted> {
    const objects = below(database, folderId, most);
    const [row] = await database.scan(
      database.read
        .selectFrom(objects.select(['files.id', 'files.kind', 'files.size']).limit(most).as('object'))
        .select(({ fn, val }) => [
          fn.countAll<number>().as('objects'),
          fn.coalesce(fn.sum<number>('object.kind'), val(0)).as('folders'),
          fn.coalesce(fn.sum<number>(heldBytes('object')), val(0)).as('bytes'),
        ]),
      { signal },
    );
    const [total, folders, bytes] = [Number(row?.objects), Number(row?.folders), Number(row?.bytes)];
    const complete =
      total < most || (await database.scan(objects.select('files.id').limit(1).offset(most))).length === 0;
    return { folders, files: total - folders, bytes, complete };
  }

  async get(db: Executor, folderId: number, now: number): Promise<string | undefined> {
    return (await this.#get.first(db, keyOf(folderId), now))?.value;
  }

  async put(tx: Transactor, folderId: number, value: string, expiresAt: number): Promise<void> {
    await tx.db
      .insertInto('tickets')
      .values({ key: keyOf(folderId), kind, value, expires_at: expiresAt })
      .onConflict((conflict) =>
        conflict
          .column('key')
          .doUpdateSet((eb) => ({ value: eb.ref('excluded.value'), expires_at: eb.ref('excluded.expires_at') })),
      )
      .execute();
  }
}

/**
 * Everything below a folder, which itself is not in it. Shortcuts are, and are not entered. SQLite takes the tables of
 * a cross join in their order; with another join it may go through all files there are.
 */
function below({ read, dialect }: Database, folderId: number, most: number) {
  return read
    .withRecursive('folders(id)', (db) => {
      const entered = db.selectFrom('files').select('files.id').where('files.id', '=', folderId);
      const deeper = db
        .selectFrom('folders')
        .crossJoin('files')
        .select('files.id')
        .whereRef('files.parent_id', '=', 'folders.id')
        .where('files.kind', '=', FileKind.FOLDER)
        .where('files.symbolic', '=', 0);
      const all = entered.unionAll(deeper);
      // PostgreSQL has no limit there; it stops by itself when nobody asks for more.
      return dialect === 'sqlite' ? all.limit(most + 1) : all;
    })
    .selectFrom('folders')
    .crossJoin('files')
    .whereRef('files.parent_id', '=', 'folders.id');
}

function keyOf(folderId: number): string {
  return `${kind} ${folderId}`;
}
