import { type RawBuilder, sql } from 'kysely';

/**
 * Bytes of all blobs that a file holds, each link counted: its current version, older ones, thumbnails. Most files
 * hold one blob, their current version; then their own size says it, without a look at the blob.
 * @param alias of the row of the file, which has `id` and `size`
 */
export function heldBytes(alias: string): RawBuilder<number> {
  const [id, size] = [sql.ref(`${alias}.id`), sql.ref(`${alias}.size`)];
  const links = sql`select count(*) from file_entities where file_entities.file_id = ${id}`;
  const sizes = sql`select sum(entities.size) from file_entities
    inner join entities on entities.id = file_entities.entity_id where file_entities.file_id = ${id}`;
  return sql<number>`case when ${size} > 0 and (${links}) = 1 then ${size} else coalesce((${sizes}), 0) end`;
}
