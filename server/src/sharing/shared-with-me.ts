import { FileUri } from '@canopy/contract';
import {
  type Behind,
  FileKind,
  type ListedFile,
  MetadataKey,
  type Order,
  type Position,
  type RowSource,
  rightsOn,
  type Sighting,
} from '../drive/index.ts';
import type { Caller } from '../kernel/index.ts';
import { rulesOfShare } from './share.ts';
import type { Named, SharedWithMeStore } from './shared-with-me-store.ts';

export interface SharedWithMeParts {
  readonly store: SharedWithMeStore;
  readonly now: () => number;
  readonly userId: (id: number) => string;
}

/**
 * What is shared with somebody: the shortcuts in his drive, and what a link shares with him or his group by name,
 * until he has a shortcut to it. A link that ends is gone from the list at once.
 */
export class SharedWithMe implements RowSource {
  readonly #parts: SharedWithMeParts;
  readonly #caller: Caller;
  /** @param mayOpen false = the caller's group may not open shares, so that only his shortcuts are listed */
  readonly #mayOpen: boolean;

  constructor(parts: SharedWithMeParts, caller: Caller, mayOpen: boolean) {
    this.#parts = parts;
    this.#caller = caller;
    this.#mayOpen = mayOpen;
  }

  first(kind: number, order: Order, limit: number, offset = 0): Promise<ListedFile[]> {
    return this.#parts.store.rows(this.#who(), { kind, order, limit, offset });
  }

  after(order: Order, position: Position, limit: number): Promise<ListedFile[]> {
    return this.#parts.store.rows(this.#who(), { kind: position.kind, order, behind: position, limit });
  }

  candidates(order: Order, behind: Behind | undefined, limit: number): Promise<ListedFile[]> {
    return this.#parts.store.rows(this.#who(), { order, limit, ...(behind && { behind }) });
  }

  count(): Promise<{ folders: number; files: number }> {
    return this.#parts.store.count(this.#who());
  }

  sighting(row: ListedFile): Sighting {
    const { code, password, share_owner: owner, share_permissions } = row as ListedFile & Named;
    if (code === null || owner === null) return { owned: true, rights: undefined, metadata: {} };
    const { userId, anonymous, group } = this.#caller;
    // He is named, so that it does not matter whose group he shares.
    const visitor = { userId, anonymous, groupId: group.id, ownersGroup: false, freeForAnonymous: false };
    const shared = { permissions: null, kind: row.kind };
    const root = FileUri.root('share', code, password ?? '');
    const redirect = row.kind === FileKind.FILE ? root.join(row.name) : root;
    return {
      owned: false,
      rights: rightsOn([shared], rulesOfShare({ permissions: share_permissions }), visitor),
      metadata: {
        [MetadataKey.SHARED_REDIRECT]: redirect.toString(),
        [MetadataKey.SHARED_OWNER]: this.#parts.userId(owner),
      },
    };
  }

  #who() {
    const { userId, group } = this.#caller;
    return { userId, groupId: group.id, named: this.#mayOpen, now: this.#parts.now() };
  }
}
