import { ApiError, Capability, ErrorCode, type ExplorerView, FileUri, type PatchViewService } from '@canopy/contract';
import type { Database } from '../db/index.ts';
import type { Clock } from '../kernel/index.ts';
import { changeAt, type Journal } from './journal.ts';
import type { Locator } from './locate.ts';
import type { LockManager } from './locks.ts';
import { demandCapability } from './namespace.ts';
import type { Actor, Preferences } from './ports.ts';
import type { FileRow } from './rows.ts';
import { demandOwner, existingFolder, type Place, type Scope, wholeChain } from './scope.ts';
import type { TreeStore } from './tree-store.ts';

/** Smallest page that a stored view may have. */
const minPageSize = 50;

export interface ViewParts {
  readonly database: Database;
  readonly clock: Clock;
  readonly locator: Locator;
  readonly tree: TreeStore;
  readonly locks: LockManager;
  readonly journal: Journal;
  readonly preferences: Preferences;
}

/** How folders are shown: kept with a folder, inherited below it (file.md 9). */
export class Views {
  readonly #parts: ViewParts;

  constructor(parts: ViewParts) {
    this.#parts = parts;
  }

  /** The view of a place that is listed; undefined where clients keep views for themselves. */
  async of(place: Place): Promise<ExplorerView | undefined> {
    const { scope } = place;
    const { host, defaultView } = scope.namespace;
    if (host === 'trash' || host === 'shared_with_me') {
      return (await this.#parts.preferences.view(scope.caller.userId, host)) ?? defaultView;
    }
    if (!scope.showsViews) return undefined;
    const stored = wholeChain(place).findLast((row) => row.view !== null);
    return stored ? ownView(stored) : defaultView;
  }

  /** Saves or, without a view, removes it. @throws ApiError as the contract's patchView */
  async save(actor: Actor, request: PatchViewService): Promise<void> {
    const uri = FileUri.parse(request.uri).withoutSearch();
    const view = request.view ?? undefined;
    if (view) checkView(view);
    const { locator, preferences } = this.#parts;
    const scope = await locator.open(uri, actor.caller);
    const { host } = scope.namespace;
    if (host === 'trash' || host === 'shared_with_me') {
      if (!uri.isRoot) throw new ApiError(ErrorCode.NO_PERMISSION, 'Views cannot be saved here.');
      await preferences.saveView(actor.caller.userId, host, view);
      return;
    }
    demandCapability(scope.namespace, Capability.MODIFY_PROPS, Capability.LOCK);
    await this.#saveInFolder(actor, scope, uri, view);
  }

  async #saveInFolder(actor: Actor, scope: Scope, uri: FileUri, view: ExplorerView | undefined): Promise<void> {
    const { database, tree, locks, journal, clock } = this.#parts;
    await database.write(async (tx) => {
      await tx.lockTree(scope.owner.id);
      const place = await scope.find(tx.db, uri);
      const folder = existingFolder(place);
      demandOwner(place);
      await locks.demandFree(tx, scope, [{ elements: uri.elements, infinite: false }]);
      const text = view ? JSON.stringify(view) : null;
      if (text === folder.view) return;
      await tree.update(tx, [folder.id], { view: text, updated_at: clock.now() });
      const detail = { before: ownView(folder) ?? null, after: view ?? null };
      await journal.append(tx, scope.owner.id, actor, [changeAt('view', folder, detail)]);
    });
  }
}

/** The view that a folder itself has. */
export function ownView(row: FileRow): ExplorerView | undefined {
  return row.view === null ? undefined : (JSON.parse(row.view) as ExplorerView);
}

/** What a stored view must have beyond its shape. */
function checkView(view: ExplorerView): void {
  const missing = (['order_direction', 'view', 'gallery_width'] as const).filter((key) => view[key] === undefined);
  if (missing.length > 0) throw new ApiError(ErrorCode.PARAM_INVALID, `The view lacks ${missing.join(', ')}.`);
  if (view.page_size < minPageSize) {
    throw new ApiError(ErrorCode.PARAM_INVALID, `The page size of a view must be ${minPageSize} or more.`);
  }
}
