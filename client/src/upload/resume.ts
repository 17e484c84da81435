/**
 * What is remembered of an upload, so that it can go on after a reload or a restart. The protocol cannot be asked
 * which chunks arrived; the client keeps that itself.
 */
import type { UploadSource } from './types.ts';

export interface ResumeRecord {
  readonly key: string;
  readonly sessionId: string;
  /** URI of the placeholder. */
  readonly uri: string;
  readonly name: string;
  readonly size: number;
  readonly lastModified: number | undefined;
  /** Bytes of a chunk; 0 = the file is one chunk. */
  readonly chunkSize: number;
  /** Chunks sent in parallel, as the storage policy says. */
  readonly concurrency: number | undefined;
  /** End of the session. */
  readonly expiresAt: number;
  readonly startedAt: number;
  /** Content fingerprint of the source, where one could be taken. */
  readonly fingerprint: string | undefined;
  /** `primary_entity` of the file that is being replaced. */
  readonly replacedEntity: string | undefined;
  /** Indexes of the chunks that the server has. */
  readonly received: readonly number[];
}

/** Keeps records. A store that fails may reject: the upload goes on without being resumable. */
export interface ResumeStore {
  get(key: string): Promise<ResumeRecord | undefined>;
  set(record: ResumeRecord): Promise<void>;
  delete(key: string): Promise<void>;
  list(): Promise<ResumeRecord[]>;
}

/** What makes two uploads the same one. `owner` keeps people apart who share a browser. */
export function resumeKey(owner: string, uri: string, source: UploadSource, policyId: string | undefined): string {
  return JSON.stringify([owner, uri, source.size, source.lastModified ?? 0, policyId ?? '']);
}

/** Who a key belongs to. */
export function ownerOf(key: string): string {
  const parts: unknown = JSON.parse(key);
  return Array.isArray(parts) && typeof parts[0] === 'string' ? parts[0] : '';
}

/** How many chunks the file has; an empty file has one, of no bytes. */
export function chunksOf({ size, chunkSize }: Pick<ResumeRecord, 'size' | 'chunkSize'>): number {
  return chunkSize === 0 ? 1 : Math.max(1, Math.ceil(size / chunkSize));
}

/** Bytes that the server has. */
export function bytesOf({ size, chunkSize, received }: Pick<ResumeRecord, 'size' | 'chunkSize' | 'received'>): number {
  let bytes = 0;
  for (const index of received) bytes += chunkSize === 0 ? size : Math.min(chunkSize, size - index * chunkSize);
  return bytes;
}

/** A store that ends with the process. */
export class MemoryResumeStore implements ResumeStore {
  readonly #records = new Map<string, ResumeRecord>();

  async get(key: string): Promise<ResumeRecord | undefined> {
    return this.#records.get(key);
  }

  async set(record: ResumeRecord): Promise<void> {
    this.#records.set(record.key, record);
  }

  async delete(key: string): Promise<void> {
    this.#records.delete(key);
  }

  async list(): Promise<ResumeRecord[]> {
    return [...this.#records.values()];
  }
}
