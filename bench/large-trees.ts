import { randomUUID } from 'node:crypto';
import { statSync } from 'node:fs';
import { join } from 'node:path';
import type { CanopyClient } from '@canopy/client';
import BetterSqlite from 'better-sqlite3';
import { canopy } from '../tests/lib/drive-process.ts';
import { signedIn, startDrive } from './drive-figures.ts';
import { median, percentile } from './measure.ts';
import { ownBytes } from './processes.ts';
import { seedFolder } from './seed.ts';
import { plain } from './workloads.ts';

/** How often what takes milliseconds is measured. */
const rounds = 30;

/** Something about a large tree, told in the unit that stands with it. */
export interface LargeFigure {
  readonly what: string;
  readonly figure: string;
}

/**
 * What people wait for in folders of `count` files, by the clock: sizes, pages, deletions, and how long others wait
 * meanwhile. The drive must not run.
 */
export async function measureLargeTrees(dataDir: string, count: number): Promise<LargeFigure[]> {
  await prepare(dataDir, count);
  const drive = await startDrive(dataDir);
  try {
    const client = await signedIn(drive);
    const figures: LargeFigure[] = [];
    const note = (what: string, figure: string) => figures.push({ what, figure });
    const objects = count.toLocaleString('en-US');

    for (const [what, folder] of [
      [`size of a folder with ${objects} files in it`, 'flat'],
      [`size of a folder with ${objects} files in ${count / 100} folders`, 'tree to trash'],
    ] as const) {
      note(what, inMilliseconds(await timesOf(() => summaryOf(client, folder, count))));
    }
    for (const order of ['name', 'size', 'updated_at']) {
      const query = { uri: plain('flat'), page_size: 100, order_by: order, order_direction: 'desc' };
      note(
        `100 of ${objects} by ${order}, descending`,
        inMilliseconds(await timesOf(() => client.call('listFiles', { query }))),
      );
    }
    const resident = ownBytes(drive.pid);
    note(`a folder with ${objects} files into the trash`, await once(() => client.remove([plain('tree to trash')])));
    note(`the same for good`, await once(() => client.remove([plain('tree to delete')], { forGood: true })));
    note(`a trash with ${objects} items is emptied`, await once(() => client.call('emptyTrash', {})));
    const from = performance.now();
    const others = [];
    let most = resident;
    while (rowsWaiting(dataDir) > 0) {
      const start = performance.now();
      await client.call('getFileInfo', { query: { uri: plain('flat') } });
      others.push(performance.now() - start);
      most = Math.max(most, ownBytes(drive.pid));
      await new Promise((resolve) => setTimeout(resolve, 5));
    }
    const seconds = (performance.now() - from) / 1000;
    note('until the rows of all three are gone', `${seconds.toFixed(0)} s`);
    note('info of a folder meanwhile', inMilliseconds(others));
    note('memory that the removal takes', `${Math.round((most - resident) / 1e6)} MB`);
    return figures;
  } finally {
    await drive.stop();
  }
}

/**
 * What people and the machine notice while `count` indexed files are removed, each with a blob of its own. The drive
 * must not run.
 */
export async function measureRemoval(dataDir: string, count: number): Promise<LargeFigure[]> {
  seedFolder(dataDir, 'all to delete', count, true);
  await followJournal(dataDir);
  const drive = await startDrive(dataDir);
  try {
    const client = await signedIn(drive);
    await summaryOf(client, 'all to delete', count);
    await lagOf(drive.base);
    const before = ownBytes(drive.pid);
    const objects = count.toLocaleString('en-US');
    const answered = await once(() => client.remove([plain('all to delete')], { forGood: true }));
    const from = performance.now();
    const others = [];
    const most = { memory: before, log: 0 };
    while (rowsWaiting(dataDir) > 0) {
      const start = performance.now();
      await client.call('getFileInfo', { query: { uri: plain('original') } });
      others.push(performance.now() - start);
      most.memory = Math.max(most.memory, ownBytes(drive.pid));
      most.log = Math.max(most.log, statSync(join(dataDir, 'canopy.db-wal')).size);
      await new Promise((resolve) => setTimeout(resolve, 20));
    }
    const seconds = (performance.now() - from) / 1000;
    const lag = await lagOf(drive.base);
    return [
      [`a folder with ${objects} files, deleted for good`, answered],
      ['until its rows are gone', `${seconds.toFixed(0)} s`],
      ['info of a file meanwhile', inMilliseconds(others)],
      [
        'event loop meanwhile, 99 of 100 turns within',
        `${lag.usual.toFixed(0)} ms, the longest ${lag.longest.toFixed(0)} ms`,
      ],
      ['memory that this removal takes', `${Math.round((most.memory - before) / 1e6)} MB`],
      ['log of the database meanwhile', `at most ${Math.round(most.log / 1e6)} MB`],
    ].map(([what = '', figure = '']) => ({ what, figure }));
  } finally {
    await drive.stop();
  }
}

