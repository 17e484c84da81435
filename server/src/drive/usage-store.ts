import { type RawBuilder, sql } from 'kysely';
import type { Database } from '../db/index.ts';
import { withFoldersBelow } from './folders-below.ts';
import { heldBytes } from './held.ts';
import { FileKind } from './rows.ts';
import { presentTrash } from './trash-number.ts';

/** Where files are counted: what the owner sees, or what lies in the trash. */
export type UsedPlace = 'tree' | 'trash';

/** Endings of names, in lower case, by the kind that they stand for. */
export type KindsOfEndings = ReadonlyMap<string, readonly string[]>;

/** Files of one kind. */
export interface UsedRow {
  readonly kind: string;
  readonly files: number;
  /** Bytes of the current versions. */
  readonly bytes: number;
  /** Bytes of everything these files hold. */
  readonly held: number;
}

/** The kind of files whose names end otherwise. */
const otherKind = 'other';

/** What was counted at a place. */
export interface Used {
  readonly rows: readonly UsedRow[];
  /** Whether it is all there is. */
  readonly complete: boolean;
}

/** The kind of folders, which take no room themselves. */
const folderKind = 'folder';

/** The statement that goes through all files of an owner, where nobody waits for it. */
export class UsageStore {
  /** @param most files and folders that are looked at */
  async of(database: Database, ownerId: number, place: UsedPlace, kinds: KindsOfEndings, most: number): Promise<Used> {
    const walked = objects(database, ownerId, place, most + 1);
    const query = walked
      .selectFrom((db) => db.selectFrom('objects').select('objects.id').limit(most).as('object'))
      // SQLite takes the tables of a cross join in their order; with another it may go through all files there are.
      .crossJoin('files')
      .whereRef('files.id', '=', 'object.id')
      .select(({ fn }) => [
        kindOf(kinds).as('kind'),
        fn.countAll<number>().as('files'),
        fn.sum<number>('files.size').as('bytes'),
        fn.sum<number>(heldBytes('files')).as('held'),
      ])
      .groupBy(sql`1`);
    const rows = (await database.scan(query)).map(({ kind, files, bytes, held }) => ({
      kind,
      files: Number(files),
      bytes: Number(bytes),
      held: Number(held),
    }));
    const total = rows.reduce((sum, { files }) => sum + files, 0);
    const complete =
      total < most ||
      (await database.scan(walked.selectFrom('objects').select('objects.id').offset(most).limit(1))).length === 0;
    return { rows: rows.filter(({ kind }) => kind !== folderKind), complete };
  }
}

/** At most so many objects of a place, shortcuts too: those on top, and all below. */
function objects(database: Database, ownerId: number, place: UsedPlace, most: number) {
  const files = database.read.selectFrom('files').select('files.id');
  const tops =
    place === 'tree'
      ? files.where('files.id', '=', (eb) =>
          eb.selectFrom('users').select('users.root_id').where('users.id', '=', ownerId).$castTo<number>(),
        )
      : files
          .where('files.trash_key', 'is not', null)
          .where('files.owner_id', '=', ownerId)
          .where('files.trash_number', '=', presentTrash(ownerId));
  const entered = tops.where('files.kind', '=', FileKind.FOLDER).where('files.symbolic', '=', 0);
  return withFoldersBelow(database, entered, most).with('objects', (db) => {
    const below = db
      .selectFrom('folders')
      .crossJoin('files')
      .select('files.id')
      .whereRef('files.parent_id', '=', 'folders.id');
    return tops.unionAll(below).limit(most);
  });
}

/** The kind of a row of `files`: a folder's, or by what stands behind the last dot of its name. */
function kindOf(kinds: KindsOfEndings): RawBuilder<string> {
  /* Without what is no dot at its end, a name is what stands before its ending. */
  const ending = sql`lower(substr(files.name, length(rtrim(files.name, replace(files.name, '.', ''))) + 1))`;
  const cases = [...kinds]
    .filter(([, endings]) => endings.length > 0)
    .map(([kind, endings]) => sql`when ${ending} in (${sql.join(endings)}) then ${sql.lit(kind)}`);
  const folder = sql`when files.kind = ${sql.lit(FileKind.FOLDER)} then ${sql.lit(folderKind)}`;
  const nameless = sql`when files.name not like '%.%' then ${sql.lit(otherKind)}`;
  return sql<string>`case ${sql.join([folder, nameless, ...cases], sql` `)} else ${sql.lit(otherKind)} end`;
}
