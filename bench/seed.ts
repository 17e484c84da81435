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

const words =
  'report invoice holiday photo meeting notes budget final draft scan contract plan summary letter receipt backup project design logo video recipe travel ticket family school garden music slides proposal analysis data export archive old copy version client server'.split(
    ' ',
  );
const chinese =
  '合同 发票 照片 会议 预算 计划 总结 报告 设计 视频 音乐 旅行 家庭 学校 花园 备份 项目 客户 文档 年度 数据 分析'.split(
    ' ',
  );

/** The n-th name: no two are alike, and any few letters of one are in many others. */
export function nameOf(index: number): string {
  const mixed = Math.imul(index + 1, 0x9e3779b1) >>> 0;
  const pick = (from: readonly string[], turn: number) => from[(mixed >>> turn) % from.length] ?? '';
  if (index % 3 === 0) return `IMG_2024${String(1000 + ((mixed >>> 8) % 1200))}_${index}.jpg`;
  if (index % 3 === 1) return `${pick(chinese, 3)}${pick(chinese, 11)} ${index}.docx`;
  return `${pick(words, 2)} ${pick(words, 9)}-${pick(words, 17)} ${index}.pdf`;
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
  const original = originalOf(db);
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
        const added = addFile.run(
          owner_id,
          folderId,
          nameOf((shelf * foldersPerShelf + folder) * perFolder + file),
          0,
          size,
          primary_entity,
          at,
          at,
        );
        link.run(added.lastInsertRowid, primary_entity);
      }
    }
  }
  tell(db, original, top, 'seeded');
  db.prepare('update entities set reference_count = reference_count + ? where id = ?').run(count, primary_entity);
  db.prepare('update users set storage_used = storage_used + ? where id = ?').run(count * size, owner_id);
}

/** As a copy would have told it: that is how the index of names learns of a folder and what is in it. */
function tell(db: BetterSqlite.Database, original: Original, folder: number, name: string): void {
  const { created_at, owner_id, parent_id } = original;
  db.prepare(
    `insert into journal (at, owner_id, actor_id, client_id, kind, file_id, file_kind, parent_id, name)
     values (?, ?, ?, '', 'copy', ?, 1, ?, ?)`,
  ).run(created_at, owner_id, owner_id, folder, parent_id, name);
}

/**
 * Puts `count` files into one folder of a stopped drive, in folders of a hundred when `spread`. Each has an entity of
 * its own, as after an upload, but nothing is stored: good for what looks at the tree alone.
 */
export function seedFolder(dataDir: string, name: string, count: number, spread: boolean): void {
  const db = new BetterSqlite(join(dataDir, 'canopy.db'));
  try {
    db.pragma('synchronous = OFF');
    db.pragma('cache_size = -262144');
    db.transaction(() => fillFolder(db, name, count, spread))();
    db.pragma('wal_checkpoint(TRUNCATE)');
  } finally {
    db.close();
  }
}

function fillFolder(db: BetterSqlite.Database, name: string, count: number, spread: boolean): void {
  const original = originalOf(db);
  const { owner_id, parent_id, created_at, primary_entity } = original;
  const like = db.prepare('select policy_id, checksum from entities where id = ?').get(primary_entity) as Entity;
  const addFile = db.prepare(
    `insert into files (owner_id, parent_id, name, kind, size, primary_entity, policy_id, created_at, updated_at)
     values (?, ?, ?, ?, ?, ?, ?, ?, ?)`,
  );
  const addEntity = db.prepare(
    `insert into entities (type, size, policy_id, source, checksum, reference_count, created_by, created_at, updated_at)
     values (0, ?, ?, ?, ?, 1, ?, ?, ?)`,
  );
  const link = db.prepare('insert into file_entities (file_id, entity_id) values (?, ?)');
  const addFolder = (parent: number, folder: string): number =>
    Number(addFile.run(owner_id, parent, folder, 1, 0, null, null, created_at, created_at).lastInsertRowid);
  const top = addFolder(parent_id, name);
  let folder = top;
  let bytes = 0;
  for (let index = 0; index < count; index++) {
    if (spread && index % perFolder === 0) folder = addFolder(top, `folder ${index / perFolder}`);
    const size = 1 + ((index * 7919) % 100_000);
    const at = created_at + index;
    const source = `seeded/${name}/${index}`;
    const entity = addEntity.run(size, like.policy_id, source, like.checksum, owner_id, at, at).lastInsertRowid;
    const file = addFile.run(owner_id, folder, `file ${index}.txt`, 0, size, entity, like.policy_id, at, at);
    link.run(file.lastInsertRowid, entity);
    bytes += size;
  }
  tell(db, original, top, name);
  db.prepare('update users set storage_used = storage_used + ? where id = ?').run(bytes, owner_id);
}

interface Entity {
  policy_id: number;
  checksum: string;
}

function originalOf(db: BetterSqlite.Database): Original {
  return db.prepare("select * from files where name = 'original'").get() as Original;
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
