import { sql } from 'kysely';
import { Prepared, type Reader, type Transactor, type UsersTable } from '../db/index.ts';
import type { User, UserSettings, UserStatus } from './user.ts';

const userColumns = [
  'id',
  'email',
  'nick',
  'password',
  'credential_stamp',
  'status',
  'group_id',
  'storage_used',
  'avatar',
  'two_factor_secret',
  'settings',
  'created_at',
] as const satisfies (keyof UsersTable)[];

type UserRow = Pick<UsersTable, Exclude<(typeof userColumns)[number], 'id'>> & { id: number };

function userOf(row: UserRow): User {
  return {
    id: row.id,
    email: row.email,
    nick: row.nick,
    password: row.password,
    credentialStamp: row.credential_stamp,
    status: row.status as UserStatus,
    groupId: row.group_id,
    storageUsed: row.storage_used,
    avatar: row.avatar === '' ? undefined : (row.avatar as User['avatar']),
    twoFactorSecret: row.two_factor_secret ?? undefined,
    settings: JSON.parse(row.settings) as UserSettings,
    createdAt: row.created_at,
  };
}

export async function findUser(db: Reader, id: number): Promise<User | undefined> {
  const row = await db.selectFrom('users').select(userColumns).where('id', '=', id).executeTakeFirst();
  return row && userOf(row);
}

/** Those of the users that exist, in no order. */
export async function findUsers(db: Reader, ids: readonly number[]): Promise<User[]> {
  if (ids.length === 0) return [];
  return (await db.selectFrom('users').select(userColumns).where('id', 'in', ids).execute()).map(userOf);
}

/** @param email in lower case */
export async function findUserByEmail(db: Reader, email: string): Promise<User | undefined> {
  const row = await db.selectFrom('users').select(userColumns).where('email', '=', email).executeTakeFirst();
  return row && userOf(row);
}

/** Active users whose name (and address, when `byEmail`) contains the keyword, case ignored. */
export async function searchUsers(db: Reader, keyword: string, byEmail: boolean, limit: number): Promise<User[]> {
  const pattern = `%${keyword.toLowerCase().replaceAll(/[\\%_]/g, '\\$&')}%`;
  const contains = (column: 'nick' | 'email') => sql<boolean>`lower(${sql.ref(column)}) like ${pattern} escape '\\'`;
  const rows = await db
    .selectFrom('users')
    .select(userColumns)
    .where('status', '=', 'active')
    .where((eb) => eb.or(byEmail ? [contains('nick'), contains('email')] : [contains('nick')]))
    .orderBy('id')
    .limit(limit)
    .execute();
  return rows.map(userOf);
}

export async function listUsers(db: Reader): Promise<User[]> {
  return (await db.selectFrom('users').select(userColumns).orderBy('id').execute()).map(userOf);
}

export async function isEmpty(db: Reader, table: 'users' | 'groups' | 'policies'): Promise<boolean> {
  return (await db.selectFrom(table).select('id').limit(1).executeTakeFirst()) === undefined;
}

export interface NewUser {
  readonly email: string;
  readonly nick: string;
  readonly password: string;
  readonly credentialStamp: string;
  readonly status: UserStatus;
  readonly groupId: number;
  readonly settings: UserSettings;
  readonly now: number;
}

export async function insertUser(tx: Transactor, user: NewUser): Promise<number> {
  const { id } = await tx.db
    .insertInto('users')
    .values({
      email: user.email,
      nick: user.nick,
      password: user.password,
      credential_stamp: user.credentialStamp,
      status: user.status,
      group_id: user.groupId,
      storage_used: 0,
      avatar: '',
      two_factor_secret: null,
      settings: JSON.stringify(user.settings),
      root_id: null,
      created_at: user.now,
      updated_at: user.now,
    })
    .returning('id')
    .executeTakeFirstOrThrow();
  return id;
}

export async function updateUser(
  tx: Transactor,
  id: number,
  change: Partial<
    Pick<
      UsersTable,
      'nick' | 'password' | 'credential_stamp' | 'two_factor_secret' | 'status' | 'group_id' | 'settings'
    >
  >,
  now: number,
): Promise<void> {
  await tx.db
    .updateTable('users')
    .set({ ...change, updated_at: now })
    .where('id', '=', id)
    .execute();
}

