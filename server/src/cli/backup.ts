import { cpSync, existsSync, mkdirSync, renameSync, rmSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { type BlobStore, openLocalStore, verifyChecksum } from '../blobs/index.ts';
import { type Database, databaseFileName, openDatabase } from '../db/index.ts';
import { type Config, createLog, type Log, loadSecrets, StartupError, secretsFileName } from '../kernel/index.ts';
import type { Command } from './command.ts';

/** Entities looked at in one statement. */
const page = 1_000;

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
    const { copied, kept, removed } = await copyDrive(config, target, log);
    process.stdout.write(
      `Backed up to ${target}: ${copied} blobs copied, ${kept} there already, ${removed} no longer needed.\n`,
    );
    return 0;
  },
};

interface Outcome {
  readonly copied: number;
  readonly kept: number;
  readonly removed: number;
}

/**
 * First the database, as it is at one moment, then the blobs that it names: blobs never change, and one that
 * loses its last reference meanwhile stays for the grace period of the collector.
 */
async function copyDrive(config: Config, target: string, log: Log): Promise<Outcome> {
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
  cpSync(join(config.dataDir, secretsFileName), join(target, secretsFileName));
  for (const suffix of ['-wal', '-shm']) rmSync(join(target, databaseFileName + suffix), { force: true });
  renameSync(join(staged, databaseFileName), join(target, databaseFileName));
  rmSync(staged, { recursive: true });
  // Last: until the new database is in its place, this is still the backup of before, and needs them.
  for (const key of copied.surplus) await store.remove(key);
  return { ...copied, removed: copied.surplus.length };
}

/** The pieces of running uploads are not copied, so nothing in the copy may count on them. */
async function endUploads(copy: Database): Promise<void> {
  await copy.write(async (tx) => {
    await tx.db.deleteFrom('upload_chunks').execute();
    await tx.db.deleteFrom('upload_sessions').execute();
  });
}

interface CopiedBlobs {
  readonly copied: number;
  readonly kept: number;
  /** Blobs of an earlier backup that this one does not name. */
  readonly surplus: readonly string[];
}

async function copyBlobs(database: Database, from: BlobStore, to: BlobStore): Promise<CopiedBlobs> {
  const present = new Map<string, number>();
  for await (const item of to.items()) if (item.kind === 'blob') present.set(item.key, item.size);
  let copied = 0;
  let kept = 0;
  for await (const entity of completeEntities(database)) {
    if (present.get(entity.source) === entity.size) kept++;
    else {
      await copyBlob(from, to, entity);
      copied++;
    }
    present.delete(entity.source);
  }
  return { copied, kept, surplus: [...present.keys()] };
}

interface Complete {
  readonly source: string;
  readonly size: number;
  readonly checksum: string;
}

/** Those that something refers to: of the others the collector may have removed the bytes. */
async function* completeEntities(database: Database): AsyncIterable<Complete> {
  for (let after = 0; ; ) {
    const rows = await database.read
      .selectFrom('entities')
      .select(['id', 'source', 'size', 'checksum'])
      .where('id', '>', after)
      .where('checksum', 'is not', null)
      .where('reference_count', '>', 0)
      .orderBy('id')
      .limit(page)
      .execute();
    for (const row of rows) yield { source: row.source, size: row.size, checksum: row.checksum ?? '' };
    const last = rows.at(-1);
    if (!last) return;
    after = last.id;
  }
}

/** @throws StartupError when the bytes are not those that were stored: a copy of rot is no backup. */
async function copyBlob(from: BlobStore, to: BlobStore, { source: key, size, checksum }: Complete): Promise<void> {
  const blob = await from.open(key);
  try {
    await to.put(key, blob.read(0, size), { size });
  } finally {
    await blob.close();
  }
  const copy = await to.open(key);
  try {
    if (await verifyChecksum(copy, checksum)) return;
  } finally {
    await copy.close();
  }
  await to.remove(key);
  throw new StartupError(`The blob ${key} is damaged: run "canopy scrub", and keep your older backups.`);
}

/** Whether a folder holds a drive or a backup of one. */
export function holdsDrive(folder: string): boolean {
  return existsSync(join(folder, databaseFileName)) || existsSync(join(folder, secretsFileName));
}
