import { encodeFlags, GroupPermission as may } from '@canopy/contract';
import type { Database, Transactor } from '../db/index.ts';
import type { Clock } from '../kernel/index.ts';
import { type GroupSettings, SystemGroup } from './group.ts';
import { insertGroup, insertPolicy } from './groups-store.ts';
import { isEmpty, renumber } from './store.ts';

const GiB = 1024 ** 3;
const TiB = 1024 * GiB;
const week = 7 * 86_400;

/** Storage policy of the first start; its row number is part of the protocol. */
const defaultPolicy = {
  id: 1,
  name: 'Default storage policy',
  type: 'local',
  settings: { chunk_size: 25 * 1024 * 1024, pre_allocate: true, chunk_concurrency: 3 },
};

interface GroupTemplate {
  readonly id: number;
  readonly name: string;
  readonly maxStorage: number;
  readonly permissions: readonly number[];
  readonly policyId: number | null;
  readonly settings: GroupSettings;
}

const groups: readonly GroupTemplate[] = [
  {
    id: SystemGroup.ADMIN,
    name: 'Admin',
    maxStorage: TiB,
    permissions: [
      may.ADMIN,
      may.SHARE,
      may.WEBDAV,
      may.ARCHIVE_DOWNLOAD,
      may.ARCHIVE_TASK,
      may.WEBDAV_PROXY,
      may.SHARE_DOWNLOAD,
      may.REMOTE_DOWNLOAD,
      may.REDIRECTED_SOURCE,
      may.ADVANCE_DELETE,
      may.IGNORE_FILE_OWNERSHIP,
    ],
    policyId: defaultPolicy.id,
    settings: limits({ directLinkBatch: 1_000, remoteDownloadBatch: 50, trashRetention: week }),
  },
  {
    id: SystemGroup.USER,
    name: 'User',
    maxStorage: GiB,
    permissions: [may.SHARE, may.SHARE_DOWNLOAD, may.REDIRECTED_SOURCE],
    policyId: defaultPolicy.id,
    settings: limits({ directLinkBatch: 10, remoteDownloadBatch: 1, trashRetention: week }),
  },
  {
    id: SystemGroup.ANONYMOUS,
    name: 'Anonymous',
    maxStorage: 0,
    permissions: [may.ANONYMOUS, may.SHARE_DOWNLOAD],
    policyId: null,
    settings: limits({ directLinkBatch: 0, remoteDownloadBatch: 0, trashRetention: 0 }),
  },
];

function limits(of: Pick<GroupSettings, 'directLinkBatch' | 'remoteDownloadBatch' | 'trashRetention'>): GroupSettings {
  return { ...of, maxWalkedFiles: 100_000, redirectedLinks: true };
}

/** What every drive has from its first start: storage policy 1 and the three system groups. Does nothing later. */
export async function prepareFirstStart(database: Database, clock: Clock): Promise<void> {
  await database.write(async (tx) => {
    // Two processes that start at once: the second one waits here and finds everything done.
    await tx.lockTree(0);
    if (await isEmpty(tx.db, 'policies')) await addPolicy(tx, clock.now());
    if (await isEmpty(tx.db, 'groups')) for (const group of groups) await addGroup(tx, group, clock.now());
  });
}

async function addPolicy(tx: Transactor, now: number): Promise<void> {
  const { id, name, type, settings } = defaultPolicy;
  await renumber(tx, 'policies', await insertPolicy(tx, { name, type, settings: JSON.stringify(settings), now }), id);
}

async function addGroup(tx: Transactor, group: GroupTemplate, now: number): Promise<void> {
  const id = await insertGroup(tx, {
    name: group.name,
    maxStorage: group.maxStorage,
    permissions: encodeFlags(group.permissions),
    policyId: group.policyId,
    settings: JSON.stringify(group.settings),
    now,
  });
  await renumber(tx, 'groups', id, group.id);
}
