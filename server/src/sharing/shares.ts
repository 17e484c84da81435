import { randomInt } from 'node:crypto';
import {
  ApiError,
  Capability,
  ErrorCode,
  FileUri,
  GroupPermission,
  type IdCodec,
  IdKind,
  type PermissionSetting,
  type QueryOf,
  type Share,
  type ShareCreateService,
} from '@canopy/contract';
import type { Database, Transactor } from '../db/index.ts';
import {
  type Actor,
  changeAt,
  type Drive,
  demandAllowedToVisitors,
  demandCapability,
  existingItem,
  type FileRow,
  type JournalKind,
  type Owner,
  type Owners,
  type PermissionRules,
  rulesOf,
  rulesText,
} from '../drive/index.ts';
import type { Caller, Clock, EventBus } from '../kernel/index.ts';
import type { GuessBrake } from './guess-brake.ts';
import { isOver, type ShareRow } from './share.ts';
import type { SharePresenter, ShareView } from './share-presenter.ts';
import type { Member, ShareStore } from './store.ts';

/** Most shares of one batch. */
const mostDeleted = 3_000;
const endOfTime = Date.UTC(10_000, 0);
const lettersAndDigits = 'abcdefghijklmnopqrstuvwxyz0123456789';
const drawnLength = 8;

declare module '../kernel/index.ts' {
  interface Events {
    /** Somebody opened the page of a link. `actorId` 0 = anonymous. */
    'sharing.viewed': { readonly fileId: number; readonly shareId: number; readonly actorId: number };
  }
}

export interface SharesParts {
  readonly database: Database;
  readonly clock: Clock;
  readonly bus: EventBus;
  readonly ids: IdCodec;
  readonly owners: Owners;
  readonly drive: Pick<Drive, 'locator' | 'locks' | 'journal' | 'tree'>;
  readonly store: ShareStore;
  readonly presenter: SharePresenter;
  readonly brake: GuessBrake;
}

/** Makes, changes, shows and deletes links (collab.md 1). */
export class Shares {
  readonly #parts: SharesParts;

  constructor(parts: SharesParts) {
    this.#parts = parts;
  }

