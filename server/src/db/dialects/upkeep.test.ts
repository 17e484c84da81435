import { mkdirSync, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import BetterSqlite from 'better-sqlite3';
import { type Kysely, sql } from 'kysely';
import { afterEach, beforeEach, expect, it, vi } from 'vitest';
import { silentLog } from '../../kernel/index.ts';
import { up as searchTables } from '../migrations/0003-search.ts';
import { up as indexUpkeep } from '../migrations/0007-index-upkeep.ts';
import { SqliteDatabase } from './sqlite.ts';
import { Upkeep } from './upkeep.ts';

const patience = { timeout: 15_000 };
let folder: string;
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'canopy-upkeep-'));
});
afterEach(() => rmSync(folder, { recursive: true }));

it('goes on after its thread failed, and ends without it', async () => {
  const error = vi.fn();
  const path = join(folder, 'below', 'a.db');
  const upkeep = new Upkeep(path, { ...silentLog, error });
  await expect(upkeep.checkpoint()).rejects.toThrow(/directory/);
  await expect(upkeep.merge()).rejects.toThrow(/directory/);
  expect(error).toHaveBeenCalled();

  mkdirSync(join(folder, 'below'));
  const handle = new BetterSqlite(path);
  handle.pragma('journal_mode = WAL');
  handle.pragma('wal_autocheckpoint = 0');
  handle.exec('create table t (x)');
  await vi.waitFor(async () => expect(await upkeep.checkpoint()).toEqual({ log: 2, checkpointed: 2 }), patience);
  expect(await upkeep.merge()).toBe(false);
  handle.exec('drop table t');
  handle.exec('create virtual table words using fts5(w)');
  handle.unsafeMode();
  handle.exec('delete from words_data');
  await expect(upkeep.merge()).rejects.toMatchObject({ code: expect.stringMatching(/^SQLITE_/) });
  await upkeep.close();
  await expect(upkeep.merge()).rejects.toThrow('closed');
  handle.close();
});

it('merges an index in its thread, piece by piece, and leaves out what was deleted', async () => {
  const path = join(folder, 'a.db');
  const database = new SqliteDatabase(path, silentLog);
  const write = (work: (db: Kysely<unknown>) => Promise<unknown>) =>
    database.write(async (tx) => {
      await work(tx.db as unknown as Kysely<unknown>);
      tx.indexChanged();
    });
  await database.write(async (tx) => {
    await searchTables(tx.db as unknown as Kysely<unknown>, 'sqlite');
    await indexUpkeep(tx.db as unknown as Kysely<unknown>, 'sqlite');
  });
  const handle = new BetterSqlite(path, { readonly: true });
  const pieces = () =>
    handle.prepare('select count(distinct segid) from search_name_tokens_idx').pluck().get() as number;
  const bytes = () => handle.prepare('select sum(length(block)) from search_name_tokens_data').pluck().get() as number;
  const found = () =>
    handle.prepare("select count(*) from search_name_tokens where search_name_tokens match 'all'").pluck().get();
  const rows = Array.from({ length: 2_400 }, (_, index) => index + 1);
  for (let at = 0; at < rows.length; at += 50) {
    await write(async (db) => {
      for (const row of rows.slice(at, at + 50)) {
        await sql`insert into search_name_tokens (rowid, tokens) values (${row}, ${`all w${row} v${row}`})`.execute(db);
      }
    });
  }
  // 48 transactions wrote a piece each.
  await vi.waitFor(() => expect(pieces()).toBeLessThan(16), patience);
  expect(found()).toBe(2_400);
  const before = bytes();
  for (let at = 0; at < 1_600; at += 50) {
    await write((db) => sql`delete from search_name_tokens where rowid > ${at} and rowid <= ${at + 50}`.execute(db));
  }
  await vi.waitFor(() => expect(bytes()).toBeLessThan(before / 2), patience);
  expect(found()).toBe(800);
  handle.close();
  await database.close();
});

it('starts a long log over while writing goes on', async () => {
  const path = join(folder, 'a.db');
  const database = new SqliteDatabase(path, silentLog);
  await database.write((tx) => sql`create table t (id integer primary key, bytes blob)`.execute(tx.db));
  const write = (turn: number) =>
    database.write((tx) => sql`replace into t values (${turn % 20}, zeroblob(1000000))`.execute(tx.db));
  for (let turn = 0; turn < 80; turn++) await write(turn);
  const handle = new BetterSqlite(path, { readonly: true });
  const pages = () => (handle.pragma('wal_checkpoint(NOOP)') as [{ log: number }])[0].log;
  await vi.waitFor(async () => {
    await write(0);
    expect(pages()).toBeLessThan(4_096);
  }, patience);
  handle.close();
  await database.close();
});
