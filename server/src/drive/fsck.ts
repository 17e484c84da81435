import { randomUUID } from 'node:crypto';
import { FileUri } from '@canopy/contract';
import type { Database, Transactor } from '../db/index.ts';
import type { Clock } from '../kernel/index.ts';
import { type EntityStore, versionsOf } from './entity-store.ts';
import { FsckStore } from './fsck-store.ts';
import type { MetadataStore } from './metadata-store.ts';
import { FileKind, type FileRow, isFolder, MetadataKey } from './rows.ts';
import type { TreeStore } from './tree-store.ts';

/** Something that is not as it must be. */
export interface Finding {
  /** Name of the invariant. */
  readonly check: string;
  /** For the operator: what, and where. */
  readonly text: string;
  /** What `repair` does, in words. */
  readonly remedy: string;
  /** Makes it right, in a transaction of its own; looks again first where others may have changed it. */
  readonly repair: (tx: Transactor) => Promise<void>;
}

export interface FsckParts {
  readonly database: Database;
  readonly clock: Clock;
  readonly tree: TreeStore;
  readonly metadata: MetadataStore;
  readonly entities: EntityStore;
}

/** Seconds that what fsck found stays in the trash: long enough for anybody to look. */
const recoveredFor = 365 * 86_400;

/**
 * Checks every invariant of the tree, of references and of the quota. Repairs lose nothing: what has no place
 * goes to the trash of its owner. Repairing one finding can reveal or settle others (quota after ownership),
 * so whoever repairs checks again until nothing is found.
 */
export class Fsck {
  readonly #parts: FsckParts;
  readonly #store = new FsckStore();

  constructor(parts: FsckParts) {
    this.#parts = parts;
  }

  async *findings(): AsyncGenerator<Finding, void, undefined> {
    yield* this.#links();
    yield* this.#places();
    yield* this.#contents();
    yield* this.#counts();
  }

