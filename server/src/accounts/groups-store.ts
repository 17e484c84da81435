import type { Reader, Transactor } from '../db/index.ts';
import type { GroupRow } from './group.ts';

const groupColumns = [
  'id',
  'name',
  'max_storage',
  'permissions',
  'speed_limit',
  'policy_id',
  'settings',
  'updated_at',
] as const;

export async function insertPolicy(
  tx: Transactor,
  policy: { name: string; type: string; settings: string; now: number },
): Promise<number> {
  const { name, type, settings, now } = policy;
  const { id } = await tx.db
    .insertInto('policies')
    .values({ name, type, max_size: 0, settings, created_at: now, updated_at: now })
    .returning('id')
    .executeTakeFirstOrThrow();
  return id;
}

export async function insertGroup(
  tx: Transactor,
  group: {
    name: string;
    maxStorage: number;
    permissions: string;
    policyId: number | null;
    settings: string;
    now: number;
  },
): Promise<number> {
  const { id } = await tx.db
    .insertInto('groups')
    .values({
      name: group.name,
      max_storage: group.maxStorage,
      permissions: group.permissions,
      speed_limit: 0,
      policy_id: group.policyId,
      settings: group.settings,
      created_at: group.now,
      updated_at: group.now,
    })
    .returning('id')
    .executeTakeFirstOrThrow();
  return id;
}

/** Id and name of all groups but one, oldest first. */
export async function listGroupNames(db: Reader, except: number): Promise<Pick<GroupRow, 'id' | 'name'>[]> {
  return db.selectFrom('groups').select(['id', 'name']).where('id', '!=', except).orderBy('id').execute();
}

export async function findGroup(db: Reader, id: number): Promise<GroupRow | undefined> {
  return db.selectFrom('groups').select(groupColumns).where('id', '=', id).executeTakeFirst();
}
