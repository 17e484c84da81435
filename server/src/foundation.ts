import { IdCodec } from '@canopy/contract';
import { prepareFirstStart } from './accounts/index.ts';
import { type Database, openDatabase } from './db/index.ts';
import {
  type Clock,
  type Config,
  EventBus,
  type Log,
  loadSecrets,
  prepareDataFolder,
  type Secrets,
  systemClock,
} from './kernel/index.ts';
import { Settings } from './settings/index.ts';

/** What everything else stands on: opened first, closed last. */
export interface Foundation {
  readonly config: Config;
  readonly log: Log;
  readonly clock: Clock;
  readonly bus: EventBus;
  readonly secrets: Secrets;
  readonly ids: IdCodec;
  readonly database: Database;
  readonly settings: Settings;
  close(): Promise<void>;
}

/** @throws StartupError when the data folder, the secrets or the database cannot be used. */
export async function openFoundation(config: Config, log: Log, clock = systemClock): Promise<Foundation> {
  prepareDataFolder(config.dataDir);
  const secrets = loadSecrets(config.dataDir);
  const database = await openDatabase(config, secrets.instanceId, log);
  await prepareFirstStart(database, clock);
  const bus = new EventBus(log);
  const settings = await Settings.open({ database, bus, log });
  return {
    config,
    log,
    clock,
    bus,
    secrets,
    ids: new IdCodec(secrets.idSalt),
    database,
    settings,
    async close() {
      await settings.close();
      await database.close();
    },
  };
}
