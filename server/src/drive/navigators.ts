import { ApiError, ErrorCode, FileUri, type IdCodec, IdKind } from '@canopy/contract';
import type { Executor } from '../db/index.ts';
import type { Caller } from '../kernel/index.ts';
import { namespaces } from './namespace.ts';
import type { Owner, Owners, ShareMarks } from './ports.ts';
import { type FileRow, isFolder } from './rows.ts';
import type { Navigator, Place, Scope } from './scope.ts';
import type { TreeStore } from './tree-store.ts';

/** The root folder of a user; when there is none yet it is made, but only by himself. */
type RootOf = (ownerId: number, own: boolean) => Promise<FileRow | undefined>;

/** A user's tree; those of others are for administrators (file.md 1). */
export function myNavigator(parts: { tree: TreeStore; owners: Owners; ids: IdCodec; rootOf: RootOf }): Navigator {
  const { tree, owners, ids, rootOf } = parts;
  return {
    async open(uri, caller) {
      demandSignIn(caller);
      const ownerId = uri.id === '' ? caller.userId : ids.tryDecode(IdKind.USER, uri.id);
      const owner = ownerId === undefined ? undefined : await owners.find(ownerId);
      const owned = ownerId === caller.userId;
      if (!owner || !(owner.active || owned || caller.isAdmin)) {
        throw new ApiError(ErrorCode.PATH_NOT_EXIST, 'There is no such user.');
      }
      if (!owned && !caller.isAdmin) throw new ApiError(ErrorCode.NO_PERMISSION);
      const top = await rootOf(owner.id, owned);
      if (!top) throw new ApiError(ErrorCode.NO_PERMISSION, 'This user has not opened the drive yet.');
      const scope: Scope = {
        namespace: namespaces.my,
        root: FileUri.root('my', uri.id, uri.password),
        owner,
        caller,
        owned,
        showsViews: owned && owner.viewSync,
        base: [],
        find: (db, target) => walk(tree, db, scope, target, top),
        contents: (place) => ({ from: 'folder', folderId: lastOf(place).id }),
        rights: everything,
        demand() {},
      };
      return scope;
    },
  };
}

/** The caller's own trash: a flat list, addressed by UUID. */
export function trashNavigator(parts: { tree: TreeStore; owners: Owners }): Navigator {
  const { tree, owners } = parts;
  return {
    async open(uri, caller) {
      demandSignIn(caller);
      const owner = await ownerOf(caller, owners);
      const scope: Scope = {
        namespace: namespaces.trash,
        root: FileUri.root('trash', uri.id, uri.password),
        owner,
        caller,
        owned: true,
        showsViews: true,
        base: [],
        async find(db, target) {
          const [key] = target.elements;
          if (key === undefined) return { scope, uri: target.withoutSearch(), chain: [], missing: [] };
          const row = target.elements.length === 1 ? await tree.trashed(db, owner.id, key) : undefined;
          const chain = row ? [row] : [];
          return { scope, uri: target.withoutSearch(), chain, missing: row ? [] : target.elements };
        },
        contents: () => ({ from: 'trash', ownerId: owner.id }),
        rights: everything,
        demand() {},
      };
      return scope;
    },
  };
}

/** What is shared with the caller. */
export function sharedWithMeNavigator(parts: { owners: Owners; rootOf: RootOf; shares: ShareMarks }): Navigator {
  return {
    async open(uri, caller) {
      demandSignIn(caller);
      const owner = await ownerOf(caller, parts.owners);
      const top = await parts.rootOf(owner.id, true);
      const source = parts.shares.sharedWith(caller);
      const scope: Scope = {
        namespace: namespaces.sharedWithMe,
        root: FileUri.root('shared_with_me', uri.id, uri.password),
        owner,
        caller,
        owned: true,
        showsViews: true,
        base: [],
        async find(_db, target) {
          return { scope, uri: target.withoutSearch(), chain: top ? [top] : [], missing: target.elements };
        },
        contents: () => (source ? { from: 'source', source } : { from: 'nothing' }),
        rights: everything,
        demand() {},
      };
      return scope;
    },
  };
}

/** Nothing is shared: every share is unknown. */
export const noSharesNavigator: Navigator = {
  open() {
    throw new ApiError(ErrorCode.NOT_FOUND, 'This share does not exist.');
  },
};

/** Of owners and administrators. */
const everything = () => undefined;

function demandSignIn(caller: Caller): void {
  if (caller.anonymous) throw new ApiError(ErrorCode.LOGIN_REQUIRED);
}

async function ownerOf(caller: Caller, owners: Owners): Promise<Owner> {
  const owner = await owners.find(caller.userId);
  if (!owner) throw new ApiError(ErrorCode.LOGIN_REQUIRED);
  return owner;
}

function lastOf(place: Place): FileRow {
  const row = place.chain.at(-1);
  if (!row) throw new ApiError(ErrorCode.PATH_NOT_EXIST);
  return row;
}

/** One indexed look-up per name, until one is missing or cannot be entered. */
export async function walk(tree: TreeStore, db: Executor, scope: Scope, uri: FileUri, top: FileRow): Promise<Place> {
  const chain = [top];
  let at = top;
  for (let depth = 0; depth < uri.elements.length; depth++) {
    const next = isFolder(at) ? await tree.child(db, at.id, uri.elements[depth] as string) : undefined;
    if (!next) return { scope, uri: uri.withoutSearch(), chain, missing: uri.elements.slice(depth) };
    chain.push(next);
    at = next;
  }
  return { scope, uri: uri.withoutSearch(), chain, missing: [] };
}
