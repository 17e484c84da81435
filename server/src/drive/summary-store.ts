import { type Database, type Executor, Prepared, type Transactor } from '../db/index.ts';
import { withFoldersBelow } from './folders-below.ts';
import { heldBytes } from './held.ts';

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

/** Everything below a folder, which itself is not in it. Shortcuts are. */
function below(database: Database, folderId: number, most: number) {
  const folder = database.read.selectFrom('files').select('files.id').where('files.id', '=', folderId);
  return withFoldersBelow(database, folder, most + 1)
    .selectFrom('folders')
    .crossJoin('files')
    .whereRef('files.parent_id', '=', 'folders.id');
}

function keyOf(folderId: number): string {
  return `${kind} ${folderId}`;
}