  /** @returns the short link, with the password of a private one. @throws ApiError as the contract's createShare */
  async create(actor: Actor, request: ShareCreateService, siteUrl: string): Promise<string> {
    const { database, ids, store, presenter } = this.#parts;
    demandMayShare(actor.caller);
    const password = request.is_private === true ? request.password?.trim() || drawPassword() : null;
    const share = await this.#inTree(actor, request, async (tx, file, owner) => {
      const rules = this.#rules(request.permissions, owner);
      const terms = this.#terms(request);
      const row = {
        ...terms,
        owner_id: owner.id,
        file_id: file.id,
        password,
        permissions: rules && rulesText(rules),
        created_at: terms.updated_at,
      };
      const id = await store.insert(tx, row, (number) => ids.encode(IdKind.SHARE, number));
      await store.setMembers(tx, id, membersOf(rules));
      await this.#tell(tx, actor, 'share', file, id);
      return store.byId(tx.db, id);
    });
    if (!share) throw new Error(`the share was not there after it was made in ${database.dialect}`);
    return presenter.url(siteUrl, share, true);
  }

  /** Replaces what can be changed. @throws ApiError as the contract's editShare */
  async edit(actor: Actor, id: string, request: ShareCreateService, siteUrl: string): Promise<string> {
    const { ids, store, presenter } = this.#parts;
    const number = ids.decode(IdKind.SHARE, id);
    demandMayShare(actor.caller);
    return this.#inTree(actor, request, async (tx, file, owner) => {
      const share = await store.byId(tx.db, number);
      if (!share || share.file_id !== file.id || share.owner_id !== owner.id) throw unknown();
      const rules = request.permissions ? this.#rules(request.permissions, owner) : undefined;
      const kept = share.permissions;
      await store.update(tx, number, {
        ...this.#terms(request),
        permissions: rules === undefined ? kept : rules && rulesText(rules),
      });
      if (rules !== undefined) await store.setMembers(tx, number, membersOf(rules));
      await this.#tell(tx, actor, 'share-edit', file, number);
      return presenter.url(siteUrl, share, true);
    });
  }

  /** @throws ApiError NOT_FOUND for a link that is gone, or of somebody else */
  async delete(actor: Actor, id: string): Promise<void> {
    const { database, ids, store } = this.#parts;
    const number = ids.decode(IdKind.SHARE, id);
    const { caller } = actor;
    await database.write(async (tx) => {
      const share = await store.byId(tx.db, number);
      if (!share || (share.owner_id !== caller.userId && !caller.isAdmin)) throw unknown();
      await this.#remove(tx, actor, [share]);
    });
  }

  /** Deletes the caller's own among these links. @throws ApiError PARAM_INVALID when one cannot be decoded */
  async deleteMany(actor: Actor, texts: readonly string[]): Promise<void> {
    const { database, ids, store } = this.#parts;
    if (texts.length > mostDeleted) throw new ApiError(ErrorCode.TOO_MANY_URIS, `At most ${mostDeleted} at once.`);
    const numbers = [...new Set(texts.map((id) => ids.decode(IdKind.SHARE, id)))];
    await database.write(async (tx) => {
      const shares: ShareRow[] = [];
      for (const number of numbers) {
        const share = await store.byId(tx.db, number);
        if (share?.owner_id === actor.caller.userId) shares.push(share);
      }
      await this.#remove(tx, actor, shares);
    });
  }

  /** What a link is about, as far as the caller may know. @throws ApiError as the contract's getShareInfo */
  async info(
    caller: Caller,
    id: string,
    { password, count_views: counts, owner_extended: extended }: QueryOf<'getShareInfo'>,
    siteUrl: string,
  ): Promise<Share> {
    const { bus, clock, database, drive, ids, owners, presenter, store } = this.#parts;
    const share = await store.byId(database.read, ids.decode(IdKind.SHARE, id));
    const [file, owner] = share
      ? await Promise.all([store.file(database.read, share.file_id), owners.find(share.owner_id)])
      : [];
    if (!share || !file || isOver(share, file, owner, clock.now())) {
      throw new ApiError(ErrorCode.NOT_FOUND, 'Share link expired');
    }
    const view = this.#view(share, caller, password ?? '');
    const shown = await presenter.share(share, file, { caller, view, expired: false, siteUrl });
    if (extended && view === 'owner') {
      const uri = FileUri.root('share', id, password ?? '');
      const place = await drive.locator.find(uri, caller);
      shown.source_uri = presenter.sourceUri(owner?.id ?? 0, place, file);
    }
    if (counts) {
      await database.write((tx) => store.countView(tx, share.id));
      bus.emit('sharing.viewed', { fileId: file.id, shareId: share.id, actorId: caller.userId });
    }
    return shown;
  }

  /** How much of a link the caller gets to see. */
  #view(share: ShareRow, caller: Caller, password: string): ShareView {
    if (!caller.anonymous && share.owner_id === caller.userId) return 'owner';
    const known = this.#parts.brake.check(share, password, caller) === 'right';
    const paid = share.price === 0 || caller.group.permissions.has(GroupPermission.SHARE_FREE);
    return known && paid ? 'visitor' : 'locked';
  }

  /** Takes the links of files away that are deleted for good. */
  forget(tx: Transactor, fileIds: readonly number[]): Promise<void> {
    return this.#parts.store.removeOfFiles(tx, fileIds);
  }

  /** Does something with the file that a request names, which the caller must own, in its locked tree. */
  async #inTree<T>(
    actor: Actor,
    request: ShareCreateService,
    work: (tx: Transactor, file: FileRow, owner: Owner) => Promise<T>,
  ): Promise<T> {
    const { database, drive } = this.#parts;
    const uri = FileUri.parse(request.uri).withoutSearch();
    const scope = await drive.locator.open(uri, actor.caller);
    demandCapability(scope.namespace, Capability.SHARE);
    return database.write(async (tx) => {
      await tx.lockTree(scope.owner.id);
      const file = existingItem(await scope.find(tx.db, uri));
      if (file.symbolic === 1) throw new ApiError(ErrorCode.NO_PERMISSION, 'A shortcut cannot be shared.');
      return work(tx, file, scope.owner);
    });
  }

  #terms(request: ShareCreateService) {
    const { clock } = this.#parts;
    const { expire = 0, downloads = 0, price = 0 } = request;
    const now = clock.now();
    const expiresAt = now + expire * 1000;
    if (expiresAt >= endOfTime) throw new ApiError(ErrorCode.PARAM_INVALID, 'expire is too far away.');
    if (price > 0) throw new ApiError(ErrorCode.GROUP_NOT_ALLOWED, 'Links cannot be sold on this site.');
    return {
      remain_downloads: downloads > 0 ? downloads : null,
      expires_at: expire > 0 ? expiresAt : null,
      share_view: request.share_view === true ? 1 : 0,
      show_readme: request.show_readme === true ? 1 : 0,
      price,
      updated_at: now,
    };
  }

  /** @returns null where nothing is stated: then everybody may read. */
  #rules(setting: PermissionSetting | undefined, owner: Owner): PermissionRules | null {
    if (!setting) return null;
    const rules = rulesOf(setting, this.#parts.ids);
    demandAllowedToVisitors(rules, owner);
    return Object.values(rules).some((stated) => typeof stated === 'number' || Object.keys(stated).length > 0)
      ? rules
      : null;
  }

  async #remove(tx: Transactor, actor: Actor, shares: readonly ShareRow[]): Promise<void> {
    const { drive, store } = this.#parts;
    const files = new Map(
      (
        await drive.tree.byIds(
          tx.db,
          shares.map((share) => share.file_id),
        )
      ).map((file) => [file.id, file]),
    );
    for (const share of shares) {
      const file = files.get(share.file_id);
      if (file) await this.#tell(tx, actor, 'unshare', file, share.id);
    }
    await store.remove(
      tx,
      shares.map((share) => share.id),
    );
  }

  #tell(tx: Transactor, actor: Actor, kind: JournalKind, file: FileRow, share: number): Promise<void> {
    return this.#parts.drive.journal.append(tx, file.owner_id, actor, [changeAt(kind, file, { share })]);
  }
}

/** Users and groups whom the rules of a link name. */
function membersOf(rules: PermissionRules | null): Member[] {
  const of = (kind: Member['kind'], named: PermissionRules['users']) =>
    Object.entries(named ?? {}).map(([id, rights]) => ({ kind, member_id: Number(id), rights }));
  return rules ? [...of('user', rules.users), ...of('group', rules.groups)] : [];
}

function demandMayShare({ group }: Caller): void {
  if (group.permissions.has(GroupPermission.SHARE)) return;
  throw new ApiError(ErrorCode.GROUP_NOT_ALLOWED, 'Your group may not share files.');
}

function drawPassword(): string {
  let password = '';
  for (let i = 0; i < drawnLength; i++) password += lettersAndDigits.charAt(randomInt(lettersAndDigits.length));
  return password;
}

function unknown(): ApiError {
  return new ApiError(ErrorCode.NOT_FOUND, 'There is no such share.');
}
