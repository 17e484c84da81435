import {
  ApiError,
  Capability,
  checkName,
  type Duplicate,
  type DuplicateFilesService,
  ErrorCode,
  FilePermission,
  numberedName,
} from '@canopy/contract';
import type { Database, Transactor } from '../db/index.ts';
import { Batch, type Target } from './batch.ts';
import type { Copier, Tally } from './copy.ts';
import type { Locator } from './locate.ts';
import type { LockManager } from './locks.ts';
import { policyOf } from './mounts.ts';
import type { Source } from './move.ts';
import { demandCapability } from './namespace.ts';
import type { Actor, DriveSettings, Policies } from './ports.ts';
import type { Presenter } from './present.ts';
import { FileKind, type FileRow } from './rows.ts';
import { existingFolder, existingItem, type Place } from './scope.ts';
import type { TreeStore } from './tree-store.ts';

export interface DuplicatorParts {
  readonly database: Database;
  readonly locator: Locator;
  readonly tree: TreeStore;
  readonly locks: LockManager;
  readonly copier: Copier;
  readonly policies: Pick<Policies, 'checkFileName'>;
  readonly presenter: Presenter;
  readonly settings: DriveSettings;
}

/** An original, the folder it stands in, and what its copy is called. */
interface Twin {
  readonly key: string;
  readonly source: Source;
  readonly folder: Place;
  readonly name: string;
}

/** Names that are tried for a copy. */
const mostNames = 1000;

/** Makes copies beside their originals, under names that nothing there has. */
export class Duplicator {
  readonly #parts: DuplicatorParts;

  constructor(parts: DuplicatorParts) {
    this.#parts = parts;
  }

  /** @throws ApiError as the contract's duplicateFiles */
  async duplicate(actor: Actor, { uris }: DuplicateFilesService): Promise<Duplicate[]> {
    const { database, locator, tree, settings } = this.#parts;
    const batch = await Batch.open(locator, actor.caller, uris, settings.maxBatchedFile);
    const made = await database.write(async (tx) => {
      for (const ownerId of batch.ownersWith()) await tx.lockTree(ownerId);
      const originals = batch.sift(await batch.find(tx.db, tree), originalOf);
      const duplicates: Duplicate[] = [];
      const tally: Tally = { rows: 0 };
      for (const siblings of Map.groupBy(originals, ({ source }) => source.row.parent_id).values()) {
        const twins = await this.#allowed(batch, await this.#named(tx, batch, siblings));
        duplicates.push(...(await this.#copy(tx, actor, twins, tally)));
      }
      return duplicates;
    });
    batch.finish(made);
    return made;
  }

  /** Gives each the first number that neither the folder nor another copy has. */
  async #named(tx: Transactor, batch: Batch, siblings: readonly Omit<Twin, 'name'>[]): Promise<Twin[]> {
    const [first] = siblings;
    if (!first) return [];
    const { id } = existingFolder(first.folder);
    const given = new Set<string>();
    const twins: Twin[] = [];
    let left = siblings.map((sibling) => ({ sibling, ...numberingOf(sibling.source.row) }));
    for (let round = 0; left.length > 0 && round < mostNames; round++) {
      const wanted = left.map(({ nameOf }) => nameOf(round));
      const rows = await this.#parts.tree.children(tx.db, id, [...new Set(wanted)]);
      const taken = new Set(rows.map(({ name }) => name));
      left = left.filter(({ sibling }, index) => {
        const name = wanted[index] as string;
        if (taken.has(name) || given.has(name)) return true;
        given.add(name);
        twins.push({ ...sibling, name });
        return false;
      });
    }
    for (const { sibling } of left) batch.fail(sibling.key, new ApiError(ErrorCode.OBJECT_EXIST));
    return twins;
  }

  /** Those whose new name their storage takes. */
  async #allowed(batch: Batch, twins: readonly Twin[]): Promise<Twin[]> {
    const allowed: Twin[] = [];
    for (const twin of twins) {
      const { row, place } = twin.source;
      const policyId = row.kind === FileKind.FILE ? policyOf(place) : null;
      try {
        checkName(twin.name);
        if (policyId !== null) await this.#parts.policies.checkFileName(policyId, twin.name);
        allowed.push(twin);
      } catch (error) {
        batch.fail(twin.key, error);
      }
    }
    return allowed;
  }

  async #copy(tx: Transactor, actor: Actor, twins: readonly Twin[], tally: Tally): Promise<Duplicate[]> {
    const { locks, copier, presenter } = this.#parts;
    const [first] = twins;
    if (!first) return [];
    const { folder } = first;
    const { uri, scope, chain } = folder;
    const arrivals = twins.map(({ name }) => ({ elements: [...uri.elements, name], infinite: true }));
    await locks.demandFree(tx, scope, arrivals);
    const names = new Map(twins.map(({ source, name }) => [source.row.id, name]));
    const sources = twins.map(({ source }) => source);
    const copies = await copier.copy(tx, actor, sources, folder, { names, tally });
    return twins.flatMap(({ key, source, name }) => {
      const copy = copies.get(source.row.id);
      if (!copy) return [];
      return { uri: key, file: presenter.file(copy, scope, uri.join(name).toString(), null, [...chain, copy]) };
    });
  }
}

/** What may be copied to where it stands. @throws ApiError when it may not */
function originalOf({ item, place }: Target): Omit<Twin, 'name'> {
  const { scope, chain, uri } = place;
  const toShare = scope.namespace.host === 'share';
  const copying = toShare ? Capability.COPY_TO_SHARE : Capability.COPY_TO_MY;
  demandCapability(scope.namespace, Capability.CREATE, Capability.LOCK, copying);
  const row = existingItem(place);
  scope.demand(FilePermission.READ, place);
  // Shortcuts carry the passwords of shares: they stay with whose they are.
  if (row.symbolic === 1 && scope.rights(chain) !== undefined) {
    throw new ApiError(ErrorCode.NO_PERMISSION, 'This is a shortcut to the share of somebody else.');
  }
  const folder: Place = { ...place, uri: uri.parent(), chain: chain.slice(0, -1) };
  if (folder.chain.length === 0) throw new ApiError(ErrorCode.NO_PERMISSION, 'There is no folder for a copy here.');
  scope.demand(FilePermission.CREATE, folder);
  return { key: item.key, source: { row, place }, folder };
}

/** `a.txt` is followed by `a (2).txt`, and that by `a (3).txt`. */
function numberingOf({ name, kind }: FileRow): { nameOf: (round: number) => string } {
  const isFolder = kind === FileKind.FOLDER;
  const { plain, number } = withoutNumber(name, isFolder);
  return { nameOf: (round) => numberedName(plain, number + 1 + round, isFolder) };
}

function withoutNumber(name: string, isFolder: boolean): { plain: string; number: number } {
  const numbered = isFolder ? /^(.+) \((\d{1,6})\)()$/su.exec(name) : /^(.+) \((\d{1,6})\)(\.[^.]*)?$/su.exec(name);
  const [, stem = name, number = '1', extension = ''] = numbered ?? [];
  return { plain: stem + extension, number: Number(number) };
}
