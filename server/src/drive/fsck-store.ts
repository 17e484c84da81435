import { sql } from 'kysely';
import type { Executor, Transactor } from '../db/index.ts';
import type { FileRow } from './rows.ts';

/** Findings of one check that are read at once; a drive with more is checked again after their repair. */
const mostFindings = 10_000;

/** The questions that fsck asks, each one statement and so one state of the database. */
export class FsckStore {
  /** Users whose charge is not what their files hold. */
  wrongCharges(db: Executor): Promise<{ id: number; charged: number; held: number }[]> {
    return db
      .selectFrom('users')
      .leftJoin(
        db
          .selectFrom('files')
          .innerJoin('file_entities', 'file_entities.file_id', 'files.id')
          .innerJoin('entities', 'entities.id', 'file_entities.entity_id')
          .select(['files.owner_id', bigint<number>('sum(entities.size)').as('held')])
          .groupBy('files.owner_id')
          .as('sums'),
        'sums.owner_id',
        'users.id',
      )
      .select(['users.id', 'users.storage_used as charged', bigint<number>('coalesce(sums.held, 0)').as('held')])
      .where(sql<boolean>`users.storage_used <> coalesce(sums.held, 0)`)
      .limit(mostFindings)
      .execute();
  }

  async heldBy(db: Executor, ownerId: number): Promise<number> {
    const row = await db
      .selectFrom('files')
      .innerJoin('file_entities', 'file_entities.file_id', 'files.id')
      .innerJoin('entities', 'entities.id', 'file_entities.entity_id')
      .select(bigint<number>('coalesce(sum(entities.size), 0)').as('held'))
      .where('files.owner_id', '=', ownerId)
      .executeTakeFirstOrThrow();
    return row.held;
  }

  /** Blobs whose count of references, or mark of having none, is wrong. */
  wrongReferences(db: Executor): Promise<{ id: number; counted: number; links: number }[]> {
    const links = sql<number>`coalesce(held.links, 0)`;
    return db
      .selectFrom('entities')
      .leftJoin(
        db
          .selectFrom('file_entities')
          .select(['entity_id', (eb) => eb.fn.countAll<number>().as('links')])
          .groupBy('entity_id')
          .as('held'),
        'held.entity_id',
        'entities.id',
      )
      .select(['entities.id', 'reference_count as counted', links.as('links')])
      .where((eb) =>
        eb.or([
          eb('reference_count', '<>', links),
          eb.and([eb('reference_count', '>', 0), eb('unlinked_at', 'is not', null)]),
          eb.and([eb('reference_count', '<=', 0), eb('unlinked_at', 'is', null)]),
        ]),
      )
      .limit(mostFindings)
      .execute();
  }

  async setReferences(tx: Transactor, id: number, now: number): Promise<void> {
    const { links } = await tx.db
      .selectFrom('file_entities')
      .select((eb) => eb.fn.countAll<number>().as('links'))
      .where('entity_id', '=', id)
      .executeTakeFirstOrThrow();
    const count = Number(links);
    const change = { reference_count: count, unlinked_at: count > 0 ? null : now };
    await tx.db.updateTable('entities').set(change).where('id', '=', id).execute();
  }

  /** Rows in no folder that is reached from a root, the trash or what waits for removal: lost, or in a cycle. */
  unreachable(db: Executor): Promise<FileRow[]> {
    return db
      .withRecursive('reached(id)', (cte) =>
        cte
          .selectFrom('files')
          .select('files.id')
          .where('parent_id', 'is', null)
          .unionAll(cte.selectFrom('files').innerJoin('reached', 'reached.id', 'files.parent_id').select('files.id')),
      )
      .selectFrom('files')
      .leftJoin('reached', 'reached.id', 'files.id')
      .selectAll('files')
      .where('reached.id', 'is', null)
      .limit(mostFindings)
      .execute();
  }

  /** Rows without a parent that are neither a root nor in the trash nor waiting for removal. */
  adrift(db: Executor): Promise<FileRow[]> {
    return db
      .selectFrom('files')
      .leftJoin('users', 'users.root_id', 'files.id')
      .selectAll('files')
      .where('parent_id', 'is', null)
      .where('trash_key', 'is', null)
      .where('purged_at', 'is', null)
      .where('users.id', 'is', null)
      .limit(mostFindings)
      .execute();
  }

  /** Rows below something that cannot hold them, or in two places at once. */
  misplaced(db: Executor): Promise<FileRow[]> {
    return db
      .selectFrom('files as child')
      .innerJoin('files as parent', 'parent.id', 'child.parent_id')
      .selectAll('child')
      .where((eb) =>
        eb.or([
          eb('parent.kind', '=', 0),
          eb('parent.symbolic', '=', 1),
          eb('child.trash_key', 'is not', null),
          eb('child.purged_at', 'is not', null),
        ]),
      )
      .limit(mostFindings)
      .execute();
  }

