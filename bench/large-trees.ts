import { randomUUID } from 'node:crypto';
import { join } from 'node:path';
import type { CanopyClient } from '@canopy/client';
import BetterSqlite from 'better-sqlite3';
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
  prepare(dataDir, count);
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

function prepare(dataDir: string, count: number): void {
  for (const name of ['tree to trash', 'tree to delete']) seedFolder(dataDir, name, count, true);
  for (const name of ['flat', 'to trash']) seedFolder(dataDir, name, count, false);
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
