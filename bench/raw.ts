import { closeSync, fsyncSync, mkdirSync, openSync, renameSync, writeSync } from 'node:fs';
import { join } from 'node:path';
import BetterSqlite from 'better-sqlite3';
import type { Figure } from './measure.ts';

/** What the machine itself can do, with nothing between: the ceiling of every figure beside it. */
export interface RawFigures {
  readonly point: Figure;
  readonly list: Figure;
  readonly insert: Figure;
  readonly file: Figure;
}

/** @param dataDir of a drive with a folder `ten-thousand` */
export function measureRaw(dataDir: string, scratch: string, seconds: number): RawFigures {
  const db = new BetterSqlite(join(dataDir, 'canopy.db'), { readonly: true });
  db.pragma('mmap_size = 268435456');
  const folder = db.prepare("select id from files where name = 'ten-thousand'").pluck().get() as number;
  const point = db.prepare('select * from files where parent_id = ? and name = ?');
  const list = db.prepare('select * from files where parent_id = ? and kind = 0 order by id limit 100');
  const figures = {
    point: loop(seconds, (turn) => point.get(folder, `file ${(turn % 10_000) + 1}.txt`)),
    list: loop(seconds, () => list.all(folder)),
    insert: measureInserts(scratch, seconds),
    file: measureFiles(scratch, seconds),
  };
  db.close();
  return figures;
}

/** A row for each transaction, synced, into a table with two indexes. */
function measureInserts(scratch: string, seconds: number): Figure {
  const db = new BetterSqlite(join(scratch, 'raw.db'));
  db.pragma('journal_mode = WAL');
  db.pragma('synchronous = FULL');
  db.exec(`create table rows (id integer primary key, parent integer, name text, size integer, at integer);
           create unique index names on rows (parent, name); create index times on rows (parent, at)`);
  const insert = db.prepare('insert into rows (parent, name, size, at) values (1, ?, 1024, ?)');
  const figure = loop(seconds, (turn) => insert.run(`file ${turn}`, turn));
  db.close();
  return figure;
}

/** A file of 1 kB that is surely there afterwards: written, synced, renamed, its folder synced. */
function measureFiles(scratch: string, seconds: number): Figure {
  const folder = join(scratch, 'raw');
  mkdirSync(folder);
  const content = Buffer.alloc(1024, 'x');
  const handle = openSync(folder, 'r');
  const figure = loop(seconds, (turn) => {
    const path = join(folder, `${turn}`);
    const file = openSync(`${path}.part`, 'wx');
    writeSync(file, content);
    fsyncSync(file);
    closeSync(file);
    renameSync(`${path}.part`, path);
    fsyncSync(handle);
  });
  closeSync(handle);
  return figure;
}

function loop(seconds: number, work: (turn: number) => unknown): Figure {
  const from = performance.now();
  const before = process.cpuUsage();
  let done = 0;
  while (performance.now() < from + seconds * 1000) {
    work(done);
    done += 1;
  }
  const { user, system } = process.cpuUsage(before);
  return { done, perCpuSecond: (done * 1e6) / (user + system), perSecond: (done * 1000) / (performance.now() - from) };
}
