import { type Executor, type FilesTable, Prepared, PreparedList, type Transactor } from '../db/index.ts';
import { type FileRow, type PermissionRules, type Ruled, rulesText } from '../drive/index.ts';
import type { Aspect } from './past.ts';
import type { Present } from './plan.ts';

/** The column of each aspect that a change sets as a whole, and how the journal's value stands in it. */
const columns = {
  view: { column: 'view', read: parsed, write: printed },
  permission: {
    column: 'permissions',
    read: parsed,
    write: (value: unknown) => (value ? rulesText(value as PermissionRules) : null),
  },
  mount: { column: 'policy_id', read: (value: unknown) => value ?? null, write: (value: unknown) => value ?? null },
} as const satisfies Record<Aspect, { column: keyof FilesTable; read: Convert; write: Convert }>;

type Convert = (value: unknown) => unknown;

/** A row as plans and rights need it. */
export interface PresentRow extends Present, Ruled {}

/** The rows that a rewind looks at and changes. */
export class RewindStore {
  readonly #present = new PreparedList((db, ids) =>
    db
      .selectFrom('files')
      .select(['id', 'parent_id', 'name', 'owner_id', 'trash_key', 'kind', 'permissions'])
      .where('id', 'in', ids)
      .where('purged_at', 'is', null)
      // What lies in a trash that was emptied waits for its removal too.
      .where((eb) =>
        eb.or([
          eb('trash_key', 'is', null),
          eb(
            'trash_number',
            '=',
            eb.selectFrom('users').select('users.trash_number').whereRef('users.id', '=', 'files.owner_id'),
          ),
        ]),
      ),
  );
  readonly #place = new Prepared((db, parent_id: number, name: string, id: number) =>
    db.updateTable('files').set({ parent_id, name, trash_key: null }).where('id', '=', id),
  );

  /** Of these files those that exist. What waits for its removal does not. */
  async present(db: Executor, ids: readonly number[]): Promise<PresentRow[]> {
    return (await this.#present.all(db, ids)).map((row) => ({
      id: row.id,
      parentId: row.parent_id,
      name: row.name,
      ownerId: row.owner_id,
      inTrash: row.trash_key !== null,
      kind: row.kind,
      permissions: row.permissions,
    }));
  }

  /** Puts something into a folder, also out of the trash. Its time stays: what happens to it is no change of its own. */
  async place(tx: Transactor, id: number, parentId: number, name: string): Promise<void> {
    await this.#place.run(tx.db, parentId, name, id);
  }

  /** Takes rows out of their folders for a moment, so that names are free whatever goes where. */
  async detach(tx: Transactor, ids: readonly number[]): Promise<void> {
    await tx.db.updateTable('files').set({ parent_id: null }).where('id', 'in', ids).execute();
  }

  async setValue(tx: Transactor, id: number, aspect: Aspect, value: unknown): Promise<void> {
    const { column, write } = columns[aspect];
    await tx.db
      .updateTable('files')
      .set({ [column]: write(value) })
      .where('id', '=', id)
      .execute();
  }
}

/** The value of an aspect in a row, as the journal tells it. */
export function aspectOf(row: FileRow, aspect: Aspect): unknown {
  const { column, read } = columns[aspect];
  return read(row[column]);
}

function parsed(value: unknown): unknown {
  return typeof value === 'string' ? JSON.parse(value) : null;
}

function printed(value: unknown): unknown {
  return value === null || value === undefined ? null : JSON.stringify(value);
}