/** Puts a better hash of the same password in place of `before`; does nothing when the password changed meanwhile. */
export async function replacePasswordHash(tx: Transactor, id: number, before: string, after: string): Promise<void> {
  await tx.db
    .updateTable('users')
    .set({ password: after })
    .where('id', '=', id)
    .where('password', '=', before)
    .execute();
}

/** Gives a row the number that the protocol wants for it: a sequence does not always begin at 1. */
export async function renumber(
  tx: Transactor,
  table: 'users' | 'groups' | 'policies',
  from: number,
  to: number,
): Promise<void> {
  if (from !== to) await tx.db.updateTable(table).set({ id: to }).where('id', '=', from).execute();
}

interface CallerRow {
  readonly status: string;
  readonly group_id: number;
  /** Of the group. */
  readonly updated_at: number;
}

/** What must be known anew for each request, in statements that are compiled only once. */
export class RequestStore {
  readonly #read: Reader;
  readonly #caller = new Prepared((db, id: number) =>
    db
      .selectFrom('users')
      .innerJoin('groups', 'groups.id', 'users.group_id')
      .select(['users.status', 'users.group_id', 'groups.updated_at'])
      .where('users.id', '=', id),
  );
  readonly #group = new Prepared((db, id: number) => db.selectFrom('groups').select('updated_at').where('id', '=', id));
  readonly #owner = new Prepared((db, id: number) =>
    db
      .selectFrom('users')
      .innerJoin('groups', 'groups.id', 'users.group_id')
      .select(['users.id', 'users.status', 'users.group_id', 'users.settings', 'groups.updated_at'])
      .where('users.id', '=', id),
  );

  constructor(read: Reader) {
    this.#read = read;
  }

  caller(id: number): Promise<CallerRow | undefined> {
    return this.#caller.first(this.#read, id);
  }

  group(id: number): Promise<Pick<CallerRow, 'updated_at'> | undefined> {
    return this.#group.first(this.#read, id);
  }

  owner(id: number): Promise<(CallerRow & { readonly id: number; readonly settings: string }) | undefined> {
    return this.#owner.first(this.#read, id);
  }
}

/** The statements that charge storage. */
export class StorageStore {
  readonly #charge = new Prepared((db, bytes: number, ownerId: number) =>
    db
      .updateTable('users')
      .set((eb) => ({ storage_used: eb('storage_used', '+', bytes) }))
      .where('id', '=', ownerId)
      .where((eb) =>
        eb(
          eb('storage_used', '+', bytes),
          '<=',
          eb.selectFrom('groups').select('groups.max_storage').whereRef('groups.id', '=', 'users.group_id'),
        ),
      ),
  );
  readonly #credit = new Prepared((db, bytes: number, ownerId: number) =>
    db
      .updateTable('users')
      .set((eb) => ({ storage_used: eb('storage_used', '-', bytes) }))
      .where('id', '=', ownerId),
  );

  /**
   * Charges `bytes` if the quota of the owner's group allows it, in one conditional statement.
   * @returns false when it does not; nothing is changed then.
   */
  async charge(tx: Transactor, ownerId: number, bytes: number): Promise<boolean> {
    return (await this.#charge.run(tx.db, bytes, ownerId)) > 0;
  }

  async credit(tx: Transactor, ownerId: number, bytes: number): Promise<void> {
    await this.#credit.run(tx.db, bytes, ownerId);
  }
}

export async function revokeFamily(tx: Transactor, familyId: string, expiresAt: number): Promise<void> {
  await tx.db
    .insertInto('revoked_families')
    .values({ family_id: familyId, expires_at: expiresAt })
    .onConflict((conflict) => conflict.column('family_id').doUpdateSet({ expires_at: expiresAt }))
    .execute();
}

export async function isFamilyRevoked(db: Reader, familyId: string): Promise<boolean> {
  const row = await db
    .selectFrom('revoked_families')
    .select('family_id')
    .where('family_id', '=', familyId)
    .executeTakeFirst();
  return row !== undefined;
}