  /** Rows that belong to another user than the folder they lie in. */
  foreign(db: Executor): Promise<{ id: number; name: string; owner_id: number; parent_owner: number }[]> {
    return db
      .selectFrom('files as child')
      .innerJoin('files as parent', 'parent.id', 'child.parent_id')
      .select(['child.id', 'child.name', 'child.owner_id', 'parent.owner_id as parent_owner'])
      .whereRef('child.owner_id', '<>', 'parent.owner_id')
      .limit(mostFindings)
      .execute();
  }

  /** Users whose root is not theirs, or no root. */
  wrongRoots(db: Executor): Promise<{ id: number }[]> {
    return db
      .selectFrom('users')
      .leftJoin('files', 'files.id', 'users.root_id')
      .select('users.id')
      .where('users.root_id', 'is not', null)
      .where((eb) =>
        eb.or([
          eb('files.id', 'is', null),
          eb('files.parent_id', 'is not', null),
          eb('files.trash_key', 'is not', null),
          eb('files.purged_at', 'is not', null),
          eb('files.kind', '<>', 1),
          eb('files.name', '<>', ''),
          eb('files.owner_id', '<>', eb.ref('users.id')),
        ]),
      )
      .limit(mostFindings)
      .execute();
  }

  /** Files whose size or current version is not that of a finished version they hold, and folders with a size. */
  wrongVersions(db: Executor): Promise<FileRow[]> {
    return db
      .selectFrom('files')
      .leftJoin('file_entities', (join) =>
        join
          .onRef('file_entities.file_id', '=', 'files.id')
          .onRef('file_entities.entity_id', '=', 'files.primary_entity'),
      )
      .leftJoin('entities', 'entities.id', 'file_entities.entity_id')
      .selectAll('files')
      .where((eb) =>
        eb.or([
          eb.and([eb('files.kind', '=', 1), eb.or([eb('files.size', '<>', 0), eb('primary_entity', 'is not', null)])]),
          eb.and([eb('files.primary_entity', 'is', null), eb('files.size', '<>', 0)]),
          eb.and([
            eb('files.primary_entity', 'is not', null),
            eb.or([
              eb('entities.id', 'is', null),
              eb('entities.type', '<>', 0),
              eb('entities.upload_session_id', 'is not', null),
              eb('entities.size', '<>', eb.ref('files.size')),
            ]),
          ]),
        ]),
      )
      .limit(mostFindings)
      .execute();
  }

  /** Trashed rows of which nobody knows where they were. */
  homeless(db: Executor, key: string): Promise<FileRow[]> {
    return db
      .selectFrom('files')
      .leftJoin('metadata', (join) => join.onRef('metadata.file_id', '=', 'files.id').on('metadata.key', '=', key))
      .selectAll('files')
      .where('trash_key', 'is not', null)
      .where('metadata.value', 'is', null)
      .limit(mostFindings)
      .execute();
  }

  /** Links of files to blobs of which one side does not exist. */
  brokenLinks(db: Executor): Promise<{ file_id: number; entity_id: number }[]> {
    return db
      .selectFrom('file_entities')
      .leftJoin('files', 'files.id', 'file_entities.file_id')
      .leftJoin('entities', 'entities.id', 'file_entities.entity_id')
      .select(['file_entities.file_id', 'file_entities.entity_id'])
      .where((eb) => eb.or([eb('files.id', 'is', null), eb('entities.id', 'is', null)]))
      .limit(mostFindings)
      .execute();
  }

  async removeLink(tx: Transactor, fileId: number, entityId: number): Promise<void> {
    await tx.db.deleteFrom('file_entities').where('file_id', '=', fileId).where('entity_id', '=', entityId).execute();
  }

  /** Files that do not exist and have metadata all the same. */
  async lostMetadata(db: Executor): Promise<number[]> {
    const rows = await db
      .selectFrom('metadata')
      .leftJoin('files', 'files.id', 'metadata.file_id')
      .select('metadata.file_id')
      .distinct()
      .where('files.id', 'is', null)
      .limit(mostFindings)
      .execute();
    return rows.map((row) => row.file_id);
  }

  async removeMetadata(tx: Transactor, fileId: number): Promise<void> {
    await tx.db.deleteFrom('metadata').where('file_id', '=', fileId).execute();
  }

  async setCharge(tx: Transactor, userId: number, bytes: number): Promise<void> {
    await tx.db.updateTable('users').set({ storage_used: bytes }).where('id', '=', userId).execute();
  }

  /** Makes the root folder that a user has his root again; without one he gets a new one at the next access. */
  async settleRoot(tx: Transactor, userId: number): Promise<void> {
    const root = await tx.db
      .selectFrom('files')
      .select('id')
      .where('owner_id', '=', userId)
      .where('parent_id', 'is', null)
      .where('name', '=', '')
      .where('kind', '=', 1)
      .where('trash_key', 'is', null)
      .where('purged_at', 'is', null)
      .orderBy('id')
      .executeTakeFirst();
    await tx.db
      .updateTable('users')
      .set({ root_id: root?.id ?? null })
      .where('id', '=', userId)
      .execute();
  }
}

/** A sum as a whole number on both databases; PostgreSQL would answer a decimal text. */
function bigint<T>(expression: string) {
  return sql<T>`cast(${sql.raw(expression)} as bigint)`;
}
