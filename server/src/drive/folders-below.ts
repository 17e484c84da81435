import type { SelectQueryBuilder } from 'kysely';
import type { Database, Schema } from '../db/index.ts';
import { FileKind } from './rows.ts';

/**
 * A statement with a table `folders`: these and all below them. Shortcuts are not entered. Files are joined to it by a
 * cross join, as SQLite takes the tables of one in their order; with another it may go through all files there are.
 * @param most folders that are looked at; those near the top come first
 */
export function withFoldersBelow(
  { read, dialect }: Database,
  tops: SelectQueryBuilder<Schema, 'files', { id: number }>,
  most: number,
) {
  return read.withRecursive('folders(id)', (db) => {
    const deeper = db
      .selectFrom('folders')
      .crossJoin('files')
      .select('files.id')
      .whereRef('files.parent_id', '=', 'folders.id')
      .where('files.kind', '=', FileKind.FOLDER)
      .where('files.symbolic', '=', 0);
    const all = tops.unionAll(deeper);
    // PostgreSQL has no limit there; it stops by itself when nobody asks for more.
    return dialect === 'sqlite' ? all.limit(most) : all;
  });
}
