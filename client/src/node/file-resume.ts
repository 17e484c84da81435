import { createHash } from 'node:crypto';
import { mkdir, readdir, readFile, rename, rm, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import type { ResumeRecord, ResumeStore } from '../upload/resume.ts';

const EXTENSION = '.upload.json';

/** Keeps each record in a file of its own in a folder; a crash leaves the old record or the new one. */
export class FileResumeStore implements ResumeStore {
  readonly #folder: string;

  constructor(folder: string) {
    this.#folder = folder;
  }

  get(key: string): Promise<ResumeRecord | undefined> {
    return this.#read(this.#path(key));
  }

  async set(record: ResumeRecord): Promise<void> {
    await mkdir(this.#folder, { recursive: true, mode: 0o700 });
    const path = this.#path(record.key);
    const temporary = `${path}.${process.pid}`;
    // A session id lets its holder write: nobody else may read it.
    await writeFile(temporary, JSON.stringify(record), { mode: 0o600 });
    await rename(temporary, path);
  }

  async delete(key: string): Promise<void> {
    await rm(this.#path(key), { force: true });
  }

  async list(): Promise<ResumeRecord[]> {
    const names = await orNothing(readdir(this.#folder), []);
    const records = names
      .filter((name) => name.endsWith(EXTENSION))
      .map((name) => this.#read(join(this.#folder, name)));
    return (await Promise.all(records)).filter((record) => record !== undefined);
  }

  async #read(path: string): Promise<ResumeRecord | undefined> {
    const text = await orNothing(readFile(path, 'utf8'), undefined);
    if (text === undefined) return undefined;
    try {
      const record: unknown = JSON.parse(text);
      return isRecord(record) ? record : undefined;
    } catch {
      // Damaged by hand: the upload starts anew.
      return undefined;
    }
  }

  #path(key: string): string {
    return join(this.#folder, createHash('sha256').update(key).digest('hex') + EXTENSION);
  }
}

function isRecord(value: unknown): value is ResumeRecord {
  if (typeof value !== 'object' || value === null) return false;
  const record = value as Partial<Record<keyof ResumeRecord, unknown>>;
  return (
    typeof record.key === 'string' &&
    typeof record.sessionId === 'string' &&
    typeof record.uri === 'string' &&
    typeof record.size === 'number' &&
    typeof record.chunkSize === 'number' &&
    typeof record.expiresAt === 'number' &&
    Array.isArray(record.received)
  );
}

async function orNothing<Result>(work: Promise<Result>, nothing: Result): Promise<Result> {
  try {
    return await work;
  } catch (error) {
    if (error instanceof Error && 'code' in error && error.code === 'ENOENT') return nothing;
    throw error;
  }
}
