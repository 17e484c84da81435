import { ApiError, ErrorCode, GroupPermission, IdCodec, type User } from '@canopy/contract';
import type { Database, Transactor } from '../db/index.ts';
import {
  type Actor,
  type Drive,
  type DriveParts,
  type DriveSettings,
  type Owner,
  type Owners,
  openDrive,
  type Pin,
  type Policies,
  type Quota,
} from '../drive/index.ts';
import { type Caller, EventBus, type GroupLimits, ManualClock, silentLog } from '../kernel/index.ts';
import { shareMarksOf } from '../sharing/index.ts';

type Mutable<T> = { -readonly [Key in keyof T]: T[Key] };

/** A drive on a database of its own, with stand-ins for accounts and blobs that keep their promises. */
export interface TestDrive {
  readonly drive: Drive;
  readonly database: Database;
  readonly clock: ManualClock;
  readonly bus: EventBus;
  readonly ids: IdCodec;
  /** May be changed by a test. */
  readonly settings: Mutable<DriveSettings>;
  readonly owners: Owners;
  readonly quota: Quota;
  readonly policies: Policies;
  readonly policyId: number;
  /** Owners whose removal was put off. */
  readonly purges: number[];
  /** A new user with a drive of `capacity` bytes. */
  user(options?: Partial<Owner> & { capacity?: number; admin?: boolean }): Promise<TestUser>;
  /** Bytes that are charged to a user. */
  used(userId: number): Promise<number>;
  /** A finished blob in a file: a new version, paid for. */
  fill(actor: Actor, uri: string, size: number): Promise<number>;
}

export interface TestUser {
  readonly id: number;
  readonly actor: Actor;
  readonly caller: Caller;
}

export const testLimits: GroupLimits = {
  id: 2,
  name: 'User',
  permissions: new Set([GroupPermission.SHARE, GroupPermission.SHARE_DOWNLOAD]),
  speedLimit: 0,
  maxWalkedFiles: 100_000,
  trashRetention: 604_800,
  directLinkBatch: 10,
  redirectedLinks: true,
  decompressSize: 0,
};

export const anonymous: Caller = { userId: 0, anonymous: true, isAdmin: false, group: testLimits, scopes: undefined };

