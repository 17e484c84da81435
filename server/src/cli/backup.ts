import { existsSync, mkdirSync, readFileSync, rmSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { openLocalStore } from '../blobs/index.ts';
import { type Database, databaseFileName, openDatabase } from '../db/index.ts';
import {
  type Config,
  createLog,
  type Log,
  loadSecrets,
  moveFileDurably,
  StartupError,
  secretsFileName,
  writeFileDurably,
} from '../kernel/index.ts';
import type { Command } from './command.ts';
import { type CopiedBlobs, copyBlobs } from './copy-blobs.ts';

/**
 * A backup is a data folder of its own: database, secrets, blobs. It can be started as it is, kept anywhere,
 * and brought up to date by backing up into it again, which copies only what is new.
 */
export const backup: Command = {
  synopsis: '<folder>',
  help: 'copy the whole drive into a folder while it runs; again into the same folder copies only what is new',
  async run({ config, arguments: [folder] }) {
    if (!folder) throw new StartupError('Say where to: canopy backup <folder>');
    const target = resolve(folder);
    if (target === config.dataDir) throw new StartupError('The backup needs a folder of its own, not the data folder.');
    const log = createLog(config.logLevel);
    const { copied, kept, surplus, damaged } = await copyDrive(config, target, log);
    process.stdout.write(
      `Backed up to ${target}: ${copied} blobs copied, ${kept} there already, ${surplus.length} no longer needed.\n`,
    );
    for (const key of damaged) process.stdout.write(`damaged, not copied: blob ${key}\n`);
    if (damaged.length > 0) process.stdout.write('Run "canopy scrub", and keep your older backups.\n');
    return damaged.length > 0 ? 1 : 0;
  },
};

/**
 * First the database, as it is at one moment, then the blobs that it names: blobs never change, and one that
 * loses its last reference meanwhile stays for the grace period of the collector.
 */
async function copyDrive(config: Config, target: string, log: Log): Promise<CopiedBlobs> {
  const { instanceId } = loadSecrets(config.dataDir);
  const source = await openDatabase(config, instanceId, log);
  const staged = join(target, 'staged');
  try {
    mkdirSync(target, { recursive: true, mode: 0o700 });
    rmSync(staged, { recursive: true, force: true });
    mkdirSync(staged);
    await source.backup(join(staged, databaseFileName));
  } finally {
    await source.close();
  }
  const copy = await openDatabase({ dataDir: staged, databaseUrl: undefined }, instanceId, log);
  const store = openLocalStore(target);
  let copied: CopiedBlobs;
  try {
    await endUploads(copy);
    copied = await copyBlobs(copy, openLocalStore(config.dataDir), store);
  } finally {
    await copy.close();
  }
  const secrets = readFileSync(join(config.dataDir, secretsFileName), 'utf8');
  writeFileDurably(join(target, secretsFileName), secrets, 0o600);
  for (const suffix of ['-wal', '-shm']) rmSync(join(target, databaseFileName + suffix), { force: true });
  moveFileDurably(join(staged, databaseFileName), join(target, databaseFileName));
  rmSync(staged, { recursive: true });
  // Last: until the new database is in its place, this is still the backup of before, and needs them.
  for (const key of copied.surplus) await store.remove(key);
  return copied;
}

/** The pieces of running uploads are not copied, so nothing in the copy may count on them. */
async function endUploads(copy: Database): Promise<void> {
  await copy.write(async (tx) => {
    await tx.db.deleteFrom('upload_chunks').execute();
    await tx.db.deleteFrom('upload_sessions').execute();
  });
}

/** Whether a folder holds a drive or a backup of one. */
export function holdsDrive(folder: string): boolean {
  return existsSync(join(folder, databaseFileName)) || existsSync(join(folder, secretsFileName));
}
