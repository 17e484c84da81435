import { type Kysely, sql } from 'kysely';
import type { Database, Schema } from '../db/index.ts';

/** A tag with one of its colours, and how many have it so. */
export interface TagRow {
  /** The whole key, `tag:<name>`. */
  readonly key: string;
  readonly value: string;
  readonly count: number;
}

/** The statement that counts tags: it looks at every tag there is, so it runs where nobody waits for it. */
export class TagStore {
  /** The most used first. Of what lies in the trash only what is below a trashed folder is counted. */
  async ofOwner(database: Database, ownerId: number, limit: number): Promise<TagRow[]> {
    const query = (database.read as Kysely<Schema>)
      .selectFrom('metadata')
      .innerJoin('files', 'files.id', 'metadata.file_id')
      /* `;` follows `:`, and texts are compared by their bytes: the range is the prefix. */
      .where('metadata.key', '>', 'tag:')
      .where('metadata.key', '<', 'tag;')
      .where('files.owner_id', '=', ownerId)
      .where('files.trash_key', 'is', null)
      .groupBy(['metadata.key', 'metadata.value'])
      .select(['metadata.key', 'metadata.value', sql<number>`count(*)`.as('count')])
      .orderBy('count', 'desc')
      .orderBy('metadata.key')
      .limit(limit);
    const rows = await database.scan(query);
    return rows.map((row) => ({ ...row, count: Number(row.count) }));
  }
}