export async function openTestDrive(database: Database): Promise<TestDrive> {
  const clock = new ManualClock();
  const bus = new EventBus(silentLog);
  const ids = new IdCodec('salt of tests');
  const now = clock.now();
  const times = { created_at: now, updated_at: now };
  const { policyId, groupId } = await database.write(async (tx) => {
    const insertPolicy = tx.db
      .insertInto('policies')
      .values({ name: 'p', type: 'local', max_size: 0, settings: '{}', ...times });
    const policy = await insertPolicy.returning('id').executeTakeFirstOrThrow();
    const group = await tx.db
      .insertInto('groups')
      .values({
        name: 'g',
        max_storage: 0,
        permissions: '',
        speed_limit: 0,
        policy_id: policy.id,
        settings: '{}',
        ...times,
      })
      .returning('id')
      .executeTakeFirstOrThrow();
    return { policyId: policy.id, groupId: group.id };
  });
  const owners = new Map<number, Owner>();
  const capacities = new Map<number, number>();
  const pins = new Map<number, readonly Pin[]>();
  const views = new Map<string, never>();
  const purges: number[] = [];
  const settings: Mutable<DriveSettings> = {
    useCursorPagination: true,
    maxPageSize: 2000,
    maxBatchedFile: 3000,
    maxRecursiveSearchedFolder: 65_535,
    useSseForSearch: false,
    folderPropsTimeout: 300,
    searchOf: (category) =>
      category === 'document' ? 'type=file&case_folding&use_or&name=*.txt&name=*.md' : undefined,
    emojis: new Set(['🌲']),
    customProps: [
      { id: 'description', type: 'text' },
      { id: 'rating', type: 'rating', max: 5 },
    ],
  };
  const parts = {
    database,
    clock,
    bus,
    ids,
    settings,
    owners: {
      find: async (id) => owners.get(id),
      summaries: async (userIds) =>
        new Map(
          userIds.map((id) => [
            id,
            { id: `u${id}`, nickname: `User ${id}`, created_at: '2026-01-01T00:00:00Z' } as User,
          ]),
        ),
    },
    quota: {
      async reserve(tx: Transactor, ownerId: number, bytes: number) {
        const { numUpdatedRows } = await tx.db
          .updateTable('users')
          .set((eb) => ({ storage_used: eb('storage_used', '+', bytes) }))
          .where('id', '=', ownerId)
          .where('storage_used', '<=', (capacities.get(ownerId) ?? 0) - bytes)
          .executeTakeFirst();
        if (numUpdatedRows === 0n) throw new ApiError(ErrorCode.INSUFFICIENT_CAPACITY);
      },
      async release(tx: Transactor, ownerId: number, bytes: number) {
        await tx.db
          .updateTable('users')
          .set((eb) => ({ storage_used: eb('storage_used', '-', bytes) }))
          .where('id', '=', ownerId)
          .execute();
      },
    },
    policies: {
      async present(id) {
        const row = await database.read.selectFrom('policies').select('name').where('id', '=', id).executeTakeFirst();
        return row && { id: `p${id}`, name: row.name, type: 'local', max_size: 0 };
      },
      async checkFileName(_policyId, name) {
        if (name.endsWith('.forbidden')) throw new ApiError(ErrorCode.ILLEGAL_OBJECT_NAME);
      },
    },
    preferences: {
      view: async (userId, place) => views.get(`${userId} ${place}`),
      async saveView(userId, place, view) {
        views.set(`${userId} ${place}`, view as never);
      },
      async changePins(userId, change) {
        pins.set(userId, change(pins.get(userId) ?? []) ?? pins.get(userId) ?? []);
      },
    },
    shares: shareMarksOf({ clock, database, ids }),
    purgeQueue: {
      async enqueue(_tx, ownerId) {
        purges.push(ownerId);
      },
    },
  } satisfies DriveParts;
  const drive = openDrive(parts);
  let users = 0;

  async function fill(actor: Actor, uri: string, size: number): Promise<number> {
    const { FileUri } = await import('@canopy/contract');
    const place = await drive.locator.find(FileUri.parse(uri), actor.caller);
    const { owner } = place.scope;
    return database.write(async (tx) => {
      await tx.lockTree(owner.id);
      const found = await place.scope.find(tx.db, place.uri);
      const file =
        found.missing.length === 0
          ? found.chain.at(-1)
          : await drive.creator.makeAt(tx, actor, found, { kind: 0, policyId });
      if (file?.kind !== 0) throw new ApiError(ErrorCode.OBJECT_EXIST);
      const entity = await insertBlob(tx, size, owner.id);
      await entities(tx, file.id, entity);
      await drive.versions.attach(tx, owner, file, { id: entity, size }, actor);
      return entity;
    });
    async function entities(tx: Transactor, fileId: number, entity: number) {
      await tx.db
        .updateTable('users')
        .set((eb) => ({ storage_used: eb('storage_used', '+', size) }))
        .where('id', '=', owner.id)
        .execute();
      await drive.entities.link(tx, fileId, entity, clock.now());
    }
  }

  async function insertBlob(tx: Transactor, size: number, createdBy: number): Promise<number> {
    const at = clock.now();
    const blob = {
      type: 0,
      size,
      policy_id: policyId,
      source: `blob-${Math.random()}`,
      checksum: 'sha256:00',
      reference_count: 0,
    };
    const row = await tx.db
      .insertInto('entities')
      .values({ ...blob, created_by: createdBy, created_at: at, updated_at: at })
      .returning('id')
      .executeTakeFirstOrThrow();
    return row.id;
  }

  return {
    drive,
    database,
    clock,
    bus,
    ids,
    settings,
    owners: parts.owners,
    quota: parts.quota,
    policies: parts.policies,
    policyId,
    purges,
    fill,
    async user({ capacity = 1e12, admin = false, ...owner } = {}) {
      const email = `user${++users}@example.com`;
      const row = await database.write((tx) =>
        tx.db
          .insertInto('users')
          .values({
            email,
            nick: email,
            password: '',
            credential_stamp: '',
            status: 'active',
            group_id: groupId,
            storage_used: 0,
            avatar: '',
            settings: '{}',
            ...times,
          })
          .returning('id')
          .executeTakeFirstOrThrow(),
      );
      capacities.set(row.id, capacity);
      const versions = { enabled: true, extensions: [], max: 10 };
      owners.set(row.id, {
        id: row.id,
        active: true,
        group: testLimits,
        policyIds: [policyId],
        viewSync: true,
        versions,
        ...owner,
      });
      const group = owner.group ?? testLimits;
      const caller: Caller = { userId: row.id, anonymous: false, isAdmin: admin, group, scopes: undefined };
      return { id: row.id, caller, actor: { caller, clientId: 'test' } };
    },
    async used(userId) {
      const row = await database.read
        .selectFrom('users')
        .select('storage_used')
        .where('id', '=', userId)
        .executeTakeFirstOrThrow();
      return row.storage_used;
    },
  };
}
