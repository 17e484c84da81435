/**
 * Where bytes live. A driver offers the small interfaces below; what it cannot do, it does not offer. The
 * conformance suite (conformance.ts) proves each promise made here on every driver.
 *
 * Failures of the storage itself (full, broken, unreachable) are `ApiError` 50004 with a text for people.
 * A blob is immutable once it can be opened, and its key is never used for other bytes.
 */

/** Names one blob in one store: made by `BlobKeys`, never from anything that a user typed. */
export type BlobKey = string;

export interface BlobStat {
  readonly size: number;
  /** Milliseconds since 1970, as the storage tells it. */
  readonly modifiedAt: number;
}

/** Bytes in order. Every piece belongs to the receiver: it is not written to again, unless he allowed it (`ReadOptions`). */
export type ByteSource = AsyncIterable<Uint8Array>;

/** There is no blob of this key. */
export class BlobMissingError extends Error {
  override readonly name = 'BlobMissingError';
  readonly key: BlobKey;

  constructor(key: BlobKey) {
    super(`there is no blob ${key}`);
    this.key = key;
  }
}

export interface ReadOptions {
  /**
   * A piece may be overwritten as soon as the next one is asked for. New memory for every piece costs more than
   * reading it, so whoever is done with a piece by then should allow this.
   */
  readonly reuse?: boolean;
}

/** A blob opened for reading. What is opened stays readable to its end, even if the blob is removed meanwhile. */
export interface OpenBlob {
  readonly size: number;
  /**
   * Bytes `start` up to and without `end`, in pieces of at most 256 KiB, read only as fast as they are taken.
   * Ends with an error rather than early when the storage has fewer bytes than `size` told.
   */
  read(start: number, end: number, options?: ReadOptions): ByteSource;
  /** Frees the descriptor or connection. To be called once, also after a failure. */
  close(): Promise<void>;
}

export interface BlobReader {
  /** Undefined when there is none. */
  stat(key: BlobKey): Promise<BlobStat | undefined>;
  /** @throws BlobMissingError */
  open(key: BlobKey): Promise<OpenBlob>;
}

export interface PutOptions {
  /** Length of the blob: a source that ends earlier fails with ApiError 50004, bytes beyond it are not read. */
  readonly size?: number;
  /** Where no length is known: more than this fails with ApiError 40049. */
  readonly maxSize?: number;
}

export interface StoredBlob {
  readonly size: number;
  /** `sha256:HEX`, taken while writing. */
  readonly checksum: string;
}

export interface BlobWriter {
  /**
   * Stores a whole blob. When it resolves, the bytes are durable and the blob can be opened. When it rejects,
   * nothing can be opened, or (the very last step failed) the whole blob; what was written is removed as far as
   * the storage lets us. Every try should have a key of its own.
   */
  put(key: BlobKey, source: ByteSource, options: PutOptions): Promise<StoredBlob>;
}

export interface BlobAssembler {
  /**
   * Announces a blob that arrives in pieces, so that a storage without room for `size` bytes refuses before
   * they are sent. May be repeated. Nothing can be opened yet.
   */
  begin(key: BlobKey, size: number): Promise<void>;
  /**
   * Writes exactly `length` bytes of `source` at `offset`, in any order and any number at a time as long as
   * the places do not overlap. When it resolves they are durable. When it rejects, this place (and no other)
   * holds anything, and may be written again. Bytes of `source` beyond `length` are not read.
   * @returns the SHA-256 of the piece, hexadecimal
   */
  writeAt(key: BlobKey, offset: number, length: number, source: ByteSource): Promise<string>;
  /**
   * Makes a blob of the pieces; durable when it resolves. May be repeated: after a success it succeeds again.
   * Only when no `writeAt` runs, and none may follow.
   * @throws ApiError 50004 when what is there is not `size` bytes long
   */
  commit(key: BlobKey, size: number): Promise<void>;
  /** Removes the pieces. Nothing there = success. */
  abort(key: BlobKey): Promise<void>;
}

export interface BlobRemover {
  /** A blob that is already gone counts as removed. */
  remove(key: BlobKey): Promise<void>;
}

/** One thing that lies in a store. */
export interface StoredItem extends BlobStat {
  readonly key: BlobKey;
  /** `blob`, or what a running or broken write left: the pieces of `assembler`, the temporary file of `writer`. */
  readonly kind: 'blob' | 'pieces' | 'temporary';
  /** How `removeItem` finds it. */
  readonly name: string;
}

export interface BlobEnumerator {
  /** Everything in the store, each item once, in no order. What comes or goes meanwhile may be seen or not. */
  items(): AsyncIterable<StoredItem>;
  removeItem(item: StoredItem): Promise<void>;
}

/** What lies in a local file can be sent by a web server in front of us. */
export interface LocalFiles {
  /** Path below the data folder, with slashes, without a leading one. */
  pathInDataDir(key: BlobKey): string;
  /** Absolute path. */
  path(key: BlobKey): string;
}

/** What a driver of a storage policy offers. */
export interface BlobStore extends BlobReader, BlobWriter, BlobAssembler, BlobRemover, BlobEnumerator {
  readonly files?: LocalFiles;
}
