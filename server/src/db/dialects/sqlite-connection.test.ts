import BetterSqlite from 'better-sqlite3';
import { CompiledQuery, Kysely } from 'kysely';
import { expect, it, vi } from 'vitest';
import { sqliteDialect } from './sqlite-connection.ts';

it('keeps statements in use prepared, and does not collect those with long lists', async () => {
  const handle = new BetterSqlite(':memory:');
  const prepare = vi.spyOn(handle, 'prepare');
  const db = new Kysely<unknown>({ dialect: sqliteDialect(handle) });
  const list = (length: number) => `select 1 where 1 in (${Array.from({ length }, () => '1').join(', ')})`;
  const run = (sql: string) => db.executeQuery(CompiledQuery.raw(sql));
  for (let length = 100; length < 500; length++) {
    await run('select 2');
    await run(list(length));
  }
  const count = (sql: string) => prepare.mock.calls.filter(([text]) => text === sql).length;
  expect(count('select 2')).toBe(1);
  await run(list(499));
  expect(count(list(499))).toBe(1);
  await run(list(100));
  expect(count(list(100))).toBe(2);
  await db.destroy();
});

it('takes lists of numbers of any length as one statement', async () => {
  const handle = new BetterSqlite(':memory:');
  handle.exec('create table t (id integer primary key, twice integer not null)');
  const prepare = vi.spyOn(handle, 'prepare');
  const db = new Kysely<{ t: { id: number; twice: number } }>({ dialect: sqliteDialect(handle) });
  const numbers = Array.from({ length: 300 }, (_, index) => index + 1);
  await db
    .insertInto('t')
    .values(numbers.map((id) => ({ id, twice: 2 * id })))
    .execute();
  prepare.mockClear();
  for (const length of [17, 18, 150, 299]) {
    const list = [...numbers.slice(0, length), 3, 1_000_000_000_000];
    const found = await db.selectFrom('t').select('id').where('id', 'in', list).orderBy('id').execute();
    expect(found.map(({ id }) => id)).toEqual(numbers.slice(0, length));
  }
  expect(prepare).toHaveBeenCalledTimes(1);
  const others = await db.selectFrom('t').select('id').where('twice', 'not in', numbers).execute();
  expect(others).toHaveLength(150);
  const texts = numbers.map(String);
  await db.updateTable('t').set({ twice: 0 }).where('id', 'in', numbers.slice(0, 20)).execute();
  expect(await db.selectFrom('t').select('id').where('twice', '=', 0).execute()).toHaveLength(20);
  // Only numbers are written so: what else is compared may depend on its type.
  const query = db.selectFrom('t').where(db.dynamic.ref<'id'>('id'), 'in', texts as unknown as number[]);
  expect(query.compile().parameters).toEqual(texts);
  await db.destroy();
});