  async *#links(): AsyncGenerator<Finding, void, undefined> {
    const store = this.#store;
    const { read } = this.#parts.database;
    for (const { file_id, entity_id } of await store.brokenLinks(read)) {
      yield {
        check: 'links',
        text: `File ${file_id} refers to blob ${entity_id}, and one of them does not exist.`,
        remedy: 'remove the reference',
        repair: (tx) => store.removeLink(tx, file_id, entity_id),
      };
    }
    for (const id of await store.lostMetadata(read)) {
      yield {
        check: 'metadata',
        text: `There is metadata of file ${id}, which does not exist.`,
        remedy: 'remove the metadata',
        repair: (tx) => store.removeMetadata(tx, id),
      };
    }
  }

  async *#places(): AsyncGenerator<Finding, void, undefined> {
    const store = this.#store;
    const { tree, database } = this.#parts;
    for (const { id } of await store.wrongRoots(database.read)) {
      yield {
        check: 'roots',
        text: `The root folder of user ${id} is not a root folder of this user.`,
        remedy: 'give the user the root folder that is there, or a new one at the next access',
        repair: (tx) => store.settleRoot(tx, id),
      };
    }
    const lost: readonly [string, FileRow[]][] = [
      ['has no folder', await store.adrift(database.read)],
      ['is in a folder that no root leads to', await store.unreachable(database.read)],
      ['is in something that cannot hold it', await store.misplaced(database.read)],
    ];
    for (const [problem, rows] of lost) {
      // A folder that finds its place again brings along what is in it.
      for (const row of rows.sort((a, b) => b.kind - a.kind || a.id - b.id)) {
        yield {
          check: 'places',
          text: `${describe(row)} ${problem}.`,
          remedy: 'put it into the trash of its owner',
          repair: (tx) => this.#recover(tx, row),
        };
      }
    }
    for (const row of await store.homeless(database.read, MetadataKey.RESTORE_URI)) {
      yield {
        check: 'trash',
        text: `${describe(row)} is in the trash, and nobody knows where it was.`,
        remedy: 'let it be restored to the root folder',
        repair: (tx) => this.#setHome(tx, row),
      };
    }
    for (const { id, name, owner_id, parent_owner } of await store.foreign(database.read)) {
      yield {
        check: 'owners',
        text: `File ${id} ("${name}") belongs to user ${owner_id}, its folder to user ${parent_owner}.`,
        remedy: 'give it to the owner of the folder',
        repair: (tx) => tree.update(tx, [id], { owner_id: parent_owner }),
      };
    }
  }

  async *#contents(): AsyncGenerator<Finding, void, undefined> {
    for (const row of await this.#store.wrongVersions(this.#parts.database.read)) {
      yield {
        check: 'versions',
        text: `Size or current version of ${describe(row)} is not that of a version it has.`,
        remedy: 'make the current version its newest finished one, or none',
        repair: (tx) => this.#settleVersion(tx, row),
      };
    }
  }

  async *#counts(): AsyncGenerator<Finding, void, undefined> {
    const store = this.#store;
    const { database, clock } = this.#parts;
    for (const { id, counted, links } of await store.wrongReferences(database.read)) {
      yield {
        check: 'references',
        text: `Blob ${id} counts ${counted} references and has ${links}, or its mark for removal is wrong.`,
        remedy: 'count them anew',
        repair: (tx) => store.setReferences(tx, id, clock.now()),
      };
    }
    for (const { id, charged, held } of await store.wrongCharges(database.read)) {
      yield {
        check: 'quota',
        text: `User ${id} is charged ${charged} bytes and holds ${held}.`,
        remedy: 'charge what is held',
        repair: async (tx) => {
          await tx.lockTree(id);
          await store.setCharge(tx, id, await store.heldBy(tx.db, id));
        },
      };
    }
  }

  async #recover(tx: Transactor, seen: FileRow): Promise<void> {
    const { tree, clock } = this.#parts;
    await tx.lockTree(seen.owner_id);
    const row = await tree.byId(tx.db, seen.id);
    if (!row || (await this.#hasPlace(tx, row))) return;
    const name = row.name === '' ? `recovered ${row.id}` : row.name;
    await tree.update(tx, [row.id], { purged_at: null, name });
    await tree.toTrash(tx, row.id, randomUUID(), clock.now());
    await this.#setHome(tx, { ...row, name });
  }

  /** Whether folders lead from the row up to a root, the trash or what waits for removal. */
  async #hasPlace(tx: Transactor, row: FileRow): Promise<boolean> {
    const { tree } = this.#parts;
    const seen = new Set<number>();
    for (let at = row; !seen.has(at.id); ) {
      seen.add(at.id);
      const detached = at.trash_key !== null || at.purged_at !== null;
      if (at.parent_id === null) return detached || (await tree.root(tx.db, at.owner_id))?.id === at.id;
      const parent = await tree.byId(tx.db, at.parent_id);
      if (detached || !parent || !isFolder(parent)) return false;
      at = parent;
    }
    return false;
  }

  async #setHome(tx: Transactor, row: FileRow): Promise<void> {
    const { metadata, clock } = this.#parts;
    const collectAt = String(Math.floor(clock.now() / 1000) + recoveredFor);
    await metadata.put(tx, [
      { file_id: row.id, key: MetadataKey.RESTORE_URI, value: FileUri.root('my').join(row.name).toString() },
      { file_id: row.id, key: MetadataKey.EXPECTED_COLLECT_TIME, value: collectAt },
    ]);
  }

  async #settleVersion(tx: Transactor, seen: FileRow): Promise<void> {
    const { tree, entities } = this.#parts;
    await tx.lockTree(seen.owner_id);
    const held = seen.kind === FileKind.FILE ? versionsOf(await entities.of(tx.db, seen.id)) : [];
    const current = held.find((entity) => entity.id === seen.primary_entity) ?? held[0];
    await tree.update(tx, [seen.id], { primary_entity: current?.id ?? null, size: current?.size ?? 0 });
  }
}

function describe(row: FileRow): string {
  return `${row.kind === FileKind.FOLDER ? 'Folder' : 'File'} ${row.id} ("${row.name}") of user ${row.owner_id}`;
}
