import type { TagUse } from '@canopy/contract';
import type { Database } from '../db/index.ts';
import type { Caller } from '../kernel/index.ts';
import type { TagStore } from './tag-store.ts';

/** Most tags with their colours that are told; more than anybody reads. */
const mostTags = 5_000;

const prefix = 'tag:';

/** Which tags the files of a user have. */
export class Tags {
  readonly #database: Database;
  readonly #store: TagStore;

  constructor({ database, tagStore }: { readonly database: Database; readonly tagStore: TagStore }) {
    this.#database = database;
    this.#store = tagStore;
  }

  /** In the order of their names; the colour is the one that most of them have. */
  async list(caller: Caller): Promise<TagUse[]> {
    const rows = await this.#store.ofOwner(this.#database, caller.userId, mostTags);
    const tags = new Map<string, TagUse>();
    for (const { key, value, count } of rows) {
      const name = key.slice(prefix.length);
      const tag = tags.get(name);
      if (tag) tag.count += count;
      else tags.set(name, { name, color: value, count });
    }
    return [...tags.values()].sort((a, b) => (a.name < b.name ? -1 : 1));
  }
}
