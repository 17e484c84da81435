import {
  ApiError,
  Capability,
  ErrorCode,
  type ExplorerView,
  encodeFlags,
  FilePermission,
  type UriHost,
} from '@canopy/contract';
import type { Rights } from './permissions.ts';

/** A file system of the protocol: what exists there at all. What a caller may do is a question of permission. */
export interface Namespace {
  readonly host: UriHost;
  /** Flags of the contract's `Capability`, as clients get them. */
  readonly capability: string;
  readonly capabilities: ReadonlySet<number>;
  /** How it is shown when nobody chose anything. */
  readonly defaultView: ExplorerView;
}

const all = Object.values(Capability);
const grid: ExplorerView = { page_size: 100, view: 'grid', thumbnail: true };

function namespace(host: UriHost, capabilities: readonly number[], defaultView: ExplorerView): Namespace {
  return { host, capability: encodeFlags(capabilities), capabilities: new Set(capabilities), defaultView };
}

/** file.md 4.1 and 3. */
export const namespaces = {
  my: namespace(
    'my',
    all.filter(
      (bit) => ![Capability.MOVE_TO_TRASH, Capability.COPY_TO_TRASH, Capability.RESTORE].some((b) => b === bit),
    ),
    grid,
  ),
  trash: namespace(
    'trash',
    [Capability.LIST, Capability.DELETE, Capability.LOCK, Capability.RESTORE, Capability.INFO],
    { page_size: 100, view: 'list', columns: [{ type: 0 }, { type: 2 }, { type: 8 }, { type: 7 }] },
  ),
  sharedWithMe: namespace('shared_with_me', [Capability.DOWNLOAD, Capability.LIST, Capability.ENTER], grid),
} as const;

const ofShares = new Map<Rights | undefined, Namespace>();
/** What a right brings besides the look of a share (file.md 4.1). */
const broughtBy: readonly (readonly [Rights, readonly number[]])[] = [
  [1 << FilePermission.READ, [Capability.COPY_TO_MY, Capability.COPY_TO_SHARE]],
  [1 << FilePermission.UPDATE, [Capability.RENAME, Capability.UPLOAD, Capability.UPDATE_METADATA]],
  [1 << FilePermission.CREATE, [Capability.CREATE, Capability.UPLOAD]],
  [
    1 << FilePermission.DELETE,
    [Capability.MOVE_TO_MY, Capability.MOVE_TO_SHARE, Capability.DELETE, Capability.SOFT_DELETE],
  ],
];

/** A share, for somebody who has these rights somewhere in it; undefined = all. */
export function shareNamespace(rights: Rights | undefined): Namespace {
  let known = ofShares.get(rights);
  if (!known) {
    const brought = broughtBy.flatMap(([right, bits]) => (rights === undefined || rights & right ? bits : []));
    const always = [
      Capability.DOWNLOAD,
      Capability.LIST,
      Capability.GENERATE_THUMB,
      Capability.LOCK,
      Capability.INFO,
      Capability.VERSION,
      Capability.ENTER,
      Capability.MODIFY_PROPS,
    ];
    known = namespace('share', [...always, ...brought], grid);
    ofShares.set(rights, known);
  }
  return known;
}

/** @throws ApiError 403 where this does not exist at all, whoever asks. */
export function demandCapability(namespace: Namespace, ...bits: readonly number[]): void {
  if (bits.every((bit) => namespace.capabilities.has(bit))) return;
  throw new ApiError(ErrorCode.NO_PERMISSION, 'Not supported action.');
}
