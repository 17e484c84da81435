import { Prepared, type Transactor } from '../db/index.ts';
import type { TreeChanged } from './journal.ts';

/** Most rows of one insert; each has twelve values, and SQLite takes 32,766. */
const rowsOfInsert = 256;

export class JournalStore {
  readonly #one = new Prepared(
    (
      db,
      at: number,
      owner_id: number,
      actor_id: number,
      client_id: string,
      kind: string,
      file_id: number,
      file_kind: number,
      parent_id: number | null,
      name: string,
      from_parent_id: number | null,
      from_name: string | null,
      detail: string | null,
    ) =>
      db.insertInto('journal').values({
        at,
        owner_id,
        actor_id,
        client_id,
        kind,
        file_id,
        file_kind,
        parent_id,
        name,
        from_parent_id,
        from_name,
        detail,
      }),
  );

  async append(tx: Transactor, told: TreeChanged): Promise<void> {
    const rows = told.changes.map((change) => ({
      at: told.at,
      owner_id: told.ownerId,
      actor_id: told.actorId,
      client_id: told.clientId,
      kind: change.kind,
      file_id: change.fileId,
      file_kind: change.fileKind,
      parent_id: change.parentId,
      name: change.name,
      from_parent_id: change.fromParentId ?? null,
      from_name: change.fromName ?? null,
      detail: change.detail ? JSON.stringify(change.detail) : null,
    }));
    const [row] = rows;
    if (row && rows.length === 1) {
      const { at, owner_id, actor_id, client_id, kind, file_id, file_kind, parent_id, name, ...rest } = row;
      const before = [at, owner_id, actor_id, client_id, kind, file_id, file_kind, parent_id, name] as const;
      await this.#one.run(tx.db, ...before, rest.from_parent_id, rest.from_name, rest.detail);
      return;
    }
    for (const some of inPowers(rows, rowsOfInsert)) await tx.db.insertInto('journal').values(some).execute();
  }
}

/** Cuts a list into pieces as long as powers of two, so that lists of any length take statements of few lengths. */
function* inPowers<Item>(items: readonly Item[], most: number): Generator<Item[]> {
  for (let at = 0; at < items.length; ) {
    const size = Math.min(most, 2 ** Math.floor(Math.log2(items.length - at)));
    yield items.slice(at, at + size);
    at += size;
  }
}
