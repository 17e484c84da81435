import { join } from 'node:path';
import { DatabaseSync } from 'node:sqlite';

/** Opens the embedded database of a data folder for a look, or (server stopped) for a change. */
export function openOffline<T>(dataDir: string, work: (db: DatabaseSync) => T, options = { readOnly: false }): T {
  const db = new DatabaseSync(join(dataDir, 'canopy.db'), options);
  try {
    return work(db);
  } finally {
    db.close();
  }
}

/** Reads rows while the server may run. */
export function look(dataDir: string, sql: string, ...values: (string | number)[]): Record<string, unknown>[] {
  return openOffline(dataDir, (db) => db.prepare(sql).all(...values) as Record<string, unknown>[], { readOnly: true });
}

/** Changes members of a JSON column in all rows of a table; for the time while the server is stopped. */
export function patchJson(dataDir: string, table: string, column: string, change: Record<string, unknown>): void {
  openOffline(dataDir, (db) => {
    const rows = db.prepare(`select id, ${column} as text from ${table}`).all() as { id: number; text: string }[];
    const update = db.prepare(`update ${table} set ${column} = ? where id = ?`);
    for (const { id, text } of rows) update.run(JSON.stringify({ ...JSON.parse(text), ...change }), id);
  });
}

/** Changes settings of the server while it is stopped; values as they are kept. */
export function changeSettings(dataDir: string, settings: Readonly<Record<string, string>>): void {
  openOffline(dataDir, (db) => {
    const put = db.prepare('insert or replace into settings (key, value) values (?, ?)');
    for (const [key, value] of Object.entries(settings)) put.run(key, value);
  });
}

export function setGroupStorage(dataDir: string, bytes: number): void {
  openOffline(dataDir, (db) => db.prepare('update groups set max_storage = ?').run(bytes));
}

/** Another storage policy on the disk of the server, which everybody may use beside the first; while it is stopped. */
export function addPolicy(dataDir: string, name: string): void {
  const ids = openOffline(dataDir, (db) => {
    const now = Date.now();
    db.prepare(
      "insert into policies (name, type, max_size, settings, created_at, updated_at) values (?, 'local', 0, '{}', ?, ?)",
    ).run(name, now, now);
    return db.prepare('select id from policies order by id').all() as { id: number }[];
  });
  patchJson(dataDir, 'groups', 'settings', { storagePolicies: ids.map(({ id }) => id) });
}
