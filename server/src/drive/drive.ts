import type { IdCodec } from '@canopy/contract';
import type { Database } from '../db/index.ts';
import type { Clock, EventBus } from '../kernel/index.ts';
import { Creator } from './create.ts';
import { EntityStore } from './entity-store.ts';
import { Journal } from './journal.ts';
import { Locator } from './locate.ts';
import { LockManager } from './locks.ts';
import type { MetadataRules } from './metadata-rules.ts';
import { MetadataStore } from './metadata-store.ts';
import type { DriveSettings, Owners, Policies, Preferences, PurgeQueue, Quota } from './ports.ts';
import { Presenter } from './present.ts';
import { TreeStore } from './tree-store.ts';
import { Versions } from './versions.ts';

/** What the tree needs from the rest of the house. */
export interface DriveParts {
  readonly database: Database;
  readonly clock: Clock;
  readonly bus: EventBus;
  readonly ids: IdCodec;
  readonly owners: Owners;
  readonly quota: Quota;
  readonly policies: Policies;
  readonly preferences: Preferences;
  readonly settings: DriveSettings;
  readonly purgeQueue: PurgeQueue;
}

/** The tree, put together: each member is one idea, with its own file. */
export interface Drive {
  readonly tree: TreeStore;
  readonly metadata: MetadataStore;
  readonly entities: EntityStore;
  readonly locator: Locator;
  readonly locks: LockManager;
  readonly journal: Journal;
  readonly presenter: Presenter;
  readonly creator: Creator;
  readonly versions: Versions;
  readonly metadataRules: MetadataRules;
}

export function openDrive(parts: DriveParts): Drive {
  const { database, clock, bus, ids, owners, quota, policies, settings } = parts;
  const tree = new TreeStore();
  const metadata = new MetadataStore();
  const entities = new EntityStore();
  const journal = new Journal(clock, bus);
  const presenter = new Presenter(ids);
  const locator = new Locator({ database, tree, owners, ids, clock });
  const locks = new LockManager({ clock, ids, tree });
  const metadataRules = { ids, settings };
  const base = { database, clock, locator, tree, metadata, locks, journal, policies, presenter, settings };
  return {
    tree,
    metadata,
    entities,
    locator,
    locks,
    journal,
    presenter,
    metadataRules,
    creator: new Creator({ ...base, metadataRules }),
    versions: new Versions({ clock, tree, entities, metadata, quota, journal }),
  };
}
