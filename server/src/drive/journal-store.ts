import { Prepared, type Transactor } from '../db/index.ts';
import type { TreeChanged } from './journal.ts';
import { chunked } from './rows.ts';

/** Rows of one insert; each has twelve values, and SQLite takes 32,766. */
const rowsOfInsert = 200;

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
    for (const chunk of chunked(rows, rowsOfInsert)) await tx.db.insertInto('journal').values(chunk).execute();
  }
}
