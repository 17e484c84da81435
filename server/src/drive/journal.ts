import { FileUri } from '@canopy/contract';
import type { Transactor } from '../db/index.ts';
import type { Clock, EventBus } from '../kernel/index.ts';
import { JournalStore } from './journal-store.ts';
import type { Actor } from './ports.ts';
import type { FileRow } from './rows.ts';

/**
 * What happened to a file or folder. `parent_id` and `name` are where it is afterwards, `from_*` where it was;
 * a tree is moved, trashed or deleted as one change of its top. `detail` is JSON with the members named here.
 *
 * | kind     | parent, name          | from        | detail                                                      |
 * | -------- | --------------------- | ----------- | ----------------------------------------------------------- |
 * | create   | where it was made     |             | `metadata?`                                                 |
 * | content  | where it is           |             | `before`, `after`: entity numbers or null; `size`: the new; `sizeBefore` |
 * | rename   | same parent, new name | the old     |                                                             |
 * | move     | new parent, name      | the old     |                                                             |
 * | copy     | where the copy is     |             | `of`: file number of the original; one entry for the top of each copied tree |
 * | trash    | null, its name        | where it was | `key`: under which the trash has it                        |
 * | restore  | where it is again     |             | `key`: under which the trash had it                         |
 * | delete   | null, its name        | where it was; null = the trash | `primary?`: its current entity; `size`   |
 * | metadata | where it is           |             | `before`, `after`: values by key, null = absent             |
 * | version  | where it is           |             | `before`, `after`: entity numbers, `size`, `sizeBefore`, `created`: another version became the current one |
 * | prune    | where it is           |             | `entity`: number of a version that was removed; `size`; `created`: when it came      |
 * | view     | where it is           |             | `before`, `after`: views or null                            |
 * | mount    | where it is           |             | `before`, `after`: policy numbers, null = inherited         |
 * | link     | where it is           |             | `link`: number of the direct link that was made; `name`, `speed` of it |
 * | unlink   | where it is           |             | the same of one that was removed                            |
 * | permission | where it is         |             | `before`, `after`: PermissionRules or null = inherited      |
 * | share    | where it is           |             | `share`: number of a link that was made                     |
 * | share-edit | where it is         |             | `share`: number of the link that was changed                |
 * | unshare  | where it is           |             | `share`: number of the link that was deleted                |
 *
 * Where somebody addressed something by a URI, `from` is it, and `to` where it went, as he wrote it but for passwords
 * (rename, move, restore, copy, trash, content). `rewind` marks what was done by going back to that line. `lost` marks
 * the lines that tell one owner of a move which another's journal tells as well.
 */
export type JournalKind =
  | 'create'
  | 'content'
  | 'rename'
  | 'move'
  | 'copy'
  | 'trash'
  | 'restore'
  | 'delete'
  | 'metadata'
  | 'version'
  | 'prune'
  | 'view'
  | 'mount'
  | 'link'
  | 'unlink'
  | 'permission'
  | 'share'
  | 'share-edit'
  | 'unshare';

/** One change, as it is journalled and as the bus tells it. */
export interface Change {
  readonly kind: JournalKind;
  readonly fileId: number;
  readonly fileKind: number;
  readonly parentId: number | null;
  readonly name: string;
  readonly fromParentId?: number | null;
  readonly fromName?: string | null;
  readonly detail?: Readonly<Record<string, unknown>>;
}

/** The changes of one transaction in one tree. */
export interface TreeChanged {
  readonly ownerId: number;
  /** 0 = the system. */
  readonly actorId: number;
  /** Client instance that asked; '' when unknown. */
  readonly clientId: string;
  /** Milliseconds since 1970. */
  readonly at: number;
  readonly changes: readonly Change[];
}

declare module '../kernel/index.ts' {
  interface Events {
    'drive.changed': TreeChanged;
  }
}

/** Append-only record of every change, written in the transaction that makes it. */
export class Journal {
  readonly #clock: Clock;
  readonly #bus: EventBus;
  readonly #store = new JournalStore();

  constructor(clock: Clock, bus: EventBus) {
    this.#clock = clock;
    this.#bus = bus;
  }

  /** Records changes of one tree and, once they are durable, tells them on the bus. `actor` undefined = the system. */
  async append(tx: Transactor, ownerId: number, actor: Actor | undefined, changes: readonly Change[]): Promise<void> {
    if (changes.length === 0) return;
    // Most who change a tree hold it already. Lines of one tree come into being in their order: whoever follows the
    // journal by their numbers would miss one that is committed after a later one.
    await tx.lockTree(ownerId);
    const at = this.#clock.now();
    const told = { ownerId, actorId: actor?.caller.userId ?? 0, clientId: actor?.clientId ?? '', at, changes };
    await this.#store.append(tx, told);
    tx.afterCommit(() => this.#bus.emit('drive.changed', told));
  }
}

/** A URI as the journal keeps it: it may be shown to others, so without a password. */
export function toldUri({ host, id, elements }: FileUri): string {
  return FileUri.root(host, id)
    .join(...elements)
    .toString();
}

/** A change of something that stays where it is. */
export function changeAt(kind: JournalKind, row: FileRow, detail?: Change['detail']): Change {
  const change: Change = {
    kind,
    fileId: row.id,
    fileKind: row.kind,
    parentId: row.parent_id,
    name: row.name,
  };
  return detail ? { ...change, detail } : change;
}

/** A change that takes something elsewhere. */
export function changeFrom(
  kind: JournalKind,
  from: FileRow,
  to: Pick<FileRow, 'parent_id' | 'name'>,
  detail?: Change['detail'],
): Change {
  return {
    kind,
    fileId: from.id,
    fileKind: from.kind,
    parentId: to.parent_id,
    name: to.name,
    fromParentId: from.parent_id,
    fromName: from.name,
    ...(detail && { detail }),
  };
}
