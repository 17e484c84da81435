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
