import {
  Administration,
  Authentication,
  accountRoutes,
  Brakes,
  Captcha,
  Groups,
  Passwords,
  Preferences,
  Profiles,
  SignIn,
  SignUp,
  StorageQuota,
  Tokens,
} from './accounts/index.ts';
import { driveSettingsOf, ownersOf, peopleOf, preferencesOf, shownLinksOf } from './adapters.ts';
import { Archives, archiveRoutes } from './archives/index.ts';
import { BlobKeys, BlobStores, Collector, ContentServer, StoragePolicies } from './blobs/index.ts';
import { type Drive, routes as driveRoutes, openDrive } from './drive/index.ts';
import { EventHub, eventRoutes } from './events/index.ts';
import { type Foundation, openFoundation } from './foundation.ts';
import { historyRoutes, openHistory } from './history/index.ts';
import { createHttpServer } from './http/index.ts';
import { ClockStore, defineJob, type Job, JobQueue, Schedule } from './jobs/index.ts';
import { ClockGuard, type Config, type Log } from './kernel/index.ts';
import { schedulePeriodicWork } from './periodic-work.ts';
import { openSearch, searchRoutes } from './search/index.ts';
import { DirectLinks, directLinkRoutes, openSharing, shareMarksOf, shareRoutes } from './sharing/index.ts';
import { SiteConfiguration, siteRoutes } from './site/index.ts';
import { openTransfers, transferRoutes } from './transfers/index.ts';

/** Users and who they are. */
function composeAccounts({ database, settings, secrets, ids, clock }: Foundation) {
  const passwords = new Passwords();
  const groups = new Groups({ database });
  const brakes = new Brakes({ database, clock });
  const captcha = new Captcha({ database, settings, clock });
  const tokens = new Tokens({ secrets, settings, ids, clock });
  const profiles = new Profiles({ database, settings, groups, ids });
  const signUp = new SignUp({ database, settings, passwords, captcha, clock });
  return {
    passwords,
    groups,
    profiles,
    captcha,
    authentication: new Authentication({ database, tokens, groups, ids }),
    signUp,
    administration: new Administration({ database, passwords, groups, signUp, clock }),
    signIn: new SignIn({ database, settings, tokens, passwords, brakes, captcha, groups, ids, clock }),
    preferences: new Preferences({ database, passwords, brakes, clock }),
  };
}

type Accounts = ReturnType<typeof composeAccounts>;

/** The tree and the bytes. */
function composeFiles(foundation: Foundation, { groups, authentication, profiles }: Accounts) {
  const { config, database, settings, secrets, ids, clock, bus, log } = foundation;
  const stores = new BlobStores({ dataDir: config.dataDir });
  const policies = new StoragePolicies({ database, clock, ids });
  const graceSeconds = () => settings.get('entity_grace_period');
  const owners = ownersOf({ database, groups, ids });
  const quota = new StorageQuota();
  const keys = new BlobKeys(clock);
  const content = new ContentServer({
    clock,
    offload: config.offload,
    maxAgeSeconds: () => settings.get('public_resource_maxage'),
    mimeMapping: () => settings.get('mime_mapping'),
  });
  const drive = openDrive({
    database,
    clock,
    bus,
    ids,
    owners,
    quota,
    policies,
    preferences: preferencesOf(database, clock),
    settings: driveSettingsOf(settings),
    shares: shareMarksOf(foundation),
    // The queue knows the purger and the purger the queue: the arrow back is this function.
    purgeQueue: { enqueue: async (tx, ownerId) => void (await queue.enqueue(tx, { type: purge, ownerId, state: {} })) },
  });
  const search = openSearch({ ...foundation, drive, stores, policies });
  const queue = new JobQueue({ database, clock, log, jobs: [purgeJob(drive.purger), search.rebuild.job()] });
  const transfers = openTransfers({
    database,
    clock,
    bus,
    log,
    ids,
    drive,
    owners,
    quota,
    stores,
    policies,
    keys,
    content,
    settings,
    secretKey: secrets.secretKey,
    callerOf: (userId) => authentication.callerOf(userId),
  });
  return {
    stores,
    policies,
    drive,
    queue,
    search,
    transfers,
    sharing: openSharing({
      ...foundation,
      drive,
      owners,
      people: peopleOf({ database, groups, profiles, ids }),
      shownLinksOf: (userId) => shownLinksOf(database, userId),
      siteName: () => settings.get('siteName'),
      siteIcon: () => settings.get('pwa_large_icon'),
    }),
    directLinks: new DirectLinks({ ...foundation, drive, owners, content: transfers.links }),
    history: openHistory({ ...foundation, drive, owners, quota, policies }),
    collector: new Collector({ database, stores, policies, clock, log, graceSeconds }),
  };
}

