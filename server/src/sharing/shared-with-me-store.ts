import { type Kysely, type RawBuilder, sql } from 'kysely';
import type { Database, Schema } from '../db/index.ts';
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

const scheme = 'cloudreve://';

/**
 * What is shared with somebody, one statement a page. It looks at every link that names him, and so runs in a reader
 * thread.
 */
export class SharedWithMeStore {
  readonly #database: Database;
  /** How the database finds a text in another. */
  readonly #position: 'instr' | 'strpos';

  constructor(database: Database) {
    this.#database = database;
    this.#position = database.dialect === 'postgres' ? 'strpos' : 'instr';
  }

  async rows(looker: Looker, slice: Slice): Promise<(ListedFile & Named)[]> {
    const { kind, order, behind, limit, offset = 0 } = slice;
    const column = sql.ref(order.column);
    const [direction, than] = order.descending ? [sql`desc`, sql`<`] : [sql`asc`, sql`>`];
    const conditions = [sql`1 = 1`];
    if (kind !== undefined) conditions.push(sql`kind = ${kind}`);
    if (behind) conditions.push(sql`(${column}, id) ${than} (${behind.value}, ${behind.id})`);
    const statement = sql<ListedFile & Named>`
      ${listOf(looker, this.#position)}
      select * from listed where ${sql.join(conditions, sql` and `)}
      order by ${column} ${direction}, id ${direction} limit ${limit} offset ${offset}`;
    return this.#database.scan(statement.compile(this.#database.read as Kysely<Schema>));
  }

  async count(looker: Looker): Promise<{ folders: number; files: number }> {
    const statement = sql<{ kind: number; count: number }>`
      ${listOf(looker, this.#position)} select kind, count(*) as count from listed group by kind`;
    const counts = { folders: 0, files: 0 };
    for (const { kind, count } of await this.#database.scan(statement.compile(this.#database.read as Kysely<Schema>))) {
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
function listOf({ userId, groupId, named, now }: Looker, position: 'instr' | 'strpos'): RawBuilder<unknown> {
  /** A text up to the first mark, or all of it. */
  const cut = (text: RawBuilder<unknown>, mark: string) =>
    sql`substr(${text}, 1, ${sql.raw(position)}(${text} || ${sql.lit(mark)}, ${sql.lit(mark)}) - 1)`;
  const own = sql`files.owner_id = ${userId} and files.symbolic = 1 and files.trash_key is null and files.purged_at is null`;
  const gone = sql`files.trash_key is not null or files.purged_at is not null`;
  return sql`
    with recursive
    addresses (text) as (
      select substr(metadata.value, ${sql.lit(scheme.length + 1)}) from files
      join metadata on metadata.file_id = files.id and metadata.key = ${redirectKey}
      where ${own}
    ),
    heads (text) as (select ${cut(sql`text`, '@')} from addresses),
    known (code) as (select ${cut(sql`text`, ':')} from heads),
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
      and shares.code not in (select code from known)
    ),
    above (id, parent_id, gone) as (
      select files.id, files.parent_id, case when ${gone} then 1 else 0 end
      from named join files on files.id = named.file_id
      union
      select files.id, files.parent_id, case when ${gone} then 1 else 0 end
      from above join files on files.id = above.parent_id
    ),
    lost (id) as (
      select id from above where gone = 1
      union
      select above.id from lost join above on above.parent_id = lost.id
    ),
    live (share_id) as (
      select max(named.share_id) from named
      join files on files.id = named.file_id and files.owner_id = named.owner_id
      where named.file_id not in (select id from lost) group by named.file_id
    ),
    listed as (
      select ${columns}, null as code, null as password, cast(null as bigint) as share_owner, null as share_permissions
      from files where ${own}
      union all
      select ${columns}, shares.code, shares.password, shares.owner_id, shares.permissions
      from live join shares on shares.id = live.share_id join files on files.id = shares.file_id
    )`;
}
