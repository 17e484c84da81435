import type { Database } from '../db/index.ts';
import type { Group } from './group.ts';
import type { Groups } from './groups.ts';
import { RequestStore } from './store.ts';
import type { UserSettings, UserStatus } from './user.ts';

/** What the owner of a tree is asked for with every request. */
export interface AccountOwner {
  readonly id: number;
  readonly status: UserStatus;
  readonly group: Group;
  readonly settings: UserSettings;
}

/** Texts whose settings are kept decoded; most people have one of a few. */
const mostDecoded = 1_000;

/** Finds the owners of trees, in one statement each. */
export class AccountOwners {
  readonly #store: RequestStore;
  readonly #groups: Groups;
  readonly #decoded = new Map<string, UserSettings>();

  constructor({ database, groups }: { database: Database; groups: Groups }) {
    this.#store = new RequestStore(database.read);
    this.#groups = groups;
  }

  async find(userId: number): Promise<AccountOwner | undefined> {
    const row = await this.#store.owner(userId);
    const group = row && (await this.#groups.findAsOf(row.group_id, row.updated_at));
    return (
      row && group && { id: row.id, status: row.status as UserStatus, group, settings: this.#decode(row.settings) }
    );
  }

  #decode(text: string): UserSettings {
    let settings = this.#decoded.get(text);
    if (!settings) {
      if (this.#decoded.size >= mostDecoded) this.#decoded.clear();
      settings = JSON.parse(text) as UserSettings;
      this.#decoded.set(text, settings);
    }
    return settings;
  }
}
