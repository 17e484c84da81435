import type { Database } from '../db/index.ts';
import { type Group, groupOf } from './group.ts';
import { findGroup } from './groups-store.ts';

/** The groups, decoded once. A change of a group's row is noticed by its `updated_at`. */
export class Groups {
  readonly #database: Database;
  readonly #known = new Map<number, Group>();

  constructor({ database }: { database: Database }) {
    this.#database = database;
  }

  /** The group as it is now. */
  async find(id: number): Promise<Group | undefined> {
    const row = await findGroup(this.#database.read, id);
    if (!row) return undefined;
    const known = this.#known.get(id);
    if (known?.updatedAt === row.updated_at) return known;
    const group = groupOf(row);
    this.#known.set(id, group);
    return group;
  }

  /** As `find`, without asking the database when `updatedAt` of its row is known and nothing changed. */
  async findAsOf(id: number, updatedAt: number): Promise<Group | undefined> {
    const known = this.#known.get(id);
    return known?.updatedAt === updatedAt ? known : this.find(id);
  }
}
