import { type Kysely, type SelectQueryBuilder, sql } from 'kysely';
import type { Executor, Schema } from '../db/index.ts';
import type { Order } from './cursor.ts';
import { type FileRow, type ListedFile, listedColumns } from './rows.ts';
import type { Conditions, Range } from './search.ts';
import { presentTrash } from './trash-number.ts';

/** Where one statement of a search looks. */
export type SearchIn = { readonly parents: readonly number[] } | { readonly trashOf: number };

/** A match by everything that the database can tell; names and values are looked at once more. */
export type FoundFile = ListedFile & { readonly parent_id: number | null };

type Query = SelectQueryBuilder<Schema, 'files', FoundFile>;

/** Conditions on metadata in one statement: each is one more table to join, and planning many takes PostgreSQL for ever. */
const mostNarrowing = 4;

/** The statements of searches. */
export class SearchStore {
  /** Candidates in order, behind a position. It may give too many, never too few. */
  candidates(
    db: Executor,
    where: SearchIn,
    conditions: Conditions,
    order: Order,
    behind: { value: string | number; id: number } | undefined,
    limit: number,
  ): Promise<FoundFile[]> {
    let query: Query = (db as Kysely<Schema>).selectFrom('files').select([...listedColumns, 'parent_id']);
    query =
      'parents' in where
        ? query.where('parent_id', 'in', where.parents)
        : query
            .where('trash_key', 'is not', null)
            .where('owner_id', '=', where.trashOf)
            .where('trash_number', '=', presentTrash(where.trashOf));
    query = withConditions(query, conditions);
    const { column, descending } = order;
    const [direction, than] = descending ? (['desc', '<'] as const) : (['asc', '>'] as const);
    if (column === 'id') {
      if (behind) query = query.where('id', than, behind.id);
      return query.orderBy('id', direction).limit(limit).execute();
    }
    if (behind) {
      query = query.where((eb) => eb(eb.refTuple(column, 'id'), than, eb.tuple(behind.value as string, behind.id)));
    }
    return query.orderBy(column, direction).orderBy('id', direction).limit(limit).execute();
  }

  /** Folders in these folders that can be entered. */
  folders(
    db: Executor,
    parents: readonly number[],
  ): Promise<Pick<FileRow, 'id' | 'name' | 'parent_id' | 'kind' | 'permissions'>[]> {
    return db
      .selectFrom('files')
      .select(['id', 'name', 'parent_id', 'kind', 'permissions'])
      .where('parent_id', 'in', parents)
      .where('kind', '=', 1)
      .where('symbolic', '=', 0)
      .execute();
  }
}

function withConditions(start: Query, conditions: Conditions): Query {
  let query = start;
  if (conditions.kind !== undefined) query = query.where('kind', '=', conditions.kind);
  query = withRange(query, 'size', conditions.size);
  query = withRange(query, 'created_at', conditions.created);
  query = withRange(query, 'updated_at', conditions.updated);
  // The most selective ones narrow down; the others are looked at with what was found.
  const narrowing = conditions.metadata.toSorted((a, b) => Number(b.exact) - Number(a.exact)).slice(0, mostNarrowing);
  for (const { key, value, exact } of narrowing) {
    query = query.where('id', 'in', (eb) => {
      const having = eb.selectFrom('metadata').select('file_id').where('key', '=', key);
      return exact ? having.where('value', '=', value ?? '') : having;
    });
  }
  const likes = conditions.names.map((pattern) => like(pattern.pieces, pattern.folded));
  // Of alternatives, one that the database cannot narrow down lets everything through.
  const known = likes.filter((each) => each !== undefined);
  if (known.length === 0 || (conditions.anyName && known.length < likes.length)) return query;
  return query.where((eb) => (conditions.anyName ? eb.or(known) : eb.and(known)));
}

function withRange(query: Query, column: 'size' | 'created_at' | 'updated_at', { from, to }: Range): Query {
  const above = from === undefined ? query : query.where(column, '>=', from);
  return to === undefined ? above : above.where(column, '<=', to);
}

/**
 * Pieces in their order, for `like`. SQLite ignores the case of ASCII in it, PostgreSQL does not; both fold
 * ASCII alone by `lower`, so a folded pattern with other letters is left to the caller.
 */
function like(pieces: readonly string[], folded: boolean) {
  // biome-ignore lint/suspicious/noControlCharactersInRegex: ASCII begins with them
  if (pieces.length === 0 || (folded && !pieces.every((piece) => /^[\x00-\x7f]*$/.test(piece)))) return undefined;
  const pattern = `%${pieces.map((piece) => piece.replace(/[\\%_]/g, '\\$&')).join('%')}%`;
  const name = folded ? sql`lower(files.name)` : sql`files.name`;
  return sql<boolean>`${name} like ${pattern} escape '\\'`;
}