/** What the drive looks at its event loop with fires every so often, in milliseconds: that is part of what it tells. */
const lookEvery = 10;

/** How late the event loop was since the last time this was asked, in milliseconds. */
async function lagOf(base: string): Promise<{ usual: number; longest: number }> {
  const text = await (await fetch(`${base}/metrics`)).text();
  const milliseconds = (name: string) => {
    const seconds = new RegExp(`^nodejs_eventloop_lag_${name}_seconds (\\S+)$`, 'm').exec(text)?.[1];
    return Math.max(0, Number(seconds) * 1000 - lookEvery);
  };
  return { usual: milliseconds('p99'), longest: milliseconds('max') };
}

/** Nobody measures while names are indexed. */
async function followJournal(dataDir: string): Promise<void> {
  const { code, output } = await canopy('reindex', dataDir, '--check');
  if (code !== 0) throw new Error(`the index is not as the tree:\n${output}`);
}

async function prepare(dataDir: string, count: number): Promise<void> {
  for (const name of ['tree to trash', 'tree to delete']) seedFolder(dataDir, name, count, true);
  for (const name of ['flat', 'to trash']) seedFolder(dataDir, name, count, false);
  await followJournal(dataDir);
  withDatabase(dataDir, (db) => {
    // Every request counts anew.
    db.prepare("insert or replace into settings values ('folder_props_timeout', '0')").run();
    const folder = db.prepare("select id from files where name = 'to trash'").pluck().get();
    const items = db.prepare('select id from files where parent_id = ?').pluck().all(folder);
    const trash = db.prepare('update files set parent_id = null, trash_key = ? where id = ?');
    const fact = db.prepare('insert into metadata (file_id, key, value) values (?, ?, ?)');
    db.transaction(() => {
      for (const id of items) {
        trash.run(randomUUID(), id);
        fact.run(id, 'sys:restore_uri', plain('to trash', `${id}`));
        fact.run(id, 'sys:expected_collect_time', '4102444800');
      }
    })();
  });
}

async function summaryOf(client: CanopyClient, folder: string, atLeast: number): Promise<void> {
  const query = { uri: plain(folder), folder_summary: true };
  const { folder_summary: summary } = await client.call('getFileInfo', { query });
  if (!summary || summary.files < Math.min(atLeast, 90_000)) throw new Error('the size of a folder is not what it is');
}

function rowsWaiting(dataDir: string): number {
  return withDatabase(dataDir, (db) => {
    const waiting = db.prepare(
      `select exists (select 1 from files where purged_at is not null)
         or exists (select 1 from files join users on users.id = files.owner_id
                    where trash_key is not null and files.trash_number < users.trash_number)`,
    );
    return waiting.pluck().get() as number;
  });
}

function withDatabase<T>(dataDir: string, work: (db: BetterSqlite.Database) => T): T {
  const db = new BetterSqlite(join(dataDir, 'canopy.db'));
  try {
    return work(db);
  } finally {
    db.close();
  }
}

async function timesOf(work: () => Promise<unknown>): Promise<number[]> {
  await work();
  const times: number[] = [];
  for (let round = 0; round < rounds; round++) {
    const from = performance.now();
    await work();
    times.push(performance.now() - from);
  }
  return times;
}

async function once(work: () => Promise<unknown>): Promise<string> {
  const from = performance.now();
  await work();
  return `${(performance.now() - from).toFixed(0)} ms`;
}

export function inMilliseconds(times: readonly number[]): string {
  return `${median(times).toFixed(1)} ms, p95 ${percentile(times, 0.95).toFixed(1)} ms`;
}
