import { type Kysely, sql } from 'kysely';
import type { Dialect } from '../database.ts';

/**
 * Full-text indexes of SQLite are merged by a thread (dialects/index-merger.ts) and not within the statements that
 * change them. What was deleted is left out once it is half of what is there: each time costs writing the other half
 * anew. Only where the thread does not come by for long does SQLite help itself.
 */
export async function up(db: Kysely<unknown>, dialect: Dialect): Promise<void> {
  if (dialect === 'postgres') return;
  for (const table of ['search_name_tokens', 'search_chunk_words']) {
    for (const [option, value] of [
      ['automerge', 0],
      ['deletemerge', 50],
      ['crisismerge', 64],
    ] as const) {
      const name = sql.ref(table);
      await sql`insert into ${name} (${name}, rank) values (${sql.lit(option)}, ${sql.lit(value)})`.execute(db);
    }
  }
}
