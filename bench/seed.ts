import { join } from 'node:path';
import BetterSqlite from 'better-sqlite3';

const perFolder = 100;
const foldersPerShelf = 100;

/**
 * Puts files into a stopped drive without asking it: shelves of 100 folders of 100 files below `seeded`, each file
 * a copy of the one at `original` (copies share their blob and are charged in full). What it leaves is what as many
 * copies by the protocol would have left; `canopy fsck` finds nothing.
 *
 * @param count a multiple of 10,000
 */
export function seedFiles(dataDir: string, count: number): void {
  const db = new BetterSqlite(join(dataDir, 'canopy.db'));
  try {
    db.pragma('synchronous = OFF');
    db.pragma('cache_size = -262144');
    db.transaction(() => insert(db, count))();
    db.pragma('wal_checkpoint(TRUNCATE)');
  } finally {
    db.close();
  }
}

interface Original {
  id: number;
  owner_id: number;
  parent_id: number;
  size: number;
  primary_entity: number;
  created_at: number;
}

function insert(db: BetterSqlite.Database, count: number): void {
  const original = db.prepare("select * from files where name = 'original'").get() as Original;
  const { owner_id, size, primary_entity, created_at } = original;
  const addFile = db.prepare(
    `insert into files (owner_id, parent_id, name, kind, size, primary_entity, created_at, updated_at)
     values (?, ?, ?, ?, ?, ?, ?, ?)`,
  );
  const link = db.prepare('insert into file_entities (file_id, entity_id) values (?, ?)');
  const addFolder = (parent: number, name: string): number => {
    return Number(addFile.run(owner_id, parent, name, 1, 0, null, created_at, created_at).lastInsertRowid);
  };
  const top = addFolder(original.parent_id, 'seeded');
  for (let shelf = 0; shelf < count / perFolder / foldersPerShelf; shelf++) {
    const shelfId = addFolder(top, `shelf ${shelf}`);
    for (let folder = 0; folder < foldersPerShelf; folder++) {
      const folderId = addFolder(shelfId, `folder ${folder}`);
      for (let file = 0; file < perFolder; file++) {
        const at = created_at + file;
        const added = addFile.run(owner_id, folderId, `file ${file}.txt`, 0, size, primary_entity, at, at);
        link.run(added.lastInsertRowid, primary_entity);
      }
    }
  }
  db.prepare('update entities set reference_count = reference_count + ? where id = ?').run(count, primary_entity);
  db.prepare('update users set storage_used = storage_used + ? where id = ?').run(count * size, owner_id);
}

/** Gives every group room for what the benchmark stores. */
export function liftQuota(dataDir: string): void {
  const db = new BetterSqlite(join(dataDir, 'canopy.db'));
  try {
    db.prepare('update groups set max_storage = ?').run(1e13);
  } finally {
    db.close();
  }
}
