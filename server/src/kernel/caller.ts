/** What the group of a caller allows. Sizes in bytes, times in seconds; 0 means "no limit" where it says so. */
export interface GroupLimits {
  readonly id: number;
  readonly name: string;
  /** Numbers of contract's `GroupPermission`. */
  readonly permissions: ReadonlySet<number>;
  /** Bytes a second of one download; 0 = unlimited. */
  readonly speedLimit: number;
  /** Most objects that one copy or folder summary may touch. */
  readonly maxWalkedFiles: number;
  /** Seconds that trashed files are kept. */
  readonly trashRetention: number;
  /** Most files of one direct-link call; 0 = no direct links. */
  readonly directLinkBatch: number;
  /** Direct links redirect to the content, are counted and can be taken back; else they are links of the storage. */
  readonly redirectedLinks: boolean;
  /** Largest archive in bytes that may be opened; 0 = any. */
  readonly decompressSize: number;
}

/** Who makes a request. Decided once, by the authentication hook; every rule asks this object. */
export interface Caller {
  /** Row number of the user, 0 when anonymous. */
  readonly userId: number;
  readonly anonymous: boolean;
  readonly isAdmin: boolean;
  readonly group: GroupLimits;
  /** Scopes of an OAuth token; undefined = a sign-in token, which is not limited. */
  readonly scopes: readonly string[] | undefined;
  /** Address that the request comes from, behind trusted proxies the one they tell; undefined = none is known. */
  readonly address?: string;
}
