import { type RawBuilder, sql } from 'kysely';
import { type Database, type Executor, Prepared, PreparedList, type Transactor } from '../db/index.ts';
import type { NameToken } from './name-tokens.ts';

/** Rows of one insert. */
const rowsOfInsert = 100;
/** While the newest file has a lower number, a search takes less than a millisecond and needs no thread. */
const smallDrive = 50_000;

export interface IndexedName {
  readonly fileId: number;
  readonly ownerId: number;
  readonly digest: number;
  readonly tokens: ReadonlySet<NameToken>;
}

/** All tokens of one of these lists must be there. */
export type TokenQuery = readonly (readonly NameToken[])[];

/** The names in the index, by the tokens that they are found by. */
export class NameStore {
  readonly #known = new PreparedList((db, ids) =>
    db.selectFrom('search_names').select(['file_id', 'owner_id', 'digest']).where('file_id', 'in', ids),
  );

  readonly #newest = new Prepared((db) => db.selectFrom('search_names').select((eb) => eb.fn.max('file_id').as('id')));
  readonly #found = new Prepared((db, match: string, below: number, limit: number) => ({
    compile: () => inSqlite(match, below, limit).compile(db),
  }));

  /** What is indexed of these files. */
  async known(db: Executor, fileIds: readonly number[]): Promise<Map<number, { ownerId: number; digest: number }>> {
    const rows = await this.#known.all(db, fileIds);
    return new Map(rows.map((row) => [row.file_id, { ownerId: row.owner_id, digest: row.digest }]));
  }

  /** Adds names, or replaces what was there of the same files. */
  async put(tx: Transactor, names: readonly IndexedName[]): Promise<void> {
    for (let at = 0; at < names.length; at += rowsOfInsert) {
      const some = names.slice(at, at + rowsOfInsert);
      if (tx.dialect === 'postgres') await this.#putInPostgres(tx, some);
      else await this.#putInSqlite(tx, some);
    }
  }

  async remove(tx: Transactor, fileIds: readonly number[]): Promise<void> {
    if (fileIds.length === 0) return;
    if (tx.dialect === 'sqlite') {
      const known = tx.db.selectFrom('search_names').select('file_id').where('file_id', 'in', fileIds);
      await sql`delete from search_name_tokens where rowid in ${known}`.execute(tx.db);
      tx.indexChanged();
    }
    await tx.db.deleteFrom('search_names').where('file_id', 'in', fileIds).execute();
  }

  /** Numbers of indexed files, from the lowest above `after` up. */
  async fileIds(db: Executor, after: number, limit: number): Promise<number[]> {
    const query = db.selectFrom('search_names').select('file_id').where('file_id', '>', after);
    return (await query.orderBy('file_id').limit(limit).execute()).map((row) => row.file_id);
  }

  /** Those of the files that have tokens to be found by. */
  async findable({ dialect, read }: Database, fileIds: readonly number[]): Promise<Set<number>> {
    if (fileIds.length === 0) return new Set();
    const list = sql.join(fileIds);
    const query =
      dialect === 'sqlite'
        ? sql<{ id: number }>`select rowid as id from search_name_tokens where rowid in (${list})`
        : sql<{ id: number }>`select file_id as id from search_names where file_id in (${list}) and tokens <> '{}'`;
    return new Set((await query.execute(read as never)).rows.map(({ id }) => id));
  }

  /** @throws when the index is damaged */
  async demandSound(tx: Transactor): Promise<void> {
    if (tx.dialect !== 'sqlite') return;
    await sql`insert into search_name_tokens (search_name_tokens) values ('integrity-check')`.execute(tx.db);
    await sql`insert into search_chunk_words (search_chunk_words) values ('integrity-check')`.execute(tx.db);
  }

  /** Everything of everybody. */
  async clear(tx: Transactor): Promise<void> {
    await tx.db.deleteFrom('search_names').execute();
    if (tx.dialect === 'sqlite') {
      await sql`insert into search_name_tokens (search_name_tokens) values ('delete-all')`.execute(tx.db);
    }
  }

  /** Numbers of files with these tokens and numbers below `below`, the newest first. */
  async find(
    database: Database,
    ownerId: number,
    query: TokenQuery,
    { below = Number.MAX_SAFE_INTEGER, limit }: { below?: number; limit: number },
    signal?: AbortSignal,
  ): Promise<number[]> {
    if (database.dialect === 'postgres') {
      const { rows } = await inPostgres(ownerId, query, below, limit).execute(database.read as never);
      return rows.map(idOf);
    }
    const match = matchOf(query);
    if (await this.#isSmall(database)) return (await this.#found.all(database.read, match, below, limit)).map(idOf);
    const compiled = inSqlite(match, below, limit).compile(database.read as never);
    return (await database.scan<{ id: number }>(compiled, { signal })).map(idOf);
  }

  async #isSmall({ read }: Database): Promise<boolean> {
    return ((await this.#newest.first(read))?.id ?? 0) < smallDrive;
  }

  async #putInPostgres(tx: Transactor, names: readonly IndexedName[]): Promise<void> {
    const rows = names.map(
      ({ fileId, ownerId, digest, tokens }) =>
        sql`(${fileId}::bigint, ${ownerId}::bigint, ${digest}::bigint, ${[...tokens]}::int[])`,
    );
    await sql`insert into search_names (file_id, owner_id, digest, tokens) values ${sql.join(rows)}
      on conflict (file_id) do update
      set owner_id = excluded.owner_id, digest = excluded.digest, tokens = excluded.tokens`.execute(tx.db);
  }

  async #putInSqlite(tx: Transactor, names: readonly IndexedName[]): Promise<void> {
    const rows = names.map(({ fileId, ownerId, digest }) => ({ file_id: fileId, owner_id: ownerId, digest }));
    await tx.db.replaceInto('search_names').values(rows).execute();
    const tokens = names.map((name) => sql`(${name.fileId}, ${[...name.tokens].map(word).join(' ')})`);
    await sql`replace into search_name_tokens (rowid, tokens) values ${sql.join(tokens)}`.execute(tx.db);
    tx.indexChanged();
  }
}

/** What FTS5 is asked for: tokens are words of small letters and digits, so nothing of them is syntax. */
function matchOf(query: TokenQuery): string {
  return query.map((tokens) => `(${tokens.map(word).join(' AND ')})`).join(' OR ');
}

function inSqlite(match: string, below: number, limit: number): RawBuilder<{ id: number }> {
  return sql<{ id: number }>`select rowid as id from search_name_tokens
    where search_name_tokens match ${match} and rowid < ${below} order by rowid desc limit ${limit}`;
}

function inPostgres(ownerId: number, query: TokenQuery, below: number, limit: number): RawBuilder<{ id: number }> {
  const any = sql.join(
    query.map((tokens) => sql`tokens @> ${[...tokens]}::int[]`),
    sql` or `,
  );
  return sql<{ id: number }>`select file_id as id from search_names
    where owner_id = ${ownerId} and (${any}) and file_id < ${below} order by file_id desc limit ${limit}`;
}

function idOf({ id }: { id: number }): number {
  return id;
}

/** A token as a word. */
function word(token: NameToken): string {
  return (token >>> 0).toString(36);
}