const purge = 'purge';

/** Removes what was deleted for good. What is left is all there is to know, so there is no state. */
function purgeJob(purger: Drive['purger']): Job {
  return defineJob({ type: purge, parse: () => ({}), run: ({ ownerId, signal }) => purger.run(ownerId, signal) });
}

/** Every service of the drive, without a server in front of them: what the commands work with. */
export function composeParts(foundation: Foundation) {
  const accounts = composeAccounts(foundation);
  return { foundation, accounts, files: composeFiles(foundation, accounts) };
}

export type Parts = ReturnType<typeof composeParts>;

export interface RunningDrive {
  /** Resolves with the address people can open. */
  start(): Promise<string>;
  stop(): Promise<void>;
}

/** Builds the whole drive. Nothing runs before `start`. */
export async function composeDrive(
  config: Config,
  log: Log,
  { webFolder }: { webFolder: string | undefined },
): Promise<RunningDrive> {
  const foundation = await openFoundation(config, log);
  const { database, settings, secrets, ids, clock } = foundation;
  const guard = await ClockGuard.open(clock, new ClockStore(database), log);
  const { accounts, files } = composeParts(foundation);
  const { drive, queue, collector, directLinks, history, search, sharing, transfers } = files;
  const callerOf = (userId: number) => accounts.authentication.callerOf(userId);
  const events = new EventHub({ ...foundation, drive, callerOf });
  history.retention.keepFor(() => events.oldestUntold());
  history.retention.keepFor(() => search.indexer.oldestUnread());
  const archives = new Archives({ ...foundation, ...files });
  const siteConfiguration = new SiteConfiguration({
    settings,
    profiles: accounts.profiles,
    secrets,
    thumbnailExtensions: () => [],
  });
  const server = await createHttpServer({
    config,
    routes: [
      ...accountRoutes({ ...accounts, settings, ids }),
      ...driveRoutes(drive),
      ...transferRoutes(transfers),
      ...searchRoutes(search, { enqueue: (job) => database.write((tx) => queue.enqueue(tx, job)) }),
      ...historyRoutes(history),
      ...shareRoutes(sharing),
      ...directLinkRoutes(directLinks, transfers.downloads),
      ...archiveRoutes(archives),
      ...eventRoutes(events),
      ...siteRoutes({ siteConfiguration, settings }),
    ],
    authenticate: (authorization) => accounts.authentication.authenticate(authorization),
    health: async () => {
      await database.read.selectFrom('meta').select('key').limit(1).execute();
      return guard.complaint ? [guard.complaint] : [];
    },
    gauges: [
      {
        name: 'canopy_clock_trusted',
        help: '0 while the clock is doubtful after a jump, and nothing expires',
        value: () => (guard.mayRemove() ? 1 : 0),
      },
    ],
    webFolder,
    preview: (visit) => sharing.shortLinks.previewOfPage(visit),
    log,
  });
  const schedule = new Schedule({ database, clock, guard, log });
  return {
    async start() {
      const address = await server.listen();
      queue.start();
      events.start();
      search.start();
      history.recorder.start();
      guard.start();
      schedulePeriodicWork(schedule, { ...foundation, ...files, events });
      return address;
    },
    async stop() {
      await Promise.all([events.stop(), search.stop()]);
      await Promise.all([archives.close(), server.close()]);
      collector.stop();
      await Promise.all([schedule.stop(), queue.stop(), guard.stop(), history.recorder.stop()]);
      await foundation.close();
    },
  };
}
