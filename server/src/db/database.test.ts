import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import BetterSqlite from 'better-sqlite3';
import { sql } from 'kysely';
import { afterEach, describe, expect, it } from 'vitest';
import { StartupError, silentLog } from '../kernel/index.ts';
import { describeOnEveryDatabase } from '../test/databases.ts';
import { databaseFileName, openDatabase, type Transactor } from './index.ts';

describeOnEveryDatabase('a database', (current) => {
  const put = (tx: Transactor, key: string) => tx.db.insertInto('settings').values({ key, value: '1' }).execute();
  const has = async (key: string) =>
    (await current().read.selectFrom('settings').select('key').where('key', '=', key).executeTakeFirst()) !== undefined;

  it('shows a change to readers once it is committed', async () => {
    await current().write(async (tx) => {
      await put(tx, 'committed');
      expect(await has('committed')).toBe(false);
    });
    expect(await has('committed')).toBe(true);
  });

  it('keeps nothing of a transaction that fails, and runs no hook of it', async () => {
    let told = false;
    const failing = current().write(async (tx) => {
      await put(tx, 'half');
      tx.afterCommit(() => {
        told = true;
      });
      throw new Error('no');
    });
    await expect(failing).rejects.toThrow('no');
    expect(await has('half')).toBe(false);
    expect(told).toBe(false);
  });

  const counting = (upTo: number) =>
    current().read.withRecursive('n(i)', (db) =>
      db
        .selectNoFrom(sql<number>`1`.as('i'))
        .unionAll((next) => next.selectFrom('n').select(sql<number>`i + 1`.as('i')).where('i', '<', upTo)),
    );

  it('scans what was committed before, built here or compiled', async () => {
    await current().write((tx) => put(tx, 'scanned'));
    const query = current().read.selectFrom('settings').selectAll().where('key', '=', 'scanned');
    expect(await current().scan(query)).toEqual([{ key: 'scanned', value: '1' }]);
    expect(await current().scan(query.compile())).toEqual([{ key: 'scanned', value: '1' }]);
    const total = counting(100_000)
      .selectFrom('n')
      .select(({ fn }) => fn.sum<number>('i').as('total'));
    expect(await current().scan(total)).toEqual([{ total: 5_000_050_000 }]);
    expect(await current().scan(query.where('value', '=', 'none'))).toEqual([]);
  });

  it('goes on after scans that failed or found too much', async () => {
    const tooMany = counting(10_001).selectFrom('n').selectAll();
    await expect(current().scan(tooMany)).rejects.toThrow('more than 10000 rows');
    await expect(current().scan(sql`select x from nowhere`.compile(current().read as never))).rejects.toThrow(
      /nowhere/,
    );
    expect(await current().scan(counting(10_000).selectFrom('n').selectAll())).toHaveLength(10_000);
  });

  it('gives scans up, whether they wait or run', async () => {
    const long = counting(3_000_000).selectFrom('n').selectAll().where(sql<number>`i % 1000`, '=', 1);
    const reason = new Error('gone');
    const giveUp = new AbortController();
    const scans = Array.from({ length: 6 }, () => current().scan(long, { signal: giveUp.signal }));
    const outcomes = Promise.allSettled(scans);
    giveUp.abort(reason);
    for (const outcome of await outcomes) expect(outcome).toMatchObject({ status: 'rejected' });
    await expect(current().scan(long, { signal: giveUp.signal })).rejects.toThrow('gone');
    expect(await current().scan(counting(3).selectFrom('n').selectAll())).toHaveLength(3);
  });

  it('refuses a transaction that ended', async () => {
    let kept: Transactor | undefined;
    await current().write(async (tx) => {
      kept = tx;
    });
    expect(() => kept?.db).toThrow('ended');
  });

  it('lets many writers work at once without losing an update', async () => {
    await current().write((tx) => tx.db.insertInto('settings').values({ key: 'count', value: '0' }).execute());
    await Promise.all(
      Array.from({ length: 50 }, () =>
        current().write(async (tx) => {
          await tx.lockTree(1);
          const row = await tx.db
            .selectFrom('settings')
            .select('value')
            .where('key', '=', 'count')
            .executeTakeFirstOrThrow();
          await tx.db
            .updateTable('settings')
            .set({ value: String(Number(row.value) + 1) })
            .where('key', '=', 'count')
            .execute();
        }),
      ),
    );
    const row = await current()
      .read.selectFrom('settings')
      .select('value')
      .where('key', '=', 'count')
      .executeTakeFirstOrThrow();
    expect(row.value).toBe('50');
  });

  it('answers readers while many writers wait for one tree, also those that are writers themselves', async () => {
    let begun = () => {};
    const started = new Promise<void>((resolve) => {
      begun = resolve;
    });
    const writers = Array.from({ length: 30 }, () =>
      current().write(async (tx) => {
        begun();
        await tx.lockTree(1);
        await has('anything');
      }),
    );
    await started;
    expect(await has('anything')).toBe(false);
    await Promise.all(writers);
  });
});

describe('opening the embedded database', () => {
  const folders: string[] = [];
  const folder = () => {
    const path = mkdtempSync(join(tmpdir(), 'canopy-open-'));
    folders.push(path);
    return path;
  };
  const open = (dataDir: string, instance = 'one') =>
    openDatabase({ dataDir, databaseUrl: undefined }, instance, silentLog);
  afterEach(() => {
    for (const path of folders.splice(0)) rmSync(path, { recursive: true, force: true });
  });

  it('finds what it wrote when it opens again', async () => {
    const dataDir = folder();
    const first = await open(dataDir);
    await first.write((tx) => tx.db.insertInto('settings').values({ key: 'k', value: 'v' }).execute());
    await first.close();
    const second = await open(dataDir);
    expect(await second.read.selectFrom('settings').selectAll().execute()).toEqual([{ key: 'k', value: 'v' }]);
    await second.close();
  });

  it('refuses the database of another installation', async () => {
    const dataDir = folder();
    await (await open(dataDir, 'one')).close();
    await expect(open(dataDir, 'two')).rejects.toThrow(/another installation/);
  });

  it('refuses a newer schema', async () => {
    const dataDir = folder();
    await (await open(dataDir)).close();
    const handle = new BetterSqlite(join(dataDir, databaseFileName));
    handle.exec("update meta set value = '999' where key = 'schema'");
    handle.close();
    await expect(open(dataDir)).rejects.toThrow(/newer Canopy/);
  });

  it('refuses tables of something else, and a file that is no database', async () => {
    const foreign = folder();
    const handle = new BetterSqlite(join(foreign, databaseFileName));
    handle.exec('create table invoices (id integer)');
    handle.close();
    await expect(open(foreign)).rejects.toThrow(/something else \(invoices\)/);
    await expect(open(join(foreign, databaseFileName))).rejects.toThrow(StartupError);
  });

  it('copies itself while in use', async () => {
    const dataDir = folder();
    const database = await open(dataDir);
    await database.write((tx) => tx.db.insertInto('settings').values({ key: 'k', value: 'v' }).execute());
    const copy = folder();
    await database.backup(join(copy, databaseFileName));
    await database.close();
    const restored = await open(copy);
    expect(await restored.read.selectFrom('settings').select('key').execute()).toEqual([{ key: 'k' }]);
    await restored.close();
  });
});
