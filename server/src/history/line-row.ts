import type { Selectable } from 'kysely';
import type { JournalTable } from '../db/index.ts';
import type { Line } from './line.ts';

/** The columns that make a line. */
export const lineColumns = [
  'id',
  'at',
  'owner_id',
  'actor_id',
  'kind',
  'file_id',
  'file_kind',
  'parent_id',
  'name',
  'from_parent_id',
  'from_name',
  'detail',
] as const satisfies readonly (keyof JournalTable)[];

export function lineOf(row: Pick<Selectable<JournalTable>, (typeof lineColumns)[number]>): Line {
  return {
    id: row.id,
    at: row.at,
    ownerId: row.owner_id,
    actorId: row.actor_id,
    kind: row.kind,
    fileId: row.file_id,
    fileKind: row.file_kind,
    parentId: row.parent_id,
    name: row.name,
    fromParentId: row.from_parent_id,
    fromName: row.from_name,
    detail: row.detail === null ? {} : (JSON.parse(row.detail) as Line['detail']),
  };
}
