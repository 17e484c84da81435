import { sql } from 'kysely';
import { type Database, type Executor, PreparedList, type Transactor } from '../db/index.ts';
import type { TextChunk } from './texts/chunks.ts';
import type { Term } from './words.ts';

/** A file whose content is to be read. */
export interface WaitingText {
  readonly file_id: number;
  readonly owner_id: number;
  readonly entity_id: number;
  readonly attempts: number;
}

/** A passage that matches, the best first. */
export interface FoundChunk {
  readonly id: number;
  readonly file_id: number;
}

/** Files that one transaction lets be read once more. */
const filesOfStep = 50;
/** Passages whose matches are counted and ranked; behind these nobody looks. */
const mostCounted = 10_000;

/** Contents in the index: which files wait, and the passages of those that were read. */
export class TextStore {
  readonly #known = new PreparedList((db, ids) =>
    db.selectFrom('search_texts').select(['file_id', 'owner_id', 'entity_id', 'status']).where('file_id', 'in', ids),
  );
  readonly #contents = new PreparedList((db, ids) =>
    db.selectFrom('search_chunks').select(['id', 'content']).where('id', 'in', ids),
  );

  async known(db: Executor, fileIds: readonly number[]) {
    return new Map((await this.#known.all(db, fileIds)).map((row) => [row.file_id, row]));
  }

  /** Lets files wait to be read; what is in the index of them stays until they are. */
  async await(
    tx: Transactor,
    files: readonly { fileId: number; ownerId: number; entityId: number }[],
    now: number,
  ): Promise<void> {
    if (files.length === 0) return;
    await tx.db
      .insertInto('search_texts')
      .values(
        files.map(({ fileId, ownerId, entityId }) => ({
          file_id: fileId,
          owner_id: ownerId,
          entity_id: entityId,
          status: 'waiting',
          attempts: 0,
          due_at: now,
          error: null,
        })),
      )
      .onConflict((conflict) =>
        conflict.column('file_id').doUpdateSet((eb) => ({
          owner_id: eb.ref('excluded.owner_id'),
          entity_id: eb.ref('excluded.entity_id'),
          status: 'waiting',
          attempts: 0,
          due_at: now,
          error: null,
        })),
      )
      .execute();
  }

  /** Everything about these files. */
  async remove(tx: Transactor, fileIds: readonly number[]): Promise<void> {
    if (fileIds.length === 0) return;
    await this.removeChunks(tx, fileIds);
    await tx.db.deleteFrom('search_texts').where('file_id', 'in', fileIds).execute();
  }

  /** Everything of everybody. */
  async clear(tx: Transactor): Promise<void> {
    await tx.db.deleteFrom('search_chunks').execute();
    await tx.db.deleteFrom('search_texts').execute();
    if (tx.dialect === 'sqlite') {
      await sql`insert into search_chunk_words (search_chunk_words) values ('delete-all')`.execute(tx.db);
    }
  }

  /** Some files that were read, or given up, and are stored under one of these policies. */
  async doneUnder(db: Executor, policies: readonly number[]): Promise<number[]> {
    const rows = await db
      .selectFrom('search_texts')
      .innerJoin('entities', 'entities.id', 'search_texts.entity_id')
      .select('file_id')
      .where('status', '!=', 'waiting')
      .where('entities.policy_id', 'in', policies)
      .limit(filesOfStep)
      .execute();
    return rows.map((row) => row.file_id);
  }

  /** Lets files be read once more. */
  async forget(tx: Transactor, fileIds: readonly number[]): Promise<void> {
    if (fileIds.length === 0) return;
    await this.removeChunks(tx, fileIds);
    await tx.db
      .updateTable('search_texts')
      .set({ status: 'waiting', attempts: 0, due_at: 0, error: null })
      .where('file_id', 'in', fileIds)
      .execute();
  }

  /** Asked before anything is written: most of the time nothing waits. */
  async isAnyDue(db: Executor, now: number): Promise<boolean> {
    const due = db
      .selectFrom('search_texts')
      .select('file_id')
      .where('status', '=', 'waiting')
      .where('due_at', '<=', now);
    return (await due.limit(1).executeTakeFirst()) !== undefined;
  }

  /** The next file that is due, put off until `until` for everybody else. */
  async claim(tx: Transactor, now: number, until: number): Promise<WaitingText | undefined> {
    const row = await tx.db
      .selectFrom('search_texts')
      .select(['file_id', 'owner_id', 'entity_id', 'attempts', 'due_at'])
      .where('status', '=', 'waiting')
      .where('due_at', '<=', now)
      .orderBy('due_at')
      .limit(1)
      .executeTakeFirst();
    if (!row) return undefined;
    const { numUpdatedRows } = await tx.db
      .updateTable('search_texts')
      .set({ attempts: row.attempts + 1, due_at: until })
      .where('file_id', '=', row.file_id)
      .where('due_at', '=', row.due_at)
      .where('status', '=', 'waiting')
      .executeTakeFirst();
    return numUpdatedRows > 0n ? row : this.claim(tx, now, until);
  }

  /** Whether the row is still about this version: another may have come meanwhile. */
  async isAbout(db: Executor, { file_id, entity_id }: WaitingText): Promise<boolean> {
    const row = (await this.known(db, [file_id])).get(file_id);
    return row?.entity_id === entity_id && row.status === 'waiting';
  }

  /** Passages of a file from a place on; few, for they are written at once. */
  async add(
    tx: Transactor,
    { file_id, owner_id }: WaitingText,
    from: number,
    chunks: readonly TextChunk[],
  ): Promise<void> {
    if (tx.dialect === 'postgres') {
      const rows = chunks.map(
        ({ content, words }, index) =>
          sql`(${file_id}::bigint, ${owner_id}::bigint, ${from + index}::bigint, ${content}, ${vectorOf(owner_id, words)}::tsvector)`,
      );
      await sql`insert into search_chunks (file_id, owner_id, ordinal, content, words)
        values ${sql.join(rows)}`.execute(tx.db);
      return;
    }
    const made = await tx.db
      .insertInto('search_chunks')
      .values(chunks.map(({ content }, index) => ({ file_id, owner_id, ordinal: from + index, content })))
      .returning(['id', 'ordinal'])
      .execute();
    const ids = new Map(made.map((row) => [row.ordinal, row.id]));
    const rows = chunks.map(({ words }, index) => sql`(${ids.get(from + index)}, ${tokensOf(owner_id, words)})`);
    await sql`insert into search_chunk_words (rowid, words) values ${sql.join(rows)}`.execute(tx.db);
    tx.indexChanged();
  }

  async settle(tx: Transactor, fileId: number, status: string, error: string | null): Promise<void> {
    await tx.db.updateTable('search_texts').set({ status, error }).where('file_id', '=', fileId).execute();
  }

  /** Tries again at a time. */
  async putOff(tx: Transactor, fileId: number, until: number, error: string): Promise<void> {
    await tx.db.updateTable('search_texts').set({ due_at: until, error }).where('file_id', '=', fileId).execute();
  }

  /** How many files wait, and how many were given up. */
  async counts(db: Executor): Promise<{ waiting: number; parked: number; total: number }> {
    const rows = await db
      .selectFrom('search_texts')
      .select(['status', (eb) => eb.fn.countAll<number>().as('count')])
      .groupBy('status')
      .execute();
    const of = (status: string) => Number(rows.find((row) => row.status === status)?.count ?? 0);
    return {
      waiting: of('waiting'),
      parked: of('parked'),
      total: rows.reduce((sum, { count }) => sum + Number(count), 0),
    };
  }

  /** Passages of one owner with all these terms, the best first. */
  find(database: Database, ownerId: number, terms: readonly Term[], limit: number, signal?: AbortSignal) {
    const query =
      database.dialect === 'postgres'
        ? sql<FoundChunk>`select id, file_id from (
            select id, file_id, words from search_chunks
            where words @@ ${postgresQuery(ownerId, terms)}::tsquery order by id desc limit ${mostCounted}) as newest
          order by ts_rank(words, ${postgresQuery(ownerId, terms)}::tsquery) desc, id desc limit ${limit}`
        : sql<FoundChunk>`select search_chunks.id, file_id from search_chunk_words
          join search_chunks on search_chunks.id = search_chunk_words.rowid
          where search_chunk_words match ${sqliteQuery(ownerId, terms)}
          order by search_chunk_words.rank, search_chunk_words.rowid desc limit ${limit}`;
    return database.scan<FoundChunk>(query.compile(database.read as never), { signal });
  }

  /** How many passages match, as far as they are counted. */
  async count(database: Database, ownerId: number, terms: readonly Term[], signal?: AbortSignal): Promise<number> {
    const matching =
      database.dialect === 'postgres'
        ? sql`select 1 from search_chunks where words @@ ${postgresQuery(ownerId, terms)}::tsquery`
        : sql`select 1 from search_chunk_words where search_chunk_words match ${sqliteQuery(ownerId, terms)}`;
    const query = sql<{ count: number }>`select count(*) as count from (${matching} limit ${mostCounted}) as matching`;
    const [row] = await database.scan<{ count: number }>(query.compile(database.read as never), { signal });
    return Number(row?.count ?? 0);
  }

  async contents(db: Executor, chunkIds: readonly number[]): Promise<Map<number, string>> {
    return new Map((await this.#contents.all(db, chunkIds)).map(({ id, content }) => [id, content]));
  }

  /** The passages of these files. */
  async removeChunks(tx: Transactor, fileIds: readonly number[]): Promise<void> {
    if (tx.dialect === 'sqlite') {
      const chunks = tx.db.selectFrom('search_chunks').select('id').where('file_id', 'in', fileIds);
      await sql`delete from search_chunk_words where rowid in ${chunks}`.execute(tx.db);
      tx.indexChanged();
    }
    await tx.db.deleteFrom('search_chunks').where('file_id', 'in', fileIds).execute();
  }
}

/*
 * A word in the index carries its owner in front, so that a search reads nothing of anybody else's. Words are letters
 * and digits alone, and stand in quotes: nothing that somebody types is syntax to either database.
 */
const owned = (ownerId: number, word: string) => `o${ownerId}x${word}`;

function tokensOf(ownerId: number, words: string): string {
  return words
    .split(' ')
    .map((word) => owned(ownerId, word))
    .join(' ');
}

function vectorOf(ownerId: number, words: string): string {
  return words
    .split(' ')
    .map((word, index) => `'${owned(ownerId, word)}':${index + 1}`)
    .join(' ');
}

function sqliteQuery(ownerId: number, terms: readonly Term[]): string {
  return terms
    .map(({ words, open }) => `"${words.map((word) => owned(ownerId, word)).join(' ')}"${open ? '*' : ''}`)
    .join(' AND ');
}

function postgresQuery(ownerId: number, terms: readonly Term[]): string {
  return terms
    .map(({ words, open }) => {
      const last = words.length - 1;
      const phrase = words.map((word, at) => `'${owned(ownerId, word)}'${open && at === last ? ':*' : ''}`);
      return `(${phrase.join(' <-> ')})`;
    })
    .join(' & ');
}
