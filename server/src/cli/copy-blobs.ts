import { BlobMissingError, type BlobStore, verifyChecksum } from '../blobs/index.ts';
import type { Database } from '../db/index.ts';

/** Entities looked at in one statement. */
const page = 1_000;

export interface CopiedBlobs {
  readonly copied: number;
  /** Blobs that were in the target already. */
  readonly kept: number;
  /** Blobs of the source that are gone, or not what was stored: they are not in the target. */
  readonly damaged: readonly string[];
  /** Blobs of the target that the database does not name. */
  readonly surplus: readonly string[];
}

/**
 * Brings every blob that a database names from one store into another, each durable and compared with its
 * checksum. Damaged ones do not keep the others from being copied.
 */
export async function copyBlobs(database: Database, from: BlobStore, to: BlobStore): Promise<CopiedBlobs> {
  const present = new Map<string, number>();
  for await (const item of to.items()) if (item.kind === 'blob') present.set(item.key, item.size);
  let copied = 0;
  let kept = 0;
  const damaged: string[] = [];
  for await (const entity of completeEntities(database)) {
    if (present.get(entity.source) === entity.size) kept++;
    else if (await copyBlob(from, to, entity)) copied++;
    else damaged.push(entity.source);
    present.delete(entity.source);
  }
  return { copied, kept, damaged, surplus: [...present.keys()] };
}

interface Complete {
  readonly source: string;
  readonly size: number;
  readonly checksum: string;
}

/** Those that something refers to: of the others the collector may have removed the bytes. */
async function* completeEntities(database: Database): AsyncIterable<Complete> {
  for (let after = 0; ; ) {
    const rows = await database.read
      .selectFrom('entities')
      .select(['id', 'source', 'size', 'checksum'])
      .where('id', '>', after)
      .where('checksum', 'is not', null)
      .where('reference_count', '>', 0)
      .orderBy('id')
      .limit(page)
      .execute();
    for (const row of rows) yield { source: row.source, size: row.size, checksum: row.checksum ?? '' };
    const last = rows.at(-1);
    if (!last) return;
    after = last.id;
  }
}

/** @returns whether the bytes are those that were stored: a copy of rot is no backup, and is not left there. */
async function copyBlob(from: BlobStore, to: BlobStore, { source: key, size, checksum }: Complete): Promise<boolean> {
  try {
    const blob = await from.open(key);
    try {
      if (blob.size !== size) return false;
      await to.put(key, blob.read(0, size), { size });
    } finally {
      await blob.close();
    }
  } catch (error) {
    if (error instanceof BlobMissingError) return false;
    throw error;
  }
  const copy = await to.open(key);
  try {
    if (await verifyChecksum(copy, checksum)) return true;
  } finally {
    await copy.close();
  }
  await to.remove(key);
  return false;
}
