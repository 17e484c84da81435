import { type Kysely, type RawBuilder, sql } from 'kysely';
import type { Executor, Schema } from '../db/index.ts';
import { type Behind, type ListedFile, listedColumns, MetadataKey, type Order } from '../drive/index.ts';

/** Who looks, and when. */
export interface Looker {
  readonly userId: number;
  readonly groupId: number;
  /** Whether what is shared by name is listed, besides shortcuts. */
  readonly named: boolean;
  readonly now: number;
}

/** The link by which a row is shared; all null for the looker's own shortcuts. */
export interface Named {
  readonly code: string | null;
  readonly password: string | null;
  readonly share_owner: number | null;
  readonly share_permissions: string | null;
}

/** Which rows of the list. */
export interface Slice {
  /** Undefined = of both kinds. */
  readonly kind?: number;
  readonly order: Order;
  readonly behind?: Behind;
  readonly limit: number;
  readonly offset?: number;
}

const columns = sql.join(listedColumns.map((column) => sql.ref(`files.${column}`)));
const redirectKey = sql.lit(MetadataKey.SHARED_REDIRECT);

/** What is shared with somebody, one statement a page. */
export class SharedWithMeStore {
  async rows(db: Executor, looker: Looker, slice: Slice): Promise<(ListedFile & Named)[]> {
    const { kind, order, behind, limit, offset = 0 } = slice;
    const column = sql.ref(order.column);
    const [direction, than] = order.descending ? [sql`desc`, sql`<`] : [sql`asc`, sql`>`];
    const conditions = [sql`1 = 1`];
    if (kind !== undefined) conditions.push(sql`kind = ${kind}`);
    if (behind) conditions.push(sql`(${column}, id) ${than} (${behind.value}, ${behind.id})`);
    const statement = sql<ListedFile & Named>`
      ${listOf(looker)}
      select * from listed where ${sql.join(conditions, sql` and `)}
      order by ${column} ${direction}, id ${direction} limit ${limit} offset ${offset}`;
    return (await db.executeQuery(statement.compile(db as Kysely<Schema>))).rows;
  }

  async count(db: Executor, looker: Looker): Promise<{ folders: number; files: number }> {
    const statement = sql<{ kind: number; count: number }>`
      ${listOf(looker)} select kind, count(*) as count from listed group by kind`;
    const counts = { folders: 0, files: 0 };
    for (const { kind, count } of (await db.executeQuery(statement.compile(db as Kysely<Schema>))).rows) {
      if (kind === 1) counts.folders = Number(count);
      else counts.files = Number(count);
    }
    return counts;
  }
}

/**
 * The list as a table `listed`. A link counts while it is alive: also the folders above what it shows must not be in
 * the trash. Being named as a user counts more than being named as a member of a group.
 */
function listOf({ userId, groupId, named, now }: Looker): RawBuilder<unknown> {
  const own = sql`files.owner_id = ${userId} and files.symbolic = 1 and files.trash_key is null and files.purged_at is null`;
  const gone = sql`files.trash_key is not null or files.purged_at is not null`;
  return sql`
    with recursive
    links (address) as (
      select metadata.value from files
      join metadata on metadata.file_id = files.id and metadata.key = ${redirectKey}
      where ${own}
    ),
    named (share_id, file_id, owner_id) as (
      select shares.id, shares.file_id, shares.owner_id from shares
      join users on users.id = shares.owner_id and users.status = 'active'
      where shares.id in (
        select share_id from share_members where kind = 'user' and member_id = ${userId} and rights > 0
        union
        select share_id from share_members as grouped
        where kind = 'group' and member_id = ${groupId} and rights > 0 and not exists (
          select 1 from share_members as personal
          where personal.share_id = grouped.share_id and personal.kind = 'user' and personal.member_id = ${userId}
        )
      )
      and ${sql.lit(named ? 1 : 0)} = 1
      and shares.owner_id <> ${userId}
      and (shares.expires_at is null or shares.expires_at > ${now})
      and (shares.remain_downloads is null or shares.remain_downloads > 0)
      and not exists (
        select 1 from links where substr(links.address, 1, length(shares.code) + 13)
        in ('cloudreve://' || shares.code || '@', 'cloudreve://' || shares.code || ':')
      )
    ),
    climb (share_id, parent_id, gone) as (
      select named.share_id, files.parent_id, case when ${gone} or files.owner_id <> named.owner_id then 1 else 0 end
      from named join files on files.id = named.file_id
      union all
      select climb.share_id, files.parent_id, case when ${gone} then 1 else 0 end
      from climb join files on files.id = climb.parent_id
    ),
    live (share_id) as (
      select max(share_id) from named
      where share_id not in (select share_id from climb where gone = 1) group by file_id
    ),
    listed as (
      select ${columns}, null as code, null as password, cast(null as bigint) as share_owner, null as share_permissions
      from files where ${own}
      union all
      select ${columns}, shares.code, shares.password, shares.owner_id, shares.permissions
      from live join shares on shares.id = live.share_id join files on files.id = shares.file_id
    )`;
}
