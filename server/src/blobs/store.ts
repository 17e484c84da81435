import { Prepared, type Reader, type Transactor } from '../db/index.ts';
import type { Policy, PolicySettings } from './policy.ts';

/** An entity as the collector and the checks need it. */
export interface EntityFacts {
  readonly id: number;
  readonly size: number;
  readonly policyId: number;
  readonly source: string;
  readonly checksum: string | null;
  readonly uploadSessionId: string | null;
}

/** A place in the order in which entities were unlinked. */
export interface UnlinkedPlace {
  readonly at: number;
  readonly id: number;
}

export interface UnlinkedEntity extends EntityFacts {
  readonly unlinkedAt: number;
}

const columns = ['id', 'size', 'policy_id', 'source', 'checksum', 'upload_session_id'] as const;

interface EntityColumns {
  id: number;
  size: number;
  policy_id: number;
  source: string;
  checksum: string | null;
  upload_session_id: string | null;
}

function factsOf(row: EntityColumns): EntityFacts {
  const { id, size, policy_id, source, checksum, upload_session_id } = row;
  return { id, size, policyId: policy_id, source, checksum, uploadSessionId: upload_session_id };
}

export async function findPolicy(read: Reader, id: number): Promise<Policy | undefined> {
  const row = await read
    .selectFrom('policies')
    .select(['id', 'name', 'type', 'max_size', 'settings'])
    .where('id', '=', id)
    .executeTakeFirst();
  if (!row) return undefined;
  const settings = JSON.parse(row.settings) as PolicySettings;
  return { id: row.id, name: row.name, type: row.type, maxSize: row.max_size, settings };
}

export async function policyIds(read: Reader): Promise<number[]> {
  return (await read.selectFrom('policies').select('id').orderBy('id').execute()).map((row) => row.id);
}

/** Statements over entities, compiled once per database. */
export class EntityStore {
  readonly #unlinked = new Prepared((db, before: number, at: number, sameAt: number, id: number, limit: number) =>
    db
      .selectFrom('entities')
      .select([...columns, 'unlinked_at'])
      .where('unlinked_at', 'is not', null)
      .where('unlinked_at', '<=', before)
      .where((eb) => eb.or([eb('unlinked_at', '>', at), eb.and([eb('unlinked_at', '=', sameAt), eb('id', '>', id)])]))
      .where('reference_count', '=', 0)
      .orderBy('unlinked_at')
      .orderBy('id')
      .limit(limit),
  );
  readonly #after = new Prepared((db, id: number, limit: number) =>
    db
      .selectFrom('entities')
      .select(columns)
      .where('id', '>', id)
      .where('reference_count', '>', 0)
      .orderBy('id')
      .limit(limit),
  );

  /** Entities that nothing refers to since `before` or longer, oldest first, behind the place `after`. */
  async unlinked(read: Reader, before: number, after: UnlinkedPlace, limit: number): Promise<UnlinkedEntity[]> {
    const rows = await this.#unlinked.all(read, before, after.at, after.at, after.id, limit);
    return rows.map((row) => ({ ...factsOf(row), unlinkedAt: row.unlinked_at ?? 0 }));
  }

  /** The next entities by number that something refers to. */
  async after(read: Reader, id: number, limit: number): Promise<EntityFacts[]> {
    return (await this.#after.all(read, id, limit)).map(factsOf);
  }

  /** Deletes those of the entities that still nothing refers to. */
  async forget(tx: Transactor, ids: readonly number[]): Promise<void> {
    await tx.db.deleteFrom('entities').where('id', 'in', ids).where('reference_count', '=', 0).execute();
  }

  /** Which of the keys belong to an entity. */
  async known(read: Reader, policyId: number, sources: readonly string[]): Promise<Set<string>> {
    const rows = await read
      .selectFrom('entities')
      .select('source')
      .where('policy_id', '=', policyId)
      .where('source', 'in', sources)
      .execute();
    return new Set(rows.map((row) => row.source));
  }
}
