import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import BetterSqlite from 'better-sqlite3';
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
