import type { IdCodec } from '@canopy/contract';
import type { Database } from '../db/index.ts';
import type { Clock, EventBus } from '../kernel/index.ts';
import { Copier } from './copy.ts';
import { Creator } from './create.ts';
import { CursorCodec } from './cursor.ts';
import { Duplicator } from './duplicate.ts';
import { EntityStore } from './entity-store.ts';
import { Fsck } from './fsck.ts';
import { Inspector } from './info.ts';
import { Journal } from './journal.ts';
import { ListStore } from './list-store.ts';
import { Lister } from './listing.ts';
import { Locator } from './locate.ts';
import { LockManager } from './locks.ts';
import { MetadataEditor } from './metadata.ts';
import type { MetadataRules } from './metadata-rules.ts';
import { MetadataStore } from './metadata-store.ts';
import { Mounts } from './mounts.ts';
import { Mover } from './move.ts';
import { Transfers } from './ownership.ts';
import { PermissionEditor } from './permission-editor.ts';
import { Pins } from './pins.ts';
import type { DriveSettings, Owners, Policies, Preferences, PurgeQueue, Quota, ShareMarks } from './ports.ts';
import { Presenter } from './present.ts';
import { Purger } from './purge.ts';
import { PurgeStore } from './purge-store.ts';
import { Renamer } from './rename.ts';
import { Restorer } from './restore.ts';
import { Restrictions } from './restrictions.ts';
import { SearchStore } from './search-store.ts';
import { Searcher } from './searcher.ts';
import { Summaries } from './summary.ts';
import { SummaryStore } from './summary-store.ts';
import { TagStore } from './tag-store.ts';
import { Tags } from './tags.ts';
import { Trash } from './trash.ts';
import { TreeStore } from './tree-store.ts';
import { Usage } from './usage.ts';
import { UsageStore } from './usage-store.ts';
import { VersionEditor } from './version-editor.ts';
import { Versions } from './versions.ts';
import { Views } from './views.ts';
import { WalkStore } from './walk-store.ts';

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
  readonly shares: ShareMarks;
}

/** The tree, put together: each member is one idea, with its own file. */
export interface Drive {
  /* What people do. */
  readonly lister: Lister;
  readonly inspector: Inspector;
  readonly creator: Creator;
  readonly renamer: Renamer;
  readonly mover: Mover;
  readonly duplicator: Duplicator;
  readonly trash: Trash;
  readonly restorer: Restorer;
  readonly metadataEditor: MetadataEditor;
  readonly permissionEditor: PermissionEditor;
  readonly versionEditor: VersionEditor;
  readonly views: Views;
  readonly mounts: Mounts;
  readonly pins: Pins;
  readonly tags: Tags;
  readonly usage: Usage;
  /** Breaks locks for whoever knows their tokens. @throws ApiError PARAM_INVALID */
  unlock(tokens: readonly string[]): Promise<void>;
  /** Removes the rows of locks that ended. Nobody waits for it. */
  sweepLocks(): Promise<void>;

  /* What higher folders build on. */
  readonly searcher: Searcher;
  readonly locator: Locator;
  readonly locks: LockManager;
  readonly journal: Journal;
  readonly versions: Versions;
  readonly purger: Purger;
  readonly transfers: Transfers;
  readonly fsck: Fsck;
  readonly presenter: Presenter;
  readonly metadataRules: MetadataRules;
  readonly restrictions: Restrictions;
  readonly tree: TreeStore;
  readonly walk: WalkStore;
  readonly metadata: MetadataStore;
  readonly entities: EntityStore;
}

export function openDrive(parts: DriveParts): Drive {
  const { database, clock, bus, ids, owners, quota, policies, preferences, settings, purgeQueue, shares } = parts;
  const stores = {
    tree: new TreeStore(),
    walk: new WalkStore(),
    metadata: new MetadataStore(),
    entities: new EntityStore(),
  };
  const locator = new Locator({ database, tree: stores.tree, owners, ids, clock, shares });
  const locks = new LockManager({ clock, ids, tree: stores.tree });
  const journal = new Journal(clock, bus);
  const presenter = new Presenter(ids);
  const rules = { ids, settings };
  const base = { database, clock, ids, ...stores, locator, locks, journal, presenter };
  const restrictions = new Restrictions(stores);
  const rest = { ...base, restrictions, owners, quota, policies, preferences, settings };

  const views = new Views(rest);
  const versions = new Versions(rest);
  const purger = new Purger({ ...rest, store: new PurgeStore(), queue: purgeQueue });
  const transfers = new Transfers(rest);
  const copier = new Copier(rest);
  const mover = new Mover({ ...rest, copier, transfers });
  const cursors = new CursorCodec(ids);
  const searcher = new Searcher({ ...rest, store: new SearchStore(), cursors });
  const summaries = new Summaries({ ...rest, store: new SummaryStore() });
  return {
    lister: new Lister({ ...rest, shares, lists: new ListStore(), searcher, views, cursors }),
    inspector: new Inspector({ ...rest, summaries, shares }),
    creator: new Creator({ ...rest, metadataRules: rules }),
    renamer: new Renamer(rest),
    mover,
    duplicator: new Duplicator({ ...rest, copier }),
    trash: new Trash({ ...rest, purger }),
    restorer: new Restorer({ ...rest, mover }),
    metadataEditor: new MetadataEditor({ ...rest, rules }),
    permissionEditor: new PermissionEditor(rest),
    versionEditor: new VersionEditor({ ...rest, versions }),
    views,
    mounts: new Mounts(rest),
    pins: new Pins(preferences),
    tags: new Tags({ database, tagStore: new TagStore() }),
    usage: new Usage({ database, store: new UsageStore(), settings }),
    unlock: (tokens) => database.write((tx) => locks.force(tx, tokens)),
    sweepLocks: () => database.write((tx) => locks.removeExpired(tx)),
    searcher,
    locator,
    locks,
    journal,
    versions,
    purger,
    transfers,
    fsck: new Fsck(rest),
    presenter,
    restrictions,
    metadataRules: rules,
    ...stores,
  };
}
