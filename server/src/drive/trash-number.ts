import { type Expression, expressionBuilder } from 'kysely';
import type { Schema } from '../db/index.ts';

/** The number of the trash that an owner has now: only what has it lies in the trash (see PurgeStore.empty). */
export function presentTrash(ownerId: number | Expression<number>) {
  return expressionBuilder<Schema>().selectFrom('users').select('users.trash_number').where('users.id', '=', ownerId);
}
