import { type Activity, type IdCodec, IdKind, type LogEntry, type User } from '@canopy/contract';
import { type Metadata, type Policies, type Rights, shownMetadata } from '../drive/index.ts';
import { isoTime } from '../kernel/index.ts';
import type { Event } from './activities.ts';
import { Category, categoryOf } from './categories.ts';
import type { Line } from './line.ts';
import type { ReadRow } from './reads-store.ts';

/** Longest value of metadata that the log repeats, in characters. */
const longestValue = 256;

export interface TellerParts {
  readonly ids: IdCodec;
  readonly policies: Policies;
  readonly users: ReadonlyMap<number, User>;
  /** Whether whoever asks may know this address. */
  readonly shows: (uri: string) => boolean;
  /** Of who asks; undefined = everything. */
  readonly rights: Rights | undefined;
}

/** Puts events into the words of the protocol. */
export class ActivityTeller {
  readonly #parts: TellerParts;

  constructor(parts: TellerParts) {
    this.#parts = parts;
  }

  async tell(event: Event): Promise<Activity> {
    const { ids, users } = this.#parts;
    const change = event.of === 'change';
    const user = users.get(change ? event.line.actorId : event.row.actor_id);
    const version = change ? versionOf(event.line) : undefined;
    return {
      // Numbers of two tables, kept apart.
      id: ids.encode(IdKind.AUDIT_LOG, event.id * 2 + (change ? 0 : 1)),
      content: change ? await this.#change(event.line) : this.#read(event.row),
      created_at: isoTime(event.at),
      ...(user && { user }),
      ...(version !== undefined && { version_id: ids.encode(IdKind.ENTITY, version) }),
    };
  }

  async #change(line: Line): Promise<LogEntry> {
    const { kind, name, fromName, detail } = line;
    const category = categoryOf(kind);
    const { created } = detail;
    return {
      category,
      ...this.#uris(detail.from, detail.to),
      ...(category === Category.RENAMED && { original_name: fromName ?? '', new_name: name }),
      ...(category === Category.METADATA && { exts: this.#metadata(detail.after) }),
      ...(typeof created === 'number' && { entity_create_time: isoTime(created) }),
      ...(category === Category.MOUNTED && (await this.#policy(detail.after))),
    };
  }

  #read({ category, from_uri, to_uri, detail }: ReadRow): LogEntry {
    const exts = detail === null ? undefined : (JSON.parse(detail) as Record<string, string>);
    return { category, ...this.#uris(from_uri, to_uri), ...(exts && { exts }) };
  }

  #uris(from: unknown, to: unknown): Pick<LogEntry, 'from' | 'to'> {
    const { shows } = this.#parts;
    return {
      ...(typeof from === 'string' && shows(from) && { from }),
      ...(typeof to === 'string' && shows(to) && { to }),
    };
  }

  #metadata(after: unknown): Record<string, string> {
    const values: Metadata = {};
    for (const [key, value] of Object.entries((after ?? {}) as Record<string, string | null>)) {
      values[key] = (value ?? '').slice(0, longestValue).toWellFormed();
    }
    return shownMetadata(values, this.#parts.rights);
  }

  async #policy(id: unknown): Promise<Pick<LogEntry, 'storage_policy_id' | 'storage_policy'>> {
    const policy = typeof id === 'number' ? await this.#parts.policies.present(id) : undefined;
    return policy ? { storage_policy_id: policy.id, storage_policy: policy.name } : {};
  }
}

/** The version that a change is about. */
function versionOf({ kind, detail }: Line): number | undefined {
  const id =
    kind === 'prune' ? detail.entity : kind === 'content' || kind === 'version' ? detail.after : detail.version;
  return typeof id === 'number' ? id : undefined;
}
