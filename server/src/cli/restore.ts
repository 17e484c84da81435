import { copyFileSync, existsSync, mkdirSync, readFileSync, rmSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { openLocalStore } from '../blobs/index.ts';
import { databaseFileName, openDatabase } from '../db/index.ts';
import {
  createLog,
  loadSecrets,
  moveFileDurably,
  prepareDataFolder,
  StartupError,
  secretsFileName,
  writeFileDurably,
} from '../kernel/index.ts';
import { holdsDrive } from './backup.ts';
import type { Command } from './command.ts';
import { copyBlobs } from './copy-blobs.ts';

export const restore: Command = {
  synopsis: '<folder>',
  help: 'bring a backup back into an empty data folder',
  async run({ config, arguments: [folder] }) {
    if (!folder) throw new StartupError('Say where from: canopy restore <folder>');
    const source = resolve(folder);
    if (!existsSync(join(source, databaseFileName)) || !existsSync(join(source, secretsFileName))) {
      throw new StartupError(`${source} is not a backup: it needs ${databaseFileName} and ${secretsFileName}.`);
    }
    if (holdsDrive(config.dataDir)) {
      throw new StartupError(
        `${config.dataDir} holds a drive already. Move it away first, or choose another data folder.`,
      );
    }
    prepareDataFolder(config.dataDir);
    const damaged = await bringBack(source, config.dataDir, createLog(config.logLevel, process.stderr));
    for (const key of damaged) process.stdout.write(`damaged in the backup: blob ${key}\n`);
    process.stdout.write(`Restored to ${config.dataDir}. Run "canopy fsck" to see that all is there.\n`);
    return damaged.length > 0 ? 1 : 0;
  },
};

/**
 * Blobs first, then secrets and database: before these the folder is no drive, so that a restore which was cut
 * off can be told, and done again without copying twice. The backup itself is only read.
 * @returns keys of blobs that are not what was backed up
 */
async function bringBack(
  source: string,
  dataDir: string,
  log: ReturnType<typeof createLog>,
): Promise<readonly string[]> {
  const staged = join(dataDir, 'restoring');
  rmSync(staged, { recursive: true, force: true });
  mkdirSync(staged);
  copyFileSync(join(source, databaseFileName), join(staged, databaseFileName));
  const { instanceId } = loadSecrets(source);
  const database = await openDatabase({ dataDir: staged, databaseUrl: undefined }, instanceId, log);
  let damaged: readonly string[];
  try {
    ({ damaged } = await copyBlobs(database, openLocalStore(source), openLocalStore(dataDir)));
  } finally {
    await database.close();
  }
  writeFileDurably(join(dataDir, secretsFileName), readFileSync(join(source, secretsFileName), 'utf8'), 0o600);
  moveFileDurably(join(staged, databaseFileName), join(dataDir, databaseFileName));
  rmSync(staged, { recursive: true });
  return damaged;
}
