import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import BetterSqlite from 'better-sqlite3';
import { CompiledQuery } from 'kysely';
import { afterEach, beforeEach, expect, it, vi } from 'vitest';
import { silentLog } from '../../kernel/index.ts';
import { Readers } from './readers.ts';

let folder: string;
let path: string;
const opened: Readers[] = [];
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'canopy-readers-'));
  path = join(folder, 'a.db');
  const handle = new BetterSqlite(path);
  handle.pragma('journal_mode = WAL');
  handle.exec('create table t (x); insert into t values (7)');
  handle.close();
});
afterEach(async () => {
  for (const readers of opened.splice(0)) await readers.close();
  rmSync(folder, { recursive: true });
});

function open(...rest: [url?: URL]): Readers {
  const readers = new Readers(path, { ...silentLog, error: failed }, ...rest);
  opened.push(readers);
  return readers;
}
const failed = vi.fn();
const query = (text: string) => CompiledQuery.raw(text);
const count = (upTo: number) =>
  query(`with recursive n(i) as (select 1 union all select i + 1 from n where i < ${upTo}) select sum(i) as s from n`);

it('never writes', async () => {
  await expect(open().scan(query('delete from t returning x'), 10, {})).rejects.toMatchObject({
    code: 'SQLITE_READONLY',
  });
});

it('leaves the event loop free while it runs', async () => {
  const readers = open();
  let turns = 0;
  const ticking = setInterval(() => turns++, 1);
  await readers.scan(count(2_000_000), 10, {});
  clearInterval(ticking);
  expect(turns).toBeGreaterThan(3);
});

it('fails the scans of a thread that dies, and serves the next from a new one', async () => {
  failed.mockClear();
  const program = join(folder, 'dying.mjs');
  writeFileSync(
    program,
    `import { parentPort } from 'node:worker_threads';
     parentPort.on('message', (message) => {
       if (message === 'close') parentPort.close();
       else if (message.sql === 'die') throw new Error('died');
       else parentPort.postMessage({ number: message.number, columns: ['x'], values: [1] });
     });`,
  );
  const readers = open(pathToFileURL(program));
  const outcomes = await Promise.allSettled(
    ['die', 'live', 'die', 'live', 'live'].map((text) => readers.scan(query(text), 10, {})),
  );
  expect(outcomes.map((outcome) => outcome.status)).toEqual([
    'rejected',
    'fulfilled',
    'rejected',
    'fulfilled',
    'fulfilled',
  ]);
  expect(failed).toHaveBeenCalledTimes(2);
});

it('ends with scans under way and waiting, and refuses later ones', async () => {
  const readers = open();
  const outcomes = Promise.allSettled(Array.from({ length: 5 }, () => readers.scan(count(200_000), 10, {})));
  await readers.close();
  for (const outcome of (await outcomes).slice(2)) expect(outcome).toMatchObject({ status: 'rejected' });
  await expect(readers.scan(query('select 1'), 10, {})).rejects.toThrow('closed');
});
